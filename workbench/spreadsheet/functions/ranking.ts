import type {FormulaArgument} from '../univer-function.ts';
import {criterionTest} from './criteria.ts';
import {FormulaFault} from './formula-fault.ts';
import type {SheetFunction} from './sheet-function.ts';
import {booleanOf, eachValue, firstOf, numberOf, plainNumber, valuesOf} from './values.ts';

/** https://support.google.com/docs/table/25273 */
export const ranking: readonly SheetFunction[] = [
  {name: 'RANK', least: 2, most: 3, evaluate: (args) => rank('RANK', args)},
  {name: 'RANK.EQ', least: 2, most: 3, evaluate: (args) => rank('RANK.EQ', args)},
  {
    name: 'PERCENTIF',
    least: 2,
    most: 2,
    evaluate: ([range, criterion]) => {
      const values = valuesOf(range);
      return values.filter(criterionTest(firstOf(criterion))).length / values.length;
    },
  },
];

/** 1 for the largest, or for the smallest when ascending; equal ones share the better rank. */
function rank(name: string, [value = null, data, ascending]: readonly FormulaArgument[]) {
  const numbers = valuesOf(data).flatMap((one) => plainNumber(one) ?? []);
  const up = ascending !== undefined && booleanOf(firstOf(ascending), {name, parameter: 3});
  return eachValue([value], ([one = null]) => {
    const wanted = numberOf(one, {name, parameter: 1});
    if (!numbers.includes(wanted)) {
      throw new FormulaFault('#N/A', `Function ${name} parameter 1 value ${wanted} is not in the data.`);
    }
    return 1 + numbers.filter((number) => (up ? number < wanted : number > wanted)).length;
  });
}
