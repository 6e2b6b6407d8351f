/**
 * A formula that people wrote into a row of ours, without the number of that row: its parts, between which the row's
 * number belongs. Rows of ours change places at every refresh; the formula goes with its row.
 */
export type OwnRowFormula = readonly string[];

/** Text, a reference to another tab, a word (a function's name, or a reference), or rows such as `5:5`. */
const formulaToken =
  /"(?:[^"]|"")*"|(?:'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_.]*)!\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?|\d+:\d+|[$\p{L}_][$\p{L}\p{N}_.]*(?=(\s*\()?)/gu;

/**
 * Takes the row's number out of each reference to the row itself. All other references stay as they are: to fixed
 * rows (`Q$2`), to other rows (`SUM(Q2:Q100)`), and to other tabs (`Rates!B2`), which do not move.
 */
export function ownRowFormula(formula: string, row: number): OwnRowFormula {
  const parts: string[] = [''];
  const keep = (text: string) => {
    parts[parts.length - 1] += text;
  };
  let from = 0;
  for (const match of formula.matchAll(formulaToken)) {
    keep(formula.slice(from, match.index));
    from = match.index + match[0].length;
    const rowNumbers = match[1] === undefined ? ownRowNumbers(match[0], row) : null;
    if (rowNumbers === null) {
      keep(match[0]);
      continue;
    }
    const [first = '', ...others] = rowNumbers;
    keep(first);
    parts.push(...others);
  }
  keep(formula.slice(from));
  return parts;
}

/** The formula for the row it now stands in. */
export function formulaInRow(formula: OwnRowFormula, row: number): string {
  return formula.join(String(row));
}

/** The token around its numbers of the own row; null when it has none. */
function ownRowNumbers(token: string, row: number): readonly string[] | null {
  if (token === `${row}:${row}`) return ['', ':', ''];
  const reference = /^(\$?[A-Za-z]{1,3})(\d+)$/.exec(token);
  return reference !== null && Number(reference[2]) === row ? [reference[1] ?? '', ''] : null;
}
