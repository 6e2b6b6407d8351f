import {AddonError} from '../../src/core/errors/addon-error.ts';
import type {LogTab, RecordStore, Tables} from '../../src/core/ports.ts';
import {type CellValue, sheetValue} from '../../src/core/tables/cell.ts';
import type {LiveTab} from '../../src/core/tables/live-table.ts';
import type {TabContent, TabKey} from '../../src/core/tables/tab-content.ts';
import {type PublishStep, publishStaged} from './fake-publish.ts';
import {
  type Area,
  cellOf,
  type FakeSheet,
  grid,
  isEmpty,
  noteOf,
  put,
  usedSize,
  usedValues,
  type Values,
} from './fake-sheet.ts';
import {typedCell} from './fake-typed-cell.ts';

/** Tables in memory, and the spreadsheet around them that people rename, fill and sort. */
export interface FakeTables extends Tables {
  /** In the order of the tabs. */
  readonly sheets: FakeSheet[];
  readonly namedRanges: ReadonlyMap<string, {readonly sheetId: number} & Area>;
  /** A tab that a person made, filled as typed. */
  addSheet(title: string, values: readonly (readonly (string | number)[])[]): FakeSheet;
  sheetOf(key: TabKey): FakeSheet | null;
  /** The add-on no longer knows which tab is which, as in a copy of the spreadsheet. */
  forget(): void;
  /** Called after each step of a publish, so that a test can end the run there. */
  onPublishStep: (step: PublishStep) => void;
  /** The sheet that the add-on knows as its audit log, also when somebody has deleted it. */
  auditLogId(): number | null;
  registerAuditLog(sheet: FakeSheet): void;
}

export interface FakeTablesOptions {
  readonly timeZone?: string;
  /** What a faulty sheet would show of what was written: the read-back passes through here. */
  readonly readBack?: (key: TabKey, values: Values) => Values;
}

type Role = TabKey | `staging:${TabKey}` | `records:${RecordStore}` | 'run-log' | 'audit-log';

/** How far our table reaches on a sheet. */
export interface Extent {
  readonly sheetId: number;
  readonly headerRow: number;
  readonly rows: number;
  readonly columns: number;
}

const liveTitles: Readonly<Record<TabKey, string>> = {receivables: 'Receivables', 'ar-aging': 'AR Aging'};
const recordTitles: Readonly<Record<RecordStore, string>> = {
  'refresh-progress': 'Billing Ops (unfinished refresh)',
  'peoples-archive': 'Billing Ops (archive of your entries)',
  'invoice-intents': 'Billing Ops (invoices begun)',
  approvals: 'Billing Ops (approvals)',
  'actions-begun': 'Billing Ops (actions begun)',
  'previewed-drafts': 'Billing Ops (drafts previewed)',
};

export function fakeTables({
  timeZone = 'Etc/UTC',
  readBack = (_, values) => values,
}: FakeTablesOptions = {}): FakeTables {
  const book = fakeBook();
  const {sheets, namedRanges, addSheet, registered, register, hiddenSheet} = book;
  const liveSheet = (key: TabKey) =>
    registered(key) ?? sheets.find(({title}) => title === liveTitles[key]) ?? null;

  const tables: FakeTables = {
    sheets,
    namedRanges,
    onPublishStep: () => undefined,
    addSheet(title, values) {
      const sheet = addSheet(title, false);
      values.forEach((row, r) => {
        row.forEach((value, c) => {
          put(sheet, r + 1, c + 1, typedCell(value, 'General'));
        });
      });
      return sheet;
    },
    sheetOf: liveSheet,
    forget: () => book.registry.clear(),
    auditLogId: () => book.registry.get('audit-log')?.sheetId ?? null,
    registerAuditLog: ({id}) => register('audit-log', {sheetId: id, headerRow: 1, rows: 1, columns: 1}),
    timeZone: () => timeZone,
    read(key) {
      const sheet = liveSheet(key);
      return sheet === null ? null : liveTab(sheet, book.registry.get(key));
    },
    readValues(key) {
      const sheet = liveSheet(key);
      return sheet === null ? null : usedValues(sheet);
    },
    wasDeleted: (key) => book.registry.has(key) && registered(key) === null,
    stage(content) {
      const live = liveSheet(content.key);
      if (live !== null) refuse(live, content, registered(content.key) !== null);
      const staging = hiddenSheet(`staging:${content.key}`, `${liveTitles[content.key]} (staging)`);
      writeStaged(staging, content, timeZone);
      const {cells} = content.block;
      return readBack(content.key, valuesIn(staging, cells.length, cells[0]?.length ?? 0));
    },
    publish(content) {
      const staging = registered(`staging:${content.key}`);
      if (staging === null) throw new Error(`Cannot publish ${content.table.title}: nothing is staged.`);
      const live = liveSheet(content.key) ?? addSheet(content.table.title, false);
      publishStaged(staging, live, content, {
        headerRowBefore: book.registry.get(content.key)?.headerRow ?? 0,
        reaches: (extent) => register(content.key, {sheetId: live.id, ...extent}),
        name: (name, area) => namedRanges.set(name, {sheetId: live.id, ...area}),
        done: (step) => tables.onPublishStep(step),
      });
    },
    writeCell(key, {row, column}, cell) {
      const sheet = liveSheet(key);
      if (sheet === null) return;
      if (sheet.isProtected) throw new Error('You are trying to edit a protected cell or object.');
      const {format, background} = cellOf(sheet, row, column);
      put(sheet, row, column, {...typedCell(sheetValue(cell, timeZone), format), background});
    },
    readRecords(store) {
      const sheet = registered(`records:${store}`) ?? sheets.find(({title}) => title === recordTitles[store]);
      if (sheet === undefined || isEmpty(sheet)) return [];
      return usedValues(sheet).map((row) => row.map(String));
    },
    writeRecords(store, firstRow, rows) {
      writeTexts(hiddenSheet(`records:${store}`, recordTitles[store]), firstRow, rows);
    },
    replaceRecords(store, rows) {
      const sheet = hiddenSheet(`records:${store}`, recordTitles[store]);
      sheet.cells.clear();
      writeTexts(sheet, 1, rows);
    },
    appendToLog(log, cells) {
      const sheet = registered('run-log') ?? createLog(book, log);
      const row = usedSize(sheet).rows + 1;
      cells.forEach((cell, index) => {
        put(sheet, row, index + 1, typedCell(sheetValue(cell, timeZone), log.formats[index] ?? 'General'));
      });
    },
  };
  return tables;
}

interface FakeBook {
  readonly sheets: FakeSheet[];
  readonly registry: Map<Role, Extent>;
  readonly namedRanges: Map<string, {readonly sheetId: number} & Area>;
  addSheet(title: string, hidden: boolean): FakeSheet;
  registered(role: Role): FakeSheet | null;
  register(role: Role, extent: Extent): void;
  /** The hidden sheet of the role, also where only its title is left of it. */
  hiddenSheet(role: Role, title: string): FakeSheet;
}

function fakeBook(): FakeBook {
  const sheets: FakeSheet[] = [];
  const registry = new Map<Role, Extent>();
  let sheetsMade = 0;
  const book: FakeBook = {
    sheets,
    registry,
    namedRanges: new Map(),
    addSheet(title, hidden) {
      sheetsMade += 1;
      const blank: FakeSheet = {
        id: sheetsMade,
        title,
        hidden,
        cells: new Map(),
        notes: new Map(),
        filter: null,
        colours: [],
        frozenRows: 0,
        frozenColumns: 0,
        isProtected: false,
      };
      sheets.push(blank);
      return blank;
    },
    registered: (role) => sheets.find(({id}) => id === registry.get(role)?.sheetId) ?? null,
    register: (role, extent) => void registry.set(role, extent),
    hiddenSheet(role, title) {
      const known = book.registered(role);
      if (known !== null) return known;
      const sheet = sheets.find((one) => one.title === title) ?? book.addSheet(title, true);
      book.register(role, {sheetId: sheet.id, headerRow: 0, rows: 0, columns: 0});
      return sheet;
    },
  };
  return book;
}

function liveTab(sheet: FakeSheet, extent: Extent | undefined): LiveTab {
  const {rows, columns} = usedSize(sheet);
  const isKnown = extent?.sheetId === sheet.id && extent.rows > 0;
  return {
    values: valuesIn(sheet, rows, columns),
    formulas: grid(rows, columns, (row, column) => cellOf(sheet, row, column).formula),
    notes: grid(rows, columns, (row, column) => noteOf(sheet, row, column)),
    formats: () => grid(rows, columns, (row, column) => cellOf(sheet, row, column).format),
    backgrounds: () => grid(rows, columns, (row, column) => cellOf(sheet, row, column).background),
    published: isKnown
      ? {headerRow: extent.headerRow || null, rows: extent.rows, columns: extent.columns}
      : null,
  };
}

function writeStaged(staging: FakeSheet, {block, backgrounds}: TabContent, timeZone: string): void {
  const colours = new Map(backgrounds.map(({row, column, value}) => [`${row},${column}`, value]));
  staging.cells.clear();
  block.cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      const typed = typedCell(sheetValue(cell, timeZone), block.formats[r]?.[c] ?? 'General');
      put(staging, r + 1, c + 1, {...typed, background: colours.get(`${r + 1},${c + 1}`) ?? '#ffffff'});
    });
  });
}

function writeTexts(sheet: FakeSheet, firstRow: number, rows: readonly (readonly string[])[]): void {
  const columns = rows[0]?.length ?? 0;
  // Google's setValues wants one rectangle, and a cell takes so much and no more.
  if (rows.some((row) => row.length !== columns)) throw new Error('The number of columns differs.');
  rows.forEach((row, r) => {
    row.forEach((text, c) => {
      put(sheet, firstRow + r, c + 1, typedCell(sheetValue(text, 'Etc/UTC'), 'General'));
    });
  });
}

function createLog(book: FakeBook, {title, headers}: LogTab): FakeSheet {
  const same = book.sheets.find((sheet) => sheet.title === title);
  const isOurs = same !== undefined && cellOf(same, 1, 1).value === headers[0];
  const sheet = isOurs ? same : book.addSheet(same === undefined ? title : `${title} (Billing Ops)`, false);
  book.register('run-log', {sheetId: sheet.id, headerRow: 1, rows: 1, columns: headers.length});
  if (!isOurs) writeTexts(sheet, 1, [headers]);
  return sheet;
}

function valuesIn(sheet: FakeSheet, rows: number, columns: number): readonly (readonly CellValue[])[] {
  return grid(rows, columns, (row, column) => cellOf(sheet, row, column).value);
}

function refuse(live: FakeSheet, {table}: TabContent, isRegistered: boolean): void {
  const isOurs =
    isRegistered ||
    isEmpty(live) ||
    usedValues(live).some((row) => table.keyHeaders.every((header) => row.includes(header)));
  if (!isOurs) {
    throw new AddonError({
      code: 'TABLE_HEADER_MISSING',
      fact: `Cannot write the tab "${table.title}": a tab of that name exists that this add-on did not make.`,
      nextStep: 'Rename that tab, then refresh again.',
    });
  }
  if (!live.isProtected) return;
  throw new AddonError({
    code: 'TAB_PROTECTED',
    fact: `Cannot refresh the tab "${table.title}": it is protected, and you may not edit there. Nothing was written.`,
    nextStep:
      'Ask the owner of the protection to add you, or to take it away (Data, Protect sheets and ranges).',
  });
}
