import {AddonError} from '../../core/errors/addon-error.ts';
import type {Tables} from '../../core/ports.ts';
import {type CellValue, sheetValue} from '../../core/tables/cell.ts';
import type {TabContent} from '../../core/tables/tab-content.ts';
import {serialFromInstant} from '../../core/time/serial.ts';
import {documentProperties} from './google-properties.ts';
import {dressTab} from './tab-dress.ts';
import {readTabRegistry, registerTab, type TabRole} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** The add-on's tabs in the active spreadsheet: found by sheet id, so people may rename and move them. */
export function sheetTables(): Tables {
  const spreadsheet = () => SpreadsheetApp.getActiveSpreadsheet();
  const timeZone = () => spreadsheet().getSpreadsheetTimeZone();
  return {
    timeZone,
    read(key) {
      const sheet = registeredSheet(key);
      return sheet === null ? null : cellValues(sheet.getDataRange(), timeZone());
    },
    stage(content) {
      refuseForeignTab(content);
      const staging = registeredSheet(`staging:${content.key}`) ?? createStaging(content);
      return writeStaged(staging, content, timeZone());
    },
    publish(content) {
      const staging = registeredSheet(`staging:${content.key}`);
      if (staging === null) throw new Error(`Cannot publish ${content.title}: nothing is staged.`);
      const live = registeredSheet(content.key);
      copyOntoLive(staging, live ?? createLive(content), content);
    },
    writeCell(key, {row, column}, cell) {
      registeredSheet(key)?.getRange(row, column).setValue(sheetValue(cell, timeZone()));
    },
  };
}

function registeredSheet(role: TabRole): Sheet | null {
  const registered = readTabRegistry(documentProperties())[role];
  if (registered === undefined) return null;
  return SpreadsheetApp.getActiveSpreadsheet().getSheetById(registered.sheetId);
}

/** A tab of our name that we did not make is somebody's work: it is never written over. */
function refuseForeignTab({key, title}: TabContent): void {
  if (registeredSheet(key) !== null) return;
  const foreign = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(title);
  if (foreign === null || foreign.getLastRow() === 0) return;
  throw new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: `Cannot write the tab "${title}": a tab of that name exists that this add-on did not make.`,
    nextStep: 'Rename that tab, then refresh again.',
  });
}

function createStaging({key, title}: TabContent): Sheet {
  const sheet = insertSheet(`${title} (staging)`);
  sheet.hideSheet();
  registerTab(documentProperties(), `staging:${key}`, extent(sheet, 0, 0));
  return sheet;
}

function createLive(content: TabContent): Sheet {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const sheet = spreadsheet.getSheetByName(content.title) ?? insertSheet(content.title);
  content.columnWidths.forEach((width, index) => {
    sheet.setColumnWidth(index + 1, width);
  });
  registerTab(documentProperties(), content.key, extent(sheet, 0, 0));
  return sheet;
}

/** A new tab takes the view along; people stay where they were. */
function insertSheet(title: string): Sheet {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const shown = spreadsheet.getActiveSheet();
  const sheet = spreadsheet.insertSheet(title, spreadsheet.getSheets().length);
  spreadsheet.setActiveSheet(shown);
  return sheet;
}

function writeStaged(
  staging: Sheet,
  {block, boldRows}: TabContent,
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
  SpreadsheetApp.flush();
  return cellValues(range, timeZone);
}

/** The copied area also covers what the last refresh filled, so that the one copy blanks rows that are gone. */
function copyOntoLive(staging: Sheet, live: Sheet, content: TabContent): void {
  const properties = documentProperties();
  const before = readTabRegistry(properties)[content.key];
  const rows = content.block.cells.length;
  const columns = content.block.cells[0]?.length ?? 0;
  const copiedRows = Math.max(rows, before?.rows ?? 0);
  const copiedColumns = Math.max(columns, before?.columns ?? 0);
  growTo(staging, copiedRows, copiedColumns);
  growTo(live, copiedRows, copiedColumns);

  // Written before the copy, so that a run that is ended between the two leaves no row that the next one does not blank.
  registerTab(properties, content.key, extent(live, copiedRows, copiedColumns));
  staging.getRange(1, 1, copiedRows, copiedColumns).copyTo(live.getRange(1, 1, copiedRows, copiedColumns));
  SpreadsheetApp.flush();
  registerTab(properties, content.key, extent(live, rows, columns));

  dressTab(live, content);
}

function extent(sheet: Sheet, rows: number, columns: number) {
  return {sheetId: sheet.getSheetId(), rows, columns};
}

function growTo(sheet: Sheet, rows: number, columns: number): void {
  const missingRows = rows - sheet.getMaxRows();
  if (missingRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missingRows);
  const missingColumns = columns - sheet.getMaxColumns();
  if (missingColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), missingColumns);
}

/** Google hands dates over as instants; the day and the wall time they show need the spreadsheet's zone. */
function cellValues(
  range: GoogleAppsScript.Spreadsheet.Range,
  timeZone: string,
): readonly (readonly CellValue[])[] {
  return range
    .getValues()
    .map((row) =>
      row.map((value) => (value instanceof Date ? serialFromInstant(value.getTime(), timeZone) : value)),
    );
}
