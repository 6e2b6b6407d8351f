/** What a subscription's invoice has lines for. Pure: amounts, words and periods follow from the items alone. */

import type {StoredPrice} from '../catalogue/objects.ts';
import {type Pricing, priceAmount, priceParts} from '../catalogue/price-amount.ts';
import type {Store} from '../engine/store.ts';
import type {Period} from './billing-periods.ts';
import {describeCharge, describeProration, describeTrial} from './describe-line.ts';
import type {StoredSubscriptionItem} from './objects.ts';
import {proratedAmount} from './proration.ts';
import {priceOf} from './render-subscription.ts';

/** A line before it is on an invoice. */
export interface BilledLine {
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly discounts: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly period: Period;
  readonly price: string;
  readonly product: string;
  readonly proration: boolean;
  readonly quantity: number;
  readonly subscription: string;
  readonly subscriptionItem: string;
  readonly taxRates: readonly string[];
  readonly unitAmountDecimal: string | null;
}

/** An item for its whole current period. Metered items are billed by usage, which the sandbox does not hold: none. */
export function chargeLines(
  item: StoredSubscriptionItem,
  currency: string,
  store: Store,
): readonly BilledLine[] {
  const price = priceOf(item.price, store);
  if (item.quantity === null) return [];
  const product = productName(price, store);
  return priceParts(pricingIn(price, currency), item.quantity).map((part) => ({
    ...lineOf(item, price, currency),
    amount: part.amount,
    description: describeCharge(price, product, part),
    proration: false,
    quantity: part.quantity,
    unitAmountDecimal: part.unitAmountDecimal,
  }));
}

/** The first lines where the first period is cut short by the billing cycle anchor: each for its share of the time. */
export function shortPeriodLines(
  item: StoredSubscriptionItem,
  whole: Period,
  options: {readonly currency: string; readonly free: boolean; readonly store: Store},
): readonly BilledLine[] {
  return chargeLines(item, options.currency, options.store).map((line) => ({
    ...line,
    amount: options.free ? 0 : proratedAmount(line.amount, whole, item.current_period_start),
    proration: true,
  }));
}

/** A line of nothing that says until when the trial runs. */
export function trialLine(item: StoredSubscriptionItem, currency: string, store: Store): BilledLine {
  const price = priceOf(item.price, store);
  return {
    ...lineOf(item, price, currency),
    amount: 0,
    description: describeTrial(productName(price, store)),
    proration: false,
    quantity: item.quantity ?? 0,
    unitAmountDecimal: '0',
  };
}

/** The credit (negative) or the charge for the rest of an item's current period. */
export function prorationLine(
  kind: 'credit' | 'charge',
  item: StoredSubscriptionItem,
  at: {readonly unixS: number; readonly currency: string; readonly store: Store},
): BilledLine {
  const {currency, store, unixS} = at;
  const price = priceOf(item.price, store);
  const quantity = item.quantity ?? 0;
  const whole = {start: item.current_period_start, end: item.current_period_end};
  const share = proratedAmount(priceAmount(pricingIn(price, currency), quantity), whole, unixS);
  const amount = kind === 'credit' ? 0 - share + 0 : share;
  return {
    ...lineOf(item, price, currency),
    amount,
    description: describeProration(kind, {productName: productName(price, store), quantity, atUnixS: unixS}),
    period: {start: Math.min(Math.max(unixS, whole.start), whole.end), end: whole.end},
    proration: true,
    quantity,
    unitAmountDecimal: price.unit_amount_decimal,
  };
}

function lineOf(item: StoredSubscriptionItem, price: StoredPrice, currency: string) {
  return {
    currency,
    discounts: item.discounts,
    metadata: item.metadata,
    period: {start: item.current_period_start, end: item.current_period_end},
    price: price.id,
    product: price.product,
    subscription: item.subscription,
    subscriptionItem: item.id,
    taxRates: item.tax_rates,
  };
}

/** What the price costs in a currency: its own, or one of its options. */
export function pricingIn(price: StoredPrice, currency: string): Pricing {
  const option = currency === price.currency ? undefined : price.currency_options?.[currency];
  return option === undefined ? price : {...price, ...option};
}

export function productName(price: StoredPrice, store: Store): string {
  return store.products.get(price.product)?.name ?? price.product;
}
