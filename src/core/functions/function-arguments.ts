import {AddonError} from '../errors/addon-error.ts';
import {type CivilDate, formatIsoDate, parseIsoDate} from '../time/civil-date.ts';
import {dateFromSerial, serialFromDate} from '../time/serial.ts';

/** A date or time in a cell, as the number of days since 1899-12-30 that the spreadsheet shows. Rule T5. */
export interface SheetDate {
  readonly serial: number;
}

/** What one cell hands a custom function, and what it may answer; a blank is ''. */
export type FunctionValue = string | number | boolean | SheetDate;

/** A custom function's argument: one cell's value, or a range's, rows first. One that is left out is a blank. */
export type FunctionArgument = FunctionValue | readonly (readonly FunctionValue[])[];

/** What a custom function shows: one value, or rows that spill. */
export type FunctionResult = FunctionValue | FunctionValue[][];

/** Dashes that people and word processors write for a hyphen or a minus. */
const dashes = /[\u2010-\u2015\u2212]/g;

export function isRange(argument: FunctionArgument): argument is readonly (readonly FunctionValue[])[] {
  return Array.isArray(argument);
}

export function isSheetDate(value: FunctionValue): value is SheetDate {
  return typeof value === 'object';
}

/** Nothing, or only white space. */
export function isBlank(value: FunctionValue | undefined): boolean {
  return value === undefined || value === '' || (typeof value === 'string' && value.trim() === '');
}

export function sheetDate(date: CivilDate): SheetDate {
  return {serial: serialFromDate(date)};
}

/** The argument as rows; one value is a range of one cell. */
export function rowsOf(argument: FunctionArgument): readonly (readonly FunctionValue[])[] {
  return isRange(argument) ? argument : [[argument]];
}

/** Applies `map` to one value or to each of a range's, keeping the shape. */
export function mapCells(
  argument: FunctionArgument,
  map: (value: FunctionValue) => FunctionValue,
): FunctionResult {
  return isRange(argument) ? argument.map((row) => row.map((value) => map(value))) : map(argument);
}

interface NamedArgument {
  readonly name: string;
  readonly value: FunctionArgument;
}

/**
 * Applies `map` cell by cell to two arguments: two ranges of one shape, or a range and one value that goes with each
 * of its cells. The answer has the shape of the range.
 *
 * @throws AddonError ARGUMENT_INVALID for two ranges of different shapes.
 */
export function mapPairs(
  left: NamedArgument,
  right: NamedArgument,
  map: (left: FunctionValue, right: FunctionValue) => FunctionValue,
): FunctionResult {
  const [leftRows, rightRows] = [rowsOf(left.value), rowsOf(right.value)];
  if (isOneCell(rightRows)) {
    const other = rightRows[0]?.[0] ?? '';
    return mapCells(left.value, (value) => map(value, other));
  }
  if (isOneCell(leftRows)) {
    const other = leftRows[0]?.[0] ?? '';
    return mapCells(right.value, (value) => map(other, value));
  }
  if (shapeOf(leftRows) !== shapeOf(rightRows)) {
    throw argumentInvalid(
      left.name,
      `has ${shapeOf(leftRows)} cells and ${right.name} ${shapeOf(rightRows)}`,
      'Give two ranges of the same size, or one cell for all.',
    );
  }
  return leftRows.map((row, rowIndex) =>
    row.map((value, column) => map(value, rightRows[rowIndex]?.[column] ?? '')),
  );
}

/**
 * The argument with the header blanked that a whole column starts with, so that it is answered like every blank. Only
 * the first row of several has headers, or the first of several cells in one row; one value is never a header.
 */
export function withoutHeader(
  argument: FunctionArgument,
  isHeader: (text: string) => boolean = isHeaderText,
): FunctionArgument {
  if (!isRange(argument) || isOneCell(argument)) return argument;
  const [first, ...others] = argument;
  if (first === undefined) return argument;
  const blanked = first.map((value, column) =>
    (others.length > 0 || column === 0) && typeof value === 'string' && isHeader(value) ? '' : value,
  );
  return [blanked, ...others];
}

/** Words without a digit: a date or an amount that was mistyped has digits, and #N/A is a fault, so both stay refused. */
export function isHeaderText(text: string): boolean {
  return /^[^\d#]\D*$/u.test(text.trim()) && /\p{L}/u.test(text);
}

export function isOneCell(rows: readonly (readonly FunctionValue[])[]): boolean {
  return rows.length === 1 && rows[0]?.length === 1;
}

function shapeOf(rows: readonly (readonly FunctionValue[])[]): string {
  return `${rows.length} × ${rows[0]?.length ?? 0}`;
}

/**
 * The one value of an argument that must be single.
 *
 * @throws AddonError ARGUMENT_INVALID for a range of several cells.
 */
export function singleCell(argument: FunctionArgument, name: string): FunctionValue {
  if (!isRange(argument)) return argument;
  const [value, ...others] = argument.flat();
  if (value !== undefined && others.length === 0) return value;
  throw argumentInvalid(name, 'is a range of several cells', 'Give one cell.');
}

/**
 * A calendar day given as a date, as text like 2026-01-31, or as a number of days; null for a blank.
 *
 * @throws AddonError ARGUMENT_INVALID naming the argument and what it held.
 */
export function dayArgument(value: FunctionValue, name: string): CivilDate | null {
  if (isBlank(value)) return null;
  const serial = isSheetDate(value) ? value.serial : value;
  if (typeof serial === 'number' && serial >= 1) return dateFromSerial(serial);
  if (typeof serial === 'string') {
    const text = serial.trim().replace(dashes, '-');
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseIsoDate(text);
  }
  throw argumentInvalid(
    name,
    `is ${shownValue(serial)}, not a date`,
    'Give a date, or text such as 2026-01-31.',
  );
}

/** The day a report is true for. @throws AddonError ARGUMENT_INVALID for a blank, a range or what is no date. */
export function asOfArgument(argument: FunctionArgument): CivilDate {
  const day = dayArgument(singleCell(argument, 'as_of'), 'as_of');
  if (day === null) throw argumentInvalid('as_of', 'is blank', 'Give the day that the answer is true for.');
  return day;
}

/** One text, trimmed; '' for a blank. @throws AddonError ARGUMENT_INVALID for a range of several cells. */
export function textArgument(argument: FunctionArgument, name: string): string {
  return textOf(singleCell(argument, name));
}

/**
 * One number, or null for a blank; a number written as text counts.
 *
 * @throws AddonError ARGUMENT_INVALID for anything else.
 */
export function numberArgument(argument: FunctionArgument, name: string): number | null {
  const value = singleCell(argument, name);
  if (isBlank(value)) return null;
  const number = numberOf(value);
  if (number !== null) return number;
  throw argumentInvalid(name, `is ${shownValue(value)}, not a number`, 'Give a plain number, such as 30.');
}

/** A finite number, also when it is written as text with a point before its decimals; null for anything else. */
export function numberOf(value: FunctionValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(dashes, '-');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}

/** What a cell says, trimmed: numbers by their digits, dates as 2026-01-31, so that keys of two tables compare. */
export function textOf(value: FunctionValue): string {
  if (typeof value === 'string') return value.trim();
  if (isSheetDate(value)) return formatIsoDate(dateFromSerial(value.serial));
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}

/** A value inside a sentence: text in quotes, cut where nobody would read on. */
export function shownValue(value: FunctionValue): string {
  if (typeof value !== 'string') return typeof value === 'boolean' ? String(value) : textOf(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

export function argumentInvalid(name: string, what: string, nextStep: string): AddonError {
  return new AddonError({code: 'ARGUMENT_INVALID', fact: `Cannot compute: ${name} ${what}.`, nextStep});
}
