import type {Book, Cell} from './book.ts';
import {eachOf} from './book.ts';
import {type EngineFormula, engineFormula, type FormulaSurroundings, openFormula} from './formula-text.ts';
import {withArrayBraces} from './functions/array-literal-text.ts';
import {applyChanges, formulaChange, surroundingsOf} from './write-cells.ts';

/** The formula of a cell as a person sees it; '' where there is none. */
export function writtenFormula(book: Book, tabId: number, cell: Cell): string {
  if (typeof cell?.f !== 'string') return '';
  const formula = withArrayBraces(cell.f);
  return isOpen(cell) ? openFormula(formula, surroundingsOf(book, tabId)) : formula;
}

/** The formula of a cell as it is elsewhere, its relative references moved along. */
export function movedFormula(
  book: Book,
  tabId: number,
  cell: Cell,
  moved: {readonly rows: number; readonly columns: number},
): EngineFormula {
  const formula = book.engine.lexer.moveFormulaRefOffset(cell?.f ?? '', moved.columns, moved.rows);
  if (!isOpen(cell)) return {formula, isOpen: false};
  const here = surroundingsOf(book, tabId);
  // The last row that stands for "open" moved along too, maybe off the tab.
  const rowsOf: FormulaSurroundings['rowsOf'] = (title) => (here.rowsOf(title) ?? 0) + moved.rows;
  return engineFormula(openFormula(formula, {...here, rowsOf}), here);
}

/** Runs a change that gives a tab more rows at its end; open ranges reach to the new last row afterwards. */
export function reopeningFormulas(book: Book, change: () => void): void {
  const open: {
    readonly tabId: number;
    readonly row: number;
    readonly column: number;
    readonly formula: string;
  }[] = [];
  eachFormula(book, (tabId, row, column, cell) => {
    if (isOpen(cell)) open.push({tabId, row, column, formula: writtenFormula(book, tabId, cell)});
  });
  change();
  for (const {tabId, row, column, formula} of open) {
    store(book, {tabId, row, column}, engineFormula(formula, surroundingsOf(book, tabId)));
  }
}

/** Formulas that were stored before a name existed may hold it in another case, which the engine does not find. */
export function storeFormulasAnew(book: Book): void {
  eachFormula(book, (tabId, row, column, cell) => {
    const {formula} = engineFormula(cell?.f ?? '', surroundingsOf(book, tabId));
    if (formula !== cell?.f) store(book, {tabId, row, column}, {formula, isOpen: isOpen(cell)});
  });
}

function store(
  book: Book,
  {tabId, row, column}: {readonly tabId: number; readonly row: number; readonly column: number},
  formula: EngineFormula,
): void {
  applyChanges(book, {tabId, row, column, rows: 1, columns: 1}, {[row]: {[column]: formulaChange(formula)}});
}

function eachFormula(
  book: Book,
  visit: (tabId: number, row: number, column: number, cell: Cell) => void,
): void {
  for (const tab of book.engine.workbook.getSheets()) {
    eachOf(tab.getCellMatrix().getMatrix(), (row, column, cell) => {
      if (typeof cell.f === 'string') visit(Number(tab.getSheetId()), row, column, cell);
    });
  }
}

function isOpen(cell: Cell): boolean {
  return cell?.custom?.['isOpen'] === true;
}
