import type {RecordStore} from '../../core/ports.ts';
import type {TabKey} from '../../core/tables/tab-content.ts';
import {documentProperties} from './google-properties.ts';

/** Which sheet is which tab of ours, and how far our table reaches on it: beyond, nothing is ours. */
export interface RegisteredTab {
  readonly sheetId: number;
  /** 1-based; 0 for a tab without a table, and while a copy moves the header. */
  readonly headerRow: number;
  readonly rows: number;
  readonly columns: number;
}

export type TabRole = TabKey | `staging:${TabKey}` | `records:${RecordStore}` | 'run-log' | 'audit-log';

type Registry = Partial<Record<TabRole, RegisteredTab>>;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const registryProperty = 'tabs';

/** One for all of an execution; nothing is fetched before it is used. */
const properties = documentProperties();

export function registeredTab(role: TabRole): RegisteredTab | null {
  return readRegistry()[role] ?? null;
}

export function registerTab(role: TabRole, tab: RegisteredTab): void {
  properties.write(registryProperty, JSON.stringify({...readRegistry(), [role]: tab}));
}

/** The sheet of the role, whatever people call it and wherever they moved it; null when there is none, or none any more. */
export function registeredSheet(role: TabRole): Sheet | null {
  const registered = registeredTab(role);
  return registered === null ? null : SpreadsheetApp.getActiveSpreadsheet().getSheetById(registered.sheetId);
}

/** A new tab at the end. It takes the view along at Google; people stay where they were. */
export function insertSheet(title: string): Sheet {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const shown = spreadsheet.getActiveSheet();
  const sheet = spreadsheet.insertSheet(title, spreadsheet.getSheets().length);
  spreadsheet.setActiveSheet(shown);
  return sheet;
}

export function insertHiddenSheet(role: TabRole, title: string): Sheet {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(title) ?? insertSheet(title);
  sheet.hideSheet();
  registerTab(role, {sheetId: sheet.getSheetId(), headerRow: 0, rows: 0, columns: 0});
  return sheet;
}

/** Makes room. Rows and columns are only ever added: taking some away would break formulas that point there. */
export function growTo(sheet: Sheet, rows: number, columns: number): void {
  const missingRows = rows - sheet.getMaxRows();
  if (missingRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missingRows);
  const missingColumns = columns - sheet.getMaxColumns();
  if (missingColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), missingColumns);
}

function readRegistry(): Registry {
  const text = properties.read(registryProperty);
  return text === null ? {} : JSON.parse(text);
}
