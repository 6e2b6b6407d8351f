import {writeA1} from '../../../apps-script/context/spreadsheet/a1-notation.ts';
import type {FormulaValue} from '../../univer-function.ts';
import {isBlank, isError, plainNumber, type Rows, textOf} from '../values.ts';
import {refuseQuery} from './query-text.ts';

/** The data of a query: rows without headers, each value of its column's type or null. */
export interface QueryTable {
  readonly ids: readonly string[];
  readonly headers: readonly string[];
  readonly rows: Rows;
  /** @throws FormulaFault when there is no such column. */
  columnOf(id: string): number;
}

function columnLetters(column: number): string {
  return writeA1({row: 0, column, rows: 1, columns: 1}).slice(0, -1);
}

type ColumnType = 'number' | 'text' | 'boolean';

/**
 * Reads the data of a query. Columns of a range are called by their letters on its tab, those of an array Col1, Col2 ….
 * A column has the type of most of its values; values of other types count as blank.
 * https://support.google.com/docs/answer/3093343
 *
 * @param firstColumn of the range on its tab from 0, null for an array.
 * @param headerRows negative to guess.
 */
export function readTable(data: Rows, firstColumn: number | null, headerRows: number): QueryTable {
  const width = data[0]?.length ?? 0;
  const ids = Array.from({length: width}, (_, at) =>
    firstColumn === null ? `Col${at + 1}` : columnLetters(firstColumn + at),
  );
  const headerCount = headerRows < 0 ? guessHeaders(data) : Math.min(headerRows, data.length);
  const body = data.slice(headerCount);
  const types = ids.map((_id, column) => columnType(body, column));
  return {
    ids,
    headers: ids.map((_id, column) => headerText(data.slice(0, headerCount), column)),
    rows: body.map((row) =>
      types.map((type, column) => {
        const value = row[column] ?? null;
        return typeOf(value) === type ? value : null;
      }),
    ),
    columnOf: (id) => {
      const column = ids.indexOf(id);
      if (column >= 0) return column;
      const first = ids[0] ?? '';
      refuseQuery(`NO_COLUMN: ${id}. The columns are ${first} to ${ids.at(-1) ?? first}.`);
    },
  };
}

function headerText(headers: Rows, column: number): string {
  return headers
    .map((row) => textOf(row[column] ?? null))
    .filter((text) => text !== '')
    .join(' ');
}

/** The first row is one of headers when it is all text above a column that is not. */
function guessHeaders(data: Rows): number {
  const [first, ...rest] = data;
  if (first === undefined || rest.length === 0) return 0;
  const isText = first.every((value) => isBlank(value) || typeof value === 'string');
  const isTable = first.some((value, column) => !isBlank(value) && columnType(rest, column) !== 'text');
  return isText && isTable ? 1 : 0;
}

function typeOf(value: FormulaValue): ColumnType | null {
  if (isBlank(value) || isError(value)) return null;
  if (plainNumber(value) !== null) return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

function columnType(rows: Rows, column: number): ColumnType {
  const counts = {number: 0, text: 0, boolean: 0};
  for (const row of rows) {
    const type = typeOf(row[column] ?? null);
    if (type !== null) counts[type] += 1;
  }
  if (counts.number >= counts.text && counts.number >= counts.boolean && counts.number > 0) return 'number';
  return counts.boolean > counts.text ? 'boolean' : 'text';
}
