import type {Call} from '../engine/endpoint.ts';
import {previewOfCycle} from './preview-subscription.ts';

const renewing: readonly string[] = ['active', 'past_due', 'trialing'];

/** The agenda's work some days before a renewal: tells what will be billed. https://docs.stripe.com/billing/subscriptions/webhooks */
export function announceRenewal(call: Call, id: string): void {
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || !renewing.includes(subscription.status)) return;
  if (subscription.cancel_at_period_end) return;
  const upcoming = call.change.preview(() => previewOfCycle(call, id));
  call.change.eventAbout('invoice.upcoming', upcoming);
}
