import fc from 'fast-check';
import {currencyCode, currencyInfo} from '../../../src/core/money/currency.ts';
import {agingBuckets, bucketIndex, bucketLabel} from '../../../src/core/receivables/aging-bucket.ts';
import {sheetValue} from '../../../src/core/tables/cell.ts';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {runToEnd} from '../../support/fake-run.ts';
import {plainCell, usedValues} from '../../support/fake-sheet.ts';
import {fakeTables} from '../../support/fake-tables.ts';
import {typedCell} from '../../support/fake-typed-cell.ts';

/** Texts that a sheet would take for something else, and any other. */
const text = fc.oneof(
  fc.constantFrom(
    '=IMPORTXML("http://x")',
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝1',
    '\t=1',
    '\n=1',
    ' =1',
    "'",
    "'=1",
    "''",
    '00123',
    '1e5',
    '1,000',
    '$2.99',
    '12%',
    'TRUE',
    'false',
    '2026-01-31',
    '1-30',
    '3/4',
    'May 2026',
    '12:30',
    '#REF!',
    'שלום',
    '日本',
    '👩🏽‍🚀',
    'a\u0000b',
    '\u202Etxt',
    'NaN',
  ),
  fc.string({unit: 'binary', minLength: 1, maxLength: 20}),
);
const nullableText = fc.oneof({weight: 4, arbitrary: text}, fc.constant(null));
const currencies = ['usd', 'eur', 'jpy', 'kwd', 'isk', 'ugx', 'inr', 'zzz'];
/** Few of the instants and amounts, so that invoices often tie in all but their ids. */
const [mayUnixS, juneUnixS] = [Date.UTC(2026, 4, 1) / 1000, Date.UTC(2026, 5, 1) / 1000];
const someUnixS = fc.oneof(
  fc.constantFrom(mayUnixS, juneUnixS),
  fc.integer({min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000}),
);
const someAmount = fc.oneof(fc.constantFrom(0, 100), fc.integer({min: 0, max: 99_999_999_999}));

const customer = fc.oneof(
  fc.record({
    id: fc.constantFrom('cus_a', 'cus_b', 'cus_c'),
    object: fc.constant('customer'),
    name: nullableText,
    email: nullableText,
  }),
  fc.record({id: fc.constant('cus_gone'), object: fc.constant('customer'), deleted: fc.constant(true)}),
  fc.constant(null),
);
const invoiceFields = fc.record({
  number: nullableText,
  status: fc.oneof(
    {weight: 6, arbitrary: fc.constant('open')},
    {weight: 2, arbitrary: fc.constant('uncollectible')},
    {weight: 1, arbitrary: text},
  ),
  currency: fc.constantFrom(...currencies),
  collection_method: fc.constantFrom('send_invoice', 'charge_automatically'),
  customer,
  customer_name: nullableText,
  customer_email: nullableText,
  created: someUnixS,
  due_date: fc.oneof(someUnixS, fc.constant(null)),
  amount_due: someAmount,
  metadata: fc.record({po: text}),
});
const book = fc
  .array(invoiceFields, {maxLength: 25})
  .map((all) => all.map((fields, index) => wireInvoice({...fields, id: `in_${index}`})));

const refreshed = (invoices: readonly Wire[], pageObjectsMax = 100): FakePorts => {
  const ports = fakePorts({
    invoices,
    now: '2026-06-15T12:00:00Z',
    tables: fakeTables({timeZone: 'Asia/Kolkata'}),
  });
  ports.http.account = {...ports.http.account, settings: {dashboard: {timezone: 'America/New_York'}}};
  ports.http.pageObjectsMax = pageObjectsMax;
  runToEnd(ports, {acceptCountChange: true});
  return ports;
};

/** In the unit Stripe sends, so that sums of the test are exact. */
const minorUnits = (value: unknown, currency: string) =>
  Math.round(Number(value ?? 0) * 10 ** currencyInfo(currencyCode(currency)).exponent);
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

describe('for any invoices', () => {
  test('buckets and Not due add up to Total, and to the raw pages, per currency and per customer (R6, R9, R11)', () => {
    fc.assert(
      fc.property(book, (invoices) => {
        const {aging, totals} = shownReport(refreshed(invoices).tables);
        const parts = ({
          Total: _,
          Uncollectible: __,
          Customer: ___,
          'Customer ID': ____,
          Currency: _____,
          ...buckets
        }: object & Record<string, unknown>) => buckets;

        for (const row of aging) {
          const currency = String(row['Currency']);
          const bucketSum = sum(Object.values(parts(row)).map((value) => minorUnits(value, currency)));
          expect(bucketSum).toBe(minorUnits(row['Total'], currency));
        }
        for (const code of currencies.map((one) => one.toUpperCase())) {
          const raw = (status: string) =>
            sum(
              invoices
                .filter(
                  (wire) => wire['status'] === status && String(wire['currency']).toUpperCase() === code,
                )
                .map((wire) => Number(wire['amount_remaining'])),
            );
          const total = totals[code] ?? {};
          expect(minorUnits(total['Total'], code)).toBe(raw('open'));
          expect(minorUnits(total['Uncollectible'], code)).toBe(raw('uncollectible'));
          expect(sum(Object.values(parts(total)).map((value) => minorUnits(value, code)))).toBe(raw('open'));
        }
      }),
    );
  });

  test('any order of rows and any size of pages gives the same tabs, cell for cell', () => {
    fc.assert(
      fc.property(
        book.chain((invoices) =>
          fc.tuple(
            fc.constant(invoices),
            fc.shuffledSubarray([...invoices], {minLength: invoices.length}),
            fc.integer({min: 1, max: 7}),
          ),
        ),
        ([invoices, shuffled, pageObjectsMax]) => {
          const cells = (ports: FakePorts) =>
            (['receivables', 'ar-aging'] as const).map((key) => {
              const sheet = ports.tables.sheetOf(key);
              return {cells: [...(sheet?.cells ?? [])], filter: sheet?.filter};
            });
          expect(cells(refreshed(shuffled, pageObjectsMax))).toEqual(cells(refreshed(invoices)));
        },
      ),
    );
  });

  test('each is one row, once, with Stripe’s words as they are (R1)', () => {
    fc.assert(
      fc.property(book, (invoices) => {
        const {rows} = shownReport(refreshed(invoices, 3).tables);
        expect(rows.size).toBe(invoices.length);
        for (const wire of invoices) {
          expect(rows.get(String(wire['id']))).toMatchObject({
            Number: wire['number'] ?? '',
            Status: wire['status'],
            Currency: String(wire['currency']).toUpperCase(),
            Collection: wire['collection_method'],
          });
        }
      }),
    );
  });

  test('met in both lists is counted once', () => {
    fc.assert(
      fc.property(book, (invoices) => {
        const ports = fakePorts({invoices});
        ports.http.uncollectible = [...ports.http.uncollectible, ...ports.http.open];
        const reply = runToEnd(ports);
        const alone = fakePorts({invoices});
        expect(reply.totals).toEqual(runToEnd(alone).totals);
        expect(usedValues(ports.tables.sheetOf('receivables') ?? fail('a tab'))).toEqual(
          usedValues(alone.tables.sheetOf('receivables') ?? fail('a tab')),
        );
      }),
      {numRuns: 40},
    );
  });

  test('no text of Stripe’s ever becomes a formula, a number, a date or a truth value', () => {
    const numbers = [
      'Finalized',
      'Due',
      'Aged from',
      'Days past due',
      'Amount due',
      'Amount paid',
      'Amount remaining',
      'Open',
      'Read on',
    ];
    fc.assert(
      fc.property(book, (invoices) => {
        const {tables} = refreshed(invoices);
        const taken = tables.sheets.flatMap((sheet) => {
          const headers = usedValues(sheet)[0] ?? [];
          return [...sheet.cells].filter(([place, {value, formula}]) => {
            if (formula !== '' || typeof value === 'boolean') return true;
            const [row, column] = place.split(',').map(Number);
            if (!sheet.title.startsWith('Receivables') || row === 1 || value === '') return false;
            const isNumber = numbers.includes(String(headers[(column ?? 0) - 1]));
            return typeof value !== (isNumber ? 'number' : 'string');
          });
        });
        expect(taken).toEqual([]);
      }),
    );
  });
});

function fail(what: string): never {
  throw new Error(`There should be ${what}.`);
}

describe('for any text', () => {
  test('sheetValue() is read back as exactly that text', () => {
    fc.assert(
      fc.property(text, (any) => {
        const cell = typedCell(sheetValue(any, 'Etc/UTC'), 'General');
        expect(cell).toEqual({...plainCell, value: any});
      }),
      {numRuns: 1_000},
    );
  });

  test('the fake sheet would take each of the dangerous ones for something else', () => {
    for (const dangerous of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '＝1',
      '00123',
      '1e5',
      'TRUE',
      '2026-01-31',
      '1-30',
      '3/4',
      'May 2026',
      '12:30',
      '$2.99',
      '12%',
    ]) {
      expect(typedCell(dangerous, 'General')).not.toEqual({...plainCell, value: dangerous});
    }
  });
});

describe('for any edges', () => {
  const edges = fc
    .uniqueArray(fc.integer({min: 1, max: 36_500}), {minLength: 1, maxLength: 12})
    .map((days) => days.sort((a, b) => a - b));

  test('an age is in the first bucket whose last day is not before it, and in one alone (R6)', () => {
    fc.assert(
      fc.property(edges, fc.integer({min: -1_000, max: 40_000}), (days, age) => {
        const buckets = agingBuckets(days);
        const expected = age <= 0 ? 0 : days.filter((edge) => edge < age).length + 1;
        expect(bucketIndex(buckets, age)).toBe(expected);
        expect(buckets.labels).toHaveLength(days.length + 2);
      }),
    );
  });

  test('a label says which days are in it (R6)', () => {
    fc.assert(
      fc.property(edges, fc.integer({min: 1, max: 40_000}), (days, age) => {
        const label = bucketLabel(agingBuckets(days), age);
        const [from = '', to = from] = label.replace('+', '–99999').split('–');
        expect(Number(from) <= age && age <= Number(to)).toBe(true);
      }),
    );
  });
});
