import {AddonError} from '../errors/addon-error.ts';
import {type CurrencyCode, currencyCode, currencyInfo} from '../money/currency.ts';
import {money} from '../money/money.ts';
import type {ControlTotal} from '../money/totals.ts';
import type {CellValue} from '../tables/cell.ts';
import {tableFrom} from '../tables/columns.ts';
import type {CurrencyFigures} from './refresh-stamp.ts';

/** What the Receivables tab holds of one currency at this moment, whoever has edited it. */
export interface TabTotal extends CurrencyFigures {
  /** What is open, by the label in the column `Bucket`. */
  readonly buckets: ReadonlyMap<string, ControlTotal>;
}

interface Sum {
  count: number;
  minorUnits: number;
}

interface Sums {
  readonly open: Sum;
  readonly uncollectible: Sum;
  readonly buckets: Map<string, Sum>;
}

/**
 * Adds up the tab as people see it. A cell that holds no amount counts as 0: the difference that it makes is what the
 * reader is to learn of.
 *
 * @throws AddonError TABLE_HEADER_MISSING when a header is gone
 */
export function tabTotals(values: readonly (readonly CellValue[])[]): ReadonlyMap<CurrencyCode, TabTotal> {
  const table = tableFrom(values, {header: 'Invoice ID', tab: 'Receivables'});
  const [id, status, currency] = ['Invoice ID', 'Status', 'Currency'].map(table.columnOf);
  const [open, remaining, bucket] = ['Open', 'Amount remaining', 'Bucket'].map(table.columnOf);
  const cell = (row: readonly CellValue[], column: number | undefined) => row[column ?? -1] ?? '';

  const sums = new Map<CurrencyCode, Sums>();
  for (const row of table.rows) {
    if (!String(cell(row, id)).startsWith('in_')) continue;
    const code = knownCurrency(cell(row, currency));
    if (code === null) continue;
    const sum = sums.get(code) ?? {open: nothing(), uncollectible: nothing(), buckets: new Map()};
    sums.set(code, sum);
    if (cell(row, status) === 'uncollectible') {
      addTo(sum.uncollectible, minorUnitsOf(cell(row, remaining), code));
    } else if (cell(row, status) === 'open') {
      const minorUnits = minorUnitsOf(cell(row, open), code);
      addTo(sum.open, minorUnits);
      const label = String(cell(row, bucket));
      const inBucket = sum.buckets.get(label) ?? nothing();
      sum.buckets.set(label, inBucket);
      addTo(inBucket, minorUnits);
    }
  }
  return new Map([...sums].map(([code, sum]) => [code, tabTotal(code, sum)]));
}

function tabTotal(currency: CurrencyCode, sums: Sums): TabTotal {
  const total = ({count, minorUnits}: Sum): ControlTotal => ({
    currency,
    count,
    amount: money(minorUnits, currency),
  });
  return {
    open: total(sums.open),
    uncollectible: total(sums.uncollectible),
    buckets: new Map([...sums.buckets].map(([label, sum]) => [label, total(sum)])),
  };
}

/** Null for a text that is no currency: such a row is in no total, as if it were gone. */
function knownCurrency(value: CellValue): CurrencyCode | null {
  try {
    return currencyCode(String(value));
  } catch (fault) {
    if (fault instanceof AddonError) return null;
    throw fault;
  }
}

function minorUnitsOf(value: CellValue, currency: CurrencyCode): number {
  const minorUnits = Math.round(Number(value) * 10 ** currencyInfo(currency).exponent);
  return typeof value === 'number' && Number.isSafeInteger(minorUnits) ? minorUnits : 0;
}

function nothing(): Sum {
  return {count: 0, minorUnits: 0};
}

function addTo(sum: Sum, minorUnits: number): void {
  sum.count += 1;
  sum.minorUnits += minorUnits;
}
