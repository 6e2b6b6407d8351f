import {parseTyped} from '../univer.ts';
import type {FormulaArgument, FormulaValue} from '../univer-function.ts';
import {FormulaFault} from './formula-fault.ts';
import {anyNumber, type SheetFunction} from './sheet-function.ts';
import {booleanOf, eachValue, firstOf, isRows, textOf, valuesOf} from './values.ts';

/** https://support.google.com/docs/table/25273 */
export const texts: readonly SheetFunction[] = [
  {
    name: 'CONCATENATE',
    least: 1,
    most: anyNumber,
    // The engine computes `&` by the same name; there a range stands for its values one by one.
    evaluate: (args, {isOperator}) =>
      isOperator
        ? eachValue(args, (values) => values.map(textOf).join(''))
        : args.flatMap(valuesOf).map(textOf).join(''),
  },
  {name: 'SPLIT', least: 2, most: 4, evaluate: split},
  {
    name: 'JOIN',
    least: 2,
    most: anyNumber,
    evaluate: ([delimiter, ...parts]) =>
      parts
        .flatMap(valuesOf)
        .map(textOf)
        .join(textOf(firstOf(delimiter))),
  },
  {name: 'TEXTJOIN', least: 3, most: anyNumber, evaluate: textJoin},
];

/** Text in a column is split row by row, each into its own row. */
function split(args: readonly FormulaArgument[]) {
  const [text = null, delimiter, splitByEach, removeEmpty] = args;
  const delimiters = textOf(firstOf(delimiter));
  if (delimiters === '') {
    throw new FormulaFault('#VALUE!', 'Function SPLIT parameter 2 value should be non-empty.');
  }
  const each = splitByEach === undefined || booleanOf(firstOf(splitByEach), {name: 'SPLIT', parameter: 3});
  const withoutEmpty =
    removeEmpty === undefined || booleanOf(firstOf(removeEmpty), {name: 'SPLIT', parameter: 4});
  const cut = (value: FormulaValue) => splitText(textOf(value), delimiters, each, withoutEmpty);
  if (!isRows(text)) {
    const pieces = cut(text);
    if (pieces.length > 0) return [pieces];
    throw new FormulaFault('#VALUE!', 'Function SPLIT parameter 1 value should be non-empty.');
  }
  const lines = text.map(([value = null]) => cut(value));
  const columns = Math.max(1, ...lines.map((line) => line.length));
  return lines.map((line) => Array.from({length: columns}, (_, at) => line[at] ?? null));
}

function splitText(text: string, delimiters: string, each: boolean, withoutEmpty: boolean): FormulaValue[] {
  const separator = each
    ? new RegExp(
        [...delimiters].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join('|'),
        'u',
      )
    : delimiters;
  const pieces = text.split(separator);
  return pieces.filter((piece) => piece !== '' || !withoutEmpty).map(asTyped);
}

/** A piece that reads as a number or date becomes one. */
function asTyped(piece: string): FormulaValue {
  const typed = parseTyped(piece);
  if (typed === null) return piece;
  if (typeof typed.value === 'boolean') return typed.value;
  return typed.pattern === null ? typed.value : {serial: typed.value, pattern: typed.pattern};
}

function textJoin([delimiter, ignoreEmpty, ...parts]: readonly FormulaArgument[]): string {
  const delimiters = valuesOf(delimiter).map(textOf);
  const skips = booleanOf(firstOf(ignoreEmpty), {name: 'TEXTJOIN', parameter: 2});
  const joined = parts
    .flatMap(valuesOf)
    .map(textOf)
    .filter((text) => text !== '' || !skips);
  return joined
    .map((text, at) => (at === 0 ? text : `${delimiters[(at - 1) % delimiters.length] ?? ''}${text}`))
    .join('');
}
