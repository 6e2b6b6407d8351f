import type {Block} from '../apps-script/context/spreadsheet/wire.ts';

/** Rows or columns that went in before line `at`, or that went out from there. */
export interface LineChange {
  readonly axis: 'rows' | 'columns';
  readonly at: number;
  readonly count: number;
  readonly kind: 'insert' | 'delete';
}

/** Where a block is after rows or columns went in or out; null when nothing of it is left. */
export function shiftedBlock(block: Block, change: LineChange): Block | null {
  const [start, size] = change.axis === 'rows' ? [block.row, block.rows] : [block.column, block.columns];
  const next = change.kind === 'insert' ? afterInsert(start, size, change) : afterDelete(start, size, change);
  if (next.size === 0) return null;
  return change.axis === 'rows'
    ? {...block, row: next.start, rows: next.size}
    : {...block, column: next.start, columns: next.size};
}

interface Span {
  readonly start: number;
  readonly size: number;
}

function afterInsert(start: number, size: number, {at, count}: LineChange): Span {
  if (at <= start) return {start: start + count, size};
  return at < start + size ? {start, size: size + count} : {start, size};
}

function afterDelete(start: number, size: number, {at, count}: LineChange): Span {
  const before = Math.max(0, Math.min(start, at + count) - at);
  const inside = Math.max(0, Math.min(start + size, at + count) - Math.max(start, at));
  return {start: start - before, size: size - inside};
}
