import type {ICellData, IStyleData, Nullable} from '@univerjs/core';
import type {Block, Fill, FormatKind, FormatValue} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, eachCell} from './book.ts';
import {readColor} from './color.ts';
import {readBlock} from './read-cells.ts';
import type {CellChanges} from './univer.ts';
import {pick} from './write-cells.ts';

/** Sheets' name for the format of a cell that has none. */
const automaticPattern = '0.###############';

const horizontal = new Map<string, number>([
  ['left', 1],
  ['center', 2],
  ['right', 3],
]);
const vertical = new Map<string, number>([
  ['top', 1],
  ['middle', 2],
  ['bottom', 3],
]);
const wrapping = new Map<string, number>([
  ['OVERFLOW', 1],
  ['CLIP', 2],
  ['WRAP', 3],
]);

/** One format of each cell of a block, in Google's words. */
export function readFormats(book: Book, block: Block, kind: FormatKind): FormatValue[][] {
  const styles = book.engine.workbook.getStyles();
  return readBlock(book, block, (cell) => formatOf(cell ? styles.getStyleByCell(cell) : null, kind));
}

/**
 * Gives each cell of a block a format; null takes it away.
 *
 * @throws Error when the value is none that Google takes.
 */
export function writeFormats(book: Book, block: Block, kind: FormatKind, values: Fill<FormatValue>): void {
  assertInside(book, block);
  const patches = new Map<FormatValue, IStyleData>();
  writeStyles(book, block, (row, column) => {
    const value = pick(values, row - block.row, column - block.column) ?? null;
    const patch = patches.get(value) ?? patchOf(kind, value);
    patches.set(value, patch);
    return patch;
  });
  // A number that becomes a date reaches custom functions as one.
  if (kind === 'numberFormat') book.calculation.markDirty(block);
}

/** Takes every format of a block away. */
export function clearFormats(book: Book, block: Block): void {
  writeStyles(book, block, () => null);
}

function writeStyles(
  book: Book,
  block: Block,
  styleOf: (row: number, column: number) => IStyleData | null,
): void {
  const changes: CellChanges = {};
  let changed = false;
  eachCell(book, block, (row, column, cell) => {
    const style = styleOf(row, column);
    if (style === null && !cell?.s) return;
    // Without its type the engine would read the cell's text again and may find a number in it.
    const change: ICellData = cell?.v === undefined ? {s: style} : {s: style, t: cell.t};
    const line = changes[row] ?? {};
    line[column] = change;
    changes[row] = line;
    changed = true;
  });
  if (!changed) return;
  book.engine.applyQuietly({
    unitId: book.engine.unitId,
    subUnitId: String(block.tabId),
    cellValue: changes,
  });
}

function patchOf(kind: FormatKind, value: FormatValue): IStyleData {
  switch (kind) {
    case 'numberFormat': {
      const general = value === null || value === '' || value === 'General' || value === automaticPattern;
      return {n: general ? null : {pattern: String(value)}};
    }
    case 'background':
      return {bg: value === null ? null : {rgb: readColor(String(value))}};
    case 'fontColor':
      return {cl: value === null ? null : {rgb: readColor(String(value))}};
    case 'fontFamily':
      return {ff: value === null ? null : String(value)};
    case 'fontSize':
      return value === null ? noValue('fs') : {fs: Number(value)};
    case 'fontWeight':
      return value === null ? noValue('bl') : {bl: value === 'bold' ? 1 : 0};
    case 'fontStyle':
      return value === null ? noValue('it') : {it: value === 'italic' ? 1 : 0};
    case 'horizontalAlignment':
      return alignment('ht', horizontal, value);
    case 'verticalAlignment':
      return alignment('vt', vertical, value);
    case 'wrap':
      return {tb: wrapping.get(String(value)) ?? null};
  }
}

function alignment(key: 'ht' | 'vt', names: ReadonlyMap<string, number>, value: FormatValue): IStyleData {
  if (value === null || value === 'normal') return {[key]: null};
  const number = names.get(String(value));
  if (number === undefined) {
    throw new Error(`Cannot align to ${String(value)}: use ${[...names.keys()].join(', ')} or normal.`);
  }
  return {[key]: number};
}

/** The engine takes null for "none" where its types do not say so. */
function noValue(key: string): IStyleData {
  return Object.assign({}, {[key]: null});
}

function formatOf(style: Nullable<IStyleData>, kind: FormatKind): FormatValue {
  switch (kind) {
    case 'numberFormat':
      return style?.n?.pattern ?? automaticPattern;
    case 'background':
      return style?.bg?.rgb ?? '#ffffff';
    case 'fontColor':
      return style?.cl?.rgb ?? '#000000';
    case 'fontFamily':
      return style?.ff ?? 'Arial';
    case 'fontSize':
      return style?.fs ?? 10;
    case 'fontWeight':
      return style?.bl === 1 ? 'bold' : 'normal';
    case 'fontStyle':
      return style?.it === 1 ? 'italic' : 'normal';
    case 'horizontalAlignment':
      return nameOf(horizontal, style?.ht) ?? 'general';
    case 'verticalAlignment':
      return nameOf(vertical, style?.vt) ?? 'bottom';
    case 'wrap':
      return nameOf(wrapping, style?.tb) ?? 'OVERFLOW';
  }
}

function nameOf(names: ReadonlyMap<string, number>, number: Nullable<number>): string | null {
  for (const [name, known] of names) if (known === number) return name;
  return null;
}
