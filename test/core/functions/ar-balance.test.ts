import fc from 'fast-check';
import {arBalance, arOverdue} from '../../../src/core/functions/ar-balance.ts';
import type {FunctionArgument} from '../../../src/core/functions/function-arguments.ts';
import {receivablesTable} from './receivables-table.ts';

const book = receivablesTable([
  {'Customer ID': 'cus_a', Customer: 'Acme GmbH', Email: 'ap@acme.example', Open: 0.1, Due: '2026-06-14'},
  {'Customer ID': 'cus_a', Customer: 'Acme GmbH', Email: 'ap@acme.example', Open: 0.2, Due: '2026-06-15'},
  {'Customer ID': 'cus_a', Customer: 'Acme GmbH', Email: 'ap@acme.example', Open: 1000, Due: '2026-05-01'},
  {
    'Customer ID': 'cus_b',
    Customer: 'Bolt',
    Email: 'pay@bolt.example',
    Currency: 'USD',
    Open: 7,
    Due: '2026-07-01',
  },
  {'Customer ID': 'cus_b', Customer: 'Bolt', Email: 'pay@bolt.example', Currency: 'JPY', Open: 1200},
  {
    'Customer ID': 'cus_c',
    Customer: 'Cato',
    Email: 'shared@x.example',
    Status: 'uncollectible',
    'Amount remaining': 50,
  },
  {'Customer ID': 'cus_d', Customer: 'ACME  gmbh', Email: 'shared@x.example', Open: 3},
  {'Customer ID': '', Customer: 'Nobody’s', Email: '', Open: 4},
]);

const balance = (customer: FunctionArgument, options: Partial<Parameters<typeof arBalance>[0]> = {}) =>
  arBalance({receivables: book, customer, asOf: '2026-06-15', currency: '', ...options});
const overdue = (customer: FunctionArgument, options: Partial<Parameters<typeof arOverdue>[0]> = {}) =>
  arOverdue({receivables: book, customer, asOf: '2026-06-15', currency: '', overDays: '', ...options});

describe('arBalance()', () => {
  test('adds up what a customer owes, found by id, e-mail or name', () => {
    expect(balance('cus_a')).toBe(1000.3);
    expect(balance(' AP@acme.example ')).toBe(1000.3);
    expect(balance('bolt', {currency: 'jpy'})).toBe(1200);
    expect(balance('nobody’s')).toBe(4);
  });

  test('is 0 for a known customer without debt, in any currency', () => {
    expect(balance('cus_c')).toBe(0);
    expect(balance('cus_c', {currency: 'EUR'})).toBe(0);
    expect(balance('cus_a', {currency: 'EUR'})).toBe(0);
  });

  test('asks for no currency when only one is owed, whatever is uncollectible or paid in another', () => {
    const receivables = receivablesTable([
      {Open: 5},
      {Currency: 'EUR', Status: 'uncollectible', 'Amount remaining': 9},
      {Currency: 'GBP', Open: 0},
    ]);
    expect(balance('cus_1', {receivables})).toBe(5);
    expect(balance('cus_1', {receivables, currency: 'EUR'})).toBe(0);
  });

  test('needs no column but its own', () => {
    const own = ['Customer ID', 'Customer', 'Email', 'Currency', 'Status', 'Aged from', 'Open', 'Read on'];
    const [headers = [], ...rows] = book;
    const receivables = [headers, ...rows].map((row) =>
      own.map((header) => row[headers.indexOf(header)] ?? ''),
    );
    expect(balance('cus_a', {receivables})).toBe(1000.3);
    expect(balance('cus_c', {receivables})).toBe(0);
    expect(overdue('cus_a', {receivables, overDays: 30})).toBe(1000);
    for (const header of own) {
      const without = receivables.map((row) => row.filter((_, at) => at !== own.indexOf(header)));
      expect(() => balance('cus_a', {receivables: without})).toThrow(
        `Cannot compute: receivables has no column "${header}". Give the named range Receivables`,
      );
    }
  });

  test('answers a range in its shape, blanks with blanks', () => {
    expect(balance([['cus_a'], [''], ['cus_c'], ['']])).toEqual([[1000.3], [''], [0], ['']]);
    expect(balance('')).toBe('');
  });

  test('takes a later day, on which the same is owed if nothing is paid', () => {
    expect(balance('cus_a', {asOf: '2027-01-01'})).toBe(1000.3);
    expect(overdue('cus_a', {asOf: '2027-01-01'})).toBe(1000.3);
  });

  test.each<[string, () => unknown, string, string]>([
    [
      'a customer nobody has heard of',
      () => balance('cus_z'),
      'ARGUMENT_INVALID',
      'Cannot compute: customer "cus_z" is nobody in Receivables, by id, name or e-mail. Check the spelling; a customer who has paid everything is not in Receivables.',
    ],
    [
      'an id in another case, which is another id',
      () => balance('CUS_A'),
      'ARGUMENT_INVALID',
      'Cannot compute: customer "CUS_A" is nobody in Receivables, by id, name or e-mail. Check the spelling; a customer who has paid everything is not in Receivables.',
    ],
    [
      'a name that two customers have',
      () => balance('acme gmbh'),
      'ARGUMENT_INVALID',
      'Cannot compute: customer "acme gmbh" is 2 customers: cus_a, cus_d. Give the id of the one you mean.',
    ],
    [
      'an e-mail that two customers have',
      () => balance('shared@x.example'),
      'ARGUMENT_INVALID',
      'Cannot compute: customer "shared@x.example" is 2 customers: cus_c, cus_d. Give the id of the one you mean.',
    ],
    [
      'two currencies with none named',
      () => balance('Bolt'),
      'CURRENCY_MIXED',
      'Cannot compute: "Bolt" owes in JPY and USD, and currencies are never added. Name one, such as "JPY".',
    ],
    [
      'two currencies when only one of them is late',
      () => overdue('Bolt'),
      'CURRENCY_MIXED',
      'Cannot compute: "Bolt" owes in JPY and USD, and currencies are never added. Name one, such as "JPY".',
    ],
    [
      'what is no currency',
      () => balance('cus_a', {currency: 'dollars'}),
      'CURRENCY_UNKNOWN',
      'Cannot read a currency: “dollars” is not a three-letter code. Write the ISO code, for example USD, EUR or JPY.',
    ],
    [
      'days below 0',
      () => overdue('cus_a', {overDays: -1}),
      'ARGUMENT_INVALID',
      'Cannot compute: over_days is -1, not a whole number of days. Give 0 or more, such as 30.',
    ],
    [
      'days that are no number',
      () => overdue('cus_a', {overDays: 'a month'}),
      'ARGUMENT_INVALID',
      'Cannot compute: over_days is "a month", not a number. Give a plain number, such as 30.',
    ],
    [
      'a day before the table was read',
      () => overdue('cus_a', {asOf: '2026-06-14'}),
      'ARGUMENT_INVALID',
      'Cannot compute as of 14 Jun 2026: Receivables holds what was open on 15 Jun 2026, and what was paid between the two is no longer in it. Give 15 Jun 2026 or a later day; for 14 Jun 2026 use a copy of the tab made on that day.',
    ],
  ])('refuses %s', (_, act, code, message) => {
    expect(act).toThrow(expect.objectContaining({code, message}));
  });
});

describe('arOverdue()', () => {
  test('leaves out what is due today or later (R4)', () => {
    expect(overdue('cus_a')).toBe(1000.1);
    expect(overdue('Bolt', {currency: 'USD'})).toBe(0);
  });

  test('counts what is more than so many days past due (R4)', () => {
    expect(overdue('cus_a', {overDays: 1})).toBe(1000);
    expect(overdue('cus_a', {overDays: '44'})).toBe(1000);
    expect(overdue('cus_a', {overDays: 45})).toBe(0);
  });

  test('is never more than arBalance(), and less the more days it leaves out', () => {
    const row = fc.record({
      Open: fc.integer({min: 0, max: 9_999_999}).map((cents) => cents / 100),
      Due: fc.integer({min: 45_000, max: 47_000}),
      Currency: fc.constantFrom('USD', 'EUR'),
    });
    fc.assert(
      fc.property(fc.array(row, {minLength: 1}), fc.integer({min: 0, max: 400}), (rows, overDays) => {
        const options = {receivables: receivablesTable(rows), currency: 'USD'};
        const [all, late, later] = [
          balance('cus_1', options),
          overdue('cus_1', options),
          overdue('cus_1', {...options, overDays}),
        ].map(Number);
        expect(late).toBeLessThanOrEqual(Number(all));
        expect(later).toBeLessThanOrEqual(Number(late));
        const cents = rows
          .filter(({Currency}) => Currency === 'USD')
          .reduce((sum, {Open}) => sum + Math.round(Open * 100), 0);
        expect(all).toBe(cents / 100);
      }),
      {numRuns: 80},
    );
  });
});
