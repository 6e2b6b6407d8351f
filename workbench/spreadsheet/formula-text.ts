import {unquoteTitle} from '../apps-script/context/spreadsheet/a1-notation.ts';

/** What a formula's references need to know of the spreadsheet to be written the way the engine reads them. */
export interface FormulaSurroundings {
  /** Defined names by their lower case. */
  readonly names: ReadonlyMap<string, string>;
  /** Rows of the tab with this title, or of the formula's own tab for null; null when there is no such tab. */
  rowsOf(tabTitle: string | null): number | null;
}

/** Text in quotes, a quoted tab title, an open range (`B2:B`), or a word with its `!` or `(`. */
const pieces =
  /"(?:[^"]|"")*"|(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(\$?[A-Za-z]{1,3}\$?[0-9]+):(\$?[A-Za-z]{1,3})(?![\p{L}\p{N}_$(!])|'(?:[^']|'')+'!|[\p{L}_\\][\p{L}\p{N}_.\\]*\s*[!(]?/gu;

/**
 * The formula as the engine must store it: names in the case they were defined in, because the engine finds no other,
 * and open ranges closed at the tab's last row, because it has none.
 */
export function engineFormula(formula: string, surroundings: FormulaSurroundings): string {
  return formula.replace(
    pieces,
    (piece: string, title: string | undefined, from: string | undefined, toColumn: string | undefined) => {
      if (from !== undefined && toColumn !== undefined) {
        const rows = surroundings.rowsOf(title === undefined ? null : unquoteTitle(title));
        return rows === null ? piece : `${piece}${rows}`;
      }
      if (/^["']|[!(]$/.test(piece)) return piece;
      return surroundings.names.get(piece.toLowerCase()) ?? piece;
    },
  );
}
