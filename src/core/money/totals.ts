import {AddonError} from '../errors/addon-error.ts';
import type {CurrencyCode} from './currency.ts';
import {type Money, money} from './money.ts';

/** How many amounts of one currency there are and what they add up to; compared on both sides of every write. */
export interface ControlTotal {
  readonly currency: CurrencyCode;
  readonly count: number;
  readonly amount: Money;
}

/** Where two sets of control totals part; `count` and `amount` are actual − expected. */
export interface ControlTotalDifference {
  readonly currency: CurrencyCode;
  readonly count: number;
  readonly amount: Money;
}

interface RunningTotal {
  count: number;
  /** A safe integer at all times, so adding to it loses nothing. */
  part: number;
  /** What no longer fits in `part`. */
  spilled: bigint;
}

/**
 * Counts and adds amounts per currency, in code order. Exact and independent of the order of the amounts. Rule M9.
 *
 * @throws AddonError ARGUMENT_INVALID when a total is beyond ±9,007,199,254,740,991 minor units
 */
export function controlTotals(amounts: Iterable<Money>): readonly ControlTotal[] {
  const running = new Map<CurrencyCode, RunningTotal>();
  for (const {minorUnits, currency} of amounts) {
    let total = running.get(currency);
    if (total === undefined) {
      total = {count: 0, part: 0, spilled: 0n};
      running.set(currency, total);
    }
    total.count += 1;
    const part = total.part + minorUnits;
    if (Number.isSafeInteger(part)) {
      total.part = part;
    } else {
      total.spilled += BigInt(total.part) + BigInt(minorUnits);
      total.part = 0;
    }
  }
  return [...running].map(([currency, total]) => controlTotal(currency, total)).sort(byCode);
}

function controlTotal(currency: CurrencyCode, {count, part, spilled}: RunningTotal): ControlTotal {
  const total = spilled + BigInt(part);
  const minorUnits = Number(total);
  if (!Number.isSafeInteger(minorUnits)) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot total ${count} amounts of ${currency}: ${total} minor units are more than a sheet can count exactly.`,
      nextStep: 'Look for an amount in the wrong unit, or report fewer invoices at a time.',
    });
  }
  return {currency, count, amount: money(minorUnits, currency)};
}

/** Whether both say the same count and amount for every currency; a currency left out counts as nothing. */
export function sameTotals(expected: readonly ControlTotal[], actual: readonly ControlTotal[]): boolean {
  return differences(expected, actual).length === 0;
}

/** Per currency, in code order, how far `actual` is from `expected`; empty when they tie. */
export function differences(
  expected: readonly ControlTotal[],
  actual: readonly ControlTotal[],
): readonly ControlTotalDifference[] {
  const currencies = new Set([...expected, ...actual].map(({currency}) => currency));
  return [...currencies]
    .map((currency) => {
      const before = of(currency, expected);
      const after = of(currency, actual);
      return {
        currency,
        count: after.count - before.count,
        amount: money(after.minorUnits - before.minorUnits, currency),
      };
    })
    .filter(({count, amount}) => count !== 0 || amount.minorUnits !== 0)
    .sort(byCode);
}

function of(
  currency: CurrencyCode,
  totals: readonly ControlTotal[],
): {readonly count: number; readonly minorUnits: number} {
  const found = totals.find((total) => total.currency === currency);
  return {count: found?.count ?? 0, minorUnits: found?.amount.minorUnits ?? 0};
}

function byCode(a: {readonly currency: CurrencyCode}, b: {readonly currency: CurrencyCode}): number {
  return a.currency < b.currency ? -1 : 1;
}
