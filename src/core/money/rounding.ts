import {Decimal} from 'decimal.js';
import {AddonError} from '../errors/addon-error.ts';
import type {CurrencyCode} from './currency.ts';
import {type Money, money} from './money.ts';

/**
 * What happens to a fraction of a minor unit; named wherever one can arise. Rule M10.
 *
 * | | 0.5 | 1.5 | −0.5 | 1.2 | −1.2 |
 * |---|---|---|---|---|---|
 * | half-even | 0 | 2 | 0 | 1 | −1 |
 * | half-up (half away from zero) | 1 | 2 | −1 | 1 | −1 |
 * | down (towards zero) | 0 | 1 | 0 | 1 | −1 |
 * | up (away from zero) | 1 | 2 | −1 | 2 | −2 |
 * | floor | 0 | 1 | −1 | 1 | −2 |
 * | ceiling | 1 | 2 | 0 | 2 | −1 |
 */
export type Rounding = 'half-even' | 'half-up' | 'down' | 'up' | 'floor' | 'ceiling';

const modes: Readonly<Record<Rounding, Decimal.Rounding>> = {
  'half-even': Decimal.ROUND_HALF_EVEN,
  'half-up': Decimal.ROUND_HALF_UP,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
  floor: Decimal.ROUND_FLOOR,
  ceiling: Decimal.ROUND_CEIL,
};

/** Longest decimal taken; Stripe sends at most 12 decimals. Products stay exact and quotients decide ties rightly. */
const decimalLengthMax = 32;
/** A product of two of those. Rounding alone is exact at any length: nothing is multiplied. */
const productLengthMax = 2 * decimalLengthMax;

// 60 digits: 16 of an amount and 32 of a factor multiply exactly; a quotient that is no tie differs from one by more
// than 10^-33, far above the 60th digit.
const Exact = Decimal.clone({precision: 60, rounding: Decimal.ROUND_HALF_EVEN, defaults: true});

/**
 * Rounds decimal minor units, as Stripe sends in `unit_amount_decimal` (`"0.5"` of USD is half a cent), to money.
 *
 * @throws AddonError ARGUMENT_INVALID when the text is no decimal
 */
export function roundToMoney(minorUnitsText: string, currency: CurrencyCode, rounding: Rounding): Money {
  return rounded(decimal(minorUnitsText, productLengthMax), currency, rounding);
}

/** Amount × factor (a quantity, a tax or exchange rate), rounded once, at the end. */
export function multiply(amount: Money, factor: number | string, rounding: Rounding): Money {
  return rounded(decimal(factor).times(amount.minorUnits), amount.currency, rounding);
}

/** Amount ÷ divisor, rounded once, at the end. To split an amount without losing a unit, `allocate` it instead. */
export function divide(amount: Money, divisor: number | string, rounding: Rounding): Money {
  const by = decimal(divisor);
  if (by.isZero()) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot divide an amount of ${amount.currency} by 0.`,
      nextStep: 'Enter a number other than 0.',
    });
  }
  return rounded(new Exact(amount.minorUnits).dividedBy(by), amount.currency, rounding);
}

function rounded(minorUnits: Decimal, currency: CurrencyCode, rounding: Rounding): Money {
  return money(minorUnits.toDecimalPlaces(0, modes[rounding]).toNumber(), currency);
}

function decimal(value: number | string, lengthMax: number = decimalLengthMax): Decimal {
  const text = String(value);
  if (text.length <= lengthMax && /^-?\d+(\.\d+)?$/.test(text)) return new Exact(text);
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot calculate with “${text.slice(0, 40)}”: it is not a decimal number of at most ${lengthMax} characters.`,
    nextStep: 'Write digits with a point before the decimals, for example 8.875.',
  });
}
