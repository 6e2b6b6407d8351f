import type {FormulaArgument} from '../univer-function.ts';
import {criterionTest} from './criteria.ts';
import {FormulaFault} from './formula-fault.ts';
import {anyNumber, type SheetFunction} from './sheet-function.ts';
import {firstOf, identityOf, rowsOf, valuesOf} from './values.ts';

/** https://support.google.com/docs/table/25273 */
export const counting: readonly SheetFunction[] = [
  {
    name: 'COUNTUNIQUE',
    least: 1,
    most: anyNumber,
    evaluate: (args) =>
      new Set(
        args
          .flatMap(valuesOf)
          .filter((value) => value !== null)
          .map(identityOf),
      ).size,
  },
  {name: 'COUNTUNIQUEIFS', least: 3, most: anyNumber, evaluate: countUniqueIfs},
];

function countUniqueIfs([range, ...pairs]: readonly FormulaArgument[]): number {
  const values = valuesOf(range);
  const rows = rowsOf(range).length;
  const included = values.map(() => true);
  for (let at = 0; at < pairs.length; at += 2) {
    const tested = valuesOf(pairs[at]);
    if (tested.length !== values.length || rowsOf(pairs[at]).length !== rows) {
      throw new FormulaFault('#VALUE!', 'Array arguments to COUNTUNIQUEIFS are of different size.');
    }
    const accepts = criterionTest(firstOf(pairs[at + 1]));
    tested.forEach((value, place) => {
      if (!accepts(value)) included[place] = false;
    });
  }
  const found = values.filter((value, place) => value !== null && included[place] === true);
  return new Set(found.map(identityOf)).size;
}
