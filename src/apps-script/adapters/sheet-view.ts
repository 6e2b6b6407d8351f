import type {View} from '../../core/ports.ts';
import type {TabKey} from '../../core/tables/tab-content.ts';
import {registeredSheet, registeredTab} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Filter = GoogleAppsScript.Spreadsheet.Filter;

const keys: readonly TabKey[] = ['receivables', 'ar-aging'];

/** What the person sees of our tabs in the active spreadsheet. */
export function sheetView(): View {
  return {
    selection() {
      const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
      const shown = spreadsheet.getActiveSheet().getSheetId();
      const key = keys.find((one) => registeredTab(one)?.sheetId === shown);
      const ranges = spreadsheet.getActiveRangeList()?.getRanges() ?? [];
      if (key === undefined || ranges.length === 0) return null;
      const last = registeredSheet(key)?.getLastRow() ?? 0;
      const rows = new Set<number>();
      for (const range of ranges) {
        for (let row = range.getRow(); row <= Math.min(range.getLastRow(), last); row += 1) rows.add(row);
      }
      return {key, rows: [...rows].sort((a, b) => a - b)};
    },
    filters(key) {
      const filter = registeredSheet(key)?.getFilter() ?? null;
      return filter === null ? [] : columnFilters(filter);
    },
    filterColumn(key, column, hidden) {
      const sheet = registeredSheet(key);
      if (sheet === null) return;
      const filter = sheet.getFilter() ?? filterOverTable(sheet, key);
      if (hidden === null || hidden.length === 0) filter.removeColumnFilterCriteria(column);
      else {
        const criteria = SpreadsheetApp.newFilterCriteria().setHiddenValues([...hidden]);
        filter.setColumnFilterCriteria(column, criteria.build());
      }
    },
    show(key) {
      registeredSheet(key)?.activate();
    },
  };
}

function columnFilters(filter: Filter) {
  const covered = filter.getRange();
  const found = [];
  for (let column = covered.getColumn(); column <= covered.getLastColumn(); column += 1) {
    const criteria = filter.getColumnFilterCriteria(column);
    // A filter by a condition has no list of values.
    if (criteria !== null) found.push({column, hidden: criteria.getHiddenValues() ?? []});
  }
  return found;
}

/** Somebody has removed the filter that the refresh put over the table. */
function filterOverTable(sheet: Sheet, key: TabKey): Filter {
  const {headerRow, rows, columns} = registeredTab(key) ?? {headerRow: 1, rows: 1, columns: 1};
  const first = Math.max(1, headerRow);
  return sheet.getRange(first, 1, Math.max(1, rows - first + 1), columns).createFilter();
}
