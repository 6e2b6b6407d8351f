/** Ends a subscription. https://docs.stripe.com/api/subscriptions/cancel */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {clearAgenda, isEnded} from './agenda.ts';

export function endSubscription(
  call: Call<unknown>,
  id: string,
  end: {
    readonly atUnixS: number;
    readonly status?: 'canceled' | 'incomplete_expired';
    readonly details?: Partial<Stripe.Subscription.CancellationDetails>;
  },
): void {
  const {store, change} = call;
  const subscription = store.subscriptions.get(id);
  if (subscription === undefined) return;
  const before = call.render('subscription', id);
  const none = {comment: null, feedback: null, feedback_option: null, reason: null};
  change.update('subscription', id, {
    status: end.status ?? 'canceled',
    canceled_at: subscription.canceled_at ?? end.atUnixS,
    cancellation_details: {...none, ...subscription.cancellation_details, ...end.details},
    ended_at: end.atUnixS,
    pause_collection: null,
  });
  clearAgenda(call, id);
  stopCollecting(call, subscription.latest_invoice);
  if (end.status === 'incomplete_expired') {
    change.event('customer.subscription.updated', 'subscription', id, before);
  } else {
    change.event('customer.subscription.deleted', 'subscription', id);
  }
  releaseSchedule(call, subscription.schedule, end.atUnixS);
}

/** Ends all that a customer has, because the customer is being deleted. https://docs.stripe.com/api/customers/delete */
export function endSubscriptionsOf(call: Call, customer: string): void {
  for (const subscription of call.store.subscriptions.where('customer', customer)) {
    if (!isEnded(subscription)) endSubscription(call, subscription.id, {atUnixS: nowOf(call, customer)});
  }
}

/** Stripe no longer advances the last invoice of a subscription that has ended; it stays payable. */
function stopCollecting(call: Call<unknown>, invoiceId: string | null): void {
  const invoice = invoiceId === null ? undefined : call.store.invoices.get(invoiceId);
  if (invoice === undefined || (invoice.status !== 'draft' && invoice.status !== 'open')) return;
  if (invoice.auto_advance !== true) return;
  const before = call.render('invoice', invoice.id);
  call.change.update('invoice', invoice.id, {
    auto_advance: false,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
  });
  call.change.event('invoice.updated', 'invoice', invoice.id, before);
}

function releaseSchedule(call: Call<unknown>, id: string | null, atUnixS: number): void {
  const schedule = id === null ? undefined : call.store.subscriptionSchedules.get(id);
  if (schedule === undefined || (schedule.status !== 'active' && schedule.status !== 'not_started')) return;
  call.change.cancelLater(`schedule_phase:${schedule.id}`);
  call.change.update('subscription_schedule', schedule.id, {
    canceled_at: atUnixS,
    current_phase: null,
    status: 'canceled',
  });
  call.change.event('subscription_schedule.canceled', 'subscription_schedule', schedule.id);
}
