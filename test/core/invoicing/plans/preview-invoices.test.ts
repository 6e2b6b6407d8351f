import type {InvoiceIntent} from '../../../../src/core/invoicing/invoice-intent.ts';
import {contentDigest} from '../../../../src/core/invoicing/plans/content-digest.ts';
import {nodeDigest} from '../../../support/fake-draft-sheet.ts';
import {readDrafts} from '../support/draft-tab.ts';
import {deskOf, groupOf, nordwind, nordwindRow, problemsIn, resultsIn} from '../support/sandbox-drafts.ts';

const serviceYear = {'Service start': '2026-01-01', 'Service end': '2026-12-31'};

describe('previewInvoices()', () => {
  test('writes what Stripe would bill on the first row of each group alone, in one write', () => {
    const desk = deskOf([
      {...nordwindRow, Group: 'A', 'Order total (check)': 2500},
      {Group: 'A', Description: 'Seats', Quantity: 1, 'Unit amount': 100, Tax: 'none: outside the scope'},
    ]);
    const reply = desk.preview();
    expect(reply).toMatchObject({ready: 1, withProblems: 0, mustTypeTotals: false});
    expect(reply.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(reply.message).toBe('1 invoice is ready: EUR 2,500.00.');
    expect(desk.ports.drafts.writes).toBe(1);
    expect(resultsIn(desk, 2)).toEqual({
      Status: 'Ready',
      'Customer found': 'cus_Nordwind · Nordwind GmbH · DE · ap@nordwind.example',
      'Bills to': 'Nordwind GmbH, Hamburg, DE',
      'Tax treatment': 'none: outside the scope',
      Subtotal: 2500,
      'Discount amount': 0,
      'Tax amount': 0,
      Total: 2500,
      Due: 46_376,
      Key: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect(resultsIn(desk, 3)).toEqual({Status: 'Ready'});
  });

  test('gives the same digest for the same content and another for any change, and keeps the keys', () => {
    const desk = deskOf([nordwindRow]);
    const first = desk.preview();
    const key = desk.cell(2, 'Key');
    expect(desk.preview().digest).toBe(first.digest);
    expect(desk.cell(2, 'Key')).toBe(key);
    desk.type(2, 'Memo', 'Thank you');
    expect(desk.preview().digest).not.toBe(first.digest);
    expect(desk.cell(2, 'Key')).toBe(key);
  });

  test('holds up no valid invoice for an invalid one, unless all or nothing is asked for', () => {
    const desk = deskOf([nordwindRow, {...nordwindRow, Description: 'Other', Quantity: -2}]);
    const reply = desk.preview();
    expect(reply).toMatchObject({ready: 1, withProblems: 1});
    expect(reply.message).toBe('1 invoice is ready: EUR 2,400.00. 1 row has a problem.');
    expect(desk.preview({request: {allOrNothing: true}})).toMatchObject({
      ready: 0,
      digest: null,
      totals: [],
      message: 'Nothing to create. 1 row has a problem. All or nothing was asked for, so the others wait.',
    });
  });

  test('says where in a group the problem is', () => {
    const desk = deskOf([
      {...nordwindRow, Group: 'A'},
      {Group: 'A', Description: 'Seats', Quantity: -1, 'Unit amount': 1, Tax: 'none: outside the scope'},
    ]);
    desk.preview();
    expect([desk.cell(2, 'Status'), desk.cell(2, 'Problem')]).toEqual(['Problem', 'See row 3.']);
    expect(desk.cell(3, 'Problem')).toBe(
      'Cannot create the invoice of row 3: quantity is −1. Enter a quantity above 0.',
    );
  });

  test('waits for a reason where there is a warning', () => {
    const {'Order total (check)': _, ...unchecked} = nordwindRow;
    const desk = deskOf([unchecked]);
    expect(desk.preview()).toMatchObject({
      ready: 0,
      withWarnings: 1,
      message: 'Nothing to create. 1 invoice waits for a reason in “Accept warning because”.',
    });
    expect(resultsIn(desk, 2)).toMatchObject({
      Status: 'New',
      Warning: 'No order total to check against: a wrong price would go unseen.',
    });
    desk.type(2, 'Accept warning because', 'no order form');
    expect(desk.preview().ready).toBe(1);
  });

  test('leaves what is billed later until then', () => {
    const desk = deskOf([
      {...nordwindRow, 'Bill on': '2026-11-21'},
      {...nordwindRow, Memo: 'x', 'Bill on': '2026-11-20'},
    ]);
    expect(desk.preview()).toMatchObject({
      ready: 1,
      notDueYet: 1,
      message: '1 invoice is ready: EUR 2,400.00. 1 is not due yet.',
    });
    expect([desk.cell(2, 'Status'), desk.cell(3, 'Status')]).toEqual(['Not due yet', 'Ready']);
  });

  test('lists and totals the cards that would be charged apart', () => {
    const method = {
      id: 'pm_1',
      object: 'payment_method',
      type: 'card',
      card: {
        brand: 'visa',
        checks: null,
        country: 'DE',
        display_brand: 'visa',
        exp_month: 12,
        exp_year: 2030,
        funding: 'credit',
        generated_from: null,
        last4: '4242',
        networks: null,
        regulated_status: 'unregulated',
        three_d_secure_usage: null,
        wallet: null,
      },
      customer: 'cus_Nordwind',
    };
    const customer = {...nordwind, invoice_settings: {default_payment_method: 'pm_1'}};
    const {Terms: _, ...row} = nordwindRow;
    const charged = {...row, Collection: 'charge_automatically'};
    const reply = deskOf([charged, {...nordwindRow, Memo: 'x'}], {objects: [customer, method]}).preview();
    expect(groupOf(reply, 2).charge).toBe('Will charge Visa •4242 EUR 2,400.00 today');
    expect(reply.charges).toMatchObject([{currency: 'EUR', invoices: 1, total: 'EUR 2,400.00'}]);
    expect(reply.totals).toMatchObject([
      {currency: 'EUR', invoices: 2, total: 'EUR 4,800.00', totalMajor: 4800},
    ]);
    expect(problemsIn([charged])).toEqual([
      'Cannot create the invoice of row 2: cus_Nordwind has nothing on file that could be charged. Set Collection to send_invoice with terms, or ask the customer for a card.',
    ]);
  });

  test('leaves pending items out of what it previews, unless the row takes them', () => {
    const item = {
      id: 'ii_1',
      object: 'invoiceitem',
      customer: 'cus_Nordwind',
      currency: 'eur',
      amount: 700,
      description: 'Overage',
    };
    const objects = [nordwind, item];
    const without = deskOf([nordwindRow], {objects}).preview();
    expect(groupOf(without, 2).totals).toMatchObject({subtotal: 'EUR 2,400.00', total: 'EUR 2,400.00'});
    const taking = deskOf([{...nordwindRow, 'Include pending items': 'yes'}], {objects}).preview();
    expect(groupOf(taking, 2).totals).toMatchObject({total: 'EUR 2,407.00'});
  });

  test('asks Stripe for no totals in a mere check', () => {
    const desk = deskOf([nordwindRow]);
    const reply = desk.preview({asks: 'check'});
    expect(reply).toMatchObject({ready: 1, digest: null, totals: [], message: '1 invoice is ready.'});
    expect(desk.requests.some(({method}) => method === 'POST')).toBe(false);
    expect(resultsIn(desk, 2)).toMatchObject({Status: 'Ready', Subtotal: 2400});
  });

  test('changes nothing in Stripe', () => {
    const desk = deskOf([nordwindRow]);
    desk.preview();
    const posts = desk.requests.filter(({method}) => method !== 'GET').map(({url}) => new URL(url).pathname);
    expect(posts).toEqual(['/v1/invoices/create_preview']);
  });

  test('writes nothing where a row was changed while it ran', () => {
    const desk = deskOf([nordwindRow]);
    const {http} = desk.ports;
    const typing = {
      ...desk.ports,
      http: {
        sendAll: (wave: Parameters<typeof http.sendAll>[0]) => {
          desk.type(2, 'Quantity', 3);
          return http.sendAll(wave);
        },
      },
    };
    Object.assign(desk.ports, {http: typing.http});
    expect(() => desk.preview()).toThrow(
      'Cannot finish the check: row 2 was changed while it ran. Nothing was written. Check again.',
    );
    expect(desk.cell(2, 'Status')).toBe('');
  });

  test('says what to do where there is no tab', () => {
    const desk = deskOf([nordwindRow]);
    desk.ports.tables.sheets.splice(0);
    expect(() => desk.preview()).toThrow(
      'Cannot check invoice drafts: this spreadsheet has no tab for them. Choose “New Invoice Drafts tab” in the menu Billing Ops, and fill its rows.',
    );
  });

  test('keeps people’s columns and what stands between groups as it is', () => {
    const desk = deskOf([{...nordwindRow, Mine: 'kept'}, {Mine: 'a remark'}, {...nordwindRow, Memo: 'x'}], {
      moreHeaders: ['Mine'],
    });
    desk.preview();
    expect([
      desk.cell(2, 'Mine'),
      desk.cell(3, 'Mine'),
      desk.cell(3, 'Status'),
      desk.cell(4, 'Status'),
    ]).toEqual(['kept', 'a remark', '', 'Ready']);
  });
});

describe('days', () => {
  test.each([
    [
      {'Invoice date': '2026-11-21'},
      'it would be dated 21 Nov 2026, after today. Enter that day as Bill on instead, and leave Invoice date blank.',
    ],
    [
      {'Invoice date': '2026-09-01'},
      'it would be due on 1 Oct 2026, which is past, and Stripe takes only days to come. Enter a later Due date, and agree it with the customer.',
    ],
    [
      {Terms: '', 'Due date': '2026-11-19'},
      'it would be due on 19 Nov 2026, which is past, and Stripe takes only days to come. Enter a later Due date, and agree it with the customer.',
    ],
  ])('that Stripe would refuse are refused before: %j', (cells, fact) => {
    expect(problemsIn([{...nordwindRow, ...cells}])).toEqual([`Cannot create the invoice of row 2: ${fact}`]);
  });

  test('are shown in the account’s zone', () => {
    const desk = deskOf([{...nordwindRow, Terms: 'EOM+30'}]);
    expect(groupOf(desk.preview(), 2).totals?.due).toBe('30 Dec 2026');
  });
});

describe('keys', () => {
  test('that two rows share refuse both', () => {
    const desk = deskOf([
      {...nordwindRow, Key: 'k1'},
      {...nordwindRow, Memo: 'x', Key: 'k1'},
    ]);
    const sentence =
      'Rows 2 and 3 carry the same key: one was copied from the other. Clear the cells Status to Key of the copy.';
    expect(desk.preview().groups.map(({problems}) => problems.map((one) => one.sentence))).toEqual([
      [sentence],
      [sentence],
    ]);
    expect([desk.cell(2, 'Key'), desk.cell(3, 'Key')]).toEqual(['k1', 'k1']);
  });

  test('that differ within one group refuse it', () => {
    const second = {Group: 'A', Description: 'b', Quantity: 1, 'Unit amount': 1, Tax: 'none: x', Key: 'k2'};
    expect(
      problemsIn([{...nordwindRow, Group: 'A', 'Order total (check)': 2401, Key: 'k1'}, second]),
    ).toEqual([
      'Rows 2 and 3 are one group and carry different keys. Clear the cells Status to Key of the row that was copied.',
    ]);
  });
});

describe('duplicates', () => {
  const earlier = {
    id: 'in_1',
    object: 'invoice',
    number: 'INV-0042',
    status: 'open',
    customer: 'cus_Nordwind',
    currency: 'eur',
    created: 1_770_000_000,
    collection_method: 'send_invoice',
    due_date: 1_780_000_000,
    total: 240_000,
    subtotal: 240_000,
    amount_due: 240_000,
    custom_fields: [{name: 'PO', value: '4711'}],
    lines: {
      object: 'list',
      data: [
        {
          id: 'il_1',
          object: 'line_item',
          amount: 240_000,
          currency: 'eur',
          description: 'Platform',
          period: {start: 1_780_000_000, end: 1_790_000_000},
        },
      ],
      has_more: false,
      url: '/v1/invoices/in_1/lines',
    },
  };
  const objects = [nordwind, earlier];

  test('of one PO and an overlapping service period are refused', () => {
    expect(problemsIn([{...nordwindRow, ...serviceYear, 'PO number': '4711'}], {objects})).toEqual([
      'Cannot create the invoice of row 2: PO 4711 for 1 Jan 2026 to 31 Dec 2026 is billed by INV-0042 (EUR 2,400.00) too. Clear this row, or correct its PO number or service period.',
    ]);
  });

  test('of one amount and an overlapping service period are a warning', () => {
    const desk = deskOf([{...nordwindRow, ...serviceYear}], {objects});
    expect(groupOf(desk.preview(), 2)).toMatchObject({
      status: 'New',
      warnings: [
        {
          sentence:
            'Looks like INV-0042 (EUR 2,400.00): the same customer and amount, and the service periods overlap.',
        },
      ],
    });
    expect(desk.cell(2, 'Looks like')).toBe('INV-0042');
  });

  test('are none without an overlap, however alike', () => {
    const lastYear = {'Service start': '2025-01-01', 'Service end': '2025-12-31', 'PO number': '4711'};
    expect(deskOf([{...nordwindRow, ...lastYear}], {objects}).preview().ready).toBe(1);
    expect(deskOf([nordwindRow], {objects}).preview().ready).toBe(1);
  });

  test('within the tab are found too', () => {
    const row = {...nordwindRow, ...serviceYear, Contract: 'C-1'};
    expect(problemsIn([row, {...row, Memo: 'x'}])).toEqual([
      'Cannot create the invoice of row 2: contract C-1 for 1 Jan 2026 to 31 Dec 2026 is billed by row 3 (EUR 2,400.00) too. Clear this row, or correct its contract or service period.',
      'Cannot create the invoice of row 3: contract C-1 for 1 Jan 2026 to 31 Dec 2026 is billed by row 2 (EUR 2,400.00) too. Clear this row, or correct its contract or service period.',
    ]);
  });

  test('cell by cell are a warning', () => {
    const reply = deskOf([nordwindRow, nordwindRow]).preview();
    expect(reply.groups.map(({warnings}) => warnings.map(({sentence}) => sentence))).toEqual([
      ['Looks like row 3: every cell that is billed is the same.'],
      ['Looks like row 2: every cell that is billed is the same.'],
    ]);
  });
});

describe('rows that were invoiced', () => {
  const intent = (changes: Partial<InvoiceIntent>): InvoiceIntent => ({
    key: 'k1',
    batchId: 'b1',
    accountId: null,
    mode: 'test',
    state: 'finalized',
    contentDigest: 'other content',
    customerId: 'cus_Nordwind',
    currency: 'eur',
    totals: {subtotal: 1, discount: 0, tax: 0, total: 1, amountDue: 1},
    finalize: true,
    deliver: false,
    intendedAtUnixS: 1_795_000_000,
    invoiceId: 'in_1',
    number: 'INV-0042',
    preparedBy: null,
    approvedBy: null,
    problem: null,
    ...changes,
  });

  test('and then edited say that the edit changes nothing', () => {
    const desk = deskOf([{...nordwindRow, Key: 'k1', Link: 'https://x'}]);
    const reply = desk.preview({intents: [intent({})]});
    expect(reply).toMatchObject({ready: 0, done: 1, withProblems: 0, message: 'Nothing to create.'});
    expect(resultsIn(desk, 2)).toEqual({
      Status: 'Finalized',
      Problem: 'Row 2 was invoiced as INV-0042. This edit changes nothing. Use Correct invoice.',
      'Invoice ID': 'in_1',
      Number: 'INV-0042',
      Link: 'https://x',
      Key: 'k1',
    });
  });

  test('are told by their invoice id where the add-on remembers nothing', () => {
    const desk = deskOf([{...nordwindRow, Key: 'k1', Status: 'Sent', 'Invoice ID': 'in_1', Total: 2400}]);
    expect(desk.preview()).toMatchObject({ready: 0, done: 1});
    expect(resultsIn(desk, 2)).toEqual({Status: 'Sent', 'Invoice ID': 'in_1', Total: 2400, Key: 'k1'});
    expect(desk.requests.map(({url}) => new URL(url).pathname)).toEqual(['/v1/account']);
  });

  test('make the same content in a new row a warning', () => {
    const [reading] = readDrafts([nordwindRow]);
    if (reading?.kind !== 'invoice') throw new Error('The row should be an invoice.');
    const content = contentDigest(nodeDigest(), reading.invoice);
    const reply = deskOf([nordwindRow]).preview({intents: [intent({contentDigest: content})]});
    expect(groupOf(reply, 2).warnings.map(({sentence}) => sentence)).toEqual([
      'Looks like INV-0042: every cell that is billed is the same.',
    ]);
  });
});
