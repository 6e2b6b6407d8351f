import {assertInvariant} from '../errors/assert-invariant.ts';
import type {CurrencyCode} from '../money/currency.ts';
import {add, type Money, money} from '../money/money.ts';
import type {AgingBuckets} from './aging-bucket.ts';
import {type AgingSums, addToAging, agingTotal, compareAging, compareText, noAging} from './aging-sums.ts';
import {compareCurrencies} from './currency-order.ts';
import {isKnownReceivableStatus, type Receivable} from './receivable.ts';

/** What one customer owes in one currency, or (in `totals`) what all of them owe in it. */
export interface AgingRow {
  /** Stripe's customer, or the customer account that stands in for one; null for an invoice with neither. Rule R10. */
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly currency: CurrencyCode;
  /** One amount for each label of the buckets, `Not due` first. */
  readonly buckets: readonly Money[];
  /** The sum of `buckets`. */
  readonly total: Money;
  /** Beside the total, never in it. Rule R1. */
  readonly uncollectible: Money;
}

export interface AgingReport {
  readonly buckets: AgingBuckets;
  /** By currency, then largest total first. */
  readonly rows: readonly AgingRow[];
  /** One for each currency, in the same order. */
  readonly totals: readonly AgingRow[];
}

interface Accumulator extends AgingSums {
  readonly customerId: string | null;
  customerName: string | null;
  namedAtUnixS: number;
}

/**
 * Ages receivables by customer and currency. Currencies never meet in a sum (rule R9); invoices with a status this
 * version does not know are in no row (rule R1).
 */
export function agingReport(
  receivables: readonly Receivable[],
  {buckets, currencyOrder}: {readonly buckets: AgingBuckets; readonly currencyOrder: readonly string[]},
): AgingReport {
  const byCustomer = new Map<string, Accumulator>();
  const byCurrency = new Map<string, Accumulator>();
  for (const receivable of receivables) {
    if (!isKnownReceivableStatus(receivable.invoice.status)) continue;
    const {customerId, currency} = receivable.invoice;
    const customer = accumulatorOf(
      byCustomer,
      `${currency} ${customerId ?? ''}`,
      receivable,
      buckets,
      customerId,
    );
    addToAging(customer, receivable, buckets);
    takeLatestName(customer, receivable);
    addToAging(accumulatorOf(byCurrency, currency, receivable, buckets, null), receivable, buckets);
  }

  const byOrder = compareCurrencies(currencyOrder);
  const rows = [...byCustomer.values()]
    .map(rowOf)
    .sort(
      (a, b) =>
        byOrder(a.currency, b.currency) ||
        compareAging(a, b) ||
        compareText(a.customerId ?? '', b.customerId ?? ''),
    );
  const totals = [...byCurrency.values()].map(rowOf).sort((a, b) => byOrder(a.currency, b.currency));
  assertTotalsHoldTheirRows(rows, totals);
  return {buckets, rows, totals};
}

function accumulatorOf(
  accumulators: Map<string, Accumulator>,
  key: string,
  receivable: Receivable,
  buckets: AgingBuckets,
  customerId: string | null,
): Accumulator {
  const known = accumulators.get(key);
  if (known !== undefined) return known;
  const fresh: Accumulator = {
    ...noAging(receivable.invoice.currency, buckets),
    customerId,
    customerName: null,
    namedAtUnixS: Number.NEGATIVE_INFINITY,
  };
  accumulators.set(key, fresh);
  return fresh;
}

/** A deleted customer keeps the name on its newest invoice; of two as new, the later in alphabet, so that page order never shows. */
function takeLatestName(into: Accumulator, {invoice}: Receivable): void {
  if (invoice.customerName === null) return;
  const at = invoice.finalizedAtUnixS ?? invoice.createdUnixS;
  const newer = at > into.namedAtUnixS;
  const tied = at === into.namedAtUnixS && compareText(invoice.customerName, into.customerName ?? '') > 0;
  if (!newer && !tied) return;
  into.customerName = invoice.customerName;
  into.namedAtUnixS = at;
}

function rowOf(accumulated: Accumulator): AgingRow {
  const {customerId, customerName, currency, buckets, uncollectible} = accumulated;
  const total = agingTotal(accumulated);
  return {customerId, customerName, currency, buckets, total, uncollectible};
}

function assertTotalsHoldTheirRows(rows: readonly AgingRow[], totals: readonly AgingRow[]): void {
  for (const total of totals) {
    const rowsOfCurrency = rows.filter((row) => row.currency === total.currency);
    const sum = (of: (row: AgingRow) => Money) =>
      rowsOfCurrency.map(of).reduce(add, money(0, total.currency));
    assertInvariant(
      sum((row) => row.total).minorUnits === total.total.minorUnits &&
        sum((row) => row.uncollectible).minorUnits === total.uncollectible.minorUnits,
      `the ${total.currency} rows of the aging add up to their total`,
    );
  }
}
