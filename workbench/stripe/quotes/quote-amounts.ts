/** What a quote comes to: at once, and with each cycle of what recurs. */
import type Stripe from 'stripe';
import {priceAmount} from '../catalogue/price-amount.ts';
import type {Store} from '../engine/store.ts';
import {type DiscountToApply, type InvoiceTotals, totalLines} from '../invoices/invoice-amounts.ts';
import {pricingIn} from '../subscriptions/billed-lines.ts';
import {priceOf} from '../subscriptions/render-subscription.ts';
import type {StoredQuote, StoredQuoteLine} from './objects.ts';

type Amounts = Pick<Stripe.Quote.Computed.Upfront, 'amount_subtotal' | 'amount_total' | 'total_details'>;

/** Of these lines together. */
export function amountsOf(lines: readonly StoredQuoteLine[], quote: StoredQuote, store: Store): Amounts {
  const totals = totalsOf(lines, quote, store);
  const discount = totals.discounts.reduce((sum, {amount}) => sum + amount, 0);
  const tax = totals.taxes.reduce((sum, {amount}) => sum + amount, 0);
  return {
    amount_subtotal: lines.reduce((sum, line) => sum + lineAmount(line, quote, store), 0),
    amount_total: totals.total,
    total_details: {amount_discount: discount, amount_shipping: 0, amount_tax: tax},
  };
}

export interface LineAmounts {
  readonly amount_discount: number;
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
}

/** Of each line, with its share of the quote's discounts. */
export function amountsOfLines(
  lines: readonly StoredQuoteLine[],
  quote: StoredQuote,
  store: Store,
): readonly LineAmounts[] {
  const totals = totalsOf(lines, quote, store);
  return lines.map((line, index) => {
    const {discounts, taxes} = totals.lines[index] ?? {discounts: [], taxes: []};
    const subtotal = lineAmount(line, quote, store);
    const discount = discounts.reduce((sum, {amount}) => sum + amount, 0);
    const tax = taxes.reduce((sum, {amount}) => sum + amount, 0);
    const onTop = taxes.reduce((sum, {amount, inclusive}) => sum + (inclusive ? 0 : amount), 0);
    return {
      amount_discount: discount,
      amount_subtotal: subtotal,
      amount_tax: tax,
      amount_total: subtotal - discount + onTop,
    };
  });
}

export function isRecurring(line: StoredQuoteLine, store: Store): boolean {
  return priceOf(line.price, store).type === 'recurring';
}

function lineAmount(line: StoredQuoteLine, quote: StoredQuote, store: Store): number {
  const price = priceOf(line.price, store);
  return priceAmount(pricingIn(price, quote.currency ?? price.currency), line.quantity);
}

function totalsOf(lines: readonly StoredQuoteLine[], quote: StoredQuote, store: Store): InvoiceTotals {
  return totalLines(
    lines.map((line) => ({
      amount: lineAmount(line, quote, store),
      discountable: true,
      product: priceOf(line.price, store).product,
      discounts: discountsOf(line.discounts, quote, store),
      taxes: (line.taxRates ?? quote.default_tax_rates).flatMap((id) => store.taxRates.get(id) ?? []),
      given: null,
    })),
    {discounts: discountsOf(quote.discounts, quote, store), relief: null},
  );
}

function discountsOf(ids: readonly string[], quote: StoredQuote, store: Store): readonly DiscountToApply[] {
  return ids.flatMap((id) => {
    const terms = store.discounts.get(id)?.terms;
    if (terms === undefined) return [];
    const other = quote.currency === null ? undefined : terms.currency_options[quote.currency];
    return {
      id,
      percentOff: terms.percent_off,
      amountOff: terms.currency === quote.currency ? terms.amount_off : (other?.amount_off ?? null),
      products: terms.products,
    };
  });
}
