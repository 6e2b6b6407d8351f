import {formatNumber, parseTyped} from '../univer.ts';
import type {
  FormattedNumber,
  FormulaArgument,
  FormulaError,
  FormulaResult,
  FormulaValue,
} from '../univer-function.ts';
import {FormulaFault} from './formula-fault.ts';

export type Rows = readonly (readonly FormulaValue[])[];

/** Where an argument is used, for the sentence of a fault. Parameters count from 1. */
export interface Use {
  readonly name: string;
  readonly parameter: number;
}

/** The format in which Sheets shows a date that has none of its own (United States). */
export const datePattern = 'm/d/yyyy';

export function isRows(argument: FormulaArgument): argument is Rows {
  return Array.isArray(argument);
}

export function isError(value: FormulaArgument | undefined): value is FormulaError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

export function isFormatted(value: FormulaValue | undefined): value is FormattedNumber {
  return typeof value === 'object' && value !== null && 'serial' in value;
}

/** An argument as rows: a single value is one row of one. */
export function rowsOf(argument: FormulaArgument | undefined): Rows {
  if (argument === undefined) return [];
  return isRows(argument) ? argument : [[argument]];
}

/** All values of an argument, row by row. */
export function valuesOf(argument: FormulaArgument | undefined): FormulaValue[] {
  return rowsOf(argument).flat();
}

/** The value of an argument; of several the first. */
export function firstOf(argument: FormulaArgument | undefined): FormulaValue {
  return valuesOf(argument)[0] ?? null;
}

/** The number in a value, null when it is blank or no number. */
export function plainNumber(value: FormulaValue): number | null {
  if (typeof value === 'number') return value;
  return isFormatted(value) ? value.serial : null;
}

/**
 * A value as a number, as operators take it: blank is 0, TRUE is 1, text is read as if it were typed.
 *
 * @throws FormulaFault when it is an error or text that is no number.
 */
export function numberOf(value: FormulaValue, {name, parameter}: Use): number {
  assertNoError(value);
  const plain = plainNumber(value);
  if (plain !== null) return plain;
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const typed = typeof value === 'string' ? parseTyped(value) : null;
  if (typeof typed?.value === 'number') return typed.value;
  throw new FormulaFault(
    '#VALUE!',
    `Function ${name} parameter ${parameter} expects number values. But '${textOf(value)}' is a text and cannot be coerced to a number.`,
  );
}

/**
 * A value as TRUE or FALSE; numbers other than 0 are TRUE.
 *
 * @throws FormulaFault when it is an error or text that is neither.
 */
export function booleanOf(value: FormulaValue, use: Use): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return numberOf(value, use) !== 0;
}

/**
 * A value as text: a date as its cell shows it, other numbers plainly.
 *
 * @throws FormulaFault when it is an error.
 */
export function textOf(value: FormulaValue): string {
  assertNoError(value);
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return numberText(value);
  return isFormatted(value) ? formatNumber(value.pattern, value.serial) : String(value);
}

/** Sheets keeps 15 digits of a number. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(15))).replace('e', 'E');
}

/** @throws FormulaFault with the error that the value is. */
export function assertNoError(value: FormulaValue): void {
  if (isError(value)) throw passedOn(value);
}

/** An argument's error is the function's error. Its own sentence stands in the cell it comes from. */
function passedOn({error}: FormulaError): FormulaFault {
  return new PassedOnFault(error);
}

export class PassedOnFault extends FormulaFault {
  readonly passedOn: string;

  constructor(error: string) {
    super('#ERROR!', error);
    this.passedOn = error;
  }
}

/**
 * Computes value by value where arguments are arrays, as ARRAYFORMULA does: a single value, row or column stands for
 * all of them, and a place that a shorter array does not reach is #N/A.
 */
export function eachValue(
  args: readonly FormulaArgument[],
  compute: (values: readonly FormulaValue[]) => FormulaValue,
): FormulaResult {
  if (!args.some(isRows)) return compute(args.map(firstOf));
  const tables = args.map(rowsOf);
  const rows = Math.max(...tables.map((table) => table.length));
  const columns = Math.max(...tables.map((table) => table[0]?.length ?? 0));
  return Array.from({length: rows}, (_row, row) =>
    Array.from({length: columns}, (_column, column) => {
      const values = tables.map((table) => pickFrom(table, row, column));
      return values.includes(undefined)
        ? {error: '#N/A'}
        : computeOrError(() => compute(values.map((value) => value ?? null)));
    }),
  );
}

function pickFrom(table: Rows, row: number, column: number): FormulaValue | undefined {
  const line = table.length === 1 ? table[0] : table[row];
  return line?.length === 1 ? line[0] : line?.[column];
}

/** One place of an array that cannot compute leaves the others. */
function computeOrError(compute: () => FormulaValue): FormulaValue {
  try {
    return compute();
  } catch (error) {
    if (error instanceof PassedOnFault) return {error: error.passedOn};
    if (error instanceof FormulaFault) return {error: error.error};
    throw error;
  }
}

const ranks = {number: 0, string: 1, boolean: 2, error: 3, blank: 4} as const;

function rankOf(value: FormulaValue): number {
  if (value === null || value === '') return ranks.blank;
  if (typeof value === 'string') return ranks.string;
  if (typeof value === 'boolean') return ranks.boolean;
  return isError(value) ? ranks.error : ranks.number;
}

/** True for a blank cell and for empty text, which sort alike. */
export function isBlank(value: FormulaValue): boolean {
  return rankOf(value) === ranks.blank;
}

/** The ascending order of Sheets: numbers and dates, text in any case, FALSE before TRUE, errors; blanks last. */
export function compareValues(left: FormulaValue, right: FormulaValue): number {
  const byRank = rankOf(left) - rankOf(right);
  if (byRank !== 0) return byRank;
  const leftNumber = plainNumber(left);
  const rightNumber = plainNumber(right);
  if (leftNumber !== null && rightNumber !== null) return leftNumber - rightNumber;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return Number(left === true) - Number(right === true);
}

function compareText(left: string, right: string): number {
  const one = left.toLowerCase();
  const other = right.toLowerCase();
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Equal as Sheets compares with `=`: text in any case, and a number never equals text. */
export function sameValue(left: FormulaValue, right: FormulaValue): boolean {
  if (isBlank(left) || isBlank(right)) {
    const other = isBlank(left) ? right : left;
    return isBlank(other) || plainNumber(other) === 0 || other === false;
  }
  return compareValues(left, right) === 0;
}

/** What makes values different ones to UNIQUE and COUNTUNIQUE: their kind and exact content. */
export function identityOf(value: FormulaValue): string {
  const number = plainNumber(value);
  if (number !== null) return `number ${number}`;
  return isError(value) ? `error ${value.error}` : `${typeof value} ${String(value)}`;
}
