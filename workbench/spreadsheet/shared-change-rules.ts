import {
  cellChangeId,
  insertTabChangeId,
  type SharedChange,
  sharedChangeIds,
} from '../page/client/shared-changes.ts';
import {type Book, tabOf} from './book.ts';
import {assertCellCount, assertCellText} from './limits.ts';
import {cellCount} from './tabs.ts';

/** @throws Error where a page may not make this change. */
export function assertShared(book: Book, {id, params}: SharedChange): void {
  if (!sharedChangeIds.has(id) || !book.engine.knowsChange(id)) {
    throw new Error(`The page asked for ${id}, which the workbench does not take from a page.`);
  }
  if (field(params, 'unitId') !== book.engine.unitId) {
    throw new Error('The page asked to change another spreadsheet. Reload the page.');
  }
  if (id === insertTabChangeId) assertTab(book, field(params, 'sheet'));
  const tabId = field(params, 'subUnitId');
  const tab = typeof tabId === 'string' ? tabOf(book, Number(tabId)) : null;
  if (id === cellChangeId) {
    if (tab === null) throw new Error('The page changed cells of no tab. Reload the page.');
    assertCells(field(params, 'cellValue'), {rows: tab.getRowCount(), columns: tab.getColumnCount()});
  }
  for (const [size, across] of [
    ['rowCount', tab?.getColumnCount() ?? 0],
    ['columnCount', tab?.getRowCount() ?? 0],
  ] as const) {
    const lines = field(params, size);
    if (typeof lines === 'number') assertCellCount(cellCount(book) + lines * across);
  }
  const range = field(params, 'range');
  if (/insert-(?:row|col)$/.test(id)) assertCellCount(cellCount(book) + cellsIn(range));
}

/** The tab that a person's undo brings back: its id is one that the workbench gave. */
function assertTab(book: Book, sheet: unknown): void {
  const id = field(sheet, 'id');
  const isOurs = typeof id === 'string' && /^\d+$/.test(id) && Number(id) < book.settings.nextId;
  if (!isOurs || book.engine.workbook.getSheetBySheetId(id)) {
    throw new Error('The page asked for a tab that the workbench did not make. Reload the page.');
  }
  const size = {rows: Number(field(sheet, 'rowCount')), columns: Number(field(sheet, 'columnCount'))};
  assertCellCount(cellCount(book) + size.rows * size.columns);
  assertCells(field(sheet, 'cellData'), size);
}

function assertCells(cells: unknown, size: {readonly rows: number; readonly columns: number}): void {
  for (const [row, line] of entriesOf(cells)) {
    for (const [column, cell] of entriesOf(line)) {
      if (!isIndex(row, size.rows) || !isIndex(column, size.columns)) {
        throw new Error('The page changed a cell outside the tab. Reload the page.');
      }
      for (const key of ['v', 'f']) assertCellText(String(field(cell, key) ?? ''));
    }
  }
}

function isIndex(key: string, length: number): boolean {
  return /^\d+$/.test(key) && Number(key) < length;
}

function cellsIn(range: unknown): number {
  const side = (from: string, to: string) => Number(field(range, to)) - Number(field(range, from)) + 1;
  return side('startRow', 'endRow') * side('startColumn', 'endColumn');
}

/** The value of a field of anything; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
