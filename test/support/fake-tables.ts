import {AddonError} from '../../src/core/errors/addon-error.ts';
import type {Tables} from '../../src/core/ports.ts';
import {type CellValue, sheetValue} from '../../src/core/tables/cell.ts';
import type {TabContent, TabKey} from '../../src/core/tables/tab-content.ts';
import {type FakeCell, typedCell} from './fake-typed-cell.ts';

export type Values = readonly (readonly CellValue[])[];

/** A rectangle of cells, 1-based and inclusive. */
export interface Area {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** One sheet of the spreadsheet, as a person would find it. */
export interface FakeSheet {
  readonly id: number;
  title: string;
  readonly hidden: boolean;
  readonly cells: Map<string, FakeCell>;
  filter: Area | null;
  colours: readonly {readonly equals: string; readonly background: string; readonly area: Area}[];
  frozenRows: number;
  frozenColumns: number;
}

/** Tables in memory, and the spreadsheet around them that people rename, fill and sort. */
export interface FakeTables extends Tables {
  /** In the order of the tabs. */
  readonly sheets: FakeSheet[];
  readonly namedRanges: ReadonlyMap<string, {readonly sheetId: number} & Area>;
  /** A tab that a person made, filled as typed. */
  addSheet(title: string, values: readonly (readonly (string | number)[])[]): FakeSheet;
  sheetOf(key: TabKey): FakeSheet | null;
}

export interface FakeTablesOptions {
  readonly timeZone?: string;
  /** What a faulty sheet would show of what was written: the read-back passes through here. */
  readonly readBack?: (key: TabKey, values: Values) => Values;
}

type Role = TabKey | `staging:${TabKey}`;
interface Extent {
  readonly sheetId: number;
  readonly rows: number;
  readonly columns: number;
}

export function fakeTables({
  timeZone = 'Etc/UTC',
  readBack = (_, values) => values,
}: FakeTablesOptions = {}): FakeTables {
  const sheets: FakeSheet[] = [];
  const registry = new Map<Role, Extent>();
  const namedRanges = new Map<string, {readonly sheetId: number} & Area>();
  let sheetsMade = 0;

  const addSheet = (title: string, hidden: boolean): FakeSheet => {
    sheetsMade += 1;
    const blank = {
      id: sheetsMade,
      title,
      hidden,
      cells: new Map(),
      filter: null,
      colours: [],
      frozenRows: 0,
      frozenColumns: 0,
    };
    sheets.push(blank);
    return blank;
  };
  const registered = (role: Role) => sheets.find((sheet) => sheet.id === registry.get(role)?.sheetId) ?? null;
  const register = (role: Role, sheet: FakeSheet, rows: number, columns: number) =>
    registry.set(role, {sheetId: sheet.id, rows, columns});

  return {
    sheets,
    namedRanges,
    addSheet(title, values) {
      const sheet = addSheet(title, false);
      values.forEach((row, r) => {
        row.forEach((value, c) => {
          put(sheet, r + 1, c + 1, typedCell(value, 'General'));
        });
      });
      return sheet;
    },
    sheetOf: registered,
    timeZone: () => timeZone,
    read(key) {
      const sheet = registered(key);
      return sheet === null ? null : usedValues(sheet);
    },
    stage(content) {
      refuseForeign(sheets, content, registered(content.key));
      const role: Role = `staging:${content.key}`;
      const staging = registered(role) ?? addSheet(`${content.title} (staging)`, true);
      register(role, staging, 0, 0);
      staging.cells.clear();
      const {cells, formats} = content.block;
      cells.forEach((row, r) => {
        row.forEach((cell, c) => {
          put(staging, r + 1, c + 1, typedCell(sheetValue(cell, timeZone), formats[r]?.[c] ?? 'General'));
        });
      });
      return readBack(content.key, valuesIn(staging, cells.length, cells[0]?.length ?? 0));
    },
    publish(content) {
      const staging = registered(`staging:${content.key}`);
      if (staging === null) throw new Error(`Cannot publish ${content.title}: nothing is staged.`);
      const live =
        registered(content.key) ?? emptySheet(sheets, content.title) ?? addSheet(content.title, false);
      const {cells} = content.block;
      const [rows, columns] = [cells.length, cells[0]?.length ?? 0];
      const before = registry.get(content.key);
      const copied = {
        rows: Math.max(rows, before?.rows ?? 0),
        columns: Math.max(columns, before?.columns ?? 0),
      };
      copy(staging, live, copied);
      register(content.key, live, rows, columns);
      live.filter = {
        firstRow: content.headerRow,
        firstColumn: 1,
        lastRow: content.filterLastRow,
        lastColumn: columns,
      };
      live.colours = content.textColours.map(({column, equals, background}) => ({
        equals,
        background,
        area: {
          firstRow: content.headerRow + 1,
          firstColumn: column,
          lastRow: Math.max(content.filterLastRow, content.headerRow + 1),
          lastColumn: column,
        },
      }));
      live.frozenRows = content.frozenRows;
      live.frozenColumns = content.frozenColumns;
      for (const {name, ...area} of content.namedRanges) namedRanges.set(name, {sheetId: live.id, ...area});
    },
    writeCell(key, {row, column}, cell) {
      const sheet = registered(key);
      if (sheet === null) return;
      const format = sheet.cells.get(at(row, column))?.format ?? 'General';
      put(sheet, row, column, typedCell(sheetValue(cell, timeZone), format));
    },
  };
}

/** Everything on a sheet from A1 to its last filled cell. */
export function usedValues(sheet: FakeSheet): Values {
  const places = [...sheet.cells].filter(([, cell]) => cell.value !== '').map(([place]) => place.split(','));
  const last = (index: number) => places.reduce((most, place) => Math.max(most, Number(place[index])), 1);
  return valuesIn(sheet, last(0), last(1));
}

export function cellOf(sheet: FakeSheet, row: number, column: number): FakeCell {
  return sheet.cells.get(at(row, column)) ?? {value: '', formula: '', format: 'General'};
}

function valuesIn(sheet: FakeSheet, rows: number, columns: number): Values {
  return Array.from({length: rows}, (_, r) =>
    Array.from({length: columns}, (_, c) => cellOf(sheet, r + 1, c + 1).value),
  );
}

function copy(
  from: FakeSheet,
  to: FakeSheet,
  {rows, columns}: {readonly rows: number; readonly columns: number},
): void {
  for (let row = 1; row <= rows; row += 1) {
    for (let column = 1; column <= columns; column += 1) put(to, row, column, cellOf(from, row, column));
  }
}

function put(sheet: FakeSheet, row: number, column: number, cell: FakeCell): void {
  sheet.cells.set(at(row, column), cell);
}

function at(row: number, column: number): string {
  return `${row},${column}`;
}

function emptySheet(sheets: readonly FakeSheet[], title: string): FakeSheet | null {
  return sheets.find((sheet) => sheet.title === title && isEmpty(sheet)) ?? null;
}

function isEmpty(sheet: FakeSheet): boolean {
  return [...sheet.cells.values()].every((cell) => cell.value === '');
}

function refuseForeign(sheets: readonly FakeSheet[], {title}: TabContent, ours: FakeSheet | null): void {
  const foreign = ours === null ? sheets.find((sheet) => sheet.title === title) : undefined;
  if (foreign === undefined || isEmpty(foreign)) return;
  throw new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: `Cannot write the tab "${title}": a tab of that name exists that this add-on did not make.`,
    nextStep: 'Rename that tab, then refresh again.',
  });
}
