import type {FormulaArgument, FormulaResult, FormulaValue} from '../../univer-function.ts';
import {FormulaFault} from '../formula-fault.ts';
import type {SheetFunction} from '../sheet-function.ts';
import {assertNoError, firstOf, numberOf, plainNumber, type Rows, rowsOf, textOf} from '../values.ts';
import {type Expression, hasAggregate, keyOf} from './query-expression.ts';
import {type Condition, type Query, readQuery} from './query-syntax.ts';
import {type QueryTable, readTable} from './query-table.ts';
import {refuseQuery} from './query-text.ts';
import {aggregate, compareQueryValues, meets, scalar} from './query-values.ts';

type Row = readonly FormulaValue[];

/** https://support.google.com/docs/answer/3093343 */
export const query: SheetFunction = {
  name: 'QUERY',
  least: 2,
  most: 3,
  evaluate: (args, {places}) => runQuery(args, places[0]?.column ?? null),
};

function runQuery(
  [data, text, headers]: readonly FormulaArgument[],
  firstColumn: number | null,
): FormulaResult {
  const only = firstOf(data);
  if (rowsOf(data).length === 1 && rowsOf(data)[0]?.length === 1) assertNoError(only);
  const headerRows = headers === undefined ? -1 : headerCount(firstOf(headers));
  const table = readTable(rowsOf(data), firstColumn, headerRows);
  const parsed = readQuery(textOf(firstOf(text)));
  const selected = parsed.select ?? table.ids.map((id): Expression => ({kind: 'column', id}));
  assertColumns(table, parsed, selected);
  const isGrouped = parsed.groupBy.length > 0 || selected.some(hasAggregate);
  const filtered = table.rows.filter((row) => parsed.where === null || accepts(table, row, parsed.where));
  const sources = isGrouped
    ? groupRows(table, parsed, filtered)
    : filtered.map((row) => rowSource(table, row));
  const sorted = sortSources(parsed, sources);
  const {offset, limit} = parsed;
  const shown = sorted.slice(offset, limit === null ? undefined : offset + limit);
  const body = shown.map((source) =>
    selected.map((expression) => formatted(parsed, expression, evaluate(expression, source))),
  );
  return withHeader(
    selected.map((one) => labelOf(table, parsed, one)),
    body,
  );
}

function headerCount(value: FormulaValue): number {
  return typeof value === 'boolean'
    ? Number(value)
    : Math.trunc(numberOf(value, {name: 'QUERY', parameter: 3}));
}

/** Where an expression finds its values: one row, or the rows of one group. */
interface Source {
  column(id: string): FormulaValue;
  values(id: string): readonly FormulaValue[];
  /** The value that all rows of a group share for this expression; undefined when it is none they are grouped by. */
  shared(key: string): FormulaValue | undefined;
}

function rowSource(table: QueryTable, row: Row): Source {
  const column = (id: string) => row[table.columnOf(id)] ?? null;
  return {column, values: (id) => [column(id)], shared: () => undefined};
}

/** Groups come in the order of what they are grouped by. */
function groupRows(table: QueryTable, {groupBy}: Query, rows: Rows): Source[] {
  const groups = new Map<string, {readonly values: Row; readonly rows: Row[]}>();
  for (const row of rows) {
    const source = rowSource(table, row);
    const values = groupBy.map((expression) => evaluate(expression, source));
    const key = JSON.stringify(values.map((value) => plainNumber(value) ?? value));
    const group = groups.get(key) ?? {values, rows: []};
    group.rows.push(row);
    groups.set(key, group);
  }
  const keys = groupBy.map(keyOf);
  return [...groups.values()]
    .sort((left, right) => compareInTurn(left.values, right.values, []))
    .map((group) => ({
      column: (id) =>
        refuseQuery(`ADD_COL_TO_GROUP_BY_OR_AGG: ${id}. Add it to "group by", or select sum(${id}).`),
      values: (id) => group.rows.map((row) => row[table.columnOf(id)] ?? null),
      shared: (key) => {
        const at = keys.indexOf(key);
        return at < 0 ? undefined : (group.values[at] ?? null);
      },
    }));
}

function evaluate(expression: Expression, source: Source): FormulaValue {
  const shared = source.shared(keyOf(expression));
  if (shared !== undefined) return shared;
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column':
      return source.column(expression.id);
    case 'aggregate':
      return aggregate(expression.name, expression.id, source.values(expression.id));
    case 'scalar':
      return scalar(
        expression.name,
        expression.args.map((argument) => evaluate(argument, source)),
      );
  }
}

function accepts(table: QueryTable, row: Row, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => accepts(table, row, part));
    case 'or':
      return condition.parts.some((part) => accepts(table, row, part));
    case 'not':
      return !accepts(table, row, condition.part);
    case 'null':
      return evaluate(condition.expression, rowSource(table, row)) === null;
    case 'compare': {
      const source = rowSource(table, row);
      const left = evaluate(condition.left, source);
      return meets(left, condition.comparison, evaluate(condition.right, source));
    }
  }
}

function sortSources({orderBy}: Query, sources: readonly Source[]): readonly Source[] {
  if (orderBy.length === 0) return sources;
  const descending = orderBy.map((order) => order.descending);
  return sources
    .map((source) => ({source, values: orderBy.map(({expression}) => evaluate(expression, source))}))
    .sort((left, right) => compareInTurn(left.values, right.values, descending))
    .map(({source}) => source);
}

function compareInTurn(left: Row, right: Row, descending: readonly boolean[]): number {
  for (const [at, value] of left.entries()) {
    const order = compareQueryValues(value, right[at] ?? null);
    if (order !== 0) return descending[at] === true ? -order : order;
  }
  return 0;
}

function formatted({formats}: Query, expression: Expression, value: FormulaValue): FormulaValue {
  const pattern = formats.get(keyOf(expression));
  const number = plainNumber(value);
  return pattern === undefined || number === null ? value : {serial: number, pattern};
}

function labelOf(table: QueryTable, {labels}: Query, expression: Expression): string {
  return labels.get(keyOf(expression)) ?? ownLabel(table, expression);
}

function ownLabel(table: QueryTable, expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return table.headers[table.columnOf(expression.id)] ?? '';
    case 'aggregate':
      return `${expression.name} ${table.headers[table.columnOf(expression.id)] ?? ''}`;
    case 'literal':
      return `${expression.text}()`;
    case 'scalar':
      return `${expression.name}(${expression.args.map((argument) => ownLabel(table, argument)).join('')})`;
  }
}

/** Headers are a row of the result unless all of them are empty. */
function withHeader(labels: readonly string[], body: Rows): Rows {
  const rows = labels.some((label) => label !== '') ? [labels, ...body] : body;
  if (rows.length === 0) throw new FormulaFault('#N/A', 'Query completed with an empty output.');
  return rows;
}

/** Unknown columns and wrong aggregates are refused even when no row is left to meet them. */
function assertColumns(table: QueryTable, parsed: Query, selected: readonly Expression[]): void {
  const all = [...selected, ...parsed.groupBy, ...parsed.orderBy.map(({expression}) => expression)];
  for (const expression of [...all, ...comparedIn(parsed.where)]) assertExpression(table, expression);
  if (parsed.groupBy.some(hasAggregate)) refuseQuery('"group by" takes no aggregate such as sum(…).');
  if (comparedIn(parsed.where).some(hasAggregate)) refuseQuery('"where" takes no aggregate such as sum(…).');
  const keys = new Set(selected.map(keyOf));
  for (const key of [...parsed.labels.keys(), ...parsed.formats.keys()]) {
    if (!keys.has(key)) refuseQuery(`COL_IN_LABEL_OR_FORMAT_NOT_SELECTED: ${key} is not selected.`);
  }
}

function assertExpression(table: QueryTable, expression: Expression): void {
  if (expression.kind === 'column' || expression.kind === 'aggregate') table.columnOf(expression.id);
  if (expression.kind === 'scalar') for (const argument of expression.args) assertExpression(table, argument);
}

function comparedIn(condition: Condition | null): readonly Expression[] {
  if (condition === null) return [];
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(comparedIn);
    case 'not':
      return comparedIn(condition.part);
    case 'null':
      return [condition.expression];
    case 'compare':
      return [condition.left, condition.right];
  }
}
