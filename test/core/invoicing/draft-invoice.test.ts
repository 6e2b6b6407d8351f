import type {DraftInvoice} from '../../../src/core/invoicing/draft-invoice.ts';
import {type CivilDate, civilDate} from '../../../src/core/time/civil-date.ts';
import {serialFromDate} from '../../../src/core/time/serial.ts';
import {goodRow, problemsOf, readDrafts, type TypedRow} from './support/draft-tab.ts';

const day = (year: number, month: number, dayOfMonth: number) =>
  serialFromDate(civilDate(year, month, dayOfMonth));

function invoiceOf(row: TypedRow): DraftInvoice {
  const [reading] = readDrafts([row]);
  if (reading?.kind !== 'invoice') throw new Error(JSON.stringify(reading));
  return reading.invoice;
}

const problemOf = (change: TypedRow) => problemsOf([{...goodRow, ...change}]);

describe('readDraftInvoice()', () => {
  test('reads a row, with the defaults that a careful desk would choose', () => {
    expect(invoiceOf(goodRow)).toEqual({
      group: null,
      rows: [2],
      customer: 'cus_Nordwind',
      currency: 'EUR',
      billOn: null,
      invoiceDate: null,
      due: {kind: 'terms', terms: {kind: 'net', days: 30}, text: 'Net 30'},
      collection: 'send_invoice',
      discount: {kind: 'none'},
      poNumber: null,
      contract: null,
      orderTotal: '2400',
      deliver: 'Hold',
      includesPending: false,
      memo: null,
      footer: null,
      acceptsWarningBecause: null,
      metadata: new Map(),
      lines: [
        {
          row: 2,
          price: {kind: 'unit', unitAmount: '1200'},
          description: 'Platform, annual',
          quantity: '2',
          lineTotal: null,
          tax: {kind: 'automatic'},
          service: null,
        },
      ],
    });
  });

  test('reads every cell that can be typed', () => {
    const date = (year: number, month: number, dayOfMonth: number): CivilDate =>
      civilDate(year, month, dayOfMonth);
    const [reading] = readDrafts(
      [
        {
          ...goodRow,
          Group: 'A-17',
          'Bill on': day(2026, 12, 1),
          'Invoice date': '2026-11-30',
          Terms: '',
          'Due date': day(2027, 1, 14),
          Discount: 'Customer',
          Tax: 'none: reverse charge',
          'Service start': day(2026, 12, 1),
          'Service end': day(2027, 11, 30),
          'PO number': 4711,
          Contract: 'C-9',
          Deliver: 'stripe e-mail',
          'Include pending items': 'YES',
          Memo: 'Thank you',
          Footer: 'HRB 1',
          'Accept warning because': 'agreed by phone',
          'meta: opportunity_id': '006A',
        },
      ],
      ['meta: opportunity_id', 'My own'],
    );
    expect(reading).toMatchObject({
      kind: 'invoice',
      invoice: {
        group: 'A-17',
        billOn: date(2026, 12, 1),
        invoiceDate: date(2026, 11, 30),
        due: {kind: 'on', date: date(2027, 1, 14)},
        discount: {kind: 'customer'},
        poNumber: '4711',
        contract: 'C-9',
        deliver: 'Stripe e-mail',
        includesPending: true,
        memo: 'Thank you',
        footer: 'HRB 1',
        acceptsWarningBecause: 'agreed by phone',
        metadata: new Map([['opportunity_id', '006A']]),
        lines: [
          {
            tax: {kind: 'none', reason: 'reverse charge'},
            service: {start: date(2026, 12, 1), end: date(2027, 11, 30)},
          },
        ],
      },
    });
  });

  test('inherits an invoice’s own cells from the row of the group that has them', () => {
    const [reading] = readDrafts([
      {...goodRow, Group: 'A-17', 'PO number': 'PO-1'},
      {Group: 'A-17', Description: 'Support', 'Unit amount': 5, Tax: 'automatic', Customer: 'cus_Nordwind'},
    ]);
    expect(reading).toMatchObject({kind: 'invoice', invoice: {rows: [2, 3], poNumber: 'PO-1'}});
  });

  test('finds every problem of a group at once', () => {
    expect(
      problemsOf([{...goodRow, Customer: '', Quantity: -2, Terms: 'soon', Currency: 'euros', Tax: ''}]),
    ).toHaveLength(5);
  });

  test.each<[string, TypedRow, string]>([
    ['a blank customer', {Customer: ' '}, 'customer is blank. Enter a customer’s id, name or e-mail.'],
    [
      'a currency that is none',
      {Currency: 'euros'},
      'currency is “euros”, not a three-letter code. Enter the ISO code, for example USD.',
    ],
    [
      'a date that is none',
      {'Bill on': 'soon'},
      'bill on is “soon”, not a date. Enter a date, for example 2026-01-31.',
    ],
    [
      'an amount where a date belongs',
      {'Invoice date': 99.5},
      'invoice date is 99.5, not a date. Enter a date, for example 2026-01-31.',
    ],
    [
      'terms nobody understands',
      {Terms: 'soon'},
      'terms are “soon”, which is not understood. Choose Due on receipt, Net 15, Net 30, Net 45, Net 60, Net 90 or EOM+30.',
    ],
    [
      'neither terms nor a due date',
      {Terms: ''},
      'terms and due date are both blank. Choose terms (Due on receipt, Net 15, Net 30, Net 45, Net 60, Net 90 or EOM+30) or enter a due date.',
    ],
    [
      'terms and a due date that say different days',
      {'Due date': day(2026, 12, 24)},
      'both terms (Net 30) and a due date are given. Keep one of them.',
    ],
    [
      'a due date before the invoice',
      {Terms: '', 'Invoice date': day(2026, 12, 1), 'Due date': day(2026, 11, 1)},
      'it would be due on 1 Nov 2026, before its date of 1 Dec 2026. Correct one of the two.',
    ],
    [
      'terms for a card',
      {Collection: 'charge_automatically'},
      'the card is charged at once, so it has neither terms nor a due date. Clear them, or set Collection to send_invoice.',
    ],
    [
      'a collection that is none',
      {Collection: 'invoice'},
      'collection is “invoice”. Choose send_invoice or charge_automatically.',
    ],
    [
      'a way to deliver that is none',
      {Deliver: 'post'},
      'deliver is “post”. Choose Stripe e-mail, We send, Customer portal or Hold.',
    ],
    [
      'a PO number longer than Stripe prints',
      {'PO number': 'x'.repeat(141)},
      'PO number has 141 characters. Stripe takes 140: shorten it.',
    ],
    [
      'a memo longer than Stripe prints',
      {Memo: 'x'.repeat(1501)},
      'memo has 1,501 characters. Stripe takes 1,500: shorten it.',
    ],
    ['a negative quantity', {Quantity: -2}, 'quantity is −2. Enter a quantity above 0.'],
    ['no quantity at all', {Quantity: 0}, 'quantity is 0. Enter a quantity above 0.'],
    [
      'a quantity in words',
      {Quantity: 'two'},
      'quantity is “two”, not a number. Enter digits with a point before the decimals and no separators, for example 1234.50.',
    ],
    [
      'a quantity finer than Stripe counts',
      {Quantity: '0.1234567890123'},
      'quantity has 13 decimals. Stripe takes 12: round it.',
    ],
    ['no price', {'Unit amount': ''}, 'unit amount is blank. Enter the price of one, or a Price ID.'],
    ['two prices', {'Price ID': 'price_1'}, 'both a Price ID and a Unit amount are given. Keep one of them.'],
    [
      'a price ID that is none',
      {'Price ID': 'Gold', 'Unit amount': ''},
      'price ID is “Gold”. Enter the id of a price, which begins with price_, or a Unit amount in its place.',
    ],
    ['no description', {Description: ''}, 'description is blank. Enter the text of the line.'],
    [
      'a blank tax',
      {Tax: ''},
      'tax is blank, which could mean anything. Enter “automatic”, the name of a tax rate, or “none: ” with the reason.',
    ],
    [
      'no tax without a reason',
      {Tax: 'None'},
      'tax is “none” without a reason. Enter why, for example “none: reverse charge”.',
    ],
    [
      'half of a service period',
      {'Service start': day(2026, 1, 1)},
      'service start is given and service end is blank. Enter both days, or neither.',
    ],
    [
      'a service period reversed',
      {'Service start': day(2026, 2, 1), 'Service end': day(2026, 1, 1)},
      'the service would end on 1 Jan 2026, before it starts on 1 Feb 2026. Correct one of the two.',
    ],
  ])('refuses %s', (_name, change, sentence) => {
    expect(problemOf(change)).toEqual([`Cannot create the invoice of row 2: ${sentence}`]);
  });

  test('names both rows of a group that contradict each other', () => {
    const rows = Array.from({length: 5}, () => goodRow);
    expect(
      problemsOf([
        ...rows,
        {...goodRow, Group: 'A-17', 'PO number': 'PO-1'},
        goodRow,
        {...goodRow, Group: 'A-17', 'PO number': 'PO-2', Description: 'Support'},
      ]),
    ).toEqual(['Group A-17: rows 7 and 9 have different PO numbers. Keep one.']);
  });

  test('refuses more lines than Stripe takes', () => {
    const rows = Array.from({length: 251}, (_, index) => ({
      ...goodRow,
      Group: 'A',
      Description: `Line ${index}`,
    }));
    expect(problemsOf(rows)).toEqual([
      'Cannot create the invoice of row 2: it has 251 lines. Stripe takes 250: split it into several.',
    ]);
  });

  test('refuses metadata by which the add-on itself holds, finds and agrees', () => {
    expect(
      problemsOf([{...goodRow, 'meta: billing_ops_pay_by': '2027-12-31'}], ['meta: billing_ops_pay_by']),
    ).toEqual([
      'Cannot create the invoice of row 2: the column “meta: billing_ops_pay_by” is metadata of the add-on’s own. Give the column another name.',
    ]);
  });

  test('refuses metadata that Stripe would', () => {
    const headers = ['meta: a[b]', 'meta: long'];
    expect(problemsOf([{...goodRow, 'meta: a[b]': 'x', 'meta: long': 'x'.repeat(501)}], headers)).toEqual([
      'Cannot create the invoice of row 2: the column “meta: a[b]” is no name that Stripe takes. Use up to 40 characters without [ and ].',
      'Cannot create the invoice of row 2: meta: long has 501 characters. Stripe takes 500: shorten it.',
    ]);
  });
});
