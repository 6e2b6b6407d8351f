/** Shows subscriptions and their items with every key that Stripe sends. */

import type {StoredPrice, WireTaxRate} from '../catalogue/objects.ts';
import {renderPlan} from '../catalogue/render-plan.ts';
import {renderPrice} from '../catalogue/render-price.ts';
import {testClockOf} from '../engine/clock.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import type {
  StoredSubscription,
  StoredSubscriptionItem,
  WireSubscription,
  WireSubscriptionItem,
} from './objects.ts';

/** How many items a subscription carries inside itself. */
const itemsInsideMax = 20;

export function renderSubscription(row: StoredSubscription, store: Store): WireSubscription {
  return {
    ...row,
    default_tax_rates: taxRatesByIds(row.default_tax_rates, store),
    items: renderItemsInside(row.id, store),
    test_clock: testClockOf(store, row.customer),
  };
}

/** How many subscriptions a customer carries inside itself, where they are asked for. */
const subscriptionsInsideMax = 10;

/** The list that `expand[]=subscriptions` adds to a customer: those that have not been canceled, newest first. */
export function subscriptionsInside(customerId: string, store: Store): WireList<WireSubscription> {
  const current = store.subscriptions
    .where('customer', customerId)
    .filter(({status}) => status !== 'canceled')
    .toReversed();
  return {
    object: 'list',
    data: current.slice(0, subscriptionsInsideMax).map((row) => renderSubscription(row, store)),
    has_more: current.length > subscriptionsInsideMax,
    total_count: current.length,
    url: `/v1/customers/${customerId}/subscriptions`,
  };
}

/** Oldest first, as Stripe lists them. */
export function itemsOf(subscriptionId: string, store: Store): readonly StoredSubscriptionItem[] {
  return store.subscriptionItems.where('subscription', subscriptionId);
}

function renderItemsInside(subscriptionId: string, store: Store): WireList<WireSubscriptionItem> {
  const items = itemsOf(subscriptionId, store);
  return {
    object: 'list',
    data: items.slice(0, itemsInsideMax).map((item) => renderSubscriptionItem(item, store)),
    has_more: items.length > itemsInsideMax,
    total_count: items.length,
    url: `/v1/subscription_items?subscription=${subscriptionId}`,
  };
}

export function renderSubscriptionItem(row: StoredSubscriptionItem, store: Store): WireSubscriptionItem {
  const price = priceOf(row.price, store);
  return {
    id: row.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: row.created,
    current_period_end: row.current_period_end,
    current_period_start: row.current_period_start,
    current_trial: null,
    discounts: row.discounts,
    metadata: row.metadata,
    plan: renderPlan(price),
    price: renderPrice(price),
    ...(row.quantity === null ? {} : {quantity: row.quantity}),
    subscription: row.subscription,
    tax_rates: taxRatesByIds(row.tax_rates, store),
  };
}

/** @throws Error for an id that names nothing: prices that are in use are never removed */
export function priceOf(id: string, store: Store): StoredPrice {
  const price = store.prices.get(id);
  if (price === undefined) throw new Error(`The sandbox holds no price '${id}'.`);
  return price;
}

/** As they are now; rates are never removed. */
export function taxRatesByIds(ids: readonly string[], store: Store): readonly WireTaxRate[] {
  return ids.flatMap((id) => store.taxRates.get(id) ?? []);
}
