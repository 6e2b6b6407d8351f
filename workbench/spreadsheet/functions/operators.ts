import type {FormulaValue} from '../univer-function.ts';
import {FormulaFault} from './formula-fault.ts';
import type {SheetFunction} from './sheet-function.ts';
import {
  assertNoError,
  compareValues,
  datePattern,
  eachValue,
  isFormatted,
  numberOf,
  sameValue,
} from './values.ts';

/** The operators under their names. https://support.google.com/docs/table/25273 (Operator) */
export const operators: readonly SheetFunction[] = [
  arithmetic(
    'ADD',
    (left, right) => left + right,
    (left, right) => isFormatted(left) !== isFormatted(right),
  ),
  arithmetic('MULTIPLY', (left, right) => left * right),
  arithmetic('DIVIDE', divide),
  arithmetic('POW', power),
  comparison('EQ', (left, right) => sameValue(left, right)),
  comparison('NE', (left, right) => !sameValue(left, right)),
  comparison('GT', (left, right) => compareAsOperator(left, right) > 0),
  comparison('GTE', (left, right) => compareAsOperator(left, right) >= 0),
  comparison('LT', (left, right) => compareAsOperator(left, right) < 0),
  comparison('LTE', (left, right) => compareAsOperator(left, right) <= 0),
  unary('UMINUS', (value) => -value),
  unary('UPLUS', (value) => value),
  unary('UNARY_PERCENT', (value) => value / 100),
];

function arithmetic(
  name: string,
  compute: (left: number, right: number) => number,
  isDate: (left: FormulaValue, right: FormulaValue) => boolean = () => false,
): SheetFunction {
  return {
    name,
    least: 2,
    most: 2,
    evaluate: (args) =>
      eachValue(args, ([left = null, right = null]) => {
        const number = compute(numberOf(left, {name, parameter: 1}), numberOf(right, {name, parameter: 2}));
        if (!Number.isFinite(number)) throw new FormulaFault('#NUM!', `The result of ${name} is too large.`);
        return isDate(left, right) ? {serial: number, pattern: datePattern} : number;
      }),
  };
}

function divide(left: number, right: number): number {
  if (right === 0) throw new FormulaFault('#DIV/0!', 'Function DIVIDE parameter 2 cannot be zero.');
  return left / right;
}

function power(base: number, exponent: number): number {
  const result = base ** exponent;
  if (Number.isNaN(result))
    throw new FormulaFault('#NUM!', `${base} to the power of ${exponent} is no number.`);
  return result;
}

function comparison(
  name: string,
  compare: (left: FormulaValue, right: FormulaValue) => boolean,
): SheetFunction {
  return {
    name,
    least: 2,
    most: 2,
    evaluate: (args) =>
      eachValue(args, ([left = null, right = null]) => {
        assertNoError(left);
        assertNoError(right);
        return compare(left, right);
      }),
  };
}

/** A blank counts as 0, as empty text or as FALSE, whatever it is compared with. */
function compareAsOperator(left: FormulaValue, right: FormulaValue): number {
  return compareValues(likeOther(left, right), likeOther(right, left));
}

function likeOther(value: FormulaValue, other: FormulaValue): FormulaValue {
  if (value !== null) return value;
  if (typeof other === 'string') return '';
  return typeof other === 'boolean' ? false : 0;
}

function unary(name: string, compute: (value: number) => number): SheetFunction {
  return {
    name,
    least: 1,
    most: 1,
    evaluate: (args) => eachValue(args, ([value = null]) => compute(numberOf(value, {name, parameter: 1}))),
  };
}
