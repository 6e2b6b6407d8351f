import {googleException, signatureMismatch} from '../google-exception.ts';
import type {Block, CellInput, CellValue} from './wire.ts';

/** A value of a script on its way into a cell. @throws Error for what no cell holds. */
export function toCell(value: unknown): CellInput {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // JSON has no NaN and no infinity; a cell shows them so.
  if (typeof value === 'number') return Number.isFinite(value) ? value : '#NUM!';
  if (value instanceof Date && !Number.isNaN(value.getTime())) return {$date: value.getTime()};
  throw googleException(
    `Cannot write ${value instanceof Date ? 'an invalid Date' : `a value of type ${typeof value}`} into a cell: cells hold numbers, text, TRUE and FALSE, and dates.`,
  );
}

/** A cell as a script sees it. */
export function fromCell(value: CellValue): number | boolean | string | Date {
  return typeof value === 'object' ? new Date(value.$date) : value;
}

/**
 * A table of the size of the block, each of its values read with `read`.
 *
 * @throws Error in Google's words when its size is another.
 */
export function readTable<T>(
  table: unknown,
  block: Block,
  method: string,
  read: (value: unknown) => T,
): readonly (readonly T[])[] {
  if (!Array.isArray(table)) throw signatureMismatch(`SpreadsheetApp.Range.${method}`, [table]);
  if (table.length !== block.rows) throw sizeMismatch('rows', table.length, block.rows);
  return table.map((row: unknown) => {
    if (!Array.isArray(row)) throw signatureMismatch(`SpreadsheetApp.Range.${method}`, [table]);
    if (row.length !== block.columns) throw sizeMismatch('columns', row.length, block.columns);
    return row.map(read);
  });
}

function sizeMismatch(what: 'rows' | 'columns', data: number, range: number): Error {
  return googleException(
    `The number of ${what} in the data does not match the number of ${what} in the range. The data has ${data} but the range has ${range}.`,
  );
}
