import type {Block} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book} from './book.ts';
import {cellDisplay, readBlock} from './read-cells.ts';
import {commandIds} from './univer.ts';

/** The block of the tab's filter with its header row, or null when it has none. */
export function readFilter(book: Book, tabId: number): Block | null {
  const range = modelOf(book, tabId)?.getRange();
  if (range === undefined) return null;
  return {
    tabId,
    row: range.startRow,
    column: range.startColumn,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
}

/**
 * Puts a filter on a block; its first row is the header.
 *
 * @throws Error when the tab has one.
 */
export function createFilter(book: Book, block: Block): void {
  assertInside(book, block);
  if (modelOf(book, block.tabId)) {
    throw new Error("You can't create a filter in a sheet that already has a filter.");
  }
  const range = {
    startRow: block.row,
    endRow: block.row + block.rows - 1,
    startColumn: block.column,
    endColumn: block.column + block.columns - 1,
  };
  book.engine.apply({id: commandIds.setFilterRange, params: {...placeOf(book, block.tabId), range}});
}

/** Removes the tab's filter and shows all its rows. */
export function removeFilter(book: Book, tabId: number): void {
  if (!modelOf(book, tabId)) return;
  book.engine.apply({id: commandIds.removeFilter, params: placeOf(book, tabId)});
}

/** The values that the filter hides in a column of the tab, or null when it hides none there. */
export function hiddenFilterValues(book: Book, tabId: number, column: number): string[] | null {
  const criteria = modelOf(book, tabId)?.getFilterColumn(column)?.getColumnData();
  if (!criteria?.filters) return null;
  const shown = new Set(criteria.filters.filters ?? []);
  if (criteria.filters.blank === true) shown.add('');
  return shownValues(book, tabId, column).filter((value) => !shown.has(value));
}

/** Hides the rows that show one of these values in a column of the filter; null shows them again. */
export function setHiddenFilterValues(
  book: Book,
  tabId: number,
  column: number,
  values: readonly string[] | null,
): void {
  if (!modelOf(book, tabId))
    throw new Error('This sheet has no filter. Create one with range.createFilter().');
  const hidden = new Set(values);
  const shown = shownValues(book, tabId, column).filter((value) => !hidden.has(value));
  const filters = {
    filters: shown.filter((value) => value !== ''),
    ...(shown.includes('') ? {blank: true} : {}),
  };
  const criteria = values === null ? null : {colId: column, filters};
  const params = {...placeOf(book, tabId), col: column, criteria, reCalc: true};
  book.engine.apply({id: commandIds.setFilterCriteria, params});
}

/** Runs a change of rows with every row shown, because the engine leaves hidden ones out of it. */
export function unfiltered(book: Book, tabId: number, change: () => void): void {
  const columns = (modelOf(book, tabId)?.getAllFilterColumns() ?? []).map(([column]) => column);
  const hidden = columns.map((column) => ({column, values: hiddenFilterValues(book, tabId, column)}));
  for (const {column} of hidden) setHiddenFilterValues(book, tabId, column, null);
  change();
  if (!modelOf(book, tabId)) return;
  for (const {column, values} of hidden) setHiddenFilterValues(book, tabId, column, values);
}

function shownValues(book: Book, tabId: number, column: number): string[] {
  const filter = readFilter(book, tabId);
  if (filter === null) return [];
  const body = {...filter, row: filter.row + 1, rows: filter.rows - 1, column, columns: 1};
  const texts = readBlock(book, body, (cell) => cellDisplay(book, cell)).map(([text = '']) => text);
  return [...new Set(texts)];
}

function modelOf(book: Book, tabId: number) {
  return book.engine.filters.getFilterModel(book.engine.unitId, String(tabId));
}

function placeOf(book: Book, tabId: number): {readonly unitId: string; readonly subUnitId: string} {
  return {unitId: book.engine.unitId, subUnitId: String(tabId)};
}
