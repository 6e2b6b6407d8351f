/**
 * A formula that people wrote into a row of ours, without the number of that row: its parts, between which the row's
 * number belongs. Rows of ours change places at every refresh; the formula goes with its row.
 */
export type OwnRowFormula = readonly string[];

/**
 * Text, a reference to another tab, rows such as `5:5`, a number such as `1E5`, or a word: a function's name, or a
 * reference.
 */
const formulaToken =
  /"(?:[^"]|"")*"|(?:'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_.]*)!\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?|\$?\d+:\$?\d+|\d[\d.]*(?:[eE][+-]?\d+)?|[$\p{L}_][$\p{L}\p{N}_.]*(?=(\s*\()?)/gu;

/** A row's number in a formula. */
interface RowPlace {
  readonly from: number;
  readonly digits: string;
  /** Whether a `$` holds it in place. */
  readonly isFixed: boolean;
  /** Both numbers of `5:5` are one row; those of `5:7` are none. */
  readonly ofRows: string | null;
}

/**
 * Takes the row's number out of each reference to the row itself. All other references stay as they are: to fixed
 * rows (`Q$2`), to other rows (`SUM(Q2:Q100)`), and to other tabs (`Rates!B2`), which do not move.
 */
export function ownRowFormula(formula: string, row: number): OwnRowFormula {
  const isOwn = ({digits, isFixed, ofRows}: RowPlace) =>
    !isFixed && Number(digits) === row && (ofRows === null || ofRows === `${row}:${row}`);
  const places = rowPlaces(formula).filter(isOwn);
  const ends = [...places.map(({from}) => from), formula.length];
  return ends.map((end, index) => {
    const before = places[index - 1];
    return formula.slice(before === undefined ? 0 : before.from + before.digits.length, end);
  });
}

/** The formula for the row it now stands in. */
export function formulaInRow(formula: OwnRowFormula, row: number): string {
  return formula.join(String(row));
}

/** The formula after all rows from `from` on have moved down by `rows`, as Google rewrites one when rows are inserted. */
export function movedDown(
  formula: string,
  {from, rows}: {readonly from: number; readonly rows: number},
): string {
  let moved = '';
  let at = 0;
  for (const place of rowPlaces(formula)) {
    const number = Number(place.digits);
    moved += formula.slice(at, place.from) + (number >= from ? number + rows : number);
    at = place.from + place.digits.length;
  }
  return moved + formula.slice(at);
}

function rowPlaces(formula: string): readonly RowPlace[] {
  const places: RowPlace[] = [];
  for (const {0: token, 1: bracket, index} of formula.matchAll(formulaToken)) {
    const isReference = bracket === undefined && /^\$?[A-Za-z]{1,3}\$?\d+$/.test(token);
    const isRows = /^\$?\d+:\$?\d+$/.test(token);
    if (!isReference && !isRows) continue;
    for (const {0: digits, index: at} of token.matchAll(/\d+/g)) {
      const isFixed = token[at - 1] === '$';
      places.push({from: index + at, digits, isFixed, ofRows: isRows ? token : null});
    }
  }
  return places;
}
