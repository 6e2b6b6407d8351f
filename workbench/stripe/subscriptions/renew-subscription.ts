/** What happens when a billing cycle ends: the trial ends, the subscription ends, or the next cycle is billed. */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {WireObject} from '../engine/wire.ts';
import {finalizeInvoice} from '../invoices/finalize-invoice.ts';
import {markUncollectible} from '../invoices/mark-uncollectible.ts';
import {voidInvoice} from '../invoices/void-invoice.ts';
import {scheduleNext} from './agenda.ts';
import {draftInvoice, watchDueDate} from './bill-subscription.ts';
import {chargeLines} from './billed-lines.ts';
import {endSubscription} from './end-subscription.ts';
import {intoNextPeriod} from './next-period.ts';
import type {StoredSubscription} from './objects.ts';
import {itemsOf} from './render-subscription.ts';
import {advanceSchedule} from './schedule-phases.ts';
import {dropSpentDiscounts} from './spent-discounts.ts';
import {stopWithoutMethod} from './stop-without-method.ts';
import {hasPaymentMethod} from './subscription-terms.ts';

const billed: readonly string[] = ['active', 'past_due', 'trialing', 'unpaid'];

/** The agenda's work at the end of a cycle. Where nothing is due by now, it only looks when to come back. */
export function renewSubscription(call: Call<unknown>, id: string): void {
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || !billed.includes(subscription.status)) return;
  const nowUnixS = nowOf(call, subscription.customer);

  // What a schedule changes at this moment comes first: the next cycle is billed as its next phase says.
  if (subscription.schedule !== null) advanceSchedule(call, subscription.schedule);
  renewAsItIs(call, id, nowUnixS);
}

function renewAsItIs(call: Call, id: string, nowUnixS: number): void {
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || !billed.includes(subscription.status)) return;
  if (subscription.cancel_at !== null && subscription.cancel_at <= nowUnixS) {
    endSubscription(call, id, {atUnixS: subscription.cancel_at});
    return;
  }
  if (subscription.status === 'trialing' && endTrial(call, subscription, nowUnixS) === 'stopped') return;
  if (itemsOf(id, call.store).some((item) => item.current_period_end <= nowUnixS)) {
    billNextCycle(call, id, nowUnixS);
  }
  scheduleNext(call, id);
}

/** Without anything to charge, the subscription's settings say what becomes of it. */
function endTrial(
  call: Call<unknown>,
  subscription: StoredSubscription,
  nowUnixS: number,
): 'continues' | 'stopped' {
  if (subscription.trial_end === null || subscription.trial_end > nowUnixS) return 'continues';
  const automatic = subscription.collection_method === 'charge_automatically';
  if (!automatic || hasPaymentMethod(call, subscription)) return 'continues';
  return stopWithoutMethod(call, subscription, nowUnixS);
}

/** Moves the items whose period is over into their next one and drafts the invoice for it. */
function billNextCycle(call: Call<unknown>, id: string, nowUnixS: number): void {
  const {change, store} = call;
  const before = call.render('subscription', id);
  const subscription = change.update('subscription', id, {});
  const due = itemsOf(id, store).filter((item) => item.current_period_end <= nowUnixS);
  const over = {
    start: Math.min(...due.map((item) => item.current_period_start)),
    end: Math.min(...due.map((item) => item.current_period_end)),
  };
  const renewed = due.map((item) => intoNextPeriod(call, subscription, item));
  if (subscription.status === 'trialing') change.update('subscription', id, {status: 'active'});

  billCycle(call, id, {
    reason: 'subscription_cycle',
    lines: renewed.flatMap((item) => chargeLines(item, subscription.currency, store)),
    period: over,
    before,
  });
}

/** Drafts the invoice of a cycle, as it is to be collected, and says what changed. */
function billCycle(
  call: Call<unknown>,
  id: string,
  cycle: Pick<Parameters<typeof draftInvoice>[2], 'lines' | 'period' | 'reason'> & {
    readonly before: WireObject;
  },
): void {
  const {before, ...draft} = cycle;
  const subscription = call.change.update('subscription', id, {});
  const behavior = subscription.pause_collection?.behavior ?? null;
  const held = subscription.status === 'unpaid' || behavior !== null;
  const invoice = draftInvoice(call, subscription, {...draft, advances: !held});
  call.change.update('subscription', id, {latest_invoice: invoice.id});
  dropSpentDiscounts(call, id);
  call.change.event('customer.subscription.updated', 'subscription', id, before);
  if (behavior === 'void' || behavior === 'mark_uncollectible') {
    if (finalizeInvoice(call, invoice.id).status !== 'open') return;
    if (behavior === 'void') voidInvoice(call, invoice.id);
    else markUncollectible(call, invoice.id, 'subscription_paused');
  }
  watchDueDate(call, invoice.id);
}

/** The agenda's work: nobody paid the first invoice in time. */
export function expireIncomplete(call: Call, id: string): void {
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || subscription.status !== 'incomplete') return;
  const invoice = call.store.invoices.get(subscription.latest_invoice ?? '');
  // Voiding it ends the subscription.
  if (invoice?.status === 'open') voidInvoice(call, invoice.id);
  if (call.store.subscriptions.get(id)?.status !== 'incomplete') return;
  endSubscription(call, id, {atUnixS: nowOf(call, subscription.customer), status: 'incomplete_expired'});
}
