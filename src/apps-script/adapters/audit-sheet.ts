import type {AuditSheet, AuditSheetLayout} from '../../core/ports.ts';
import {type CellValue, sheetValue} from '../../core/tables/cell.ts';
import {cellValues} from './sheet-tables.ts';
import {growTo, insertSheet, registeredSheet, registeredTab, registerTab} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const title = 'Audit Log';
const firstHeader = 'Seq';

export function auditSheet(): AuditSheet {
  const timeZone = () => SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
  return {
    read(headers) {
      const sheet = foundSheet();
      if (sheet === null) return null;
      const values =
        headers === undefined
          ? cellValues(sheet.getDataRange(), timeZone())
          : columnValues(sheet, headers, timeZone());
      return {title: sheet.getName(), values};
    },
    wasDeleted: () => registeredTab('audit-log') !== null && registeredSheet('audit-log') === null,
    append(layout, {cells, formats}) {
      const sheet = foundSheet() ?? newSheet(layout);
      if (registeredTab('audit-log')?.sheetId !== sheet.getSheetId()) register(sheet, layout);
      const columns = cells[0]?.length ?? 0;
      const firstRow = sheet.getLastRow() + 1;
      growTo(sheet, firstRow + cells.length - 1, columns);
      const range = sheet.getRange(firstRow, 1, cells.length, columns);
      range.setNumberFormats(formats.map((row) => [...row]));
      range.setValues(cells.map((row) => row.map((cell) => sheetValue(cell, timeZone()))));
      // What was done must stand in the log before anything follows.
      SpreadsheetApp.flush();
    },
  };
}

function columnValues(
  sheet: Sheet,
  wanted: readonly string[],
  timeZone: string,
): readonly (readonly CellValue[])[] {
  const [headers = []] = cellValues(sheet.getRange(1, 1, 1, sheet.getLastColumn()), timeZone);
  const rows = sheet.getLastRow() - 1;
  const table = Array.from({length: rows}, () => headers.map((): CellValue => ''));
  if (rows === 0) return [headers];
  for (const header of wanted) {
    const column = headers.indexOf(header);
    if (column === -1) continue;
    cellValues(sheet.getRange(2, column + 1, rows, 1), timeZone).forEach(([value = ''], row) => {
      (table[row] ?? [])[column] = value;
    });
  }
  return [headers, ...table];
}

/** By id; by title where the add-on has forgotten its ids, as in a copy of the spreadsheet. */
function foundSheet(): Sheet | null {
  const registered = registeredSheet('audit-log');
  if (registered !== null) return registered;
  const titled = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(title);
  return titled !== null && titled.getDataRange().getValues()[0]?.includes(firstHeader) === true
    ? titled
    : null;
}

/** One that a run which was ended has left without its headers is gone on with. */
function newSheet({headers, widths, warning}: AuditSheetLayout): Sheet {
  const titled = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(title);
  const isUsed = titled !== null && titled.getLastRow() > 0;
  const sheet = titled === null || isUsed ? insertSheet(isUsed ? `${title} (Billing Ops)` : title) : titled;
  growTo(sheet, 2, headers.length);
  widths.forEach((width, index) => {
    sheet.setColumnWidth(index + 1, width);
  });
  sheet.setFrozenRows(1);
  if (sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET).length === 0) {
    sheet.protect().setDescription(warning).setWarningOnly(true);
  }
  sheet
    .getRange(1, 1, 1, headers.length)
    .setFontWeight('bold')
    .setValues([[...headers]]);
  return sheet;
}

function register(sheet: Sheet, {headers}: AuditSheetLayout): void {
  registerTab('audit-log', {sheetId: sheet.getSheetId(), headerRow: 1, rows: 1, columns: headers.length});
}
