import Table from 'cli-table3';
import {stringify} from 'csv-stringify/sync';
import type {OutputFormat} from './arguments.ts';

/** A printed cell: money in major units, dates as YYYY-MM-DD, times as ISO with offset, blanks as ''. */
export type PrintedCell = string | number | boolean;

/** One tab as text in the asked format, without a line break at its end. */
export function printTab(rows: readonly (readonly PrintedCell[])[], format: OutputFormat): string {
  switch (format) {
    case 'json':
      return JSON.stringify(rows);
    case 'csv':
      return stringify(rows.map((row) => row.map(csvText))).trimEnd();
    case 'table':
      return aligned(rows);
  }
}

function printedText(cell: PrintedCell): string {
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

/**
 * A file of these may be opened in a spreadsheet, where a customer named =IMPORTXML(…) must stay a name: text that a
 * spreadsheet could read as a formula gets an apostrophe. A number is none, whatever its sign.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvText(cell: PrintedCell): string {
  const text = printedText(cell);
  return typeof cell === 'string' && /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

function aligned(rows: readonly (readonly PrintedCell[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const isNumeric = (column: number) => rows.some((row) => typeof row[column] === 'number');
  const table = new Table({
    chars: noBorders,
    style: {'padding-left': 0, 'padding-right': 2, head: [], border: []},
    colAligns: Array.from({length: columns}, (_, column) => (isNumeric(column) ? 'right' : 'left')),
  });
  table.push(...rows.map((row) => row.map(printedText)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
