import type {DraftSheet, DraftSheetLayout} from '../../core/ports.ts';
import {sheetValue} from '../../core/tables/cell.ts';
import {cellValues} from './sheet-tables.ts';
import {growTo} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const title = 'Invoice Drafts';

/** Stands on the tab itself, so that it is found under any name, and in a copy of the spreadsheet too. */
const mark = {key: 'billing-ops-tab', value: 'invoice-drafts'} as const;

/** Rows to fill in a new tab. */
const rowsOffered = 500;

export function draftSheet(): DraftSheet {
  const timeZone = () => SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
  return {
    read() {
      const sheet = foundSheet();
      if (sheet === null) return null;
      const range = sheet.getDataRange();
      return {
        title: sheet.getName(),
        values: cellValues(range, timeZone()),
        formats: range.getNumberFormats(),
      };
    },
    create(layout) {
      const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
      const sheet = spreadsheet.insertSheet(layout.title, spreadsheet.getSheets().length);
      fill(sheet, layout, timeZone());
      // Last, so that a run that is ended before leaves a tab that is found by its title and can be deleted.
      sheet.addDeveloperMetadata(mark.key, mark.value);
      sheet.activate();
    },
    write(all) {
      const sheet = foundSheet();
      if (sheet === null) return;
      // One that was made by hand is known under any name from its first results on.
      if (markedSheets().length === 0) sheet.addDeveloperMetadata(mark.key, mark.value);
      for (const {row, column, block} of all) {
        const [rows, columns] = [block.cells.length, block.cells[0]?.length ?? 0];
        growTo(sheet, row + rows - 1, column + columns - 1);
        const range = sheet.getRange(row, column, rows, columns);
        range.setNumberFormats(block.formats.map((formats) => [...formats]));
        range.setValues(block.cells.map((cells) => cells.map((cell) => sheetValue(cell, timeZone()))));
      }
    },
    select({row, column}) {
      const sheet = foundSheet();
      if (sheet === null) return;
      sheet.activate();
      sheet.getRange(row, column).activate();
    },
  };
}

/** By its mark, of which a copy of the tab within the file has one too; by its title where people have made it by hand. */
function foundSheet(): Sheet | null {
  const marked = markedSheets();
  const titled = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(title);
  if (
    titled !== null &&
    (marked.length === 0 || marked.some((one) => one.getSheetId() === titled.getSheetId()))
  )
    return titled;
  const [first, ...others] = marked;
  if (first === undefined) return null;
  return others.reduce(
    (leftmost, sheet) => (sheet.getIndex() < leftmost.getIndex() ? sheet : leftmost),
    first,
  );
}

function markedSheets(): readonly Sheet[] {
  return SpreadsheetApp.getActiveSpreadsheet()
    .createDeveloperMetadataFinder()
    .withKey(mark.key)
    .withValue(mark.value)
    .find()
    .flatMap((found) => found.getLocation().getSheet() ?? []);
}

function fill(sheet: Sheet, layout: DraftSheetLayout, timeZone: string): void {
  const {headers, notes, widths, examples, formats, results} = layout;
  const columns = headers.length;
  growTo(sheet, rowsOffered + 1, columns);
  sheet
    .getRange(1, 1, 1, columns)
    .setValues([[...headers]])
    .setNotes([[...notes]])
    .setFontWeight('bold')
    .setWrap(true);
  widths.forEach((width, index) => {
    sheet.setColumnWidth(index + 1, width);
  });
  sheet
    .getRange(2, 1, rowsOffered, columns)
    .setNumberFormats(Array.from({length: rowsOffered}, () => [...formats]));
  sheet
    .getRange(2, 1, examples.cells.length, columns)
    .setValues(examples.cells.map((row) => row.map((cell) => sheetValue(cell, timeZone))));
  sheet.setFrozenRows(1);
  sheet.setFrozenColumns(2);
  offerChoices(sheet, layout);
  const {firstColumn, lastColumn, warning} = results;
  sheet
    .getRange(1, firstColumn, sheet.getMaxRows(), lastColumn - firstColumn + 1)
    .protect()
    .setDescription(warning)
    .setWarningOnly(true);
}

/** Lists that help and refuse nothing: what is typed beside them is checked with the row. */
function offerChoices(sheet: Sheet, {choices}: DraftSheetLayout): void {
  choices.forEach((values, index) => {
    if (values === null) return;
    const rule = SpreadsheetApp.newDataValidation()
      .requireValueInList([...values], true)
      .setAllowInvalid(true)
      .build();
    sheet.getRange(2, index + 1, rowsOffered, 1).setDataValidation(rule);
  });
}
