import {AddonError} from '../errors/addon-error.ts';
import {type CurrencyCode, currencyCode, currencyInfo} from '../money/currency.ts';
import {formatMoney, money} from '../money/money.ts';
import type {CellValue} from '../tables/cell.ts';
import {tableFrom} from '../tables/columns.ts';
import {totalHeader, totalLabel, uncollectibleHeader} from './aging-tab.ts';
import {type RawInvoices, type RawTotal, rawTotals} from './raw-totals.ts';
import {type CurrencyTie, ties} from './refresh-stamp.ts';

type Values = readonly (readonly CellValue[])[];

const nothing: RawTotal = {count: 0, minorUnits: 0n};

/**
 * Compares the written Receivables with Stripe's pages, per currency: open invoices by count and amount, and
 * uncollectible ones likewise. Rule R11.
 *
 * @throws AddonError CONTROL_TOTAL_MISMATCH with both figures; nothing is published then.
 */
export function checkReceivables(raw: RawInvoices, staged: Values): readonly CurrencyTie[] {
  const table = tableFrom(staged, {header: 'Invoice ID', tab: 'Receivables'});
  const [status, currency] = [table.columnOf('Status'), table.columnOf('Currency')];
  const onTable = (wanted: 'open' | 'uncollectible', amountHeader: string) =>
    totalsOf(table.rows, (row) => row[status] === wanted, currency, [table.columnOf(amountHeader)]);

  compareAll('uncollectible', rawTotals(raw, 'uncollectible'), onTable('uncollectible', 'Amount remaining'));
  return compareAll('open', rawTotals(raw, 'open'), onTable('open', 'Open'));
}

/**
 * Compares the written aging with Stripe's pages: its customers and its `TOTAL` rows, each by their buckets, their total
 * and what is uncollectible. Amounts only: its rows are customers, not invoices. Rule R11.
 *
 * @throws AddonError CONTROL_TOTAL_MISMATCH with both figures; nothing is published then.
 */
export function checkAging(raw: RawInvoices, staged: Values, bucketLabels: readonly string[]): void {
  const table = tableFrom(staged, {header: 'Customer ID', tab: 'AR Aging'});
  const label = table.columnOf('Customer ID');
  const currency = table.columnOf('Currency');
  const total = table.columnOf(totalHeader);
  const buckets = bucketLabels.map(table.columnOf);
  const isTotal = (row: readonly CellValue[]) => row[label] === totalLabel;
  const isCustomer = (row: readonly CellValue[]) => !isTotal(row) && row[currency] !== '';

  for (const wanted of [isTotal, isCustomer]) {
    const compareColumns = (what: 'open' | 'uncollectible', columns: readonly number[]) =>
      compareAll(
        what,
        amountsOnly(rawTotals(raw, what)),
        amountsOnly(totalsOf(table.rows, wanted, currency, columns)),
      );
    compareColumns('open', buckets);
    compareColumns('open', [total]);
    compareColumns('uncollectible', [table.columnOf(uncollectibleHeader)]);
  }
}

function totalsOf(
  rows: Values,
  wanted: (row: readonly CellValue[]) => boolean,
  currencyColumn: number,
  amountColumns: readonly number[],
): ReadonlyMap<string, RawTotal> {
  const totals = new Map<string, RawTotal>();
  for (const row of rows) {
    if (!wanted(row)) continue;
    const currency = currencyCode(String(row[currencyColumn]));
    const known = totals.get(currency) ?? nothing;
    const minorUnits = amountColumns.reduce(
      (sum, column) => sum + BigInt(writtenMinorUnits(row[column], currency)),
      known.minorUnits,
    );
    totals.set(currency, {count: known.count + 1, minorUnits});
  }
  return totals;
}

/**
 * The minor units of a cell that `toMajor` filled: exactly the number written, fractions that Stripe should not send
 * included (5.50 ISK), and no other number.
 */
function writtenMinorUnits(value: CellValue | undefined, currency: CurrencyCode): number {
  const unit = 10 ** currencyInfo(currency).exponent;
  const minorUnits = Math.round(Number(value) * unit);
  if (minorUnits / unit === value) return minorUnits;
  throw new AddonError({
    code: 'CONTROL_TOTAL_MISMATCH',
    fact: `Cannot publish the receivables: the written table shows ${JSON.stringify(value)} where an amount of ${currency} was written.`,
    nextStep: 'The tabs still show the last good refresh. Refresh again; if it stays, report it.',
  });
}

function amountsOnly(totals: ReadonlyMap<string, RawTotal>): ReadonlyMap<string, RawTotal> {
  const amounts = new Map<string, RawTotal>();
  for (const [currency, {minorUnits}] of totals) {
    if (minorUnits !== 0n) amounts.set(currency, {count: 0, minorUnits});
  }
  return amounts;
}

function compareAll(
  what: 'open' | 'uncollectible',
  fromStripe: ReadonlyMap<string, RawTotal>,
  fromTable: ReadonlyMap<string, RawTotal>,
): readonly CurrencyTie[] {
  const codes = [...new Set([...fromStripe.keys(), ...fromTable.keys()])].sort();
  return codes.map((code) => {
    const currency = currencyCode(code);
    const tie = {
      fromStripe: tieSide(fromStripe.get(code) ?? nothing, currency),
      fromTable: tieSide(fromTable.get(code) ?? nothing, currency),
    };
    if (!ties(tie)) throw mismatch(what, tie);
    return tie;
  });
}

function tieSide(total: RawTotal, currency: CurrencyCode): CurrencyTie['fromStripe'] {
  return {invoices: total.count, open: money(Number(total.minorUnits), currency)};
}

function mismatch(what: string, {fromStripe, fromTable}: CurrencyTie): AddonError {
  return new AddonError({
    code: 'CONTROL_TOTAL_MISMATCH',
    fact:
      `Cannot publish the receivables: Stripe's pages have ${fromStripe.invoices} ${what} invoices of ` +
      `${formatMoney(fromStripe.open)}, the written table ${fromTable.invoices} of ${formatMoney(fromTable.open)}.`,
    nextStep:
      'The tabs still show the last good refresh. Refresh again; if it stays, report it with both figures.',
  });
}
