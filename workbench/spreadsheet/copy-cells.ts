import type {ICellData, IStyleData} from '@univerjs/core';
import type {Block, PasteKind, SortKey} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, type Cell, cellsOf, eachOf} from './book.ts';
import {readNotes, writeNotes} from './notes.ts';
import {cellTypes, cellValue, readBlock} from './read-cells.ts';
import {movedFormula} from './stored-formulas.ts';
import type {CellChanges} from './univer.ts';
import {applyChanges, formulaChange} from './write-cells.ts';

/**
 * Copies a block in one change, as copyTo does: `to` larger by whole multiples is filled with repetitions, else its
 * corner says where the copy goes. References of formulas move along; text that was forced stays text.
 */
export function copyCells(book: Book, from: Block, to: Block, paste: PasteKind, transposed: boolean): void {
  const source = paste === 'normal' || paste === 'formula' ? ownCells(book, from) : shownCells(book, from);
  const pasted = transposed ? {rows: from.columns, columns: from.rows} : from;
  const target = {
    ...to,
    rows: to.rows % pasted.rows === 0 ? to.rows : pasted.rows,
    columns: to.columns % pasted.columns === 0 ? to.columns : pasted.columns,
  };
  assertInside(book, from);
  assertInside(book, target);

  const before = cellsOf(book, target.tabId);
  const changes: CellChanges = {};
  for (let row = 0; row < target.rows; row += 1) {
    const line: Record<number, ICellData | null> = {};
    let filled = false;
    for (let column = 0; column < target.columns; column += 1) {
      const down = row % pasted.rows;
      const right = column % pasted.columns;
      const [sourceRow, sourceColumn] = transposed ? [right, down] : [down, right];
      const change = pasteChange(book, {
        cell: source[sourceRow]?.[sourceColumn],
        onto: before[target.row + row]?.[target.column + column],
        paste,
        tabId: from.tabId,
        movedRows: target.row + row - from.row - sourceRow,
        movedColumns: target.column + column - from.column - sourceColumn,
      });
      if (change === undefined) continue;
      line[target.column + column] = change;
      filled = true;
    }
    if (filled) changes[target.row + row] = line;
  }
  applyChanges(book, target, changes);
}

function shownCells(book: Book, block: Block): Cell[][] {
  return readBlock(book, block, (cell) => cell);
}

/** Without the values that a formula inside the block spills: the formula is copied too, and spills where it comes to stand. */
function ownCells(book: Book, block: Block): Cell[][] {
  const shown = shownCells(book, block);
  const typed = cellsOf(book, block.tabId);
  const spills = book.engine.formulaData.getArrayFormulaRange()[book.engine.unitId]?.[String(block.tabId)];
  const isInside = (row: number, column: number) =>
    shown[row - block.row] !== undefined && column >= block.column && column < block.column + block.columns;
  eachOf(spills ?? {}, (_row, _column, {startRow, startColumn, endRow, endColumn}) => {
    if (!isInside(startRow, startColumn)) return;
    for (let row = startRow; row <= endRow; row += 1) {
      for (let column = startColumn; column <= endColumn; column += 1) {
        if (isInside(row, column))
          (shown[row - block.row] ?? [])[column - block.column] = typed[row]?.[column];
      }
    }
  });
  return shown;
}

interface Paste {
  readonly cell: Cell;
  readonly onto: Cell;
  readonly paste: PasteKind;
  /** The tab of both cells, or of the source where they differ. */
  readonly tabId: number;
  readonly movedRows: number;
  readonly movedColumns: number;
}

/** The change of one target cell; undefined when both are blank. */
function pasteChange(book: Book, paste: Paste): ICellData | null | undefined {
  const {cell, onto} = paste;
  if (!cell && !onto) return undefined;
  if (!cell && paste.paste === 'normal') return null;
  const change: ICellData = {};
  if (paste.paste !== 'format') copyContent(book, paste, change);
  if (paste.paste === 'normal' || paste.paste === 'format') copyStyle(book, cell, onto, change);
  if (paste.paste === 'format' && onto?.v !== undefined) change.t = onto.t;
  return change;
}

function copyContent(
  book: Book,
  {cell, onto, paste, tabId, movedRows, movedColumns}: Paste,
  change: ICellData,
): void {
  if (typeof cell?.f === 'string' && paste !== 'values') {
    const moved = {rows: movedRows, columns: movedColumns};
    Object.assign(change, formulaChange(movedFormula(book, tabId, cell, moved)));
  } else {
    change.v = cell?.v ?? null;
    if (change.v !== null)
      change.t = cell?.t ?? (typeof change.v === 'number' ? cellTypes.number : cellTypes.text);
    if (onto?.f !== undefined) change.f = null;
  }
  if (onto?.si !== undefined) change.si = null;
  if (onto?.p !== undefined) change.p = null;
  if (onto?.custom !== undefined && change.custom === undefined) Object.assign(change, {custom: null});
}

/** The engine merges formats, so a format to get rid of is named as null. */
function copyStyle(book: Book, cell: Cell, onto: Cell, change: ICellData): void {
  if (cell?.s === onto?.s) return;
  const styles = book.engine.workbook.getStyles();
  const next = cell ? styles.getStyleByCell(cell) : undefined;
  const previous = onto ? styles.getStyleByCell(onto) : undefined;
  if (!next) {
    change.s = null;
    return;
  }
  const merged: Record<string, unknown> = {};
  for (const key of Object.keys(previous ?? {})) merged[key] = null;
  const style: IStyleData = Object.assign(merged, next);
  change.s = style;
}

/** Sorts the rows of a block as Sheets does, notes with their rows, spilled values staying where they are: numbers, then text, then TRUE and FALSE, blanks always last. */
export function sortCells(book: Book, block: Block, keys: readonly SortKey[]): void {
  assertInside(book, block);
  const rows = shownCells(book, block).map((cells, index) => ({cells, index}));
  const order = [...rows].sort((left, right) => {
    for (const key of keys) {
      const at = key.column - block.column;
      const compared = compareCells(book, left.cells[at], right.cells[at], key.ascending);
      if (compared !== 0) return compared;
    }
    return left.index - right.index;
  });
  const before = cellsOf(book, block.tabId);
  const changes: CellChanges = {};
  order.forEach(({index}, position) => {
    if (index === position) return;
    const row = block.row + position;
    const line: Record<number, ICellData | null> = {};
    for (let at = block.column; at < block.column + block.columns; at += 1) {
      const paste = {
        cell: before[block.row + index]?.[at],
        onto: before[row]?.[at],
        paste: 'normal',
        tabId: block.tabId,
        movedRows: position - index,
        movedColumns: 0,
      } as const;
      const change = pasteChange(book, paste);
      if (change !== undefined) line[at] = change;
    }
    changes[row] = line;
  });
  applyChanges(book, block, changes);
  const notes = readNotes(book, block);
  if (notes.some((row) => row.some((note) => note !== ''))) {
    writeNotes(book, block, {table: order.map(({index}) => notes[index] ?? [])});
  }
}

function compareCells(book: Book, left: Cell, right: Cell, ascending: boolean): number {
  const [a, b] = [sortable(book, left), sortable(book, right)];
  if (a.rank === blankRank || b.rank === blankRank) return a.rank - b.rank;
  const direction = ascending ? 1 : -1;
  if (a.rank !== b.rank) return (a.rank - b.rank) * direction;
  if (typeof a.value === 'string' && typeof b.value === 'string')
    return a.value.localeCompare(b.value, 'en') * direction;
  return (Number(a.value) - Number(b.value)) * direction;
}

const blankRank = 9;

function sortable(book: Book, cell: Cell): {readonly rank: number; readonly value: number | string} {
  const value = cellValue(book, cell);
  if (value === '') return {rank: blankRank, value};
  if (typeof value === 'object') return {rank: 0, value: value.$date};
  if (typeof value === 'number') return {rank: 0, value};
  if (typeof value === 'string') return {rank: 1, value};
  return {rank: 2, value: Number(value)};
}
