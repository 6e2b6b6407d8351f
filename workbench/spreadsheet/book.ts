import type {ICellData, IObjectMatrixPrimitiveType, Nullable, Worksheet} from '@univerjs/core';
import type {Block, Metadata, Protection} from '../apps-script/context/spreadsheet/wire.ts';
import type {Calculation} from './calculation.ts';
import type {DateSerials} from './date-serial.ts';
import type {Engine} from './univer.ts';

/** What the workbench keeps beside the engine's workbook, saved with it. */
export interface BookSettings {
  timeZone: string;
  locale: string;
  activeTabId: number;
  /** Ids of tabs, metadata and protections are never given twice. */
  nextId: number;
  metadata: readonly Metadata[];
  /** Kept here and never in the engine, which drops writes to a protected range without a word. */
  protections: readonly Protection[];
}

/** One spreadsheet: the engine, its computation and what stands beside it. */
export interface Book {
  readonly engine: Engine;
  readonly calculation: Calculation;
  readonly settings: BookSettings;
  /** What the person at the screen has selected, in the order they did; kept for as long as the workbench runs. */
  readonly selected: {blocks: readonly Block[]};
  /** Cell numbers and instants in the spreadsheet's present zone. */
  serials(): DateSerials;
  /** True when this format shows a date or a time. */
  isDatePattern(pattern: string): boolean;
}

/** The cells of a tab by row and column; where there is none, the cell is blank. */
export type Cells = IObjectMatrixPrimitiveType<Nullable<ICellData>>;

/** A cell of the engine; where there is none, it is blank and has no format. */
export type Cell = Nullable<ICellData>;

/**
 * The tab with this id.
 *
 * @throws Error when it was deleted.
 */
export function tabOf(book: Book, tabId: number): Worksheet {
  const tab = book.engine.workbook.getSheetBySheetId(String(tabId));
  if (tab === null || tab === undefined) {
    throw new Error(`Sheet ${tabId} not found: it was deleted. Get it again by its name.`);
  }
  return tab;
}

/** What was typed or computed in each cell, without what formulas spill beside them. */
export function cellsOf(book: Book, tabId: number): Cells {
  return tabOf(book, tabId).getCellMatrix().getMatrix();
}

/** What formulas of the tab spill into other cells. */
export function spilledCellsOf(book: Book, tabId: number): Cells {
  return book.engine.formulaData.getArrayFormulaCellData()[book.engine.unitId]?.[String(tabId)] ?? {};
}

/** The number format of a cell, or null when it has none of its own. */
export function patternOf(book: Book, cell: Cell): string | null {
  if (!cell?.s) return null;
  return book.engine.workbook.getStyles().getStyleByCell(cell)?.n?.pattern ?? null;
}

/** Calls `visit` for each place of the block, row by row, with the cell there. */
export function eachCell(
  book: Book,
  block: Block,
  visit: (row: number, column: number, cell: Cell) => void,
): void {
  const cells = cellsOf(book, block.tabId);
  for (let row = block.row; row < block.row + block.rows; row += 1) {
    const line = cells[row];
    for (let column = block.column; column < block.column + block.columns; column += 1) {
      visit(row, column, line?.[column]);
    }
  }
}

/**
 * Refuses a block that is not on its tab, in Google's words.
 *
 * @throws Error when the block reaches outside.
 */
export function assertInside(book: Book, block: Block): void {
  const tab = tabOf(book, block.tabId);
  const outside =
    block.row < 0 ||
    block.column < 0 ||
    block.rows < 1 ||
    block.columns < 1 ||
    block.row + block.rows > tab.getRowCount() ||
    block.column + block.columns > tab.getColumnCount();
  if (outside) throw new Error('The coordinates of the range are outside the dimensions of the sheet.');
}

/** What is selected on the active tab, as far as it is still there; the tab's first cell where nothing is. */
export function selectionOf(book: Book): readonly Block[] {
  const tabId = book.settings.activeTabId;
  const tab = tabOf(book, tabId);
  const blocks = book.selected.blocks.flatMap((block) => {
    const rows = Math.min(block.rows, tab.getRowCount() - block.row);
    const columns = Math.min(block.columns, tab.getColumnCount() - block.column);
    return block.tabId === tabId && rows > 0 && columns > 0 ? [{...block, rows, columns}] : [];
  });
  return blocks.length > 0 ? blocks : [{tabId, row: 0, column: 0, rows: 1, columns: 1}];
}

/** Calls `visit` for every cell that a tab or a spill holds. */
export function eachOf<T extends object>(
  cells: IObjectMatrixPrimitiveType<Nullable<T>>,
  visit: (row: number, column: number, cell: T) => void,
): void {
  for (const row of Object.keys(cells)) {
    const line = cells[Number(row)];
    if (line === undefined || line === null) continue;
    for (const column of Object.keys(line)) {
      const cell = line[Number(column)];
      if (cell) visit(Number(row), Number(column), cell);
    }
  }
}

/** An id that nothing in this spreadsheet had before. */
export function takeId(book: Book): number {
  const id = book.settings.nextId;
  book.settings.nextId += 1;
  return id;
}
