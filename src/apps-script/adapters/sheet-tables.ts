import {AddonError} from '../../core/errors/addon-error.ts';
import type {Tables} from '../../core/ports.ts';
import {type CellValue, sheetValue} from '../../core/tables/cell.ts';
import type {LiveTab} from '../../core/tables/live-table.ts';
import type {TabContent, TabKey} from '../../core/tables/tab-content.ts';
import {serialFromInstant} from '../../core/time/serial.ts';
import {appendToLog} from './log-sheet.ts';
import {readRecords, replaceRecords, writeRecords} from './record-sheets.ts';
import {copyOntoLive} from './staged-copy.ts';
import {refuseProtected} from './tab-protection.ts';
import {
  growTo,
  insertHiddenSheet,
  insertSheet,
  registeredSheet,
  registeredTab,
  registerTab,
} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const titles: Readonly<Record<TabKey, string>> = {receivables: 'Receivables', 'ar-aging': 'AR Aging'};

/** The add-on's tabs in the active spreadsheet: found by sheet id, so people may rename and move them. */
export function sheetTables(): Tables {
  const timeZone = () => SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
  return {
    timeZone,
    read(key) {
      const sheet = liveSheet(key);
      return sheet === null ? null : liveTab(sheet, key, timeZone());
    },
    readValues(key) {
      const sheet = liveSheet(key);
      return sheet === null ? null : cellValues(sheet.getDataRange(), timeZone());
    },
    wasDeleted: (key) => registeredTab(key) !== null && registeredSheet(key) === null,
    stage(content) {
      const live = liveSheet(content.key);
      if (live !== null) {
        refuseForeign(live, content);
        refuseProtected(live, content);
      }
      return writeStaged(stagingSheet(content.key), content, timeZone());
    },
    publish(content) {
      const staging = registeredSheet(`staging:${content.key}`);
      if (staging === null) throw new Error(`Cannot publish ${content.table.title}: nothing is staged.`);
      copyOntoLive(staging, liveSheet(content.key) ?? createLive(content), content);
    },
    writeCell(key, {row, column}, cell) {
      liveSheet(key)?.getRange(row, column).setValue(sheetValue(cell, timeZone()));
    },
    readRecords,
    writeRecords,
    replaceRecords,
    appendToLog: (log, cells) =>
      appendToLog(
        log,
        cells.map((cell) => sheetValue(cell, timeZone())),
      ),
  };
}

/** By id; by title where the add-on has forgotten its ids, as in a copy of the spreadsheet. */
function liveSheet(key: TabKey): Sheet | null {
  return registeredSheet(key) ?? SpreadsheetApp.getActiveSpreadsheet().getSheetByName(titles[key]);
}

function stagingSheet(key: TabKey): Sheet {
  return registeredSheet(`staging:${key}`) ?? insertHiddenSheet(`staging:${key}`, `${titles[key]} (staging)`);
}

/** A tab of our name that we did not make is somebody's work: it is never written over. */
function refuseForeign(live: Sheet, {key, table}: TabContent): void {
  if (registeredSheet(key) !== null || live.getLastRow() === 0) return;
  const rows = live.getDataRange().getValues();
  if (rows.some((row) => table.keyHeaders.every((header) => row.includes(header)))) return;
  throw new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: `Cannot write the tab "${table.title}": a tab of that name exists that this add-on did not make.`,
    nextStep: 'Rename that tab, then refresh again.',
  });
}

function createLive({key, table, columnWidths}: TabContent): Sheet {
  const sheet = insertSheet(table.title);
  columnWidths.forEach((width, index) => {
    sheet.setColumnWidth(index + 1, width);
  });
  registerTab(key, {sheetId: sheet.getSheetId(), headerRow: 0, rows: 0, columns: 0});
  return sheet;
}

function liveTab(sheet: Sheet, key: TabKey, timeZone: string): LiveTab {
  const range = sheet.getDataRange();
  const registered = registeredTab(key);
  const isKnown = registered !== null && registered.sheetId === sheet.getSheetId() && registered.rows > 0;
  return {
    values: cellValues(range, timeZone),
    formulas: range.getFormulas(),
    notes: range.getNotes(),
    formats: () => range.getNumberFormats(),
    backgrounds: () => range.getBackgrounds(),
    published: isKnown
      ? {headerRow: registered.headerRow || null, rows: registered.rows, columns: registered.columns}
      : null,
  };
}

function writeStaged(
  staging: Sheet,
  {block, boldRows, backgrounds}: TabContent,
  timeZone: string,
): readonly (readonly CellValue[])[] {
  const rows = block.cells.length;
  const columns = block.cells[0]?.length ?? 0;
  staging.clear();
  growTo(staging, rows, columns);
  const range = staging.getRange(1, 1, rows, columns);
  range.setNumberFormats(block.formats.map((row) => [...row]));
  range.setValues(block.cells.map((row) => row.map((cell) => sheetValue(cell, timeZone))));
  for (const row of boldRows) staging.getRange(row, 1, 1, columns).setFontWeight('bold');
  if (backgrounds.length > 0) {
    const colours = block.cells.map((row) => row.map((): string | null => null));
    for (const {row, column, value} of backgrounds) (colours[row - 1] ?? [])[column - 1] = value;
    range.setBackgrounds(colours);
  }
  SpreadsheetApp.flush();
  return cellValues(range, timeZone);
}

/** Google hands dates over as instants; the day and the wall time they show need the spreadsheet's zone. */
export function cellValues(
  range: GoogleAppsScript.Spreadsheet.Range,
  timeZone: string,
): readonly (readonly CellValue[])[] {
  return range
    .getValues()
    .map((row) =>
      row.map((value) => (value instanceof Date ? serialFromInstant(value.getTime(), timeZone) : value)),
    );
}
