import {googleException} from '../google-exception.ts';
import {writeA1} from './a1-notation.ts';
import {createFilterObject} from './filter.ts';
import {createProtection} from './protection.ts';
import {selectBlocks} from './select-blocks.ts';
import type {Range, Session} from './session.ts';
import {tabProperties} from './tab-properties.ts';
import type {Block} from './wire.ts';

type Part =
  | 'activate'
  | 'createFilter'
  | 'getA1Notation'
  | 'getCell'
  | 'getColumn'
  | 'getFilter'
  | 'getGridId'
  | 'getHeight'
  | 'getLastColumn'
  | 'getLastRow'
  | 'getNumColumns'
  | 'getNumRows'
  | 'getRow'
  | 'getRowIndex'
  | 'getSheet'
  | 'getWidth'
  | 'offset'
  | 'protect';

/** Where a range is and what stands on it. */
export function rangePlace(session: Session, block: Block, self: () => Range): Pick<Range, Part> {
  const at = (row: number, column: number, rows: number, columns: number): Range =>
    placedRange(session, {tabId: block.tabId, row, column, rows, columns});
  return {
    activate: () => {
      selectBlocks(session, [block]);
      return self();
    },
    createFilter: () => {
      session.write('createFilter', 'createFilter', block);
      return createFilterObject(session, block.tabId);
    },
    getA1Notation: () => writeA1(block),
    getCell: (row, column) => {
      if (row < 1 || column < 1 || row > block.rows || column > block.columns) {
        throw googleException('Cell reference out of range');
      }
      return at(block.row + row - 1, block.column + column - 1, 1, 1);
    },
    getColumn: () => block.column + 1,
    getFilter: () =>
      session.read('filter', block.tabId) === null ? null : createFilterObject(session, block.tabId),
    getGridId: () => block.tabId,
    getHeight: () => block.rows,
    getLastColumn: () => block.column + block.columns,
    getLastRow: () => block.row + block.rows,
    getNumColumns: () => block.columns,
    getNumRows: () => block.rows,
    getRow: () => block.row + 1,
    getRowIndex: () => block.row + 1,
    getSheet: () => session.make.sheet(block.tabId),
    getWidth: () => block.columns,
    offset: (
      rowOffset: number,
      columnOffset: number,
      rows: number = block.rows,
      columns: number = block.columns,
    ) => at(block.row + rowOffset, block.column + columnOffset, rows, columns),
    protect: () => {
      const wanted = {id: null, tabId: block.tabId, block, description: '', warningOnly: false};
      return createProtection(session, session.write('protect', 'setProtection', wanted));
    },
  };
}

/**
 * A range that is on its tab.
 *
 * @throws Error in Google's words when it is not.
 */
export function placedRange(session: Session, wanted: Block): Range {
  const block = {
    tabId: wanted.tabId,
    row: Math.trunc(wanted.row),
    column: Math.trunc(wanted.column),
    rows: Math.trunc(wanted.rows),
    columns: Math.trunc(wanted.columns),
  };
  if (!Object.values(block).every(Number.isFinite)) {
    throw googleException('The coordinates or dimensions of the range are invalid.');
  }
  if (block.row < 0) throw googleException('The starting row of the range is too small.');
  if (block.column < 0) throw googleException('The starting column of the range is too small.');
  if (block.rows < 1) throw googleException('The number of rows in the range must be at least 1.');
  if (block.columns < 1) throw googleException('The number of columns in the range must be at least 1.');
  const tab = tabProperties(session, block.tabId);
  if (block.row + block.rows > tab.rows || block.column + block.columns > tab.columns) {
    throw googleException('The coordinates of the range are outside the dimensions of the sheet.');
  }
  return session.make.range(block);
}
