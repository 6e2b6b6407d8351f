import {createStripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';

const invoice = {id: 'in_1', object: 'invoice', customer: 'cus_1', currency: 'usd', created: 1_780_000_000};

function load(file: unknown) {
  return parseWorld(JSON.stringify(file));
}

function only(fields: object) {
  const [first] = load({objects: [{...invoice, ...fields}]}).objects.invoices;
  if (first === undefined) throw new Error('The world has no invoice.');
  return first;
}

describe('parseWorld() refuses', () => {
  test.each<readonly [string, unknown, string]>([
    [
      'a wrong type',
      [invoice, invoice, invoice, {...invoice, id: 'in_4', amount_paid: '12'}].map((one, index) => ({
        ...one,
        id: `in_${index}`,
      })),
      'objects[3].amount_paid is "12", a string. Write it as an integer in the smallest currency unit.',
    ],
    [
      'a fraction of the smallest unit',
      [{...invoice, amount_due: 12.5}],
      'objects[0].amount_due is 12.5, a number with a fraction. Write it as an integer in the smallest currency unit.',
    ],
    [
      'null where Stripe has none',
      [{...invoice, amount_due: null}],
      'objects[0].amount_due is null. Write it as an integer in the smallest currency unit.',
    ],
    [
      'a date for a time',
      [{...invoice, due_date: '2026-01-31'}],
      'objects[0].due_date is "2026-01-31", a string. Write it as whole seconds since 1970, such as 1793466000.',
    ],
    [
      'a wrong type inside an object',
      [{...invoice, status_transitions: {paid_at: true}}],
      'objects[0].status_transitions.paid_at is true, a boolean. Write it as whole seconds since 1970, such as 1793466000.',
    ],
    [
      'a wrong type inside a nested list',
      [{...invoice, lines: {object: 'list', data: [{id: 'il_1', amount: '5'}]}}],
      'objects[0].lines.data[0].amount is "5", a string. Write it as an integer in the smallest currency unit.',
    ],
    [
      'a currency that is none',
      [invoice, {...invoice, id: 'in_2', currency: 'dollars'}],
      'objects[1].currency is "dollars", a string. Write it as the three letters of the currency, such as "usd".',
    ],
    [
      'a currency that is none, inside an object',
      [{...invoice, lines: [{id: 'il_1', amount: 5, currency: '$'}]}],
      'objects[0].lines.data[0].currency is "$", a string. Write it as the three letters of the currency, such as "usd".',
    ],
    [
      'objects of both modes',
      [{...invoice, livemode: true}, {id: 'cus_1'}, {...invoice, id: 'in_2', livemode: false}],
      'objects[2].livemode is false, but objects[0].livemode is true. Keep the objects of one mode, and put the others in a world of their own.',
    ],
    [
      'metadata that is no text',
      [{...invoice, metadata: {erp_id: 12}}],
      'objects[0].metadata.erp_id is 12, a number. Write it as text in quotation marks.',
    ],
    [
      'a duplicate id',
      [invoice, {id: 'cus_1'}, {...invoice, status: 'paid'}],
      'objects[2].id is "in_1", which objects[0] already has. Remove one of the two.',
    ],
    [
      'an object without an id',
      [{object: 'invoice'}],
      'objects[0].id is missing. Give the object an id, such as "in_1".',
    ],
    [
      'an object that does not say what it is',
      [{id: 'thing1'}],
      'objects[0].object is missing, and the id "thing1" does not tell what it is. Add the kind, such as "object": "invoice".',
    ],
    ['something that is no object', [7], 'objects[0] is 7, a number. Write a Stripe object there.'],
    [
      'amounts that contradict each other',
      [{...invoice, amount_due: 1000, amount_paid: 200, amount_remaining: 1000}],
      'objects[0].amount_remaining is 1000, but its amount_due of 1000 less its amount_paid of 200 is 800. Correct one of the three, or leave amount_remaining out.',
    ],
    [
      'a paid invoice of which something remains',
      [{...invoice, status: 'paid', amount_due: 1000, amount_paid: 400}],
      'objects[0].status is "paid", but its amount_remaining is 600. Correct the status or the amounts.',
    ],
    [
      'more remaining than was due',
      [{...invoice, amount_due: 1000, amount_remaining: 1200}],
      'objects[0].amount_remaining is 1200, more than its amount_due of 1000. Correct one of the two.',
    ],
    [
      'an overpayment that does not add up',
      [{...invoice, status: 'paid', amount_due: 1000, amount_paid: 1100, amount_overpaid: 50}],
      'objects[0].amount_overpaid is 50, but its amount_paid of 1100 exceeds its amount_due of 1000 by 100. Correct one of the three, or leave amount_overpaid out.',
    ],
    [
      'a negative payment',
      [{...invoice, amount_due: 1000, amount_paid: -1}],
      'objects[0].amount_paid is -1. Write 0 or more.',
    ],
    [
      'a payment of an invoice that is not there',
      [{id: 'inpay_1', invoice: 'in_9', amount_paid: 1}],
      'objects[0].invoice is "in_9", which is not in this world. Add that invoice, or remove this object.',
    ],
    [
      'a line without an amount',
      [invoice, {id: 'il_1', invoice: 'in_1'}],
      'objects[1].amount is missing. Write it as an integer in the smallest currency unit.',
    ],
    [
      'a second account',
      [{id: 'acct_1'}, {id: 'acct_2'}],
      'objects[1] is a second account. Remove it: a world has one.',
    ],
  ])('%s', (_what, objects, reason) => {
    expect(() => load({objects})).toThrow(new Error(`Cannot load the world: ${reason}`));
  });

  test.each<readonly [string, unknown, string]>([
    ['a file that is no object', 7, 'the file is 7, a number. Write {"objects": […]}.'],
    ['a file without objects', {}, 'objects is missing. Write it as a list of Stripe objects.'],
    [
      'a time without a zone',
      {now: '2026-10-31T17:00:00', objects: []},
      'now is "2026-10-31T17:00:00", a string. Write it as an ISO time with a zone, such as "2026-10-31T17:00:00Z".',
    ],
    [
      'a zone that is none',
      {timeZone: 'Mars/Base', objects: []},
      'timeZone is "Mars/Base", a string. Write it as the name of a time zone, such as "America/New_York".',
    ],
    [
      'a cell that is an object',
      {objects: [], tabs: {Orders: [['PO', {}]]}},
      'tabs.Orders[0][1] is an object. Write a cell as text, a number, true, false or null.',
    ],
    [
      'settings that are a list',
      {objects: [], settings: []},
      'settings is a list. Write it as an object in braces.',
    ],
  ])('%s', (_what, file, reason) => {
    expect(() => load(file)).toThrow(new Error(`Cannot load the world: ${reason}`));
  });

  test.each<readonly [string, number, number, string]>([
    ['{\n  "objects": [\n    {"id": in_1}\n  ]\n}', 3, 12, '"i" stands'],
    ['{"objects": [', 1, 14, 'the text ends'],
    ['', 1, 1, 'the text ends'],
    ['{"objects": [1,]}', 1, 16, '"]" stands'],
    ['{"objects": [],}', 1, 16, '"}" stands'],
    ['{"objects" []}', 1, 12, '"[" stands'],
    ["{'objects': []}", 1, 2, '"\'" stands'],
    ['{"a": 01}', 1, 8, '"1" stands'],
    ['[{"a": "x\ny"}]', 1, 8, '"\\"" stands'],
    ['[true] false', 1, 8, '"f" stands'],
    ['[[1, {"a": [2]}]}', 1, 17, '"}" stands'],
  ])('text that is not JSON: %j at line %i, column %i', (text, line, column, found) => {
    expect(() => parseWorld(text)).toThrow(
      new Error(
        `Cannot load the world: it is not JSON: at line ${line}, column ${column}, ${found} where JSON needs something ` +
          'else. Correct the text there.',
      ),
    );
  });
});

describe('parseWorld() fills in', () => {
  test('the clock, the zone and nothing else for a file of objects alone', () => {
    const world = load({objects: []});
    expect(world.now).toBe('2026-10-31T17:00:00Z');
    expect(world.timeZone).toBe('America/New_York');
    expect([world.tabs, world.settings]).toEqual([{}, null]);
  });

  test('the zone from the account where the file gives none', () => {
    const account = {id: 'acct_1', settings: {dashboard: {timezone: 'Asia/Tokyo'}}};
    expect(load({objects: [account]}).timeZone).toBe('Asia/Tokyo');
    expect(load({objects: [account], timeZone: 'Europe/Paris'}).timeZone).toBe('Europe/Paris');
  });

  test('a bare customer for one that only an invoice names', () => {
    const {customers} = load({objects: [invoice]}).objects;
    expect(customers).toEqual([{id: 'cus_1', object: 'customer', created: 1_780_000_000}]);
  });

  test('the kind from the id', () => {
    const {objects} = load({objects: [{id: 'in_1'}, {id: 'cus_1'}, {id: 'acct_1'}, {id: 'pi_1'}]});
    expect([objects.invoices.length, objects.customers.length, objects.account?.id]).toEqual([
      1,
      1,
      'acct_1',
    ]);
    expect(objects.others.map(({object}) => object)).toEqual(['payment_intent']);
  });

  test.each<readonly [string, object, readonly number[]]>([
    ['an open one from what is due', {status: 'open', amount_due: 900}, [900, 0, 900, 0]],
    [
      'an open one from due and paid',
      {status: 'open', amount_due: 900, amount_paid: 200},
      [900, 200, 700, 0],
    ],
    [
      'an open one from due and remaining',
      {status: 'open', amount_due: 900, amount_remaining: 700},
      [900, 200, 700, 0],
    ],
    ['an open one from what remains', {status: 'open', amount_remaining: 700}, [700, 0, 700, 0]],
    ['an open one from its total', {status: 'open', total: 900}, [900, 0, 900, 0]],
    [
      'an open one from its total and a credit',
      {status: 'open', total: 900, starting_balance: -300},
      [600, 0, 600, 0],
    ],
    [
      'an open one from its total and a debit',
      {status: 'open', total: 900, starting_balance: 100},
      [1000, 0, 1000, 0],
    ],
    [
      'a credit note on what is due',
      {status: 'open', total: 900, pre_payment_credit_notes_amount: 100},
      [800, 0, 800, 0],
    ],
    ['a credit above the total', {status: 'open', total: 900, starting_balance: -1000}, [0, 0, 0, 0]],
    ['a negative total', {status: 'paid', total: -900}, [0, 0, 0, 0]],
    [
      'tax on top',
      {status: 'open', subtotal: 900, total_taxes: [{amount: 90, tax_behavior: 'exclusive'}]},
      [990, 0, 990, 0],
    ],
    [
      'tax inside',
      {status: 'open', subtotal: 900, total_taxes: [{amount: 90, tax_behavior: 'inclusive'}]},
      [900, 0, 900, 0],
    ],
    [
      'a discount',
      {status: 'open', subtotal: 900, total_discount_amounts: [{amount: 90, discount: 'di_1'}]},
      [810, 0, 810, 0],
    ],
    [
      'lines',
      {
        status: 'open',
        lines: {
          object: 'list',
          data: [
            {id: 'il_1', amount: 950},
            {id: 'il_2', amount: -50},
          ],
        },
      },
      [900, 0, 900, 0],
    ],
    [
      'a payment in part',
      {status: 'open', amount_due: 900, payments: [{id: 'inpay_1', amount_paid: 200}]},
      [900, 200, 700, 0],
    ],
    [
      'a payment not settled',
      {status: 'open', amount_due: 900, payments: [{id: 'inpay_1', status: 'open', amount_requested: 900}]},
      [900, 0, 900, 0],
    ],
    ['a paid one, all paid', {status: 'paid', amount_due: 900}, [900, 900, 0, 0]],
    ['a paid one, too much', {status: 'paid', amount_due: 900, amount_paid: 1000}, [900, 1000, 0, 100]],
    ['a void one, all remaining', {status: 'void', amount_due: 900}, [900, 0, 900, 0]],
    ['a written-off one, all remaining', {status: 'uncollectible', amount_due: 900}, [900, 0, 900, 0]],
    [
      'a credit note on what remains',
      {
        status: 'open',
        amount_due: 900,
        amount_remaining: 800,
        amount_paid: 0,
        pre_payment_credit_notes_amount: 100,
      },
      [900, 0, 800, 0],
    ],
    ['nothing at all', {}, [0, 0, 0, 0]],
  ])('the amounts of %s', (_what, fields, [due, paid, remaining, overpaid]) => {
    expect(only(fields)).toMatchObject({
      amount_due: due,
      amount_paid: paid,
      amount_remaining: remaining,
      amount_overpaid: overpaid,
    });
  });

  test.each<readonly [object, string]>([
    [{}, 'draft'],
    [{number: 'A-1'}, 'open'],
    [{status_transitions: {finalized_at: 5}}, 'open'],
    [{status_transitions: {finalized_at: 5, marked_uncollectible_at: 6}}, 'uncollectible'],
    [{status_transitions: {finalized_at: 5, marked_uncollectible_at: 6, paid_at: 7}}, 'paid'],
    [{status_transitions: {finalized_at: 5, voided_at: 6}}, 'void'],
  ])('the status of %j: %s', (fields, status) => {
    expect(only(fields).status).toBe(status);
  });

  test('the times that a status has', () => {
    const finalized_at = 1_780_000_000;
    const none = {finalized_at, marked_uncollectible_at: null, paid_at: null, voided_at: null};
    expect(only({status: 'draft'}).status_transitions.finalized_at).toBeNull();
    expect(only({status: 'open'}).status_transitions).toEqual(none);
    expect(only({status: 'void'}).status_transitions).toEqual({...none, voided_at: finalized_at});
    const payments = [{id: 'inpay_1', amount_paid: 5, status_transitions: {paid_at: 1_790_000_000}}];
    expect(only({status: 'paid', amount_due: 5, payments}).status_transitions).toEqual({
      ...none,
      paid_at: 1_790_000_000,
    });
  });

  test('the way of collection from the due date', () => {
    expect(only({due_date: 1_790_000_000}).collection_method).toBe('send_invoice');
    expect(only({}).collection_method).toBe('charge_automatically');
  });

  test('numbers in the customer’s sequence, past those that are taken', () => {
    const {invoices} = load({
      objects: [
        {id: 'cus_1', invoice_prefix: 'ABCDEFGH'},
        {...invoice, id: 'in_a', status: 'open'},
        {...invoice, id: 'in_b', status: 'open', number: 'ABCDEFGH-0002'},
        {...invoice, id: 'in_c', status: 'draft'},
        {...invoice, id: 'in_d', status: 'paid'},
        {...invoice, id: 'in_e', status: 'open', number: null},
      ],
    }).objects;
    expect(invoices.map(({number}) => number)).toEqual([
      'ABCDEFGH-0001',
      'ABCDEFGH-0002',
      undefined,
      'ABCDEFGH-0003',
      null,
    ]);
  });
});

describe('parseWorld() keeps', () => {
  test('a status and other texts that Stripe does not have yet', () => {
    expect(only({status: 'in_dispute', billing_reason: 'new_reason'})).toMatchObject({
      status: 'in_dispute',
      billing_reason: 'new_reason',
    });
  });

  test('unknown fields, counted each time and named once', () => {
    const world = load({
      note: 'x',
      objects: [
        {...invoice, paid: true},
        {...invoice, id: 'in_2', paid: false, status_transitions: {disputed_at: 1}},
      ],
    });
    expect(world.unknownFields).toBe(4);
    expect(world.unknownFieldNames).toEqual([
      'invoice.paid',
      'invoice.status_transitions.disputed_at',
      'world.note',
    ]);
    expect(world.objects.invoices[0]).toMatchObject({paid: true});
  });

  test('tabs and settings', () => {
    const world = load({objects: [], tabs: {Orders: [['PO', 12, true, null]]}, settings: {version: 1}});
    expect(world.tabs).toEqual({Orders: [['PO', 12, true, null]]});
    expect(world.settings).toEqual({version: 1});
  });
});

describe('parseWorld() reads', () => {
  test('null for an empty list or object, as old versions of Stripe’s API send it, as left out', () => {
    const read = only({discounts: null, metadata: null, lines: null, automatic_tax: null});
    expect(read).toMatchObject({metadata: null});
    for (const name of ['discounts', 'lines', 'automatic_tax']) expect(read).not.toHaveProperty(name);
  });

  test('a file that begins with a byte order mark', () => {
    expect(parseWorld('\ufeff{"objects": []}').objects.invoices).toEqual([]);
  });
});

describe('parseWorld() unwraps', () => {
  const page = {object: 'list', data: [invoice], has_more: false, url: '/v1/invoices'};

  test.each<readonly [string, unknown]>([
    ['an answer of a list endpoint for all objects', {objects: page}],
    ['one among the objects', {objects: [{id: 'cus_1'}, page]}],
    ['one that is the whole file', page],
    ['a list that is the whole file', [invoice]],
  ])('%s', (_what, file) => {
    expect(load(file).objects.invoices.map(({id}) => id)).toEqual(['in_1']);
  });

  test('and says where in an answer the fault is', () => {
    const objects = [{...page, data: [invoice, {...invoice, id: 'in_2', total: 'x'}]}];
    expect(() => load({objects})).toThrow('objects[0].data[1].total is "x", a string.');
  });

  test('an expanded customer into an object of its own, and references into ids', () => {
    const {objects} = load({
      objects: [
        {...invoice, customer: {id: 'cus_7', object: 'customer', name: 'Inside'}},
        {...invoice, id: 'in_2', customer: {id: 'cus_7', object: 'customer', name: 'Inside again'}},
        {...invoice, id: 'in_3', customer: {id: 'cus_8', object: 'customer', name: 'Copy'}},
        {id: 'cus_8', object: 'customer', name: 'Original'},
      ],
    });
    expect(objects.invoices.map(({customer}) => customer)).toEqual(['cus_7', 'cus_7', 'cus_8']);
    expect(objects.customers).toMatchObject([
      {id: 'cus_8', name: 'Original'},
      {id: 'cus_7', name: 'Inside'},
    ]);
  });

  test('nested lines and payments, with what they are made of', () => {
    const {objects} = load({
      objects: [
        {
          ...invoice,
          status: 'paid',
          lines: {object: 'list', data: [{id: 'il_1', amount: 700}]},
          payments: {
            object: 'list',
            data: [{amount_paid: 700, payment: {payment_intent: {id: 'pi_1', object: 'payment_intent'}}}],
          },
        },
      ],
    });
    expect(objects.lineItems).toMatchObject([{id: 'il_1', invoice: 'in_1', currency: 'usd', amount: 700}]);
    expect(objects.invoicePayments).toMatchObject([
      {
        invoice: 'in_1',
        amount_paid: 700,
        status: 'paid',
        payment: {payment_intent: 'pi_1', type: 'payment_intent'},
      },
    ]);
    expect(objects.others).toMatchObject([{id: 'pi_1', object: 'payment_intent'}]);
  });

  test('what the sandbox answers, into the same answers again', () => {
    const {objects} = builtInWorld('tiny');
    const ask = (from: typeof objects, url: string) =>
      createStripeSandbox({objects: from, keys: [worldKey]}).handle(
        {method: 'GET', url, headers: {Authorization: `Bearer ${worldKey}`}, body: null},
        0,
      ).body;
    const url = '/v1/invoices?limit=100&expand[]=data.customer&expand[]=data.payments';
    const exported = ask(objects, url);
    const oldestFirst = {objects: JSON.parse(exported).data.reverse()};
    const again = parseWorld(
      JSON.stringify({objects: [JSON.parse(ask(objects, '/v1/account')), oldestFirst.objects]}),
    );
    const plain = (text: string) =>
      JSON.parse(text).data.map((one: Readonly<Record<string, unknown>>) => ({...one, lines: null}));
    expect(again.unknownFieldNames).toEqual([]);
    expect(plain(ask(again.objects, url))).toEqual(plain(exported));
  });
});
