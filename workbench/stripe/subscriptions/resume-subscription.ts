import type Stripe from 'stripe';
import {invalid, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {scheduleNext} from './agenda.ts';
import {collectNow, draftInvoice, finalizeOnly} from './bill-subscription.ts';
import {chargeLines} from './billed-lines.ts';
import {periodAt} from './billing-periods.ts';
import type {StoredSubscription} from './objects.ts';
import {itemsOf, priceOf} from './render-subscription.ts';
import {requirePaymentMethod} from './subscription-terms.ts';

type ResumeParams = Call<Stripe.SubscriptionResumeParams>['params'];

/** Ends a pause with a new cycle that begins now. https://docs.stripe.com/api/subscriptions/resume */
export function resumeSubscription(call: Call, id: string, params: ResumeParams): void {
  const {change, store} = call;
  const subscription = change.update('subscription', id, {});
  if (subscription.status !== 'paused') {
    throw invalid('Only subscriptions with the status `paused` can be resumed.');
  }
  if (params.billing_cycle_anchor?.type === 'unchanged') throw notModelled('billing_cycle_anchor');
  if (params.payment_behavior === 'resume_on_payment_success') throw notModelled('payment_behavior');
  if (subscription.collection_method === 'charge_automatically') requirePaymentMethod(call, subscription);

  const nowUnixS = nowOf(call, subscription.customer);
  const before = call.render('subscription', id);
  const {status_details: _paused, ...unpaused} = subscription;
  const resumed: StoredSubscription = {...unpaused, billing_cycle_anchor: nowUnixS, status: 'active'};
  change.replace('subscription', resumed);
  const items = itemsOf(id, store).map((item) => {
    const recurrence = priceOf(item.price, store).recurring ?? {interval: 'month', interval_count: 1};
    const period = periodAt(recurrence, nowUnixS, nowUnixS);
    return change.update('subscription_item', item.id, {
      current_period_start: period.start,
      current_period_end: period.end,
    });
  });
  const automatic = resumed.collection_method === 'charge_automatically';
  const invoice = draftInvoice(call, resumed, {
    reason: 'subscription_update',
    lines: items.flatMap((item) => chargeLines(item, resumed.currency, store)),
    period: {start: nowUnixS, end: nowUnixS},
    advances: !automatic,
  });
  change.update('subscription', id, {latest_invoice: invoice.id});
  scheduleNext(call, id);
  change.event('customer.subscription.updated', 'subscription', id, before);
  change.event('customer.subscription.resumed', 'subscription', id);
  if (invoice.total <= 0) finalizeOnly(call, invoice.id);
  else if (automatic) collectNow(call, invoice.id, {declineRefuses: false});
}

/** The moment came at which the collection of its invoices was to go on. */
export function resumeCollection(call: Call, id: string): void {
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || subscription.pause_collection === null) return;
  const before = call.render('subscription', id);
  call.change.update('subscription', id, {pause_collection: null});
  call.change.event('customer.subscription.updated', 'subscription', id, before);
}
