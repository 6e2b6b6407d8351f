import {renderPrice} from '../catalogue/render-price.ts';
import {testClockOf} from '../engine/clock.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import {productName} from '../subscriptions/billed-lines.ts';
import {priceOf} from '../subscriptions/render-subscription.ts';
import type {StoredQuote, StoredQuoteLine, WireQuote, WireQuoteLine} from './objects.ts';
import {amountsOf, amountsOfLines, isRecurring} from './quote-amounts.ts';

/** Shows a quote with every key that Stripe sends. */
export function renderQuote(row: StoredQuote, store: Store): WireQuote {
  const {lines, testClock, ...quote} = row;
  const recurring = lines.filter((line) => isRecurring(line, store));
  const upfront = amountsOf(upfrontLines(row, store), row, store);
  const cycle = recurring[0] === undefined ? null : priceOf(recurring[0].price, store).recurring;
  return {
    ...quote,
    amount_subtotal: upfront.amount_subtotal,
    amount_total: upfront.amount_total,
    computed: {
      recurring:
        cycle === null
          ? null
          : {
              ...amountsOf(recurring, row, store),
              interval: cycle.interval,
              interval_count: cycle.interval_count,
            },
      upfront,
    },
    test_clock: row.customer === null ? testClock : testClockOf(store, row.customer),
    total_details: upfront.total_details,
  };
}

/** What the first invoice has: with a trial, nothing of what recurs. */
export function upfrontLines(row: StoredQuote, store: Store): readonly StoredQuoteLine[] {
  if (row.subscription_data.trial_period_days === null) return row.lines;
  return row.lines.filter((line) => !isRecurring(line, store));
}

export function renderQuoteLines(
  lines: readonly StoredQuoteLine[],
  row: StoredQuote,
  store: Store,
): readonly WireQuoteLine[] {
  const amounts = amountsOfLines(lines, row, store);
  return lines.map((line, index) => {
    const price = priceOf(line.price, store);
    return {
      id: line.id,
      object: 'item',
      adjustable_quantity: null,
      ...(amounts[index] ?? {amount_discount: 0, amount_subtotal: 0, amount_tax: 0, amount_total: 0}),
      currency: row.currency ?? price.currency,
      description: productName(price, store),
      metadata: {},
      price: renderPrice(price),
      quantity: line.quantity,
    };
  });
}

/** The list that `expand[]=line_items` adds to a quote. */
export function quoteLinesInside(id: string, store: Store): WireList<WireQuoteLine> | null {
  const row = store.quotes.get(id);
  if (row === undefined) return null;
  return {
    object: 'list',
    data: renderQuoteLines(row.lines, row, store),
    has_more: false,
    url: `/v1/quotes/${id}/line_items`,
  };
}
