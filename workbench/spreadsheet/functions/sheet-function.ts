import type {FormulaArgument, FormulaCall, FormulaResult} from '../univer-function.ts';

/** A function of Sheets that the engine lacks or computes differently. */
export interface SheetFunction {
  readonly name: string;
  /** How many arguments it takes. */
  readonly least: number;
  readonly most: number;
  /** @throws FormulaFault with the error that its cell shows. */
  evaluate(args: readonly FormulaArgument[], call: FormulaCall): FormulaResult;
}

/** The `most` of a function that takes any number of arguments. */
export const anyNumber = 255;
