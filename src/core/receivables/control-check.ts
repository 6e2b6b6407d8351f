import {AddonError} from '../errors/addon-error.ts';
import {type CurrencyCode, currencyCode, currencyInfo} from '../money/currency.ts';
import {formatMoney, money} from '../money/money.ts';
import {type ControlTotal, sameTotals} from '../money/totals.ts';
import type {CellValue} from '../tables/cell.ts';
import {tableFrom} from '../tables/columns.ts';
import {totalHeader, totalLabel, uncollectibleHeader} from './aging-tab.ts';
import {type RawInvoices, type RawTotal, rawTotals} from './raw-totals.ts';
import type {CurrencyTie} from './refresh-stamp.ts';

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

  const open = compareAll('open', rawTotals(raw, 'open'), onTable('open', 'Open'));
  const uncollectible = compareAll(
    'uncollectible',
    rawTotals(raw, 'uncollectible'),
    onTable('uncollectible', 'Amount remaining'),
  );
  const currencies = [...new Set([...open.keys(), ...uncollectible.keys()])].sort();
  return currencies.map((code) => {
    const currency = currencyCode(code);
    const none = {fromStripe: controlTotal(nothing, currency), fromTable: controlTotal(nothing, currency)};
    const [ofOpen, ofUncollectible] = [open.get(code) ?? none, uncollectible.get(code) ?? none];
    return {
      currency,
      fromStripe: {open: ofOpen.fromStripe, uncollectible: ofUncollectible.fromStripe},
      fromTable: {open: ofOpen.fromTable, uncollectible: ofUncollectible.fromTable},
    };
  });
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

interface Compared {
  readonly fromStripe: ControlTotal;
  readonly fromTable: ControlTotal;
}

function compareAll(
  what: 'open' | 'uncollectible',
  fromStripe: ReadonlyMap<string, RawTotal>,
  fromTable: ReadonlyMap<string, RawTotal>,
): ReadonlyMap<string, Compared> {
  const compared = new Map<string, Compared>();
  for (const code of new Set([...fromStripe.keys(), ...fromTable.keys()])) {
    const currency = currencyCode(code);
    const both = {
      fromStripe: controlTotal(fromStripe.get(code) ?? nothing, currency),
      fromTable: controlTotal(fromTable.get(code) ?? nothing, currency),
    };
    if (!sameTotals([both.fromStripe], [both.fromTable])) throw mismatch(what, both);
    compared.set(code, both);
  }
  return compared;
}

function controlTotal(total: RawTotal, currency: CurrencyCode): ControlTotal {
  return {currency, count: total.count, amount: money(Number(total.minorUnits), currency)};
}

function mismatch(what: string, {fromStripe, fromTable}: Compared): AddonError {
  return new AddonError({
    code: 'CONTROL_TOTAL_MISMATCH',
    fact:
      `Cannot publish the receivables: Stripe's pages have ${fromStripe.count} ${what} invoices of ` +
      `${formatMoney(fromStripe.amount)}, the written table ${fromTable.count} of ${formatMoney(fromTable.amount)}.`,
    nextStep:
      'The tabs still show the last good refresh. Refresh again; if it stays, report it with both figures.',
  });
}
