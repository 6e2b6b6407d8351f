import type {CellValue} from '../tables/cell.ts';
import {type CivilDate, parseIsoDate} from '../time/civil-date.ts';
import {dateFromSerial} from '../time/serial.ts';

/** What a cell means, or what is wrong with it as the end of a sentence: `quantity is “two”, not a number`. */
export type CellReading<T> =
  | {readonly kind: 'value'; readonly value: T}
  | {readonly kind: 'blank'}
  | {readonly kind: 'unclear'; readonly fact: string; readonly nextStep: string};

/** A plain decimal such as `-0.0000025`: digits and a point, without an exponent and without needless zeros. */
export type DecimalText = string;

const blank = {kind: 'blank'} as const;
const value = <T>(read: T): CellReading<T> => ({kind: 'value', value: read});

/** Text as typed, without blanks around it; a number that people use as a name (a PO of 4711) is its digits. */
export function textCell(cell: CellValue): string | null {
  const text = typeof cell === 'number' ? plainDigits(cell) : String(cell).trim();
  return text === '' ? null : text;
}

/** A day: a date cell, or text such as 2026-01-31, which is read in one way only. */
export function dayCell(cell: CellValue, name: string): CellReading<CivilDate> {
  if (cell === '' || (typeof cell === 'string' && cell.trim() === '')) return blank;
  const unclear = {
    kind: 'unclear',
    fact: `${name} is ${shown(cell)}, not a date`,
    nextStep: 'Enter a date, for example 2026-01-31.',
  } as const;
  if (typeof cell === 'boolean') return unclear;
  try {
    // The days of 1900 and before are amounts in the wrong column.
    if (typeof cell === 'number') return cell >= 366 ? value(dateFromSerial(cell)) : unclear;
    return value(parseIsoDate(cell));
  } catch {
    return unclear;
  }
}

/** A decimal: what a number cell shows to 15 digits, or digits with a point typed as text. */
export function decimalCell(cell: CellValue, name: string): CellReading<DecimalText> {
  if (cell === '' || (typeof cell === 'string' && cell.trim() === '')) return blank;
  const text =
    typeof cell === 'number'
      ? plainDigits(cell)
      : String(cell)
          .trim()
          .replace(/^[\u2010-\u2015\u2212]/, '-');
  if (/^-?\d{1,18}(\.\d{1,30})?$/.test(text)) return value(withoutNeedlessZeros(text));
  return {
    kind: 'unclear',
    fact: `${name} is ${shown(cell)}, not a number`,
    nextStep: 'Enter digits with a point before the decimals and no separators, for example 1234.50.',
  };
}

/** `“two”`, `−2` */
export function shown(cell: CellValue): string {
  if (typeof cell === 'number') return plainDigits(cell).replace('-', '\u2212');
  return typeof cell === 'string' ? `“${cell.trim().slice(0, 60)}”` : String(cell).toUpperCase();
}

export function decimalsOf(text: DecimalText): number {
  return text.split('.')[1]?.length ?? 0;
}

/** A double as a sheet shows it, without the exponent that JavaScript writes for the very small. */
function plainDigits(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  const [mantissa = '', power = '0'] = text.split('e');
  const digits = mantissa.replace('-', '').replace('.', '');
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(power);
  const sign = rounded < 0 ? '-' : '';
  if (decimals <= 0) return `${sign}${digits}${'0'.repeat(-decimals)}`;
  const padded = digits.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

function withoutNeedlessZeros(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const plain = fraction === '' ? whole : `${whole}.${fraction}`;
  return plain === '0' ? '0' : `${sign}${plain}`;
}

/** The exact product of two plain decimals. */
export function times(a: DecimalText, b: DecimalText): DecimalText {
  const decimals = decimalsOf(a) + decimalsOf(b);
  const product = BigInt(a.replace('.', '')) * BigInt(b.replace('.', ''));
  const magnitude = String(product < 0n ? 0n - product : product).padStart(decimals + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - decimals);
  const fraction = magnitude.slice(magnitude.length - decimals);
  return withoutNeedlessZeros(`${product < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${fraction}`}`);
}
