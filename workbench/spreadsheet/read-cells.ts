import type {ICellData} from '@univerjs/core';
import type {Block, CellValue} from '../apps-script/context/spreadsheet/wire.ts';
import {type Book, type Cell, cellsOf, eachOf, patternOf, spilledCellsOf} from './book.ts';
import {isTextPattern} from './typed-value.ts';
import {formatNumber} from './univer.ts';

/** Univer's types of a cell. */
export const cellTypes = {text: 1, number: 2, boolean: 3, forcedText: 4} as const;

/** Reads a block of values as getValues gives them: dates as instants, blanks as '', errors as their text. */
export function readValues(book: Book, block: Block): CellValue[][] {
  return readBlock(book, block, (cell) => cellValue(book, cell));
}

/** Reads a block as its cells show it. */
export function readDisplay(book: Book, block: Block): string[][] {
  return readBlock(book, block, (cell) => cellDisplay(book, cell));
}

/** The value of one cell; undefined and null are blank. */
export function cellValue(book: Book, cell: Cell): CellValue {
  const raw = cell?.v;
  if (raw === undefined || raw === null) return '';
  if (cell?.t === cellTypes.boolean) return raw === 1 || raw === true;
  if (typeof raw === 'boolean') return raw;
  if (cell?.t === cellTypes.text || cell?.t === cellTypes.forcedText) return errorText(String(raw));
  if (typeof raw === 'string' && cell?.t !== cellTypes.number) return errorText(raw);
  const number = Number(raw);
  const pattern = patternOf(book, cell);
  if (pattern !== null && book.isDatePattern(pattern)) return {$date: book.serials().toUnixMs(number)};
  return number;
}

/** What one cell shows. */
export function cellDisplay(book: Book, cell: Cell): string {
  const raw = cell?.v;
  if (raw === undefined || raw === null) return '';
  if (cell?.t === cellTypes.boolean) return raw === 1 || raw === true ? 'TRUE' : 'FALSE';
  if (cell?.t !== cellTypes.number) return errorText(String(raw));
  const pattern = patternOf(book, cell);
  if (pattern === null || isTextPattern(pattern)) return formatNumber('General', Number(raw));
  return formatNumber(pattern, Number(raw));
}

/** Sheets has one error for a spill that has no room, where the engine has its own. */
function errorText(text: string): string {
  return text === '#SPILL!' ? '#REF!' : text;
}

/** Reads each cell of a block, spilled ones included. */
export function readBlock<T>(book: Book, block: Block, read: (cell: Cell) => T): T[][] {
  const typed = cellsOf(book, block.tabId);
  const spilled = spilledCellsOf(book, block.tabId);
  const rows: T[][] = [];
  for (let row = block.row; row < block.row + block.rows; row += 1) {
    const typedRow = typed[row];
    const spilledRow = spilled[row];
    const values: T[] = [];
    for (let column = block.column; column < block.column + block.columns; column += 1) {
      const spilledCell = spilledRow?.[column];
      const typedCell = typedRow?.[column];
      values.push(read(spilledCell ? spilledOnto(typedCell, spilledCell) : typedCell));
    }
    rows.push(values);
  }
  return rows;
}

/** A spilled value shows in the format of the cell it falls on; the first one stands in the cell of its formula. */
function spilledOnto(typed: Cell, spilled: ICellData): ICellData {
  if (!typed) return spilled;
  const {f, s, custom} = typed;
  return {...spilled, ...(s ? {s} : {}), ...(typeof f === 'string' ? {f, ...(custom ? {custom} : {})} : {})};
}

/** Rows and columns up to the last cell with content; 0 and 0 for a blank tab. */
export function extentOf(book: Book, tabId: number): {readonly rows: number; readonly columns: number} {
  let rows = 0;
  let columns = 0;
  for (const cells of [cellsOf(book, tabId), spilledCellsOf(book, tabId)]) {
    eachOf(cells, (row, column, cell) => {
      const filled = typeof cell.f === 'string' || (cell.v !== undefined && cell.v !== null && cell.v !== '');
      if (!filled) return;
      rows = Math.max(rows, row + 1);
      columns = Math.max(columns, column + 1);
    });
  }
  return {rows, columns};
}
