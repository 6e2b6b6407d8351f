import type {PeoplesArchive} from '../../src/core/tables/peoples-archive.ts';
import {readArchive} from '../../src/core/tables/peoples-archive.ts';
import {
  cellOf,
  type FakeSheet,
  moveLines,
  noteOf,
  plainCell,
  put,
  putNote,
  usedSize,
  usedValues,
  withRows,
} from './fake-sheet.ts';
import type {FakeTables} from './fake-tables.ts';
import {typedCell} from './fake-typed-cell.ts';

/** What a person does with hands on a sheet. Rows and columns count from 1. */
export const hands = {
  type(sheet: FakeSheet, row: number, column: number, text: string | number): void {
    const {format, background} = cellOf(sheet, row, column);
    put(sheet, row, column, {...typedCell(text, format), background});
  },
  clear(sheet: FakeSheet, row: number, column: number): void {
    put(sheet, row, column, plainCell);
  },
  paint(sheet: FakeSheet, row: number, column: number, background: string): void {
    put(sheet, row, column, {...cellOf(sheet, row, column), background});
  },
  insertRows(sheet: FakeSheet, at: number, count: number): void {
    moveLines(sheet, 'row', (row) => (row >= at ? row + count : row));
  },
  deleteRow(sheet: FakeSheet, at: number): void {
    moveLines(sheet, 'row', (row) => (row === at ? null : row > at ? row - 1 : row));
  },
  insertColumn(sheet: FakeSheet, at: number, header: string, headerRow = 1): void {
    moveLines(sheet, 'column', (column) => (column >= at ? column + 1 : column));
    if (header !== '') hands.type(sheet, headerRow, at, header);
  },
  deleteColumn(sheet: FakeSheet, at: number): void {
    moveLines(sheet, 'column', (column) => (column === at ? null : column > at ? column - 1 : column));
  },
  moveColumn(sheet: FakeSheet, from: number, to: number): void {
    const step = from < to ? -1 : 1;
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    moveLines(sheet, 'column', (column) => {
      if (column === from) return to;
      return column >= low && column <= high ? column + step : column;
    });
  },
  /** Sorts the rows by the text of one column; notes go along, and formulas follow their own row. */
  sort(
    sheet: FakeSheet,
    {
      firstRow,
      lastRow,
      column,
    }: {readonly firstRow: number; readonly lastRow: number; readonly column: number},
    direction: 1 | -1,
  ): void {
    const columns = usedSize(sheet).columns;
    const rows = Array.from({length: Math.max(0, lastRow - firstRow + 1)}, (_, index) => firstRow + index);
    const textOf = (row: number) => String(cellOf(sheet, row, column).value);
    const sorted = [...rows].sort(
      (a, b) => direction * (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0),
    );
    const taken = sorted.map((from, index) => {
      const to = firstRow + index;
      return Array.from({length: columns}, (_, at) => {
        const cell = cellOf(sheet, from, at + 1);
        const own = (number: number) => (number === from ? to : number);
        return {
          cell:
            cell.formula === '' ? cell : {...cell, formula: withRows(cell.formula, own, {fixedToo: false})},
          note: noteOf(sheet, from, at + 1),
        };
      });
    });
    taken.forEach((line, index) => {
      line.forEach(({cell, note}, at) => {
        put(sheet, firstRow + index, at + 1, cell);
        putNote(sheet, firstRow + index, at + 1, note);
      });
    });
  },
} as const;

/** One entry of a person as they would look for it: at an invoice, under a header. */
export interface Entry {
  readonly id: string;
  /** A header, or `note at ` and a header. */
  readonly under: string;
  /** A formula without the number of its row. */
  readonly says: string;
}

/** Where the table of a tab stands. */
export interface TableOnTab {
  readonly ours: readonly string[];
  readonly keyHeaders: readonly string[];
  /** 1-based; 0 when it is not there. */
  readonly headerRow: number;
  /** Up to the first blank header. */
  readonly headers: readonly string[];
}

export function tableOnTab(
  sheet: FakeSheet,
  ours: readonly string[],
  keyHeaders: readonly string[],
): TableOnTab {
  const values = usedValues(sheet);
  const headerRow = values.findIndex((row) => keyHeaders.every((header) => row.includes(header))) + 1;
  const headers = (values[headerRow - 1] ?? []).map(String);
  const blank = headers.indexOf('');
  return {ours, keyHeaders, headerRow, headers: blank === -1 ? headers : headers.slice(0, blank)};
}

/** Every entry beside the table: in columns that are not ours, and notes anywhere in it. */
export function entriesOf(
  sheet: FakeSheet,
  {ours, keyHeaders, headerRow, headers}: TableOnTab,
): readonly Entry[] {
  const values = usedValues(sheet);
  const entries: Entry[] = [];
  values.forEach((line, index) => {
    if (index < headerRow - 1) return;
    const row = index + 1;
    const isHeader = row === headerRow;
    const key = keyHeaders.map((header) => String(line[headers.indexOf(header)] ?? '')).join(' ');
    const id = isHeader ? 'header' : key;
    headers.forEach((header, at) => {
      const {value, formula, background} = cellOf(sheet, row, at + 1);
      const note = noteOf(sheet, row, at + 1);
      if (note !== '') entries.push({id, under: `note at ${header}`, says: note});
      if (ours.includes(header) || isHeader) return;
      const says =
        formula === '' ? String(value) : withRows(formula, (n) => (n === row ? 0 : n), {fixedToo: false});
      if (says !== '') entries.push({id, under: header, says});
      if (background !== plainCell.background)
        entries.push({id, under: `colour of ${header}`, says: background});
    });
  });
  return entries;
}

/** The same of what the archive holds for the rows of one tab. */
export function archivedEntries(tables: FakeTables, key: keyof PeoplesArchive): readonly Entry[] {
  return [...readArchive(tables)[key]].flatMap(([id, {cells, notes}]) => [
    ...Object.entries(cells).flatMap(([under, {value, formula, background}]) => {
      const says = formula === null ? String(value) : formula.join('0');
      return [
        ...(says === '' ? [] : [{id, under, says}]),
        ...(background === plainCell.background ? [] : [{id, under: `colour of ${under}`, says: background}]),
      ];
    }),
    ...Object.entries(notes).map(([under, says]) => ({id, under: `note at ${under}`, says})),
  ]);
}

export const entryText = ({id, under, says}: Entry): string => `${id} | ${under} | ${says}`;
