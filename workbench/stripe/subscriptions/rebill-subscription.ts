/** What a change of a subscription costs, and when that is billed. https://docs.stripe.com/billing/subscriptions/prorations */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';
import {announceTrialEnd} from './agenda.ts';
import {addPending, draftInvoice} from './bill-subscription.ts';
import {type BilledLine, chargeLines, prorationLine, trialLine} from './billed-lines.ts';
import {periodAt} from './billing-periods.ts';
import {changesInterval, type ItemChange, prorationLines} from './change-items.ts';
import type {StoredSubscription} from './objects.ts';
import {readTrialMoment} from './read-start.ts';
import {itemsOf, priceOf} from './render-subscription.ts';

type UpdateParams = Call<Stripe.SubscriptionUpdateParams>['params'];

/** A new cycle that begins at once, or a trial until a moment. */
type Restart = {readonly kind: 'now'} | {readonly kind: 'trial'; readonly endUnixS: number};

export function readRestart(
  params: Pick<UpdateParams, 'billing_cycle_anchor' | 'trial_end'>,
  nowUnixS: number,
): Restart | null {
  if (params.trial_end === 'now' || params.billing_cycle_anchor?.type === 'now') return {kind: 'now'};
  if (params.trial_end === undefined) return null;
  return {kind: 'trial', endUnixS: readTrialMoment(params.trial_end, nowUnixS)};
}

interface Rebilling {
  readonly params: Pick<UpdateParams, 'proration_behavior' | 'proration_date'>;
  readonly changes: readonly ItemChange[];
  readonly restart: Restart | null;
  readonly nowUnixS: number;
}

/** Adds what the change costs, and drafts an invoice where it is billed at once; null where it waits. */
export function rebill(
  call: Call<unknown>,
  subscription: StoredSubscription,
  rebilling: Rebilling,
): string | null {
  const {params, changes, restart, nowUnixS} = rebilling;
  const behavior = params.proration_behavior ?? 'create_prorations';
  const atUnixS = params.proration_date ?? nowUnixS;
  if (restart?.kind === 'trial') return startTrial(call, subscription, restart.endUnixS, nowUnixS);
  if (restart !== null || (changesInterval(call, changes) && subscription.status !== 'trialing')) {
    return restartCycle(call, subscription, {...rebilling, credits: behavior !== 'none', atUnixS});
  }
  const lines = behavior === 'none' ? [] : prorationLines(call, subscription, changes, atUnixS);
  addPending(call, subscription, lines);
  if (behavior !== 'always_invoice' || lines.length === 0) return null;
  return draftUpdate(call, subscription, [], nowUnixS);
}

/** A new cycle of all items from now on; what is left of the old one is credited. */
function restartCycle(
  call: Call<unknown>,
  subscription: StoredSubscription,
  {changes, credits, atUnixS, nowUnixS}: Rebilling & {readonly credits: boolean; readonly atUnixS: number},
): string {
  const {store, change} = call;
  const at = {unixS: atUnixS, currency: subscription.currency, store};
  const touched = new Set(changes.flatMap(({after}) => (after === null ? [] : [after.id])));
  const old = [
    ...changes.flatMap(({before}) => (before === null ? [] : [before])),
    ...itemsOf(subscription.id, store).filter((item) => !touched.has(item.id)),
  ].filter((item) => item.quantity !== null && item.current_period_end > atUnixS);
  const isCredited = credits && subscription.status !== 'trialing';
  addPending(call, subscription, isCredited ? old.map((item) => prorationLine('credit', item, at)) : []);

  const ended = subscription.status === 'trialing';
  change.update('subscription', subscription.id, {
    billing_cycle_anchor: nowUnixS,
    ...(ended ? {status: 'active', trial_end: nowUnixS} : {}),
  });
  announceTrialEnd(call, {...subscription, trial_end: null}, nowUnixS);
  const items = itemsOf(subscription.id, store).map((item) => {
    const recurrence = priceOf(item.price, store).recurring ?? {interval: 'month', interval_count: 1};
    const period = periodAt(recurrence, nowUnixS, nowUnixS);
    return change.update('subscription_item', item.id, {
      current_period_start: period.start,
      current_period_end: period.end,
    });
  });
  const lines = items.flatMap((item) => chargeLines(item, subscription.currency, store));
  return draftUpdate(call, subscription, lines, nowUnixS);
}

/** From now until the end of the trial nothing is charged; the cycle begins where the trial ends. */
function startTrial(
  call: Call<unknown>,
  subscription: StoredSubscription,
  endUnixS: number,
  nowUnixS: number,
): string | null {
  const {store, change} = call;
  const wasTrialing = subscription.status === 'trialing';
  const updated = change.update('subscription', subscription.id, {
    billing_cycle_anchor: endUnixS,
    status: 'trialing',
    trial_end: endUnixS,
    trial_start: wasTrialing ? subscription.trial_start : nowUnixS,
  });
  const items = itemsOf(subscription.id, store).map((item) =>
    change.update('subscription_item', item.id, {
      current_period_start: wasTrialing ? item.current_period_start : nowUnixS,
      current_period_end: endUnixS,
    }),
  );
  announceTrialEnd(call, updated, nowUnixS);
  if (wasTrialing) return null;
  return draftUpdate(
    call,
    updated,
    items.map((item) => trialLine(item, updated.currency, store)),
    nowUnixS,
  );
}

function draftUpdate(
  call: Call<unknown>,
  subscription: StoredSubscription,
  lines: readonly BilledLine[],
  nowUnixS: number,
): string {
  const invoice = draftInvoice(call, subscription, {
    reason: 'subscription_update',
    lines,
    period: {start: nowUnixS, end: nowUnixS},
    advances: subscription.collection_method === 'send_invoice',
  });
  call.change.update('subscription', subscription.id, {latest_invoice: invoice.id});
  return invoice.id;
}
