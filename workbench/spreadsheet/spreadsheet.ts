import type {IWorkbookData} from '@univerjs/core';
import type {CellInput, CellValue} from '../apps-script/context/spreadsheet/wire.ts';
import type {HostService, Json} from '../apps-script/host-call.ts';
import type {EditName} from '../page/client/messages.ts';
import type {Book, BookSettings} from './book.ts';
import {createCalculation} from './calculation.ts';
import {createCellFaults} from './cell-faults.ts';
import {type CallFunction, createCustomFunctions} from './custom-functions.ts';
import {createDateSerials} from './date-serial.ts';
import {type Evaluation, evaluate} from './evaluation.ts';
import {installSheetFunctions} from './functions/install.ts';
import {growTab} from './lines.ts';
import {type PlainCell, readPlain} from './plain-cells.ts';
import {extentOf, readDisplay, readValues} from './read-cells.ts';
import {createSharedWorkbook, type SharedWorkbook} from './shared-workbook.ts';
import {createSpreadsheetService, type ScreenEvents} from './spreadsheet-service.ts';
import {insertTab, newTab, spreadsheetId} from './tabs.ts';
import {createEngine, isDatePattern} from './univer.ts';
import {writeValues} from './write-cells.ts';

export interface SpreadsheetOptions {
  /** IANA name. A snapshot's own zone wins. */
  readonly timeZone: string;
  /** `en_US` unless given; shown to scripts, numbers and dates are always read and shown as in en_US. */
  readonly locale?: string;
  readonly title?: string;
  /** What NOW and TODAY show, in Unix milliseconds; the machine's time when absent. */
  readonly nowUnixMs?: () => number;
  /** What `snapshot` gave, to go on from there. */
  readonly snapshot?: unknown;
  readonly screen?: ScreenEvents;
}

/** One tab as it is, up to its last cell with content. */
export interface TabCells {
  /** As getValues gives them; a date is `{$date: unixMs}`. */
  readonly values: readonly (readonly CellValue[])[];
  /** As the cells show them. */
  readonly display: readonly (readonly string[])[];
  /** For printing: a date is `2026-01-31`, a moment ISO with offset, a time of day `13:30:00`, a blank ''. */
  readonly plain: readonly (readonly PlainCell[])[];
}

/** A spreadsheet that computes, without a screen. */
export interface Spreadsheet {
  /** What scripts call; one for all executions. */
  readonly service: HostService;
  /** What pages show and change of it. */
  readonly shared: SharedWorkbook<EditName>;
  /** Makes functions of the script usable in formulas. `call` runs one; several run at a time. */
  registerCustomFunctions(names: readonly string[], call: CallFunction): void;
  /** Resolves when every formula shows its value and no custom function is running. */
  settled(): Promise<void>;
  tabTitles(): readonly string[];
  /** The same without hidden tabs. */
  visibleTabTitles(): readonly string[];
  /** null when there is no such tab. Await `settled` before. */
  readTab(title: string): TabCells | null;
  /** Writes cells as a person would type them, from A1 of a tab that is made when missing. */
  fillTab(title: string, cells: readonly (readonly CellInput[])[]): void;
  /** The value of a formula as it would show beside the cells of this tab, the first when absent; a spill as rows. */
  evaluate(formula: string, title?: string): Promise<Evaluation>;
  /** Why a cell shows an error, as the function said it that failed there. Row and column count from 1. */
  errorOf(cell: {readonly title: string; readonly row: number; readonly column: number}): string | null;
  /** All of it as JSON. */
  snapshot(): Json;
  dispose(): void;
}

interface Snapshot {
  readonly version: number;
  readonly settings: BookSettings;
  readonly workbook: Partial<IWorkbookData>;
}

const snapshotVersion = 1;
const firstTabId = 0;

/**
 * Opens a spreadsheet, blank with one tab or as a snapshot left it.
 *
 * @throws Error when the time zone or the snapshot is not one.
 */
export function createSpreadsheet(options: SpreadsheetOptions): Spreadsheet {
  const book = openBook(options);
  const faults = createCellFaults(book.engine);
  const nowUnixMs = options.nowUnixMs ?? Date.now;
  installSheetFunctions(book.engine.registerFunction, faults, () => book.serials().fromUnixMs(nowUnixMs()));
  const functions = createCustomFunctions(book, faults);
  let settledAtUnixMs = nowUnixMs();
  const settled = async (): Promise<void> => {
    if (nowUnixMs() !== settledAtUnixMs) book.calculation.timePassed();
    settledAtUnixMs = nowUnixMs();
    await book.calculation.compute();
    while (functions.isWaiting()) {
      await functions.answered();
      await book.calculation.compute();
    }
  };
  return {
    service: createSpreadsheetService(book, options.screen ?? {}),
    shared: createSharedWorkbook(book),
    registerCustomFunctions: (names, call) => functions.register(names, call),
    settled,
    tabTitles: () => book.engine.workbook.getSheets().map((tab) => tab.getName()),
    visibleTabTitles: () =>
      book.engine.workbook
        .getSheets()
        .filter((tab) => tab.isSheetHidden() !== 1)
        .map((tab) => tab.getName()),
    readTab: (title) => readTab(book, title),
    fillTab: (title, cells) => fillTab(book, title, cells),
    evaluate: (formula, title) =>
      evaluate(book, formula, {tabId: title === undefined ? null : tabIdOf(book, title), settled, faults}),
    errorOf: ({title, row, column}) => {
      const tabId = tabIdOf(book, title);
      return tabId === null
        ? null
        : faults.sentenceOf({tabId: String(tabId), row: row - 1, column: column - 1});
    },
    snapshot: () => takeSnapshot(book),
    dispose: () => book.engine.dispose(),
  };
}

function openBook(options: SpreadsheetOptions): Book {
  const {settings, workbook} =
    options.snapshot === undefined ? blankSnapshot(options) : readSnapshot(options.snapshot);
  let serials = createDateSerials(settings.timeZone);
  let serialsZone = settings.timeZone;
  const datePatterns = new Map<string, boolean>();
  const engine = createEngine(workbook);
  return {
    engine,
    calculation: createCalculation(engine),
    settings,
    selected: {blocks: []},
    serials: () => {
      if (serialsZone !== settings.timeZone) {
        serials = createDateSerials(settings.timeZone);
        serialsZone = settings.timeZone;
      }
      return serials;
    },
    isDatePattern: (pattern) => {
      const known = datePatterns.get(pattern) ?? isDatePattern(pattern);
      datePatterns.set(pattern, known);
      return known;
    },
  };
}

function blankSnapshot(options: SpreadsheetOptions): Snapshot {
  return {
    version: snapshotVersion,
    settings: {
      timeZone: options.timeZone,
      locale: options.locale ?? 'en_US',
      activeTabId: firstTabId,
      nextId: firstTabId + 1,
      metadata: [],
      protections: [],
    },
    workbook: {
      name: options.title ?? 'Untitled spreadsheet',
      sheetOrder: [String(firstTabId)],
      sheets: {[firstTabId]: newTab(firstTabId, 'Sheet1')},
    },
  };
}

/** The snapshot is our own file, so its version is all that is looked at. */
function readSnapshot(snapshot: unknown): Snapshot {
  const version = typeof snapshot === 'object' && snapshot !== null && Reflect.get(snapshot, 'version');
  if (version !== snapshotVersion) {
    throw new Error(
      `Cannot open the saved spreadsheet: its version is ${String(version)}, not ${snapshotVersion}. Start afresh.`,
    );
  }
  return structuredClone(snapshot) as Snapshot;
}

function takeSnapshot(book: Book): Json {
  const {settings, engine} = book;
  const workbook = {...engine.save(), id: spreadsheetId};
  return JSON.parse(JSON.stringify({version: snapshotVersion, settings, workbook}));
}

function tabIdOf(book: Book, title: string): number | null {
  const tab = book.engine.workbook.getSheetBySheetName(title);
  return tab ? Number(tab.getSheetId()) : null;
}

function readTab(book: Book, title: string): TabCells | null {
  const tabId = tabIdOf(book, title);
  if (tabId === null) return null;
  const extent = extentOf(book, tabId);
  const block = {tabId, row: 0, column: 0, ...extent};
  return {values: readValues(book, block), display: readDisplay(book, block), plain: readPlain(book, block)};
}

function fillTab(book: Book, title: string, cells: readonly (readonly CellInput[])[]): void {
  const active = book.settings.activeTabId;
  const tabId = tabIdOf(book, title) ?? insertTab(book, title, null).id;
  book.settings.activeTabId = active;
  const columns = Math.max(0, ...cells.map((row) => row.length));
  if (cells.length === 0 || columns === 0) return;
  growTab(book, tabId, cells.length, columns);
  writeValues(book, {tabId, row: 0, column: 0, rows: cells.length, columns}, {table: cells});
}
