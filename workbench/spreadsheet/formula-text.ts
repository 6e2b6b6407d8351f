import {unquoteTitle} from '../apps-script/context/spreadsheet/a1-notation.ts';
import {withArrayCalls} from './functions/array-literal-text.ts';

/** What a formula's references need to know of the spreadsheet to be written the way the engine reads them. */
export interface FormulaSurroundings {
  /** Defined names by their lower case. */
  readonly names: ReadonlyMap<string, string>;
  /** Rows of the tab with this title, or of the formula's own tab for null; null when there is no such tab. */
  rowsOf(tabTitle: string | null): number | null;
}

export interface EngineFormula {
  readonly formula: string;
  /** Whether it was written with an open range (`B2:B`), which the engine has not. */
  readonly isOpen: boolean;
}

const quoted = /"(?:[^"]|"")*"/u;
const title = /(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?/u;
const openRange = /(\$?[A-Za-z]{1,3}\$?[0-9]+:\$?[A-Za-z]{1,3})/u;
const quotedTitle = /'(?:[^']|'')+'!/u;
const word = /[\p{L}_][\p{L}\p{N}_.]*\s*[!(]?/u;

const written = new RegExp(
  `${quoted.source}|${title.source}${openRange.source}(?![\\p{L}\\p{N}_$(!])|${quotedTitle.source}|${word.source}`,
  'gu',
);
const stored = new RegExp(`${quoted.source}|${title.source}${openRange.source}([0-9]+)`, 'gu');

/**
 * The formula as the engine must store it: names in the case they were defined in, because the engine finds no other,
 * open ranges closed at the tab's last row, and arrays of ranges as calls.
 */
export function engineFormula(formula: string, surroundings: FormulaSurroundings): EngineFormula {
  let isOpen = false;
  const text = withArrayCalls(formula).replace(
    written,
    (piece: string, tab: string | undefined, range: string | undefined) => {
      if (range !== undefined) {
        const rows = surroundings.rowsOf(tab === undefined ? null : unquoteTitle(tab));
        isOpen ||= rows !== null;
        return rows === null ? piece : `${piece}${rows}`;
      }
      if (/^["']|[!(]$/.test(piece)) return piece;
      return surroundings.names.get(piece.toLowerCase()) ?? piece;
    },
  );
  return {formula: text, isOpen};
}

/** The formula with its ranges open again that end at a tab's last row: as a person wrote it. */
export function openFormula(formula: string, surroundings: FormulaSurroundings): string {
  return formula.replace(
    stored,
    (piece: string, tab: string | undefined, range: string | undefined, lastRow: string | undefined) => {
      if (range === undefined || lastRow === undefined) return piece;
      const rows = surroundings.rowsOf(tab === undefined ? null : unquoteTitle(tab));
      return Number(lastRow) === rows ? piece.slice(0, -lastRow.length) : piece;
    },
  );
}
