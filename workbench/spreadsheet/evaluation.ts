import type {Block} from '../apps-script/context/spreadsheet/wire.ts';
import {type Book, tabOf} from './book.ts';
import type {CellFaults} from './cell-faults.ts';
import {deleteLines, growTab} from './lines.ts';
import {type PlainCell, readPlain} from './plain-cells.ts';
import {extentOf} from './read-cells.ts';
import {unknownWord} from './unknown-word.ts';
import {clearContents, writeValues} from './write-cells.ts';

export type Evaluation =
  | {readonly kind: 'value'; readonly value: PlainCell | readonly (readonly PlainCell[])[]}
  /** `message` is the sentence of the function that failed, else why nothing could be computed, else the cell's error. */
  | {readonly kind: 'error'; readonly message: string};

/** What is added to the tab for the formula and what it spills: little, for open ranges are as long as the tab. */
const room = {rows: 1, columns: 26};
/** For a formula that spills further. */
const largeRoom = {rows: 1000, columns: 200};

interface EvaluationOptions {
  /** The tab that references without a title mean; null is the first. */
  readonly tabId: number | null;
  readonly settled: () => Promise<void>;
  readonly faults: CellFaults;
}

/**
 * Computes a formula in a cell of its own, which is gone afterwards: right of every column of the tab and below all that
 * is in it, so that neither `A1`, `A:A` nor a row with content means the formula itself.
 */
export async function evaluate(book: Book, formula: string, options: EvaluationOptions): Promise<Evaluation> {
  const evaluation = await evaluateWith(room, book, formula, options);
  const isBlocked = evaluation.kind === 'error' && evaluation.message === '#REF!';
  return isBlocked ? evaluateWith(largeRoom, book, formula, options) : evaluation;
}

async function evaluateWith(
  spare: {readonly rows: number; readonly columns: number},
  book: Book,
  formula: string,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const tabId = options.tabId ?? Number(book.engine.workbook.getSheets()[0]?.getSheetId());
  const text = formula.startsWith('=') ? formula : `=${formula}`;
  const before = sizeOf(book, tabId);
  const row = extentOf(book, tabId).rows;
  growTab(book, tabId, row + spare.rows, before.columns + spare.columns);
  const cell: Block = {tabId, row, column: before.columns, rows: 1, columns: 1};
  try {
    writeValues(book, cell, {table: [[text]]});
    await options.settled();
    const rows = readPlain(book, spillOf(book, cell));
    const value = rows[0]?.[0] ?? '';
    if (typeof value === 'string' && isErrorText(value)) {
      const sentence = options.faults.sentenceOf({tabId: String(tabId), row, column: cell.column});
      return {kind: 'error', message: sentence ?? explained(book, text, value)};
    }
    return {kind: 'value', value: isOne(rows) ? value : rows};
  } finally {
    clearContents(book, cell);
    deleteLines(book, tabId, 'columns', before.columns, sizeOf(book, tabId).columns - before.columns);
    const added = sizeOf(book, tabId).rows - before.rows;
    if (added > 0) deleteLines(book, tabId, 'rows', before.rows, added);
  }
}

function sizeOf(book: Book, tabId: number): {readonly rows: number; readonly columns: number} {
  const tab = tabOf(book, tabId);
  return {rows: tab.getRowCount(), columns: tab.getColumnCount()};
}

/** The cell with what its formula spills. */
function spillOf(book: Book, cell: Block): Block {
  const spills = book.engine.formulaData.getArrayFormulaRange()[book.engine.unitId]?.[String(cell.tabId)];
  const spill = spills?.[cell.row]?.[cell.column];
  if (!spill) return cell;
  return {...cell, rows: spill.endRow - cell.row + 1, columns: spill.endColumn - cell.column + 1};
}

function isOne(rows: readonly (readonly PlainCell[])[]): boolean {
  return rows.length === 1 && rows[0]?.length === 1;
}

function isErrorText(text: string): boolean {
  return /^#(?:DIV\/0!|N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!|ERROR!|CYCLE!|CALC!)$/.test(text);
}

/** What a person is to do about an error that no function has explained; the error itself where nothing is known. */
function explained(book: Book, formula: string, error: string): string {
  if (error === '#ERROR!' && !book.engine.isReadable(formula)) {
    return `Cannot read the formula ${formula}. Check its brackets, quotation marks and operators.`;
  }
  const word = error === '#NAME?' ? unknownWord(book, formula) : null;
  if (word === null) return error;
  return (
    `There is no function or name ${word}. Check its spelling, and put text in quotation marks; ` +
    'Receivables exists after a refresh.'
  );
}
