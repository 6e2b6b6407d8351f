import type {Block} from '../apps-script/context/spreadsheet/wire.ts';
import {type Book, type Cell, patternOf} from './book.ts';
import {cellDisplay, cellValue, readBlock} from './read-cells.ts';

/** A cell for people and other programs: a date as `2026-01-31`, a moment as ISO with offset, a time of day as `13:30:00`, a blank as ''. */
export type PlainCell = number | boolean | string;

const dayMs = 86_400_000;

/** Reads a block for printing. */
export function readPlain(book: Book, block: Block): PlainCell[][] {
  return readBlock(book, block, (cell) => plainCell(book, cell));
}

function plainCell(book: Book, cell: Cell): PlainCell {
  const value = cellValue(book, cell);
  if (typeof value !== 'object') return value;
  const pattern = (patternOf(book, cell) ?? '').replace(/"[^"]*"|\\./g, '');
  const wall = wallClock(book, value.$date);
  if (!/[yd]/i.test(pattern)) {
    const isTimeOfDay = /[hs]/i.test(pattern) && !/\[[hms]+\]/i.test(pattern);
    return isTimeOfDay ? wall.slice(11, 19) : cellDisplay(book, cell);
  }
  return /[hs]/i.test(pattern) ? `${wall.slice(0, 19)}${offsetText(book, value.$date)}` : wall.slice(0, 10);
}

/** The date and time of the spreadsheet's zone, written as if it were UTC. */
function wallClock(book: Book, unixMs: number): string {
  return new Date(unixMs + offsetMs(book, unixMs)).toISOString();
}

function offsetMs(book: Book, unixMs: number): number {
  const epoch = 25_569;
  return Math.round((book.serials().fromUnixMs(unixMs) - epoch) * dayMs) - unixMs;
}

function offsetText(book: Book, unixMs: number): string {
  const minutes = Math.round(offsetMs(book, unixMs) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
