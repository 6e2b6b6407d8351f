/** The errors that a cell of Sheets shows. https://support.google.com/docs/table/25273 */
export type CellError = '#N/A' | '#VALUE!' | '#REF!' | '#NUM!' | '#DIV/0!' | '#NAME?' | '#ERROR!';

/** A function that cannot compute: its cell shows `error`, and the message says why and what to do. */
export class FormulaFault extends Error {
  override readonly name = 'FormulaFault';
  readonly error: CellError;

  constructor(error: CellError, message: string) {
    super(message);
    this.error = error;
  }
}
