import type {CellFaults} from '../cell-faults.ts';
import type {EvaluateFunction} from '../univer-function.ts';
import {arrayLiterals} from './array-literals.ts';
import {conversions} from './conversions.ts';
import {counting} from './counting.ts';
import {clockFunctions, dates} from './dates.ts';
import {FormulaFault} from './formula-fault.ts';
import {missing} from './missing.ts';
import {operators} from './operators.ts';
import {query} from './query/query.ts';
import {ranking} from './ranking.ts';
import type {SheetFunction} from './sheet-function.ts';
import {sorting} from './sorting.ts';
import {texts} from './texts.ts';
import {PassedOnFault} from './values.ts';

const sheetFunctions: readonly SheetFunction[] = [
  ...arrayLiterals,
  ...conversions,
  ...counting,
  ...dates,
  ...missing,
  ...operators,
  query,
  ...ranking,
  ...sorting,
  ...texts,
];

/** Gives formulas the functions of Sheets that the engine lacks or computes differently. */
export function installSheetFunctions(
  register: (name: string, evaluate: EvaluateFunction) => void,
  faults: CellFaults,
  nowSerial: () => number,
): void {
  for (const sheetFunction of [...sheetFunctions, ...clockFunctions(nowSerial)]) {
    register(sheetFunction.name, (args, cell, call) => {
      try {
        assertArgumentCount(sheetFunction, args.length);
        return sheetFunction.evaluate(args, call);
      } catch (error) {
        if (error instanceof PassedOnFault) return {error: error.passedOn};
        if (!(error instanceof FormulaFault)) throw error;
        faults.note(cell, error.error, error.message);
        return {error: error.error};
      }
    });
  }
}

function assertArgumentCount({name, least, most}: SheetFunction, given: number): void {
  if (given >= least && given <= most) return;
  const expected = least === most ? `${least}` : `between ${least} and ${most}`;
  throw new FormulaFault(
    '#N/A',
    `Wrong number of arguments to ${name}. Expected ${expected} arguments, but got ${given} arguments.`,
  );
}
