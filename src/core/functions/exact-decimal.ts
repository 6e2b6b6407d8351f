import {type FunctionValue, numberOf} from './function-arguments.ts';

/**
 * A decimal as a whole number of 10⁻¹² units, so that amounts of any currency, or of none, add up exactly. Money counts
 * in the unit of its currency; this is for tables whose currency nobody named.
 */
export type ExactDecimal = bigint;

const decimals = 12;
const unit = 10n ** BigInt(decimals);
/** A double, and so a cell, tells decimals apart up to here. */
const significantDigitsMax = 15;

/**
 * A number as the sheet shows it, to 15 digits, or one written as text; null for anything else. What is finer than
 * 10⁻¹² is what is left over when doubles are subtracted: nothing. Rule M7.
 */
export function exactDecimal(value: FunctionValue): ExactDecimal | null {
  const number = numberOf(value);
  if (number === null) return null;
  const hundredths = Math.round(number * 100);
  if (hundredths / 100 === number && Number.isSafeInteger(hundredths)) {
    return BigInt(hundredths) * (unit / 100n);
  }
  if (typeof value === 'string') return decimalText(value.trim().replace(/[\u2010-\u2015\u2212]/g, '-'));
  const shown = Number(number.toPrecision(significantDigitsMax));
  return Math.abs(shown) >= 1e21 ? BigInt(shown) * unit : decimalText(shortest(shown));
}

/** The digits of a double without an exponent. */
function shortest(number: number): string {
  const text = String(number);
  return text.includes('e') ? number.toFixed(decimals) : text;
}

function decimalText(text: string): ExactDecimal {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  const magnitude = BigInt(whole || '0') * unit + BigInt(fraction.slice(0, decimals).padEnd(decimals, '0'));
  return sign === '-' ? 0n - magnitude : magnitude;
}

/** The double nearest to the decimal, for a cell. */
export function numberFrom(value: ExactDecimal): number {
  const magnitude = value < 0n ? 0n - value : value;
  const text = `${magnitude / unit}.${String(magnitude % unit).padStart(decimals, '0')}`;
  return value < 0n ? 0 - Number(text) : Number(text);
}
