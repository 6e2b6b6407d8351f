import {shiftProtections} from './attachments.ts';
import {type Book, tabOf} from './book.ts';
import {shiftConditionalFormats} from './conditional-formats.ts';
import {copyCells} from './copy-cells.ts';
import {unfiltered} from './filters.ts';
import {assertCellCount, columnsPerTabMax} from './limits.ts';
import type {LineChange} from './line-shift.ts';
import {cellDisplay, readBlock} from './read-cells.ts';
import {reopeningFormulas} from './stored-formulas.ts';
import {cellCount} from './tabs.ts';
import {commandIds} from './univer.ts';

export type Axis = 'rows' | 'columns';

const characterWidthPx = 7;
const cellPaddingPx = 16;
const narrowestColumnPx = 21;

/**
 * Inserts blank rows or columns before line `at`; references, names, filters, formats and notes move along. The new
 * lines look like the one above or left of them, else like the one below.
 *
 * @throws Error when the spreadsheet would grow too large.
 */
export function insertLines(book: Book, tabId: number, axis: Axis, at: number, count: number): void {
  const tab = tabOf(book, tabId);
  const across = axis === 'rows' ? tab.getColumnCount() : tab.getRowCount();
  const lines = axis === 'rows' ? tab.getRowCount() : tab.getColumnCount();
  if (count < 1 || at < 0 || at > lines) throw new Error('Those rows or columns are out of bounds.');
  assertGrowth(book, tabId, axis, count);
  const {insert, insertCommand} = idsOf(axis);
  const params = {
    ...placeOf(book, tabId),
    range: lineRange(axis, at, count, across),
    direction: insertDirection(axis),
  };
  book.engine.workbook.setActiveSheet(tab);
  const apply = () => book.engine.applyWithConsequences({id: insertCommand, params}, [{id: insert, params}]);
  if (axis === 'columns') apply();
  else unfiltered(book, tabId, at === lines ? () => reopeningFormulas(book, apply) : apply);
  shiftBeside(book, tabId, {axis, at, count, kind: 'insert'});

  const model = at > 0 ? at - 1 : count;
  const line = {tabId, row: 0, column: 0, rows: 1, columns: 1};
  if (axis === 'rows') {
    const width = {...line, columns: across};
    copyCells(book, {...width, row: model}, {...width, row: at, rows: count}, 'format', false);
  } else {
    const height = {...line, rows: across};
    copyCells(book, {...height, column: model}, {...height, column: at, columns: count}, 'format', false);
  }
}

/** Adds blank rows and columns at the end until the tab has at least this size. */
export function growTab(book: Book, tabId: number, rows: number, columns: number): void {
  const tab = tabOf(book, tabId);
  if (rows > tab.getRowCount()) {
    assertGrowth(book, tabId, 'rows', rows - tab.getRowCount());
    const params = {...placeOf(book, tabId), rowCount: rows};
    reopeningFormulas(book, () => book.engine.apply({id: commandIds.setRowCount, params}));
  }
  if (columns > tab.getColumnCount()) {
    assertGrowth(book, tabId, 'columns', columns - tab.getColumnCount());
    book.engine.apply({
      id: commandIds.setColumnCount,
      params: {...placeOf(book, tabId), columnCount: columns},
    });
  }
}

function assertGrowth(book: Book, tabId: number, axis: Axis, count: number): void {
  const tab = tabOf(book, tabId);
  const across = axis === 'rows' ? tab.getColumnCount() : tab.getRowCount();
  assertCellCount(cellCount(book) + across * count);
  if (axis === 'columns' && tab.getColumnCount() + count > columnsPerTabMax) {
    throw new Error(`A sheet holds at most ${columnsPerTabMax} columns.`);
  }
}

/**
 * Deletes rows or columns with what is in them.
 *
 * @throws Error when they are not there or none would be left.
 */
export function deleteLines(book: Book, tabId: number, axis: Axis, at: number, count: number): void {
  const tab = tabOf(book, tabId);
  const lines = axis === 'rows' ? tab.getRowCount() : tab.getColumnCount();
  const across = axis === 'rows' ? tab.getColumnCount() : tab.getRowCount();
  if (count < 1 || at < 0 || at + count > lines) throw new Error(`Those ${axis} are out of bounds.`);
  if (count === lines) throw new Error(`You can't delete all the ${axis} on the sheet.`);
  const {remove, removeCommand} = idsOf(axis);
  const range = lineRange(axis, at, count, across);
  // The engine looks up the tab of a removal as the active one.
  book.engine.workbook.setActiveSheet(tab);
  const apply = () =>
    book.engine.applyWithConsequences({id: removeCommand, params: {range}}, [
      {id: remove, params: {...placeOf(book, tabId), range}},
    ]);
  if (axis === 'rows') unfiltered(book, tabId, apply);
  else apply();
  shiftBeside(book, tabId, {axis, at, count, kind: 'delete'});
}

function shiftBeside(book: Book, tabId: number, change: LineChange): void {
  shiftConditionalFormats(book, tabId, change);
  shiftProtections(book, tabId, change);
}

/** Hides or shows rows or columns. */
export function hideLines(
  book: Book,
  tabId: number,
  axis: Axis,
  at: number,
  count: number,
  hidden: boolean,
): void {
  const tab = tabOf(book, tabId);
  const across = axis === 'rows' ? tab.getColumnCount() : tab.getRowCount();
  const {hide, show} = idsOf(axis);
  const params = {...placeOf(book, tabId), ranges: [lineRange(axis, at, count, across)]};
  book.engine.apply({id: hidden ? hide : show, params});
}

/** Whether each of these rows or columns is hidden, by a person or by a filter. */
export function hiddenLines(book: Book, tabId: number, axis: Axis, at: number, count: number): boolean[] {
  const tab = tabOf(book, tabId);
  return Array.from({length: count}, (_, line) =>
    axis === 'rows' ? !tab.getRowVisible(at + line) : !tab.getColVisible(at + line),
  );
}

export function columnWidths(book: Book, tabId: number, at: number, count: number): number[] {
  const tab = tabOf(book, tabId);
  return Array.from({length: count}, (_, column) => tab.getColumnWidth(at + column));
}

/** Sets the width of columns; null fits each to the longest text it shows. */
export function setColumnWidths(
  book: Book,
  tabId: number,
  at: number,
  count: number,
  widthPx: number | null,
): void {
  const rows = tabOf(book, tabId).getRowCount();
  for (let column = at; column < at + count; column += 1) {
    const width = widthPx ?? fittingWidthPx(book, tabId, column);
    const params = {
      ...placeOf(book, tabId),
      ranges: [lineRange('columns', column, 1, rows)],
      colWidth: width,
    };
    book.engine.apply({id: commandIds.setColumnWidth, params});
  }
}

function fittingWidthPx(book: Book, tabId: number, column: number): number {
  const block = {tabId, row: 0, column, rows: tabOf(book, tabId).getRowCount(), columns: 1};
  let longest = 0;
  for (const [text = ''] of readBlock(book, block, (cell) => cellDisplay(book, cell))) {
    longest = Math.max(longest, text.length);
  }
  return Math.max(narrowestColumnPx, longest * characterWidthPx + cellPaddingPx);
}

function placeOf(book: Book, tabId: number): {readonly unitId: string; readonly subUnitId: string} {
  return {unitId: book.engine.unitId, subUnitId: String(tabId)};
}

function lineRange(axis: Axis, at: number, count: number, across: number): Record<string, number> {
  const [row, column] = axis === 'rows' ? [at, 0] : [0, at];
  const [rows, columns] = axis === 'rows' ? [count, across] : [across, count];
  const rangeType = axis === 'rows' ? 1 : 2;
  return {
    startRow: row,
    endRow: row + rows - 1,
    startColumn: column,
    endColumn: column + columns - 1,
    rangeType,
  };
}

/** The engine's direction for lines that go in before the given one: up for rows, left for columns. */
function insertDirection(axis: Axis): number {
  return axis === 'rows' ? 0 : 3;
}

function idsOf(axis: Axis) {
  return axis === 'rows'
    ? {
        insert: commandIds.insertRows,
        insertCommand: commandIds.insertRowsCommand,
        remove: commandIds.removeRows,
        removeCommand: commandIds.removeRowsCommand,
        hide: commandIds.hideRows,
        show: commandIds.showRows,
      }
    : {
        insert: commandIds.insertColumns,
        insertCommand: commandIds.insertColumnsCommand,
        remove: commandIds.removeColumns,
        removeCommand: commandIds.removeColumnsCommand,
        hide: commandIds.hideColumns,
        show: commandIds.showColumns,
      };
}
