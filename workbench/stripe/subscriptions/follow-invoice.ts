/**
 * A subscription's status follows its latest invoice.
 * https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
 */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {isEnded, scheduleNext} from './agenda.ts';
import {endSubscription} from './end-subscription.ts';
import type {StoredSubscription} from './objects.ts';

/**
 * To be called when something became of an invoice: it was paid, voided or written off, or a payment of it failed.
 * Invoices that are no subscription's latest finalized one change nothing.
 */
export function followInvoice(call: Call<unknown>, invoiceId: string): void {
  const invoice = call.store.invoices.get(invoiceId);
  const id = invoice === undefined ? null : subscriptionOf(invoice);
  const subscription = id === null ? undefined : call.store.subscriptions.get(id);
  if (invoice === undefined || subscription === undefined) return;
  if (subscription.latest_invoice !== null && latestFinalized(call, subscription) !== invoiceId) return;

  const status = retriesAreOver(invoice) ? ruleOf(call) : statusAfter(subscription, invoice);
  if (status === 'canceled' && !isEnded(subscription)) {
    endSubscription(call, subscription.id, {
      atUnixS: nowOf(call, subscription.customer),
      details: {reason: 'payment_failed'},
    });
    return;
  }
  if (status === null || status === subscription.status) return;
  if (status === 'canceled') return;
  if (status === 'incomplete_expired') {
    endSubscription(call, subscription.id, {atUnixS: nowOf(call, subscription.customer), status});
    return;
  }
  const before = call.render('subscription', subscription.id);
  call.change.update('subscription', subscription.id, {status});
  // A new subscription is announced once, with the status that its first invoice left it in.
  if (subscription.latest_invoice === null) return;
  if (subscription.status === 'incomplete') {
    call.change.cancelLater(`subscription_expires:${subscription.id}`);
    scheduleNext(call, subscription.id);
  }
  call.change.event('customer.subscription.updated', 'subscription', subscription.id, before);
}

/** The last automatic attempt to collect it failed. */
function retriesAreOver(invoice: StoredInvoice): boolean {
  return (
    invoice.status === 'open' &&
    invoice.billing_reason === 'subscription_cycle' &&
    invoice.collection_method === 'charge_automatically' &&
    invoice.auto_advance === true &&
    invoice.attempted === true &&
    (invoice.next_payment_attempt ?? null) === null
  );
}

/**
 * What becomes of the subscription then. Stripe keeps this among the billing settings of the dashboard, which no request
 * shows; here the account's metadata may say `subscription_after_retries`: `canceled`, `unpaid`, or, as without it,
 * `past_due`. https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
function ruleOf({store}: Call<unknown>): 'canceled' | 'past_due' | 'unpaid' {
  const rule = store.account.metadata?.['subscription_after_retries'];
  return rule === 'canceled' || rule === 'unpaid' ? rule : 'past_due';
}

/** A draft says nothing yet: until it is finalized, the invoice before it counts. */
function latestFinalized(
  call: Call<unknown>,
  {customer, id, latest_invoice: latest}: StoredSubscription,
): string | null {
  if (call.store.invoices.get(latest ?? '')?.status !== 'draft') return latest;
  const finalized = call.store.invoices
    .where('customer', customer)
    .filter((invoice) => invoice.status !== 'draft' && subscriptionOf(invoice) === id);
  return finalized.at(-1)?.id ?? null;
}

/** Null: as before. */
function statusAfter(
  {status}: StoredSubscription,
  invoice: StoredInvoice,
): 'active' | 'incomplete_expired' | 'past_due' | null {
  switch (invoice.status) {
    case 'paid':
      return ['incomplete', 'past_due', 'unpaid'].includes(status) ? 'active' : null;
    case 'void':
      if (status === 'incomplete') return 'incomplete_expired';
      return status === 'past_due' || status === 'unpaid' ? 'active' : null;
    case 'uncollectible':
      return status === 'past_due' || status === 'unpaid' ? 'active' : null;
    case 'open':
      return status === 'active' ? 'past_due' : null;
    default:
      return null;
  }
}

/** The subscription that made the invoice; null for one made by hand. */
function subscriptionOf(invoice: StoredInvoice): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  if (subscription === undefined) return null;
  return typeof subscription === 'string' ? subscription : subscription.id;
}
