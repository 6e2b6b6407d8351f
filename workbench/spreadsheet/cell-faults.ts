import type {Engine} from './univer.ts';
import type {FormulaCell} from './univer-function.ts';

/** Why cells show an error, in the words of the function that failed there. */
export interface CellFaults {
  note(cell: FormulaCell, error: string, sentence: string): void;
  /** null when the cell shows no error, or one that no function explained. */
  sentenceOf(cell: FormulaCell): string | null;
}

interface Fault {
  readonly formula: string;
  /** The sentence by the error it explains: a formula may fail in several ways and catch some of them. */
  readonly sentences: Map<string, string>;
}

/** A fault belongs to the formula that stands in the cell; another formula there has none. */
export function createCellFaults(engine: Engine): CellFaults {
  const faults = new Map<string, Fault>();
  const cellOf = ({tabId, row, column}: FormulaCell) =>
    engine.workbook.getSheetBySheetId(tabId)?.getCellMatrix().getValue(row, column);
  return {
    note: (cell, error, sentence) => {
      const formula = String(cellOf(cell)?.f ?? '');
      const known = faults.get(placeOf(cell));
      const fault = known?.formula === formula ? known : {formula, sentences: new Map<string, string>()};
      fault.sentences.set(error, sentence);
      faults.set(placeOf(cell), fault);
    },
    sentenceOf: (cell) => {
      const shown = cellOf(cell);
      const fault = faults.get(placeOf(cell));
      if (fault === undefined || fault.formula !== String(shown?.f ?? '')) return null;
      return fault.sentences.get(String(shown?.v ?? '')) ?? null;
    },
  };
}

function placeOf(cell: FormulaCell): string {
  return `${cell.tabId} ${cell.row} ${cell.column}`;
}
