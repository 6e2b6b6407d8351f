import type {Call} from '../engine/endpoint.ts';
import {periodAt} from './billing-periods.ts';
import type {StoredSubscription, StoredSubscriptionItem} from './objects.ts';
import {priceOf} from './render-subscription.ts';

/** Moves an item whose period is over into the next one, up to the following boundary of its cycle. */
export function intoNextPeriod(
  call: Call<unknown>,
  subscription: StoredSubscription,
  item: StoredSubscriptionItem,
): StoredSubscriptionItem {
  const recurrence = priceOf(item.price, call.store).recurring ?? {interval: 'month', interval_count: 1};
  const next = periodAt(recurrence, subscription.billing_cycle_anchor, item.current_period_end);
  return call.change.update('subscription_item', item.id, {
    current_period_start: item.current_period_end,
    current_period_end: next.end,
  });
}
