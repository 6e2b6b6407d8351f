import {AddonError} from '../errors/addon-error.ts';
import {type CivilDate, parseIsoDate} from '../time/civil-date.ts';
import {dateFromSerial} from '../time/serial.ts';
import type {CellValue} from './cell.ts';

/** A custom function's argument: one cell's value, or a range's, rows first. Dates arrive as numbers of days since 1899-12-30. */
export type FunctionArgument = CellValue | readonly (readonly CellValue[])[];

/** Applies `map` to one value or to each of a range's, keeping the shape. */
export function mapCells(
  argument: FunctionArgument,
  map: (value: CellValue) => CellValue,
): CellValue | CellValue[][] {
  return isRange(argument) ? argument.map((row) => row.map(map)) : map(argument);
}

/**
 * The one value of an argument that must be single.
 *
 * @throws AddonError ARGUMENT_INVALID for a range of several cells.
 */
export function singleCell(argument: FunctionArgument, name: string): CellValue {
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
export function dayArgument(value: CellValue, name: string): CivilDate | null {
  if (value === '') return null;
  if (typeof value === 'number' && value >= 1) return dateFromSerial(Math.floor(value));
  if (typeof value === 'string' && /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(value)) return parseIsoDate(value.trim());
  throw argumentInvalid(
    name,
    `is ${JSON.stringify(value)}, not a date`,
    'Give a date, or text such as 2026-01-31.',
  );
}

/**
 * Bucket edges given as text like "30,60,90,120", as a range, or as one number; null when left out or blank.
 *
 * @throws AddonError ARGUMENT_INVALID for anything that is not a number.
 */
export function edgesArgument(argument: FunctionArgument | undefined): readonly number[] | null {
  if (argument === undefined) return null;
  const values = (isRange(argument) ? argument.flat() : String(argument).split(','))
    .map((value) => String(value).trim())
    .filter((text) => text !== '');
  if (values.length === 0) return null;
  return values.map((text) => {
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
    throw argumentInvalid(
      'edges',
      `holds "${text}", not a number of days`,
      'Give edges such as "30,60,90,120".',
    );
  });
}

function isRange(argument: FunctionArgument): argument is readonly (readonly CellValue[])[] {
  return Array.isArray(argument);
}

export function argumentInvalid(name: string, what: string, nextStep: string): AddonError {
  return new AddonError({code: 'ARGUMENT_INVALID', fact: `Cannot compute: ${name} ${what}.`, nextStep});
}
