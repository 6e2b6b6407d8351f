import type {FormulaArgument, FormulaValue} from '../univer-function.ts';
import {FormulaFault} from './formula-fault.ts';
import {anyNumber, type SheetFunction} from './sheet-function.ts';
import {booleanOf, compareValues, firstOf, isBlank, isRows, numberOf, type Rows, rowsOf} from './values.ts';

/** https://support.google.com/docs/table/25273 */
export const sorting: readonly SheetFunction[] = [
  {
    name: 'SORT',
    least: 1,
    most: anyNumber,
    evaluate: ([range, ...order]) => sortRows('SORT', rowsOf(range), order, 2).map(({row}) => row),
  },
  {name: 'SORTN', least: 1, most: anyNumber, evaluate: sortN},
];

interface SortKey {
  readonly values: readonly FormulaValue[];
  readonly ascending: boolean;
}

interface SortedRow {
  readonly row: readonly FormulaValue[];
  readonly at: number;
}

/** Sorts by the given columns, without any by all of them from left to right. Equal rows keep their order. */
function sortRows(
  name: string,
  rows: Rows,
  order: readonly FormulaArgument[],
  firstParameter: number,
): readonly SortedRow[] {
  const keys = sortKeys(name, rows, order, firstParameter);
  return rows.map((row, at) => ({row, at})).sort((left, right) => compareByKeys(keys, left.at, right.at));
}

function sortKeys(
  name: string,
  rows: Rows,
  order: readonly FormulaArgument[],
  firstParameter: number,
): readonly SortKey[] {
  if (order.length === 0) {
    return (rows[0] ?? []).map((_first, column) => ({values: columnOf(rows, column), ascending: true}));
  }
  const keys: SortKey[] = [];
  for (let at = 0; at < order.length; at += 2) {
    const parameter = firstParameter + at;
    const direction = order[at + 1];
    keys.push({
      values: keyColumn(name, rows, order[at] ?? null, parameter),
      ascending: direction === undefined || booleanOf(firstOf(direction), {name, parameter: parameter + 1}),
    });
  }
  return keys;
}

function keyColumn(
  name: string,
  rows: Rows,
  column: FormulaArgument,
  parameter: number,
): readonly FormulaValue[] {
  if (isRows(column)) {
    if (column.length === rows.length && column[0]?.length === 1)
      return column.map(([value = null]) => value);
    throw new FormulaFault(
      '#VALUE!',
      `Function ${name} parameter ${parameter} should be one column with as many rows as the range.`,
    );
  }
  const number = Math.trunc(numberOf(column, {name, parameter}));
  const columns = rows[0]?.length ?? 0;
  if (number >= 1 && number <= columns) return columnOf(rows, number - 1);
  throw new FormulaFault(
    '#VALUE!',
    `Function ${name} parameter ${parameter} value is ${number}. Valid values are between 1 and ${columns} inclusive.`,
  );
}

function columnOf(rows: Rows, column: number): readonly FormulaValue[] {
  return rows.map((row) => row[column] ?? null);
}

function compareByKeys(keys: readonly SortKey[], left: number, right: number): number {
  for (const {values, ascending} of keys) {
    const one = values[left] ?? null;
    const other = values[right] ?? null;
    const order = compareValues(one, other);
    // Blanks come last in either direction.
    if (order !== 0) return ascending || isBlank(one) || isBlank(other) ? order : -order;
  }
  return 0;
}

/** How SORTN treats rows that are equal in the sorted columns. */
const tieModes = {firstRows: 0, withTiesOfLast: 1, withoutDuplicates: 2, withAllDuplicates: 3} as const;

function sortN([range, count, ties, ...order]: readonly FormulaArgument[]): Rows {
  const rows = rowsOf(range);
  const most = count === undefined ? 1 : Math.trunc(numberOf(firstOf(count), {name: 'SORTN', parameter: 2}));
  const mode = ties === undefined ? 0 : Math.trunc(numberOf(firstOf(ties), {name: 'SORTN', parameter: 3}));
  if (most < 1)
    throw new FormulaFault('#VALUE!', `Function SORTN parameter 2 value is ${most}. It should be 1 or more.`);
  if (mode < 0 || mode > tieModes.withAllDuplicates) {
    throw new FormulaFault(
      '#VALUE!',
      `Function SORTN parameter 3 value is ${mode}. Valid values are between 0 and 3 inclusive.`,
    );
  }
  const keys = sortKeys('SORTN', rows, order, 4);
  const sorted = sortRows('SORTN', rows, order, 4);
  const isTie = (at: number) => {
    const before = sorted[at - 1];
    const here = sorted[at];
    return before !== undefined && here !== undefined && compareByKeys(keys, before.at, here.at) === 0;
  };
  let different = 0;
  const kept = sorted.filter((_row, at) => {
    const tie = isTie(at);
    if (!tie) different += 1;
    if (mode === tieModes.firstRows) return at < most;
    if (mode === tieModes.withTiesOfLast) return at < most || isTieOf(sorted, keys, most - 1, at);
    return different <= most && (mode === tieModes.withAllDuplicates || !tie);
  });
  return kept.map(({row}) => row);
}

function isTieOf(sorted: readonly SortedRow[], keys: readonly SortKey[], last: number, at: number): boolean {
  const one = sorted[last];
  const other = sorted[at];
  return one !== undefined && other !== undefined && compareByKeys(keys, one.at, other.at) === 0;
}
