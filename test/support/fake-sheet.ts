import type {CellValue} from '../../src/core/tables/cell.ts';
import type {FakeCell} from './fake-typed-cell.ts';

export type Values = readonly (readonly CellValue[])[];

/** A rectangle of cells, 1-based and inclusive. */
export interface Area {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** One sheet of the spreadsheet, as a person would find it. Places are `row,column`, 1-based. */
export interface FakeSheet {
  readonly id: number;
  title: string;
  readonly hidden: boolean;
  cells: Map<string, FakeCell>;
  /** No copy of cells takes these along: Google's copyTo pastes values, formulas, formats and merges. */
  notes: Map<string, string>;
  filter: Area | null;
  colours: readonly {readonly equals: string; readonly background: string; readonly area: Area}[];
  frozenRows: number;
  frozenColumns: number;
  /** Whether somebody else has locked it. */
  isProtected: boolean;
}

export const plainCell: FakeCell = {value: '', formula: '', format: 'General', background: '#ffffff'};

export function cellOf(sheet: FakeSheet, row: number, column: number): FakeCell {
  return sheet.cells.get(at(row, column)) ?? plainCell;
}

export function put(sheet: FakeSheet, row: number, column: number, cell: FakeCell): void {
  sheet.cells.set(at(row, column), cell);
}

export function noteOf(sheet: FakeSheet, row: number, column: number): string {
  return sheet.notes.get(at(row, column)) ?? '';
}

export function putNote(sheet: FakeSheet, row: number, column: number, note: string): void {
  if (note === '') sheet.notes.delete(at(row, column));
  else sheet.notes.set(at(row, column), note);
}

/** Everything on a sheet from A1 to its last filled cell, as getDataRange sees it: notes and colours fill nothing. */
export function usedValues(sheet: FakeSheet): Values {
  const {rows, columns} = usedSize(sheet);
  return grid(rows, columns, (row, column) => cellOf(sheet, row, column).value);
}

export function usedSize(sheet: FakeSheet): {readonly rows: number; readonly columns: number} {
  let [rows, columns] = [1, 1];
  for (const [place, {value, formula}] of sheet.cells) {
    if (value === '' && formula === '') continue;
    const [row, column] = placeOf(place);
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
  }
  return {rows, columns};
}

export function isEmpty(sheet: FakeSheet): boolean {
  return [...sheet.cells.values()].every(({value, formula}) => value === '' && formula === '');
}

/** What `of` says of each cell of the rectangle from A1. */
export function grid<T>(rows: number, columns: number, of: (row: number, column: number) => T): T[][] {
  return Array.from({length: rows}, (_, r) => Array.from({length: columns}, (__, c) => of(r + 1, c + 1)));
}

export function copyCells(
  from: FakeSheet,
  to: FakeSheet,
  {rows, columns}: {readonly rows: number; readonly columns: number},
): void {
  for (let row = 1; row <= rows; row += 1) {
    for (let column = 1; column <= columns; column += 1) put(to, row, column, cellOf(from, row, column));
  }
}

export type Line = 'row' | 'column';

/** Moves every line to where `moved` says; null is a line that is gone. Formulas follow the rows, as they do at Google. */
export function moveLines(sheet: FakeSheet, line: Line, moved: (index: number) => number | null): void {
  const movedPlace = (place: string): string | null => {
    const [row, column] = placeOf(place);
    const to = moved(line === 'row' ? row : column);
    if (to === null) return null;
    return line === 'row' ? at(to, column) : at(row, to);
  };
  const movedMap = <T>(map: Map<string, T>, change: (value: T) => T) =>
    new Map(
      [...map].flatMap(([place, value]) => {
        const to = movedPlace(place);
        return to === null ? [] : [[to, change(value)] as const];
      }),
    );
  const inFormula = (number: number) => moved(number) ?? number;
  const followed = (cell: FakeCell): FakeCell =>
    line === 'column' || cell.formula === ''
      ? cell
      : {...cell, formula: withRows(cell.formula, inFormula, {fixedToo: true})};
  sheet.cells = movedMap(sheet.cells, followed);
  sheet.notes = movedMap(sheet.notes, (note) => note);
  const {filter} = sheet;
  if (filter === null) return;
  const edge = (index: number, step: 1 | -1): number => moved(index) ?? edge(index + step, step);
  sheet.filter =
    line === 'row'
      ? {...filter, firstRow: edge(filter.firstRow, 1), lastRow: edge(filter.lastRow, -1)}
      : {...filter, firstColumn: edge(filter.firstColumn, 1), lastColumn: edge(filter.lastColumn, -1)};
}

/** The simple references that tests type, each on its own row number. Text in quotes and other tabs stay. */
export function withRows(
  formula: string,
  row: (number: number) => number,
  {fixedToo}: {readonly fixedToo: boolean},
): string {
  return formula.replace(
    /"[^"]*"|\w+![$\w:]+|\b\w+\(|(?<=^|[^\w$])(\$?[A-Za-z]{1,3})(\$?)(\d+)\b/g,
    (whole, column: string | undefined, fixed: string, digits: string) => {
      if (column === undefined || (fixed === '$' && !fixedToo)) return whole;
      return `${column}${fixed}${row(Number(digits))}`;
    },
  );
}

export function at(row: number, column: number): string {
  return `${row},${column}`;
}

export function placeOf(place: string): readonly [number, number] {
  const [row = 0, column = 0] = place.split(',').map(Number);
  return [row, column];
}
