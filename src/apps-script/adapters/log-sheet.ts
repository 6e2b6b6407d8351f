import type {LogTab} from '../../core/ports.ts';
import {insertSheet, registeredSheet, registerTab} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Adds one row. Google appends for one caller at a time, so two runs never write one row. */
export function appendToLog(log: LogTab, values: readonly (string | number | boolean)[]): void {
  const sheet = registeredSheet('run-log') ?? createLog(log);
  sheet.appendRow([...values]);
}

function createLog({title, headers, widths, formats}: LogTab): Sheet {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const sameName = spreadsheet.getSheetByName(title);
  const isOurs = sameName !== null && sameName.getRange(1, 1).getValue() === headers[0];
  const sheet = isOurs ? sameName : insertSheet(sameName === null ? title : `${title} (Billing Ops)`);
  registerTab('run-log', {sheetId: sheet.getSheetId(), headerRow: 1, rows: 1, columns: headers.length});
  if (isOurs) return sheet;

  sheet
    .getRange(1, 1, 1, headers.length)
    .setValues([[...headers]])
    .setFontWeight('bold');
  widths.forEach((width, index) => {
    sheet.setColumnWidth(index + 1, width);
  });
  formats.forEach((format, index) => {
    sheet.getRange(2, index + 1, sheet.getMaxRows() - 1, 1).setNumberFormat(format);
  });
  sheet.setFrozenRows(1);
  return sheet;
}
