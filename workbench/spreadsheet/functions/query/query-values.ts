import type {FormulaValue} from '../../univer-function.ts';
import {datePattern, isFormatted, plainNumber, textOf} from '../values.ts';
import type {Aggregate, Scalar} from './query-expression.ts';
import type {Comparison} from './query-syntax.ts';
import {refuseQuery} from './query-text.ts';

const dayMs = 86_400_000;
const epochSerial = 25_569;

/** Blanks first, then by value; text by its characters. Only values of one type meet. */
export function compareQueryValues(left: FormulaValue, right: FormulaValue): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const leftNumber = plainNumber(left);
  const rightNumber = plainNumber(right);
  if (leftNumber !== null && rightNumber !== null) return leftNumber - rightNumber;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const one = textOf(left);
  const other = textOf(right);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A blank meets no comparison, and values of different types meet none but those of text. */
export function meets(left: FormulaValue, comparison: Comparison, right: FormulaValue): boolean {
  if (left === null || right === null) return false;
  switch (comparison) {
    case 'contains':
      return textOf(left).includes(textOf(right));
    case 'starts with':
      return textOf(left).startsWith(textOf(right));
    case 'ends with':
      return textOf(left).endsWith(textOf(right));
    case 'matches':
      return expressionOf(textOf(right)).test(textOf(left));
    case 'like':
      return likeExpression(textOf(right)).test(textOf(left));
    default:
      return kindOf(left) === kindOf(right) && isInOrder(comparison, compareQueryValues(left, right));
  }
}

function isInOrder(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return order !== 0;
  }
}

function kindOf(value: FormulaValue): string {
  return isFormatted(value) ? 'date' : typeof value;
}

function expressionOf(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 's');
  } catch {
    refuseQuery(`"${source}" is no regular expression.`);
  }
}

/** `%` stands for any characters, `_` for one. */
function likeExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/%/g, '.*')
    .replace(/_/g, '.');
  return new RegExp(`^${source}$`, 's');
}

/** Blanks do not count; nothing to count is blank, except for count itself. */
export function aggregate(name: Aggregate, id: string, values: readonly FormulaValue[]): FormulaValue {
  const present = values.filter((value) => value !== null);
  if (name === 'count') return present.length;
  const [first] = present;
  if (first === undefined) return null;
  if (name === 'min' || name === 'max') {
    const sign = name === 'min' ? 1 : -1;
    return present.reduce(
      (best, value) => (compareQueryValues(value, best) * sign < 0 ? value : best),
      first,
    );
  }
  const numbers = present.map((value) => (typeof value === 'number' ? value : refuseSum(name, id)));
  const sum = numbers.reduce((total, value) => total + value, 0);
  return name === 'sum' ? sum : sum / numbers.length;
}

function refuseSum(name: Aggregate, id: string): never {
  refuseQuery(`AVG_SUM_ONLY_NUMERIC: ${name}(${id}) needs a column of numbers.`);
}

/** A blank argument makes a blank result. */
export function scalar(name: Scalar, args: readonly FormulaValue[]): FormulaValue {
  const [first = null, second = null] = args;
  if (args.includes(null)) return null;
  switch (name) {
    case 'upper':
      return textOf(first).toUpperCase();
    case 'lower':
      return textOf(first).toLowerCase();
    case 'todate':
      return isFormatted(first)
        ? {serial: Math.floor(first.serial), pattern: datePattern}
        : {serial: Math.floor(numberIn(name, first) / dayMs + epochSerial), pattern: datePattern};
    case 'datediff':
      return Math.floor(serialIn(name, first)) - Math.floor(serialIn(name, second));
    case 'sum':
      return numberIn(name, first) + numberIn(name, second);
    case 'difference':
      return numberIn(name, first) - numberIn(name, second);
    case 'product':
      return numberIn(name, first) * numberIn(name, second);
    case 'quotient':
      return numberIn(name, second) === 0 ? null : numberIn(name, first) / numberIn(name, second);
    default:
      return datePart(name, new Date(Math.round((serialIn(name, first) - epochSerial) * dayMs)));
  }
}

function datePart(
  name: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'quarter' | 'dayofweek',
  date: Date,
): number {
  switch (name) {
    case 'year':
      return date.getUTCFullYear();
    // The query language counts months from 0.
    case 'month':
      return date.getUTCMonth();
    case 'day':
      return date.getUTCDate();
    case 'hour':
      return date.getUTCHours();
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds();
    case 'quarter':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'dayofweek':
      return date.getUTCDay() + 1;
  }
}

function numberIn(name: string, value: FormulaValue): number {
  if (typeof value === 'number') return value;
  refuseQuery(`Can't perform the function ${name} on values that are not numbers.`);
}

function serialIn(name: string, value: FormulaValue): number {
  if (isFormatted(value)) return value.serial;
  refuseQuery(`Can't perform the function ${name} on a column that is not a Date column.`);
}
