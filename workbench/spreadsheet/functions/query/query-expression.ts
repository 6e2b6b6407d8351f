import type {FormulaValue} from '../../univer-function.ts';
import {datePattern} from '../values.ts';
import {refuseQuery, type TokenReader} from './query-text.ts';

export const aggregates = ['avg', 'count', 'max', 'min', 'sum'] as const;
export type Aggregate = (typeof aggregates)[number];

export const scalars = [
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'quarter',
  'dayofweek',
  'datediff',
  'todate',
  'upper',
  'lower',
] as const;
export type Scalar = (typeof scalars)[number] | 'sum' | 'difference' | 'product' | 'quotient';

/** What a query selects, groups, compares and sorts by. */
export type Expression =
  | {readonly kind: 'column'; readonly id: string}
  | {readonly kind: 'literal'; readonly value: FormulaValue; readonly text: string}
  | {readonly kind: 'aggregate'; readonly name: Aggregate; readonly id: string}
  | {readonly kind: 'scalar'; readonly name: Scalar; readonly args: readonly Expression[]};

/** The same text for the same expression. */
export function keyOf(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return `\`${expression.id}\``;
    case 'literal':
      return JSON.stringify(expression.value);
    case 'aggregate':
      return `${expression.name}(\`${expression.id}\`)`;
    case 'scalar':
      return `${expression.name} (${expression.args.map(keyOf).join(',')})`;
  }
}

export function hasAggregate(expression: Expression): boolean {
  if (expression.kind === 'scalar') return expression.args.some(hasAggregate);
  return expression.kind === 'aggregate';
}

/** Reads `A`, `sum(D)`, `year(C)`, `D * 2 + 1`, `date '2026-01-31'`. */
export function readExpression(reader: TokenReader): Expression {
  let left = readProduct(reader);
  for (;;) {
    const name = reader.takeIf('+') ? 'sum' : reader.takeIf('-') ? 'difference' : null;
    if (name === null) return left;
    left = {kind: 'scalar', name, args: [left, readProduct(reader)]};
  }
}

function readProduct(reader: TokenReader): Expression {
  let left = readOperand(reader);
  for (;;) {
    const name = reader.takeIf('*') ? 'product' : reader.takeIf('/') ? 'quotient' : null;
    if (name === null) return left;
    left = {kind: 'scalar', name, args: [left, readOperand(reader)]};
  }
}

function readOperand(reader: TokenReader): Expression {
  if (reader.takeIf('(')) {
    const inner = readExpression(reader);
    reader.expect(')');
    return inner;
  }
  const isNegative = reader.takeIf('-');
  const token = reader.take();
  if (token.kind === 'number') {
    const number = Number(token.text);
    return {
      kind: 'literal',
      value: isNegative ? -number : number,
      text: `${isNegative ? '-' : ''}${token.text}`,
    };
  }
  if (isNegative) refuseQuery(`found "${token.text}" where a number is expected.`);
  if (token.kind === 'text') return {kind: 'literal', value: token.text, text: token.text};
  if (token.kind === 'identifier') return {kind: 'column', id: token.text};
  if (token.kind !== 'word') refuseQuery(`found "${token.text}" where a column or value is expected.`);
  return readWord(token.text, reader);
}

function readWord(word: string, reader: TokenReader): Expression {
  const name = word.toLowerCase();
  if (name === 'true' || name === 'false') return {kind: 'literal', value: name === 'true', text: name};
  if (reader.peek().kind === 'text' && /^(?:date|datetime|timestamp|timeofday)$/.test(name)) {
    return readDate(name, reader.take().text);
  }
  if (!reader.takeIf('(')) return {kind: 'column', id: word};
  const args: Expression[] = [];
  while (!reader.takeIf(')')) {
    if (args.length > 0) reader.expect(',');
    args.push(readExpression(reader));
  }
  return call(word, args);
}

function call(word: string, args: readonly Expression[]): Expression {
  const name = word.toLowerCase();
  const aggregate = aggregates.find((one) => one === name);
  const [first] = args;
  if (aggregate !== undefined) {
    if (args.length !== 1 || first?.kind !== 'column') refuseQuery(`${word}(…) takes one column.`);
    return {kind: 'aggregate', name: aggregate, id: first.id};
  }
  const scalar = scalars.find((one) => one === name);
  if (scalar === undefined) {
    refuseQuery(`${word}() is not in the workbench. In Google Sheets see the query language reference.`);
  }
  if (args.length !== (scalar === 'datediff' ? 2 : 1)) refuseQuery(`${word}() has a wrong number of values.`);
  return {kind: 'scalar', name: scalar, args};
}

const dayMs = 86_400_000;
const epochSerial = 25_569;
const dateForm = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?)?$/;
const timeForm = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?$/;

function readDate(kind: string, text: string): Expression {
  const form = kind === 'date' ? 'yyyy-MM-dd' : kind === 'timeofday' ? 'HH:mm:ss' : 'yyyy-MM-dd HH:mm:ss';
  if (kind === 'timeofday') {
    const [, hour, minute, second = '0'] = timeForm.exec(text) ?? [];
    if (hour === undefined) refuseQuery(`Invalid ${kind} literal [${text}]. It should be of form ${form}.`);
    const serial = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / 86_400;
    return {kind: 'literal', value: {serial, pattern: 'h:mm:ss'}, text};
  }
  const [, year, month, day, hour, minute = '0', second = '0'] = dateForm.exec(text) ?? [];
  if (year === undefined || (kind === 'date' && hour !== undefined)) {
    refuseQuery(`Invalid ${kind} literal [${text}]. It should be of form ${form}.`);
  }
  const timeMs = (Number(hour ?? 0) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  const serial = (Date.UTC(Number(year), Number(month) - 1, Number(day)) + timeMs) / dayMs + epochSerial;
  return {kind: 'literal', value: {serial, pattern: datePattern}, text};
}
