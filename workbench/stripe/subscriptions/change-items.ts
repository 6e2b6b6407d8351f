/** Changes what a subscription has, and works out what the rest of the period costs more or less. */
import type Stripe from 'stripe';
import {placeDiscounts} from '../catalogue/discounts.ts';
import {invalid, notModelled} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {type BilledLine, prorationLine} from './billed-lines.ts';
import {periodAt} from './billing-periods.ts';
import {insertItem} from './create-subscription.ts';
import type {StoredSubscription, StoredSubscriptionItem} from './objects.ts';
import {readItem, readPrice, readQuantity, refuseTogether} from './read-items.ts';
import {itemsOf, priceOf} from './render-subscription.ts';

export type GivenItemChange = NonNullable<Call<Stripe.SubscriptionUpdateParams>['params']['items']>[number];

/** Null before: added. Null after: removed. */
export interface ItemChange {
  readonly before: StoredSubscriptionItem | null;
  readonly after: StoredSubscriptionItem | null;
}

/** Carries out the changes that a request asks for. @throws StripeRefusal */
export function changeItems(
  call: Call<unknown>,
  subscription: StoredSubscription,
  given: readonly GivenItemChange[],
): readonly ItemChange[] {
  const changes = given.map((item, index) => changeItem(call, subscription, item, `items[${index}]`));
  const left = itemsOf(subscription.id, call.store);
  if (left.length === 0) {
    throw invalid(
      'A subscription must have at least one active plan. To cancel it instead, delete the subscription.',
      'items',
    );
  }
  refuseTogether(
    left.map((item) => ({price: priceOf(item.price, call.store), param: 'items'})),
    subscription.currency,
  );
  return changes;
}

function changeItem(
  call: Call<unknown>,
  subscription: StoredSubscription,
  given: GivenItemChange,
  param: string,
): ItemChange {
  const {id, deleted, clear_usage: _usage, metadata, ...rest} = given;
  if (id === undefined) {
    if (deleted === true)
      throw invalid(`Missing required param: ${param}[id].`, `${param}[id]`, 'parameter_missing');
    const item = readItem(
      call,
      {...rest, ...(metadata === undefined || metadata === '' ? {} : {metadata})},
      param,
    );
    return {
      before: null,
      after: insertItem(call, subscription, item, periodNow(call, subscription, item.price.id)),
    };
  }
  const before = call.store.subscriptionItems.get(id);
  if (before === undefined || before.subscription !== subscription.id) {
    throw noSuchObject({kind: 'subscription item', id, param: `${param}[id]`, inPath: false});
  }
  if (deleted === true) {
    call.change.remove('subscription_item', id);
    return {before, after: null};
  }
  return {before, after: editItem(call, subscription, before, given, param)};
}

function editItem(
  call: Call<unknown>,
  subscription: StoredSubscription,
  before: StoredSubscriptionItem,
  given: GivenItemChange,
  param: string,
): StoredSubscriptionItem {
  if (given.current_trial !== undefined) throw notModelled(`${param}[current_trial]`);
  const named = given.price !== undefined || given.plan !== undefined || given.price_data !== undefined;
  const price = named ? readPrice(call, given, param) : priceOf(before.price, call.store);
  const nowUnixS = nowOf(call, subscription.customer);
  return call.change.update('subscription_item', before.id, {
    price: price.id,
    quantity: readQuantity(price, given.quantity, param) ?? before.quantity,
    ...(given.discounts === undefined
      ? {}
      : {
          discounts: placeDiscounts(call, given.discounts, {
            param: `${param}[discounts]`,
            place: {
              customer: subscription.customer,
              subscription: subscription.id,
              subscription_item: before.id,
              startUnixS: nowUnixS,
            },
          }),
        }),
    ...(given.metadata === undefined ? {} : {metadata: mergedMetadata(before.metadata, given.metadata)}),
    ...(given.tax_rates === undefined
      ? {}
      : {tax_rates: taxRatesOf(call, given.tax_rates, `${param}[tax_rates]`)}),
  });
}

/** The period that an item added now joins: that of the items that renew as often, else up to its next boundary. */
function periodNow(call: Call<unknown>, subscription: StoredSubscription, priceId: string) {
  const nowUnixS = nowOf(call, subscription.customer);
  if (subscription.status === 'trialing' && subscription.trial_end !== null) {
    return {start: subscription.trial_start ?? nowUnixS, end: subscription.trial_end};
  }
  const recurrence = priceOf(priceId, call.store).recurring ?? {interval: 'month', interval_count: 1};
  const fellow = itemsOf(subscription.id, call.store).find((item) => {
    const other = priceOf(item.price, call.store).recurring;
    return other?.interval === recurrence.interval && other.interval_count === recurrence.interval_count;
  });
  if (fellow !== undefined) return {start: fellow.current_period_start, end: fellow.current_period_end};
  return periodAt(recurrence, subscription.billing_cycle_anchor, nowUnixS);
}

/** Whether a changed price comes round at another interval, which starts a new cycle at once. */
export function changesInterval(call: Call<unknown>, changes: readonly ItemChange[]): boolean {
  return changes.some(({before, after}) => {
    if (before === null || after === null) return false;
    const [was, is] = [before, after].map((item) => priceOf(item.price, call.store).recurring);
    return was?.interval !== is?.interval || was?.interval_count !== is?.interval_count;
  });
}

/** The credits and charges for the rest of the period, in the order in which the request named the items. */
export function prorationLines(
  call: Call<unknown>,
  subscription: StoredSubscription,
  changes: readonly ItemChange[],
  atUnixS: number,
): readonly BilledLine[] {
  if (subscription.status === 'trialing') return [];
  const at = {unixS: atUnixS, currency: subscription.currency, store: call.store};
  return changes
    .filter(costsDifferently)
    .flatMap(({before, after}) => [
      ...(before !== null && isRunning(before, atUnixS) ? [prorationLine('credit', before, at)] : []),
      ...(after !== null && isRunning(after, atUnixS) ? [prorationLine('charge', after, at)] : []),
    ]);
}

/** Whether there is a rest of its period to reckon with. */
function isRunning(item: StoredSubscriptionItem, atUnixS: number): boolean {
  return item.quantity !== null && item.current_period_end > atUnixS;
}

function costsDifferently({before, after}: ItemChange): boolean {
  return before?.price !== after?.price || before?.quantity !== after?.quantity;
}
