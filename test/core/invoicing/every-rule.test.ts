import {draftColumns} from '../../../src/core/invoicing/draft-columns.ts';
import {readDraftRows} from '../../../src/core/invoicing/draft-rows.ts';
import {draftTab, goodRow, problemsOf, type TypedRow} from './support/draft-tab.ts';
import {nordwind, nordwindRow, problemsIn} from './support/sandbox-drafts.ts';

const notADate = 'not a date. Enter a date, for example 2026-01-31.';
const notANumber =
  'not a number. Enter digits with a point before the decimals and no separators, for example 1234.50.';
const {Terms: _, ...cardRow} = goodRow;

describe('a cell that cannot be read', () => {
  test.each<[string, TypedRow, string]>([
    ['Bill on', {'Bill on': '31.01.2026'}, `bill on is “31.01.2026”, ${notADate}`],
    ['Invoice date', {'Invoice date': true}, `invoice date is TRUE, ${notADate}`],
    ['Due date', {Terms: '', 'Due date': '2026-02-30'}, `due date is “2026-02-30”, ${notADate}`],
    [
      'Service start',
      {'Service start': 'May', 'Service end': '2026-05-31'},
      `service start is “May”, ${notADate}`,
    ],
    [
      'Service end',
      {'Service start': '2026-05-01', 'Service end': 'May'},
      `service end is “May”, ${notADate}`,
    ],
    ['Unit amount', {'Unit amount': '1.200,00'}, `unit amount is “1.200,00”, ${notANumber}`],
    ['Line total (check)', {'Line total (check)': '€5'}, `line total (check) is “€5”, ${notANumber}`],
    [
      'Order total (check)',
      {'Order total (check)': '5 EUR'},
      `order total (check) is “5 EUR”, ${notANumber}`,
    ],
    [
      'Include pending items',
      {'Include pending items': 'maybe'},
      'include pending items is “maybe”. Choose yes or no.',
    ],
  ])('is refused under %s', (_header, change, sentence) => {
    expect(problemsOf([{...goodRow, ...change}])).toContain(
      `Cannot create the invoice of row 2: ${sentence}`,
    );
  });
});

describe('what is longer or more than Stripe takes', () => {
  test.each<[string, TypedRow, string]>([
    ['a description', {Description: 'x'.repeat(501)}, 'description has 501 characters. Use 500: shorten it.'],
    ['a contract', {Contract: 'x'.repeat(501)}, 'contract has 501 characters. Stripe takes 500: shorten it.'],
    ['a footer', {Footer: 'x'.repeat(5001)}, 'footer has 5,001 characters. Stripe takes 5,000: shorten it.'],
    [
      'a reason for a warning',
      {'Accept warning because': 'x'.repeat(501)},
      'accept warning because has 501 characters. Stripe takes 500: shorten it.',
    ],
  ])('is refused: %s', (_name, change, sentence) => {
    expect(problemsOf([{...goodRow, ...change}])).toEqual([
      `Cannot create the invoice of row 2: ${sentence}`,
    ]);
  });

  test('is refused: 41 columns of metadata', () => {
    const headers = Array.from({length: 41}, (_header, index) => `meta: k${index}`);
    const cells = Object.fromEntries(headers.map((header) => [header, 'x']));
    expect(problemsOf([{...goodRow, ...cells}], headers)).toEqual([
      'Cannot create the invoice of row 2: it has 41 columns of metadata. Keep 40: Stripe takes 50, and ours need the rest.',
    ]);
  });
});

describe('cells that do not go together', () => {
  test.each<[string, TypedRow, string]>([
    [
      'a due date for a card',
      {...cardRow, Collection: 'charge_automatically', 'Due date': '2026-12-31'},
      'the card is charged at once, so it has neither terms nor a due date. Clear them, or set Collection to send_invoice.',
    ],
    [
      'a service that ends without having begun',
      {...goodRow, 'Service end': '2026-12-31'},
      'service end is given and service start is blank. Enter both days, or neither.',
    ],
    ['no quantity, as text', {...goodRow, Quantity: '0.0'}, 'quantity is 0. Enter a quantity above 0.'],
    [
      'a negative quantity, as text',
      {...goodRow, Quantity: '-2'},
      'quantity is −2. Enter a quantity above 0.',
    ],
  ])('are refused: %s', (_name, row, sentence) => {
    expect(problemsOf([row])).toEqual([`Cannot create the invoice of row 2: ${sentence}`]);
  });

  test('are taken: terms and a due date that say the same day', () => {
    const row = {...goodRow, 'Invoice date': '2026-11-01', Terms: 'Net 30', 'Due date': '2026-12-01'};
    expect(problemsOf([row])).toEqual([]);
  });

  const other: Readonly<Record<string, readonly [string, string, string]>> = {
    Customer: ['cus_1', 'cus_2', 'customers'],
    'Bill on': ['2026-11-01', '2026-11-02', 'days to bill on'],
    'Invoice date': ['2026-11-01', '2026-11-02', 'invoice dates'],
    Currency: ['EUR', 'USD', 'currencies'],
    Discount: ['A', 'B', 'discounts'],
    Terms: ['Net 30', 'Net 60', 'terms'],
    'Due date': ['2026-12-01', '2026-12-02', 'due dates'],
    Collection: ['send_invoice', 'charge_automatically', 'collections'],
    'PO number': ['PO-1', 'PO-2', 'PO numbers'],
    Contract: ['C-1', 'C-2', 'contracts'],
    'Order total (check)': ['1', '2', 'order totals'],
    Deliver: ['Hold', 'We send', 'ways to deliver'],
    'Include pending items': ['yes', 'no', 'answers to Include pending items'],
    Memo: ['a', 'b', 'memos'],
    Footer: ['a', 'b', 'footers'],
    'Accept warning because': ['a', 'b', 'reasons to accept a warning'],
  };
  const ofInvoice = draftColumns.flatMap(({of, header}) => (of === 'invoice' ? [header] : []));

  test.each(ofInvoice)('are refused in one group: two of %s', (header) => {
    const [first = '', second = '', plural] = other[header] ?? [];
    const rows = [first, second].map((value, index) => ({
      ...goodRow,
      Group: 'A-17',
      Description: `Line ${index}`,
      [header]: value,
    }));
    expect(problemsOf(rows)).toContain(`Group A-17: rows 2 and 3 have different ${plural}. Keep one.`);
  });

  test('are refused in one group: two of a metadata column', () => {
    const row = {...goodRow, Group: 'A-17'};
    expect(
      problemsOf(
        [
          {...row, 'meta: deal': 'a'},
          {...row, Description: 'b', 'meta: deal': 'b'},
        ],
        ['meta: deal'],
      ),
    ).toEqual(['Group A-17: rows 2 and 3 have different values of meta: deal. Keep one.']);
  });
});

describe('amounts', () => {
  const objects = [{...nordwind, currency: 'jpy'}];

  test.each<[string, TypedRow, string]>([
    [
      'an order total finer than the currency',
      {'Unit amount': 1200, 'Order total (check)': 2400.5},
      'order total (check) is 2400.5, finer than JPY is counted. Round it to a whole number first.',
    ],
    [
      'a line total finer than the currency',
      {'Unit amount': 1200, 'Line total (check)': '2400.01'},
      'line total (check) is 2400.01, finer than JPY is counted. Round it to a whole number first.',
    ],
    [
      'a unit amount finer than Stripe counts',
      {'Unit amount': '0.1234567890123'},
      'unit amount 0.1234567890123 is finer than Stripe counts JPY. Round it to 12 decimals.',
    ],
    [
      'lines of a negative sum',
      {'Unit amount': -5, 'Order total (check)': -10},
      'its lines add up to JPY −10. An invoice must exceed 0: give a credit note instead.',
    ],
  ])('are refused: %s', (_name, change, sentence) => {
    expect(problemsIn([{...nordwindRow, ...change}], {objects})).toContain(
      `Cannot create the invoice of row 2: ${sentence}`,
    );
  });
});

describe('a tab', () => {
  const headersOf = (rows: readonly TypedRow[]) => () => problemsOf(rows, ['Customer']);

  test('with one column twice is not read', () => {
    expect(headersOf([goodRow])).toThrow(
      'Cannot read the tab "Invoice Drafts": it has two columns "Customer". Rename the one that is not to be billed from.',
    );
  });

  test.each(['Customer', 'Description', 'Quantity', 'Unit amount'])(
    'without the column %s is not read',
    (header) => {
      const [headers = [], ...rows] = draftTab([goodRow]);
      const renamed = [headers.map((one) => (one === header ? 'Mine' : one)), ...rows];
      const missing = header === 'Quantity' ? 'Customer' : header;
      expect(() => readDraftRows(renamed, 'Orders')).toThrow(
        `Cannot read the tab "Orders": it has no column "${missing}". Put the header "${missing}" back. Nothing was changed.`,
      );
    },
  );
});
