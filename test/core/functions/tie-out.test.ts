import fc from 'fast-check';
import * as v from 'valibot';
import type {FunctionArgument, FunctionValue} from '../../../src/core/functions/function-arguments.ts';
import {tieOut} from '../../../src/core/functions/tie-out.ts';
import {goldenCases} from '../money/golden-cases.ts';

const cell = v.union([v.string(), v.number()]);
const table = v.array(v.array(cell));
const header = v.union([v.string(), table]);
const cases = goldenCases('functions-tie-out.json', {
  input: v.strictObject({
    left: table,
    right: table,
    key: header,
    amount: header,
    currency: v.optional(header, ''),
    tolerance: v.optional(cell, ''),
  }),
  expected: table,
});

const tied = (
  left: FunctionArgument,
  right: FunctionArgument,
  options: Partial<Parameters<typeof tieOut>[0]> = {},
) => tieOut({left, right, key: 'Key', amount: 'Amount', currency: '', tolerance: '', ...options});
const one: FunctionArgument = [
  ['Key', 'Amount'],
  ['a', 1],
];

const currencies = (...codes: readonly string[]): FunctionArgument => [
  ['Key', 'Amount', 'currency'],
  ...codes.map((code, at) => [`k${at}`, 1, code]),
];

describe('tieOut()', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    expect(tieOut(input)).toEqual(expected);
  });

  test('compares dates by their day, and hands them back as dates', () => {
    const dated = (key: FunctionValue, amount: number) => [
      ['Key', 'Amount'],
      [key, amount],
    ];
    expect(tied(dated({serial: 46_023}, 1), dated('2026-01-01', 2))[1]?.slice(0, 2)).toEqual([
      {serial: 46_023},
      'Differs',
    ]);
  });

  test('adds up a table of one currency, and one that tells none, without the name of its column', () => {
    const oneCurrency = [
      ['Key', 'Amount', 'Currency'],
      ['a', 1, 'usd'],
      ['b', 2, ' USD '],
      ['c', 3, ''],
      ['', '', 'EUR'],
    ];
    expect(tied(oneCurrency, oneCurrency)[1]).toEqual([
      'TOTAL',
      'Ties: no differences in 3 keys',
      6,
      6,
      0,
      3,
      3,
    ]);
  });

  test.each<[string, FunctionArgument, FunctionArgument, string]>([
    ['left', currencies('EUR', 'usd', 'EUR'), one, 'left holds EUR and USD in its column "currency"'],
    ['right', one, currencies('USD', 'JPY', 'EUR'), 'right holds EUR, JPY and USD in its column "currency"'],
    [
      'many',
      currencies('A', 'B', 'C', 'D', 'E', 'F', 'G'),
      one,
      'left holds A, B, C, D, E and 2 more in its column "currency"',
    ],
  ])('refuses to add currencies together when none is named: %s (R9)', (_, left, right, fact) => {
    expect(() => tied(left, right)).toThrow(
      expect.objectContaining({
        code: 'CURRENCY_MIXED',
        message: `Cannot compute: ${fact}, and currencies are never added. Name the currency column as the fifth argument.`,
      }),
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      'a header that left lacks',
      () => tied([['Nr', 'Amount']], one),
      'Cannot compute: left has no column "Key". Name a column of left, or include its header row.',
    ],
    [
      'a header that right lacks',
      () => tied(one, [['Key', 'Betrag']]),
      'Cannot compute: right has no column "Amount". Name a column of right, or include its header row.',
    ],
    [
      'no key',
      () => tied(one, one, {key: ''}),
      'Cannot compute: key is blank. Name a column, such as "Number".',
    ],
    [
      'no amount',
      () => tied(one, one, {amount: [['', '']]}),
      'Cannot compute: amount is blank. Name a column, such as "Number".',
    ],
    [
      'three headers for two sides',
      () => tied(one, one, {key: [['a', 'b', 'c']]}),
      'Cannot compute: key is a range of more than two cells. Give one header, or that of left and that of right.',
    ],
    [
      'an amount without a key, as under a table',
      () => tied(one, [...one, ['', 17]]),
      'Cannot compute: Key in row 3 of right is blank. Write the key, or end the range above the totals.',
    ],
    [
      'a key without an amount',
      () => tied([...one, ['b', '']], one),
      'Cannot compute: Amount in row 3 of left is blank. Give a plain number, such as 1234.50.',
    ],
    [
      'an amount that is text',
      () => tied([...one, ['b', '12 USD']], one),
      'Cannot compute: Amount in row 3 of left is "12 USD", not an amount. Give a plain number, such as 1234.50.',
    ],
    [
      'a blank currency',
      () =>
        tied(
          [...one, ['b', 1]].map((row, at) => [...row, at === 0 ? 'Cur' : '']),
          one,
          {currency: 'Cur'},
        ),
      'Cannot compute: Cur in row 2 of left is blank. Write the ISO code, for example USD.',
    ],
    [
      'what is no currency',
      () =>
        tied(
          [
            ['Key', 'Amount', 'Cur'],
            ['a', 1, 'Euro'],
          ],
          one,
          {currency: 'Cur'},
        ),
      'Cannot compute: Cur in row 2 of left is "Euro", not a currency. Write the ISO code, for example USD.',
    ],
    [
      'a tolerance below 0',
      () => tied(one, one, {tolerance: -1}),
      'Cannot compute: tolerance is -1, not an amount of 0 or more. Give an amount, such as 0.05.',
    ],
    [
      'a table that is none',
      () => tied('Receivables', one),
      'Cannot compute: left is "Receivables", not a table. Give a range with its header row.',
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({name: 'AddonError', message}));
  });
});

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', 'c', ' d', 4711, '4711', true),
    fc.constantFrom('USD', 'eur', 'JPY'),
    fc.integer({min: -99_999_999, max: 99_999_999}).map((cents) => cents / 100),
  ),
  {maxLength: 12},
);
const withHeader = (body: readonly (readonly FunctionValue[])[]): FunctionValue[][] => [
  ['Key', 'Currency', 'Amount'],
  ...body.map((row) => [...row]),
];
const perCurrency = {currency: 'Currency'};
const mirrored: Readonly<Record<string, string>> = {
  'Only left': 'Only right',
  'Only right': 'Only left',
  'Doubled left': 'Doubled right',
  'Doubled right': 'Doubled left',
};

describe('tieOut() for any tables', () => {
  test('a table ties to itself in any order of its rows', () => {
    fc.assert(
      fc.property(
        rows.chain((body) =>
          fc.tuple(fc.constant(body), fc.shuffledSubarray(body, {minLength: body.length})),
        ),
        ([body, shuffled]) => {
          const [, ...lines] = tied(withHeader(body), withHeader(shuffled), perCurrency);
          for (const [key, , finding, left, right, difference] of lines) {
            expect([key, difference]).toEqual(['TOTAL', 0]);
            expect(finding).toMatch(/^Ties: /);
            expect(left).toBe(right);
          }
        },
      ),
      {numRuns: 60},
    );
  });

  test('swapping the sides mirrors every line', () => {
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const mirror = ([key, currency, finding, l, r, difference, leftRows, rightRows]: FunctionValue[]) => [
          String(key),
          currency,
          mirrored[String(finding)] ?? finding,
          r,
          l,
          0 - Number(difference),
          rightRows,
          leftRows,
        ];
        const [, ...straight] = tied(withHeader(left), withHeader(right), perCurrency);
        const [, ...swapped] = tied(withHeader(right), withHeader(left), perCurrency);
        const asText = (lines: FunctionValue[][]) =>
          lines.map(([key, ...others]) => [String(key), ...others]);
        const sorted = (lines: unknown[][]) => lines.map((line) => JSON.stringify(line)).sort();
        expect(sorted(swapped.map(mirror))).toEqual(sorted(asText(straight)));
      }),
      {numRuns: 60},
    );
  });

  test('the totals of a currency are all its rows, and their difference that of its lines (M9)', () => {
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const [, ...lines] = tied(withHeader(left), withHeader(right), perCurrency);
        const cents = (value: unknown) => Math.round(Number(value) * 100);
        for (const total of lines.filter(([key]) => key === 'TOTAL')) {
          const [, currency, , totalLeft, totalRight, difference] = total;
          const sum = (side: typeof left) =>
            side
              .filter(([, code]) => code.toUpperCase() === currency)
              .reduce((all, [, , amount]) => all + cents(amount), 0);
          expect(cents(totalLeft)).toBe(sum(left));
          expect(cents(totalRight)).toBe(sum(right));
          expect(cents(difference)).toBe(sum(left) - sum(right));
          const shown = lines.filter(([key, code]) => key !== 'TOTAL' && code === currency);
          expect(shown.reduce((all, line) => all + cents(line[5]), 0)).toBe(sum(left) - sum(right));
        }
      }),
      {numRuns: 60},
    );
  });
});
