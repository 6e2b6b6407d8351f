import {FormulaFault} from './formula-fault.ts';
import type {SheetFunction} from './sheet-function.ts';
import {datePattern, eachValue, numberOf} from './values.ts';

const timePattern = 'm/d/yyyy h:mm:ss';
const dayMs = 86_400_000;
/** Days since 30 December 1899 to the Unix epoch. */
const epochSerial = 25_569;

/** https://support.google.com/docs/answer/3092974 and https://support.google.com/docs/answer/3093044 */
export const dates: readonly SheetFunction[] = [
  monthFunction('EDATE', (year, month, day) =>
    Date.UTC(year, month, Math.min(day, daysInMonth(year, month))),
  ),
  monthFunction('EOMONTH', (year, month) => Date.UTC(year, month + 1, 0)),
];

/**
 * NOW and TODAY by this clock. The engine's own ask the machine it runs on.
 * https://support.google.com/docs/answer/3092981 and https://support.google.com/docs/answer/3092984
 *
 * @param nowSerial the cell number of this moment in the spreadsheet's zone
 */
export function clockFunctions(nowSerial: () => number): readonly SheetFunction[] {
  return [
    {name: 'NOW', least: 0, most: 0, evaluate: () => ({serial: nowSerial(), pattern: timePattern})},
    {
      name: 'TODAY',
      least: 0,
      most: 0,
      evaluate: () => ({serial: Math.floor(nowSerial()), pattern: datePattern}),
    },
  ];
}

/** A month that is too short for the day ends on its last one: 31 January and one month is 28 or 29 February. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function monthFunction(
  name: string,
  dayOf: (year: number, month: number, day: number) => number,
): SheetFunction {
  return {
    name,
    least: 2,
    most: 2,
    evaluate: (args) =>
      eachValue(args, ([start = null, months = null]) => {
        const serial = Math.floor(numberOf(start, {name, parameter: 1}));
        const count = Math.trunc(numberOf(months, {name, parameter: 2}));
        if (serial < 0) {
          throw new FormulaFault(
            '#NUM!',
            `Function ${name} parameter 1 value is ${serial}. It should be 0 or more.`,
          );
        }
        const from = new Date((serial - epochSerial) * dayMs);
        const found = dayOf(from.getUTCFullYear(), from.getUTCMonth() + count, from.getUTCDate());
        return {serial: found / dayMs + epochSerial, pattern: datePattern};
      }),
  };
}
