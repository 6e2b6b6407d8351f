import {assertInvariant} from '../errors/assert-invariant.ts';
import type {CivilDate} from '../time/civil-date.ts';
import {serialFromDate, serialFromInstant} from '../time/serial.ts';

/** A moment, shown as wall time in the spreadsheet's zone. */
export interface Instant {
  readonly unixMs: number;
}

/** A formula that a person wrote and that moves with its row. Nothing from outside ever becomes one. */
export interface Formula {
  readonly formula: string;
}

/** What one cell holds. Text is always text: it is never read as a formula, a number or a date. Null is blank. */
export type Cell = string | number | boolean | CivilDate | Instant | Formula | null;

/** A cell as read back: dates and times arrive as numbers of days since 1899-12-30, blanks as ''. */
export type CellValue = string | number | boolean;

export interface CellBlock {
  readonly cells: readonly (readonly Cell[])[];
  /** Number formats, one for each cell. */
  readonly formats: readonly (readonly string[])[];
}

export const cellFormats = {
  text: 'General',
  count: '#,##0',
  date: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm:ss',
} as const;

/** A cell of Google Sheets takes at most 50,000 characters; one of them is the apostrophe. */
const cellCharactersMax = 49_999;

/**
 * The one gateway to a cell. The apostrophe is how Sheets is told that what follows is text, so a customer called
 * `=IMPORTXML(…)`, `00123`, `TRUE` or `May 2026` is shown as it is and computes nothing.
 * https://developers.google.com/apps-script/reference/spreadsheet/range#setvaluesvalues
 */
export function sheetValue(cell: Cell, spreadsheetTimeZone: string): CellValue {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return `'${withinCellLimit(cell)}`;
  if (typeof cell === 'boolean') return cell;
  if (typeof cell === 'number') {
    assertInvariant(Number.isFinite(cell), 'a number in a cell is finite');
    return cell;
  }
  if ('formula' in cell) return cell.formula;
  return 'unixMs' in cell ? serialFromInstant(cell.unixMs, spreadsheetTimeZone) : serialFromDate(cell);
}

function withinCellLimit(text: string): string {
  if (text.length <= cellCharactersMax) return text;
  const marker = ` … (cut: ${text.length} characters)`;
  // Half of a surrogate pair, left at the end, is no character.
  return text.slice(0, cellCharactersMax - marker.length).replace(/[\uD800-\uDBFF]$/, '') + marker;
}
