import type {RecordStore} from '../../core/ports.ts';
import {sheetValue} from '../../core/tables/cell.ts';
import {growTo, insertHiddenSheet, registeredSheet} from './tab-registry.ts';

type Rows = readonly (readonly string[])[];

const titles: Readonly<Record<RecordStore, string>> = {
  'refresh-progress': 'Billing Ops (unfinished refresh)',
  'peoples-archive': 'Billing Ops (archive of your entries)',
  'invoice-intents': 'Billing Ops (invoices begun)',
  approvals: 'Billing Ops (approvals)',
  'actions-begun': 'Billing Ops (actions begun)',
  'previewed-drafts': 'Billing Ops (drafts previewed)',
};

/** What was promised or confirmed must be on the server before its first request goes out. */
const mustBeKept: ReadonlySet<RecordStore> = new Set(['invoice-intents', 'approvals', 'actions-begun']);

export function readRecords(store: RecordStore): Rows {
  // By its title in a copy of the spreadsheet, where the add-on has forgotten its ids.
  const sheet =
    registeredSheet(`records:${store}`) ??
    SpreadsheetApp.getActiveSpreadsheet().getSheetByName(titles[store]);
  if (sheet === null || sheet.getLastRow() === 0) return [];
  return sheet
    .getDataRange()
    .getValues()
    .map((row) => row.map(String));
}

export function writeRecords(store: RecordStore, firstRow: number, rows: Rows): void {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) return;
  const sheet = sheetOf(store);
  growTo(sheet, firstRow + rows.length - 1, columns);
  sheet.getRange(firstRow, 1, rows.length, columns).setValues(rows.map((row) => row.map(textValue)));
  // Google may hold writes back until a script ends: what must not be forgotten is sent to the server before anything follows.
  if (mustBeKept.has(store)) SpreadsheetApp.flush();
}

/** One write that also blanks what the list was longer before: an ending in the middle leaves the old list or the new one. */
export function replaceRecords(store: RecordStore, rows: Rows): void {
  const sheet = sheetOf(store);
  const columns = Math.max(rows[0]?.length ?? 0, sheet.getLastColumn());
  const blank = Array.from(
    {length: Math.max(0, sheet.getLastRow() - rows.length)},
    () => [] as readonly string[],
  );
  const padded = [...rows, ...blank].map((row) =>
    Array.from({length: columns}, (_, column) => row[column] ?? ''),
  );
  writeRecords(store, 1, padded);
}

function sheetOf(store: RecordStore) {
  return registeredSheet(`records:${store}`) ?? insertHiddenSheet(`records:${store}`, titles[store]);
}

function textValue(text: string): string | number | boolean {
  return sheetValue(text, 'Etc/UTC');
}
