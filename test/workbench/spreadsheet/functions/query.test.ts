import fc from 'fast-check';
import {
  withArrayBraces,
  withArrayCalls,
} from '../../../../workbench/spreadsheet/functions/array-literal-text.ts';
import {FormulaFault} from '../../../../workbench/spreadsheet/functions/formula-fault.ts';
import {query} from '../../../../workbench/spreadsheet/functions/query/query.ts';
import type {FormulaValue} from '../../../../workbench/spreadsheet/univer-function.ts';

const date = (serial: number) => ({serial, pattern: 'yyyy-mm-dd'});
const jan31 = date(46_053);
const feb28 = date(46_081);
const dec1 = date(45_992);

/** Stands in columns B to F of its tab. */
const invoices: readonly (readonly FormulaValue[])[] = [
  ['Customer', 'Due', 'Amount', 'Paid', 'Note'],
  ['Acme', jan31, 100, true, 'first'],
  ['Bolt', feb28, 250.5, false, null],
  ['Acme', dec1, 75, true, 'O’Neil 50%'],
  ['Cora', jan31, null, false, 'second_a'],
];

function run(text: string, headers: FormulaValue = 1, data = invoices, column: number | null = 1) {
  const places = [column === null ? null : {column}, null, null];
  return query.evaluate([data, text, headers], {places, isOperator: false});
}

function refusal(text: string): string {
  try {
    run(text);
  } catch (error) {
    if (error instanceof FormulaFault) return `${error.error} ${error.message}`;
    throw error;
  }
  throw new Error(`The query was not refused: ${text}`);
}

/** The amounts of the rows that a condition leaves. */
function amountsWhere(condition: string): unknown {
  const rows = run(`select D where ${condition} label D ''`);
  return Array.isArray(rows) ? rows.flat() : rows;
}

describe('QUERY', () => {
  test.each([
    ["B = 'Acme'", [100, 75]],
    ["B != 'Acme'", [250.5, null]],
    ["B <> 'Acme' and E = false", [250.5, null]],
    ["B = 'Acme' and D > 80 or B = 'Bolt'", [100, 250.5]],
    ["B = 'Acme' and (D > 80 or C < date '2026-01-01')", [100, 75]],
    ['not D >= 100', [75, null]],
    ['D is null', [null]],
    ['F = F', [100, 75, null]],
    ["F contains ''", [100, 75, null]],
    ['D is not null', [100, 250.5, 75]],
    ['D < 1000', [100, 250.5, 75]],
    ["C = date '2026-01-31'", [100, null]],
    ["C > datetime '2026-01-31 12:00:00'", [250.5]],
    ["B contains 'o'", [250.5, null]],
    ["B starts with 'A'", [100, 75]],
    ["B ends with 't'", [250.5]],
    ["B matches '(Acm|Bol).'", [100, 250.5, 75]],
    ["F like '%50%'", [75]],
    ["F like 'second_a'", [null]],
    ['F = "first"', [100]],
    ['year(C) = 2025', [75]],
    ['month(C) = 0', [100, null]],
    ['D * 2 > 400', [250.5]],
    ['D > -1 and D < 100.5', [100, 75]],
    ["upper(B) = 'BOLT'", [250.5]],
  ])('where %s', (condition, amounts) => {
    expect(amountsWhere(condition)).toEqual(amounts);
  });

  test('groups in the order of the groups, counts no blanks, and names its columns as Sheets does', () => {
    expect(run('select B, sum(D), count(D), avg(D), min(C), max(C) group by B')).toEqual([
      ['Customer', 'sum Amount', 'count Amount', 'avg Amount', 'min Due', 'max Due'],
      ['Acme', 175, 2, 87.5, dec1, jan31],
      ['Bolt', 250.5, 1, 250.5, feb28, feb28],
      ['Cora', null, 0, null, jan31, jan31],
    ]);
    expect(run('select year(C), sum(D)*2 group by year(C) order by sum(D) desc')).toEqual([
      ['year(Due)', 'product(sum Amount2())'],
      [2026, 701],
      [2025, 150],
    ]);
  });

  test('sorts blanks first, skips and limits', () => {
    expect(run("select D order by D label D ''")).toEqual([[null], [75], [100], [250.5]]);
    expect(run("select B, D order by B, D desc limit 2 offset 1 label B '', D ''")).toEqual([
      ['Acme', 75],
      ['Bolt', 250.5],
    ]);
  });

  test('formats numbers, and takes clauses in any case', () => {
    expect(run("SELECT D WHERE D > 200 LABEL D 'Sum' FORMAT D '#,##0.00'")).toEqual([
      ['Sum'],
      [{serial: 250.5, pattern: '#,##0.00'}],
    ]);
  });

  test('calls columns of a range by their letters, of an array Col1, and joins several header rows', () => {
    expect(run("select Col1 where Col3 > 200 label Col1 ''", 1, invoices, null)).toEqual([['Bolt']]);
    expect(() => run('select Col1')).toThrow('NO_COLUMN: Col1. The columns are B to F.');
    expect(run('select B where D > 200', 0)).toEqual([['Bolt']]);
    expect(run('select B limit 1', 2)).toEqual([['Customer Acme'], ['Bolt']]);
    expect(run('select B limit 1', -1)).toEqual([['Customer'], ['Acme']]);
  });

  test('gives a column the type of most of its values and takes the others as blank', () => {
    const mixed = [[1], [2], ['three'], [4]];
    expect(run('select A where A is not null', 0, mixed, 0)).toEqual([[1], [2], [4]]);
  });

  test.each([
    ['selct B', 'found "selct" where the query should end'],
    ['select B where', 'found "the end" where a column or value is expected.'],
    ['select B where D', 'found "the end" where a comparison is expected'],
    ["select B where B = 'x", `"'x" is no part of a query.`],
    [
      'select B where C > date "31.1.2026"',
      'Invalid date literal [31.1.2026]. It should be of form yyyy-MM-dd.',
    ],
    ['select B, D group by B', 'ADD_COL_TO_GROUP_BY_OR_AGG: D.'],
    ['select sum(B)', 'AVG_SUM_ONLY_NUMERIC: sum(B) needs a column of numbers.'],
    ['select B where sum(D) > 1', '"where" takes no aggregate'],
    ['select B pivot E', '"pivot" is not in the workbench. In Google Sheets it works.'],
    ['select B options no_format', '"options" is not in the workbench. In Google Sheets it works.'],
    ["select B label D 'x'", 'COL_IN_LABEL_OR_FORMAT_NOT_SELECTED: `D` is not selected.'],
    ['select b', 'NO_COLUMN: b.'],
    ['select median(D)', 'median() is not in the workbench.'],
    ['select B limit x', 'found "x" where a whole number is expected.'],
    ["select B where B matches '('", '"(" is no regular expression.'],
    ['select year(B)', "Can't perform the function year on a column that is not a Date column."],
  ])('refuses %s', (text, sentence) => {
    expect(refusal(text)).toContain('#VALUE! Unable to parse query string for Function QUERY parameter 2: ');
    expect(refusal(text)).toContain(sentence);
  });

  test('nothing left without a header is #N/A', () => {
    expect(() => run("select B where D > 9999 label B ''")).toThrow('Query completed with an empty output.');
    expect(run('select B where D > 9999')).toEqual([['Customer']]);
  });

  test('the sums of groups are the sum of all', () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c', null), fc.integer({min: -1e6, max: 1e6}));
    fc.assert(
      fc.property(fc.array(row, {minLength: 1}), (rows) => {
        const groups = run("select A, sum(B) group by A label sum(B) ''", 0, rows, 0);
        const sums = Array.isArray(groups) ? groups.map((group) => Number(group[1])) : [];
        expect(sums.reduce((total, one) => total + one, 0)).toBe(
          rows.reduce((total, [, one]) => total + one, 0),
        );
      }),
    );
  });
});

describe('withArrayCalls() and withArrayBraces()', () => {
  test.each([
    ['={A2:A3;A5}', '=ARRAY_LITERAL(ARRAY_ROW(A2:A3),ARRAY_ROW(A5))'],
    ['=SUM({A1,B1;C1,D1},2)', '=SUM(ARRAY_LITERAL(ARRAY_ROW(A1,B1),ARRAY_ROW(C1,D1)),2)'],
    ['={SUM(A1,B1);{1,2}}', '=ARRAY_LITERAL(ARRAY_ROW(SUM(A1,B1)),ARRAY_ROW(ARRAY_LITERAL(ARRAY_ROW(1,2))))'],
    [`={"a;{b",'x;{y'!A1}`, `=ARRAY_LITERAL(ARRAY_ROW("a;{b",'x;{y'!A1))`],
    ['="{1;2}"', '="{1;2}"'],
    ['=SUM(A1,B1)', '=SUM(A1,B1)'],
  ])('%s', (written, stored) => {
    expect(withArrayCalls(written)).toBe(stored);
    expect(withArrayBraces(stored)).toBe(written);
  });

  test('leave what is not closed as it is', () => {
    expect(withArrayCalls('={1;(2}')).toBe('={1;(2}');
    expect(withArrayCalls('={1')).toBe('={1');
  });
});
