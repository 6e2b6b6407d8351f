import type {Block, Fill} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, takeId} from './book.ts';
import {commandIds} from './univer.ts';
import {pick} from './write-cells.ts';

const noteWidthPx = 160;
const noteHeightPx = 72;

/** The notes of a block; '' where there is none. */
export function readNotes(book: Book, block: Block): string[][] {
  const rows = Array.from({length: block.rows}, () => new Array<string>(block.columns).fill(''));
  for (const note of book.engine.notes.getSheetNotes(book.engine.unitId, String(block.tabId))?.values() ??
    []) {
    const row = rows[note.row - block.row];
    const column = note.col - block.column;
    if (row !== undefined && column >= 0 && column < block.columns) row[column] = note.note;
  }
  return rows;
}

/** Puts a note on each cell of a block; null and '' take it away. */
export function writeNotes(book: Book, block: Block, notes: Fill<string | null>): void {
  assertInside(book, block);
  const {engine} = book;
  const place = {unitId: engine.unitId, sheetId: String(block.tabId)};
  const present = readNotes(book, block);
  for (let row = 0; row < block.rows; row += 1) {
    for (let column = 0; column < block.columns; column += 1) {
      const note = pick(notes, row, column) ?? '';
      const cell = {row: block.row + row, col: block.column + column};
      const before = present[row]?.[column] ?? '';
      if (note === before) continue;
      // The engine would keep a note under the one that is put over it.
      if (before !== '') engine.apply({id: commandIds.removeNote, params: {...place, ...cell}});
      if (note !== '') {
        const value = {id: `note-${takeId(book)}`, ...cell, width: noteWidthPx, height: noteHeightPx, note};
        engine.apply({id: commandIds.setNote, params: {...place, ...cell, note: value}});
      }
    }
  }
}
