/** Why a group of rows is no invoice yet, or what a person should look at first. Expected, so a value and never thrown. */
export interface RowProblem {
  /** Of the sheet, 1-based: where a click leads. */
  readonly row: number;
  /** Header of the column it is about; null when it is about the row or the whole group. */
  readonly header: string | null;
  /** One sentence with what is wrong and what to do: it stands in the row and in the sidebar. */
  readonly sentence: string;
}

/** `Cannot create the invoice of row 7: quantity is −2. Enter a quantity above 0.` */
export function rowProblem(options: {
  readonly row: number;
  readonly header: string | null;
  readonly fact: string;
  readonly nextStep: string;
}): RowProblem {
  const {row, header, fact, nextStep} = options;
  return {row, header, sentence: `Cannot create the invoice of row ${row}: ${fact}. ${nextStep}`};
}

/** `row 7`, `rows 7 and 9`, `rows 7, 8 and 9` */
export function rowsInWords(rows: readonly number[]): string {
  const [first, ...others] = rows;
  if (others.length === 0) return `row ${first}`;
  return `rows ${rows.slice(0, -1).join(', ')} and ${rows[rows.length - 1]}`;
}
