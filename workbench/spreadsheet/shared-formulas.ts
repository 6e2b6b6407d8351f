import {cellChangeId, insertTabChangeId, type SharedChange} from '../page/client/shared-changes.ts';
import type {Book} from './book.ts';
import {engineFormula} from './formula-text.ts';
import {entriesOf, field} from './shared-change-rules.ts';
import {formulaChange, surroundingsOf} from './write-cells.ts';

/** True for a change that puts a formula into a cell. */
export function holdsFormula({id, params}: SharedChange): boolean {
  const isTab = id === insertTabChangeId;
  const cells = isTab ? field(field(params, 'sheet'), 'cellData') : field(params, 'cellValue');
  return cellsIn(cells).some(({cell}) => isText(field(cell, 'f')) || isText(field(cell, 'si')));
}

/**
 * The change with its formulas as the engine must store them, and with a formula that a browser shares between cells as
 * each cell's own; the change itself when that is how it was.
 */
export function withStoredFormulas(book: Book, change: SharedChange): SharedChange {
  if (change.id !== cellChangeId || !holdsFormula(change)) return change;
  const surroundings = surroundingsOf(book, Number(field(change.params, 'subUnitId')));
  const cells = cellsIn(field(change.params, 'cellValue'));
  const shared = sharedFormulas(cells);
  const cellValue: Record<number, Record<number, unknown>> = {};
  let isSame = true;
  for (const {row, column, cell} of cells) {
    const line = cellValue[row] ?? {};
    cellValue[row] = line;
    line[column] = cell;
    const written = formulaOf(book, {row, column, cell}, shared);
    if (written === null) continue;
    const stored = engineFormula(written, surroundings);
    if (stored.formula === field(cell, 'f') && !isText(field(cell, 'si'))) continue;
    isSame = false;
    line[column] = {...Object(cell), ...formulaChange(stored), si: null};
  }
  return isSame ? change : {...change, params: {...change.params, cellValue}};
}

interface ChangedCell {
  readonly row: number;
  readonly column: number;
  readonly cell: unknown;
}

function cellsIn(cells: unknown): readonly ChangedCell[] {
  return entriesOf(cells).flatMap(([row, line]) =>
    entriesOf(line).map(([column, cell]) => ({row: Number(row), column: Number(column), cell})),
  );
}

/** Where each formula that several cells share is written out, by its name. */
function sharedFormulas(cells: readonly ChangedCell[]): ReadonlyMap<unknown, ChangedCell> {
  return new Map(
    cells
      .filter(({cell}) => isText(field(cell, 'f')))
      .map((place) => [field(place.cell, 'si'), place] as const),
  );
}

/** Null for a cell that gets none. */
function formulaOf(
  book: Book,
  {row, column, cell}: ChangedCell,
  shared: ReadonlyMap<unknown, ChangedCell>,
): string | null {
  const own = field(cell, 'f');
  if (isText(own)) return own;
  const name = field(cell, 'si');
  const origin = isText(name) ? shared.get(name) : undefined;
  if (origin === undefined) return null;
  const formula = String(field(origin.cell, 'f'));
  return book.engine.lexer.moveFormulaRefOffset(formula, column - origin.column, row - origin.row);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
