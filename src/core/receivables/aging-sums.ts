import type {CurrencyCode} from '../money/currency.ts';
import {add, isZero, type Money, zero} from '../money/money.ts';
import {type AgingBuckets, bucketIndex} from './aging-bucket.ts';

/** What an aging adds up, wherever it was read from: both amounts of one invoice and its age. */
export interface AgedAmount {
  /** Rules R1 and R2. */
  readonly open: Money;
  /** Beside the buckets, never in one. Rule R1. */
  readonly uncollectible: Money;
  /** Rule R4. */
  readonly daysPastDue: number;
}

/** A row of an aging while it is added up, in one currency. */
export interface AgingSums {
  readonly currency: CurrencyCode;
  /** One amount for each label of the buckets, `Not due` first. */
  readonly buckets: Money[];
  uncollectible: Money;
}

export function noAging(currency: CurrencyCode, buckets: AgingBuckets): AgingSums {
  const nothing = zero(currency);
  return {currency, buckets: buckets.labels.map(() => nothing), uncollectible: nothing};
}

/** @throws AddonError CURRENCY_MIXED for an amount of another currency. Rule R9. */
export function addToAging(sums: AgingSums, aged: AgedAmount, buckets: AgingBuckets): void {
  const index = bucketIndex(buckets, aged.daysPastDue);
  sums.buckets[index] = plus(sums.buckets[index] ?? zero(sums.currency), aged.open);
  sums.uncollectible = plus(sums.uncollectible, aged.uncollectible);
}

/** The buckets together. */
export function agingTotal({currency, buckets}: Pick<AgingSums, 'currency' | 'buckets'>): Money {
  return buckets.reduce(plus, zero(currency));
}

/** Most buckets of most customers are empty, and an aging has thousands of them. */
function plus(sum: Money, amount: Money): Money {
  return isZero(amount) && amount.currency === sum.currency ? sum : add(sum, amount);
}

/** Of one currency: largest total first, then largest uncollectible amount. */
export function compareAging(
  a: {readonly total: Money; readonly uncollectible: Money},
  b: {readonly total: Money; readonly uncollectible: Money},
): number {
  return b.total.minorUnits - a.total.minorUnits || b.uncollectible.minorUnits - a.uncollectible.minorUnits;
}

/** By UTF-16 unit, the same on every machine: a locale's order would differ between the workbench and Google. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
