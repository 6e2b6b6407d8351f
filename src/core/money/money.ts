import {AddonError} from '../errors/addon-error.ts';
import {type CurrencyCode, currencyInfo} from './currency.ts';

/** An amount of one currency, exact: a whole number of the units Stripe sends (cents of USD, yen, fils of KWD). */
export interface Money {
  /** A safe integer. Negative is money out or credit, as the field that holds it says. */
  readonly minorUnits: number;
  readonly currency: CurrencyCode;
}

/** A double, and so a cell, tells whole numbers apart up to here. */
const significantDigitsMax = 15;

/**
 * Makes an amount of whole minor units.
 *
 * @throws AddonError ARGUMENT_INVALID for a fraction, NaN, or a number beyond ±9,007,199,254,740,991
 */
export function money(minorUnits: number, currency: CurrencyCode): Money {
  if (!Number.isSafeInteger(minorUnits)) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot hold an amount of ${minorUnits} ${currency}: it is not a whole number of minor units within ±${Number.MAX_SAFE_INTEGER}.`,
      nextStep: 'Check the amount and its unit; a fraction of a cent is rounded by name first.',
    });
  }
  // −0 becomes 0: a cell and a message would show its sign.
  return {minorUnits: minorUnits + 0, currency};
}

/** Nothing, in that currency. */
export function zero(currency: CurrencyCode): Money {
  return {minorUnits: 0, currency};
}

/** @throws AddonError CURRENCY_MIXED */
export function add(a: Money, b: Money): Money {
  assertSameCurrency('add', a, b);
  return money(a.minorUnits + b.minorUnits, a.currency);
}

/** `a − b`. @throws AddonError CURRENCY_MIXED */
export function subtract(a: Money, b: Money): Money {
  assertSameCurrency('subtract', a, b);
  return money(a.minorUnits - b.minorUnits, a.currency);
}

/** The same amount with the other sign; nothing stays nothing. */
export function negate(amount: Money): Money {
  return money(0 - amount.minorUnits, amount.currency);
}

/** Below, at or above 0 when `a` is less than, equal to or more than `b`. @throws AddonError CURRENCY_MIXED */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency('compare', a, b);
  if (a.minorUnits === b.minorUnits) return 0;
  return a.minorUnits < b.minorUnits ? -1 : 1;
}

export function isZero(amount: Money): boolean {
  return amount.minorUnits === 0;
}

export function isNegative(amount: Money): boolean {
  return amount.minorUnits < 0;
}

function assertSameCurrency(act: string, a: Money, b: Money): void {
  if (a.currency === b.currency) return;
  throw new AddonError({
    code: 'CURRENCY_MIXED',
    fact: `Cannot ${act} ${formatMoney(a)} and ${formatMoney(b)}: ${a.currency} and ${b.currency} are different currencies.`,
    nextStep: 'Keep one total per currency, or convert with a dated rate first.',
  });
}

/**
 * The amount in major units, as a number for a cell: the double nearest to the decimal, so 0.29 is the number that
 * typing 0.29 gives. An ISK or UGX amount with a fraction keeps it. Rule M6.
 *
 * @throws AddonError ARGUMENT_INVALID beyond 15 significant digits, where a cell would show another amount
 */
export function toMajor(amount: Money): number {
  const {minorUnits, currency} = amount;
  if (Number(minorUnits.toPrecision(significantDigitsMax)) !== minorUnits) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot write ${formatMoney(amount)} into a cell: a sheet keeps only ${significantDigitsMax} digits of a number.`,
      nextStep: 'Check the amount at Stripe; if it is right, split it into smaller rows.',
    });
  }
  return minorUnits / 10 ** currencyInfo(currency).exponent;
}

/**
 * Reads major units from a cell or from text. A number is taken as a sheet shows it, to 15 digits, so a formula's
 * 3.3000000000000003 is 3.30; text is digits with a point as the decimal mark. Rule M7.
 *
 * @throws AddonError ARGUMENT_INVALID for what is no amount, and for an amount finer than people write in the
 *   currency (1.005 USD, 5.5 ISK): it is named and never rounded
 */
export function fromMajor(value: number | string, currency: CurrencyCode): Money {
  const text =
    typeof value === 'number' ? String(Number(value.toPrecision(significantDigitsMax))) : value.trim();
  // JavaScript writes 0.0000001 as 1e-7.
  const parts = /^([-\u2212]?)(\d{1,16})(?:\.(\d{1,30}))?(e-\d+)?$/.exec(text);
  if (parts === null) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot read an amount of ${currency}: “${String(value).slice(0, 40)}” is not a plain number.`,
      nextStep: 'Write digits with a point before the decimals and no separators, for example 1234.50.',
    });
  }

  const {exponent, displayDecimals} = currencyInfo(currency);
  const [, sign, whole = '', fraction = '', tiny] = parts;
  const decimals = fraction.replace(/0+$/, '');
  if (tiny !== undefined || decimals.length > displayDecimals) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot take ${text} ${currency} as an amount: ${currency} has ${decimalsInWords(displayDecimals)}.`,
      nextStep: `Round it to ${displayDecimals === 0 ? 'a whole number' : decimalsInWords(displayDecimals)} first.`,
    });
  }
  const magnitude = Number(whole + decimals.padEnd(exponent, '0'));
  return money(sign === '' ? magnitude : 0 - magnitude, currency);
}

function decimalsInWords(decimals: number): string {
  return decimals === 0 ? 'no decimals' : `${decimals} decimals`;
}

/** For people: `USD 48,200.00`, `JPY 1,200`, `KWD −1.250`. ISK and UGX show decimals only when they are not 00. */
export function formatMoney(amount: Money): string {
  const {exponent, displayDecimals} = currencyInfo(amount.currency);
  const digits = String(Math.abs(amount.minorUnits)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(digits.length - exponent);
  const shown = displayDecimals > 0 || Number(fraction) !== 0 ? `.${fraction}` : '';
  const sign = isNegative(amount) ? '\u2212' : '';
  return `${amount.currency} ${sign}${whole}${shown}`;
}

/** The sheet number format with exactly the decimals people write in this currency. */
export function numberFormat(currency: CurrencyCode): '#,##0' | '#,##0.00' | '#,##0.000' {
  switch (currencyInfo(currency).displayDecimals) {
    case 0:
      return '#,##0';
    case 2:
      return '#,##0.00';
    case 3:
      return '#,##0.000';
  }
}

/**
 * Splits a total in proportion to the weights so that the parts add up to it exactly: the largest remainders get the
 * odd units, the first of equals first. A part of weight 0 is nothing. Negative totals split like positive ones.
 * `allocate(USD 10.00, [1, 1, 1])` is 3.34, 3.33, 3.33. Rule M8.
 *
 * @throws AddonError ARGUMENT_INVALID without weights, with a negative or infinite one, or when all are 0
 */
export function allocate(total: Money, weights: readonly number[]): readonly Money[] {
  const shares = wholeWeights(weights);
  const whole = shares.reduce((sum, share) => sum + share, 0n);
  if (whole === 0n) refuseWeights(weights.length === 0 ? 'there is no weight' : 'every weight is 0');

  const units = BigInt(Math.abs(total.minorUnits));
  const parts = shares.map((share, index) => ({
    index,
    units: Number((units * share) / whole),
    remainder: (units * share) % whole,
  }));
  const odd = Math.abs(total.minorUnits) - parts.reduce((sum, part) => sum + part.units, 0);
  const luckiest = [...parts].sort((a, b) => Number(b.remainder - a.remainder));
  const extra = new Set(luckiest.slice(0, odd).map(({index}) => index));
  return parts.map(({index, units: base}) => {
    const magnitude = base + (extra.has(index) ? 1 : 0);
    return money(isNegative(total) ? 0 - magnitude : magnitude, total.currency);
  });
}

/** The weights as whole numbers in the same proportion; 0.1 means one tenth, as written, not its nearest double. */
function wholeWeights(weights: readonly number[]): readonly bigint[] {
  const scaled = weights.map((weight) => {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      refuseWeights(`weight ${weight} is not 0 or more`);
    const [mantissa = '0', power = '0'] = String(weight).split('e');
    const [whole = '0', fraction = ''] = mantissa.split('.');
    return {digits: BigInt(whole + fraction), power: Number(power) - fraction.length};
  });
  const lowest = scaled.reduce((least, {power}) => Math.min(least, power), 0);
  return scaled.map(({digits, power}) => digits * 10n ** BigInt(power - lowest));
}

function refuseWeights(reason: string): never {
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot split an amount: ${reason}.`,
    nextStep: 'Give every part a weight of 0 or more, and at least one above 0.',
  });
}
