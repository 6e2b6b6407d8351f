import {parseTyped} from '../univer.ts';
import type {FormulaValue} from '../univer-function.ts';
import type {SheetFunction} from './sheet-function.ts';
import {assertNoError, datePattern, eachValue, firstOf, plainNumber, textOf} from './values.ts';

/** https://support.google.com/docs/table/25273 (Parser), and HYPERLINK. */
export const conversions: readonly SheetFunction[] = [
  shown('TO_DATE', datePattern),
  shown('TO_DOLLARS', '$#,##0.00'),
  shown('TO_PERCENT', '0.00%'),
  {
    name: 'TO_TEXT',
    least: 1,
    most: 1,
    evaluate: (args) => eachValue(args, ([value = null]) => toText(value)),
  },
  {
    name: 'TO_PURE_NUMBER',
    least: 1,
    most: 1,
    evaluate: (args) => eachValue(args, ([value = null]) => toPureNumber(value)),
  },
  {
    name: 'HYPERLINK',
    least: 1,
    most: 2,
    // The link itself is nothing that a formula can read; the cell's value is the label.
    evaluate: ([link, label]) => {
      const shownLabel = label === undefined ? null : firstOf(label);
      return shownLabel === null ? textOf(firstOf(link)) : shownLabel;
    },
  },
];

/** What is no number stays as it is. */
function shown(name: string, pattern: string): SheetFunction {
  return {
    name,
    least: 1,
    most: 1,
    evaluate: (args) =>
      eachValue(args, ([value = null]) => {
        const number = plainNumber(value);
        return number === null ? value : {serial: number, pattern};
      }),
  };
}

function toText(value: FormulaValue): FormulaValue {
  return plainNumber(value) === null && typeof value !== 'boolean' ? value : textOf(value);
}

function toPureNumber(value: FormulaValue): FormulaValue {
  assertNoError(value);
  const typed = typeof value === 'string' ? parseTyped(value) : null;
  return plainNumber(value) ?? (typeof typed?.value === 'number' ? typed.value : value);
}
