import fc from 'fast-check';
import * as v from 'valibot';
import {arAging} from '../../../src/core/functions/ar-aging.ts';
import type {FunctionArgument, FunctionValue} from '../../../src/core/functions/function-arguments.ts';
import {parseIsoDate} from '../../../src/core/time/civil-date.ts';
import {serialFromDate} from '../../../src/core/time/serial.ts';
import {goldenCases} from '../money/golden-cases.ts';
import {receivablesHeaders, receivablesTable} from './receivables-table.ts';

const cell = v.union([v.string(), v.number()]);
const cases = goldenCases('functions-aging.json', {
  input: v.strictObject({
    asOf: v.string(),
    groupBy: v.optional(v.string(), ''),
    edges: v.optional(v.string(), ''),
    rows: v.array(v.record(v.string(), cell)),
  }),
  expected: v.array(v.array(cell)),
});

const aging = (receivables: FunctionArgument, options: Partial<Parameters<typeof arAging>[0]> = {}) =>
  arAging({receivables, asOf: '2026-06-15', groupBy: '', edges: '', ...options});

describe('arAging()', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    const {rows, ...options} = input;
    expect(aging(receivablesTable(rows), options)).toEqual(expected);
  });

  test('finds columns in any order, ignores others and skips blank rows', () => {
    const table = receivablesTable([{Open: 5}]);
    const shuffled = [...table, table[0]?.map(() => '') ?? []].map((row, index) => [
      index === 0 ? 'Note' : index === 2 ? false : 'call them',
      ...[...row].reverse(),
    ]);
    expect(aging(shuffled)).toEqual(aging(table));
    expect(aging([table[0]?.map(() => '') ?? [], ...table])).toEqual(aging(table));
  });

  test('reads dates as dates, as numbers of days and as text alike', () => {
    const serial = serialFromDate(parseIsoDate('2026-05-15'));
    const as = (due: FunctionValue, readOn: FunctionValue) =>
      aging(receivablesTable([{Due: due, 'Read on': readOn}]), {
        asOf: {serial: serialFromDate(parseIsoDate('2026-06-15'))},
      });
    const text = as('2026-05-15', '2026-06-15');
    expect(text[1]?.slice(3, 7)).toEqual([0, 0, 100, 0]);
    expect(as(serial, serial + 31)).toEqual(text);
    expect(as({serial: serial + 1 / 24}, {serial: serial + 31})).toEqual(text);
  });

  test('groups by the bucket and the days of as_of, not by those of the day it was read (R4, R6)', () => {
    const table = receivablesTable([
      {Due: '2026-06-14', Open: 1},
      {Due: '2026-06-15', 'Amount remaining': 2, Status: 'uncollectible'},
    ]);
    const lead = (groupBy: string) => aging(table, {groupBy, asOf: '2026-07-15'}).map(([content]) => content);
    expect(lead('Bucket')).toEqual(['Bucket', '31–60', '']);
    expect(lead('days past due')).toEqual(['Days past due', 31, 30]);
  });

  test('groups by a date as a date', () => {
    const [, row] = aging(receivablesTable([{Due: {serial: 46_157}}]), {groupBy: 'Due'});
    expect(row?.[0]).toEqual({serial: 46_157});
  });

  test.each<[string, () => unknown, string]>([
    [
      'a day before the table was read',
      () => aging(receivablesTable([{'Read on': '2026-06-14'}, {}]), {asOf: '2026-05-31'}),
      'Cannot compute as of 31 May 2026: Receivables holds what was open on 15 Jun 2026, and what was paid between the two is no longer in it. Give 15 Jun 2026 or a later day; for 31 May 2026 use a copy of the tab made on that day.',
    ],
    [
      'no as_of',
      () => aging(receivablesTable([]), {asOf: ''}),
      'Cannot compute: as_of is blank. Give the day that the answer is true for.',
    ],
    [
      'a missing header',
      () =>
        aging(receivablesTable([{}]).map((row) => row.filter((_, at) => receivablesHeaders[at] !== 'Open'))),
      'Cannot compute: receivables has no column "Open". Give the named range Receivables: the tab of that name has it after a refresh.',
    ],
    [
      'a range without its header',
      () => aging(receivablesTable([{}]).slice(1)),
      'Cannot compute: receivables has no column "Customer ID". Give the named range Receivables: the tab of that name has it after a refresh.',
    ],
    [
      'a header that stands twice',
      () => aging(receivablesTable([{}]).map((row, at) => [...row, at === 0 ? 'Open' : 1])),
      'Cannot compute: receivables has 2 columns "Open". Rename one of them, or give a range that holds only one.',
    ],
    [
      'one value',
      () => aging('Receivables'),
      'Cannot compute: receivables is "Receivables", not a table. Give a range with its header row.',
    ],
    ['a blank', () => aging(''), 'Cannot compute: receivables is blank. Give a range with its header row.'],
    [
      'a blank range',
      () => aging([['', ' ']]),
      'Cannot compute: receivables is blank. Give a range with its header row.',
    ],
    [
      'an amount that is an error',
      () => aging(receivablesTable([{}, {Open: '#N/A', 'Amount remaining': 1}])),
      'Cannot compute: Open in row 3 of receivables is "#N/A", not an amount. Give a plain number, such as 1234.50.',
    ],
    [
      'an amount with separators',
      () => aging(receivablesTable([{Open: '1,234.50'}])),
      'Cannot compute: Open in row 2 of receivables is "1,234.50", not an amount. Give a plain number, such as 1234.50.',
    ],
    [
      'a blank amount',
      () => aging(receivablesTable([{Open: ''}])),
      'Cannot compute: Open in row 2 of receivables is blank. Give a plain number, such as 1234.50.',
    ],
    [
      'an amount finer than its currency',
      () => aging(receivablesTable([{Open: 1.005}])),
      'Cannot take 1.005 USD as an amount: USD has 2 decimals. It stands in Open in row 2 of receivables. Round it to 2 decimals first.',
    ],
    [
      'a blank currency',
      () => aging(receivablesTable([{Currency: ''}])),
      'Cannot compute: Currency in row 2 of receivables is blank. Write the ISO code, for example USD.',
    ],
    [
      'what is no currency',
      () => aging(receivablesTable([{Currency: '$'}])),
      'Cannot read a currency: “$” is not a three-letter code. It stands in Currency in row 2 of receivables. Write the ISO code, for example USD, EUR or JPY.',
    ],
    [
      'a blank day to age from',
      () => aging(receivablesTable([{'Aged from': ''}])),
      'Cannot compute: Aged from in row 2 of receivables is blank. Refresh the receivables, or leave the row out.',
    ],
    [
      'what is no date',
      () => aging(receivablesTable([{'Aged from': '01/05/2026'}])),
      'Cannot compute: Aged from in row 2 of receivables is "01/05/2026", not a date. Give a date, or text such as 2026-01-31.',
    ],
    [
      'an unknown group',
      () => aging(receivablesTable([{}]), {groupBy: 'Region'}),
      'Cannot compute: group_by is "Region", which is no column of receivables. Use "customer", "currency" or a header of the table, such as "Collection".',
    ],
    [
      'several groups',
      () => aging(receivablesTable([{}]), {groupBy: [['Customer', 'PO']]}),
      'Cannot compute: group_by is a range of several cells. Give one cell.',
    ],
    [
      'edges that fall',
      () => aging(receivablesTable([{}]), {edges: '60,30'}),
      'Cannot use the bucket edges 60, 30: 30 is not a whole number of days above 60. Enter strictly increasing whole days, such as 30, 60, 90, 120.',
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({name: 'AddonError', message}));
  });
});

const rows = fc.array(
  fc.record({
    'Customer ID': fc.constantFrom('cus_1', 'cus_2', ''),
    Customer: fc.constantFrom('Acme', 'Bolt', ''),
    Currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    Status: fc.constantFrom('open', 'uncollectible'),
    Due: fc.integer({min: 45_000, max: 47_000}),
    cents: fc.integer({min: 0, max: 9_999_999_999}),
    PO: fc.constantFrom('a', 'b', 7, ''),
  }),
  {maxLength: 30},
);
const units: Readonly<Record<string, number>> = {USD: 100, JPY: 1, KWD: 1000};

describe('arAging() for any receivables', () => {
  test.each(['customer', 'currency', 'PO', 'Due'])(
    'by %s, the rows of a currency add up to its Open, and the buckets to the total (R6, R9)',
    (groupBy) => {
      fc.assert(
        fc.property(rows, (drawn) => {
          const cells = drawn.map(({cents, ...row}) => ({
            ...row,
            'Amount remaining': cents / (units[row.Currency] ?? 1),
          }));
          const [headers = [], ...lines] = aging(receivablesTable(cells), {groupBy});
          const at = (header: string) => headers.indexOf(header);
          const minor = (value: FunctionValue | undefined, currency: string) =>
            Math.round(Number(value) * (units[currency] ?? 1));
          for (const currency of Object.keys(units)) {
            const own = lines.filter((line) => line[at('Currency')] === currency);
            const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
            const wanted = (status: string) =>
              sum(
                drawn
                  .filter((row) => row.Currency === currency && row.Status === status)
                  .map((row) => row.cents),
              );
            expect(sum(own.map((line) => minor(line[at('Total')], currency)))).toBe(wanted('open'));
            expect(sum(own.map((line) => minor(line[at('Uncollectible')], currency)))).toBe(
              wanted('uncollectible'),
            );
            for (const line of own) {
              const buckets = line.slice(at('Not due'), at('Total')).map((value) => minor(value, currency));
              expect(sum(buckets)).toBe(minor(line[at('Total')], currency));
            }
          }
        }),
        {numRuns: 60},
      );
    },
  );

  test('the order of the rows never shows', () => {
    fc.assert(
      fc.property(
        rows.chain((drawn) =>
          fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, {minLength: drawn.length})),
        ),
        ([drawn, shuffled]) => {
          const table = (some: typeof drawn) =>
            receivablesTable(
              some.map(({cents, ...row}) => ({
                ...row,
                'Amount remaining': cents / (units[row.Currency] ?? 1),
              })),
            );
          expect(aging(table(shuffled))).toEqual(aging(table(drawn)));
        },
      ),
      {numRuns: 60},
    );
  });
});
