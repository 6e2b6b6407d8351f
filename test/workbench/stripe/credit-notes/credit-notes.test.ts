import {at, nowUnixMs, sandboxOf} from '../ask.ts';
import {type FormClient, formClient} from './send-form.ts';

const customer = {
  id: 'cus_1',
  object: 'customer',
  created: 1_790_000_000,
  currency: 'usd',
  name: 'Example Ltd',
};

function invoice(id: string, fields: object): object {
  return {
    id,
    object: 'invoice',
    created: 1_790_000_000,
    currency: 'usd',
    customer: 'cus_1',
    collection_method: 'charge_automatically',
    number: `AB12CD34-${id.slice(-4)}`,
    status: 'open',
    amount_due: 10_000,
    total: 10_000,
    ...fields,
  };
}

let stripe: FormClient;

beforeEach(() => {
  const sandbox = sandboxOf([
    customer,
    invoice('in_0001', {}),
    invoice('in_0002', {status: 'paid', amount_paid: 10_000}),
    invoice('in_0003', {amount_paid: 4000}),
    invoice('in_0004', {status: 'draft', number: null}),
    invoice('in_0005', {status: 'void'}),
    invoice('in_0006', {status: 'uncollectible'}),
  ]);
  stripe = formClient(sandbox);
});

function amountsOf(invoiceId: string): object {
  const {amount_due, amount_paid, amount_remaining, status, ...others} = stripe.get(
    `/v1/invoices/${invoiceId}`,
  );
  return {
    due: amount_due,
    paid: amount_paid,
    remaining: amount_remaining,
    status,
    pre: others['pre_payment_credit_notes_amount'],
    post: others['post_payment_credit_notes_amount'],
  };
}

describe('a credit note before payment', () => {
  test('lowers what is due', () => {
    const note = stripe.post('/v1/credit_notes', {
      invoice: 'in_0001',
      amount: 2500,
      reason: 'order_change',
      memo: 'Sorry',
    });
    expect(note).toMatchObject({
      object: 'credit_note',
      amount: 2500,
      created: nowUnixMs / 1000,
      currency: 'usd',
      customer: 'cus_1',
      customer_balance_transaction: null,
      effective_at: nowUnixMs / 1000,
      invoice: 'in_0001',
      memo: 'Sorry',
      number: 'AB12CD34-0001-CN-01',
      out_of_band_amount: null,
      post_payment_amount: 0,
      pre_payment_amount: 2500,
      reason: 'order_change',
      refunds: [],
      status: 'issued',
      total: 2500,
      type: 'pre_payment',
      voided_at: null,
    });
    expect(note['id']).toMatch(/^cn_\w{24}$/);
    expect(amountsOf('in_0001')).toEqual({
      due: 7500,
      paid: 0,
      remaining: 7500,
      status: 'open',
      pre: 2500,
      post: 0,
    });
    expect(stripe.get(`/v1/credit_notes/${note['id']}`)).toEqual(note);
  });

  test('counts its number up, and says who issued it in events', () => {
    stripe.newEvents();
    stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 100});
    expect(stripe.newEvents()).toEqual(['credit_note.created', 'invoice.updated']);
    expect(stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 100})['number']).toBe(
      'AB12CD34-0001-CN-02',
    );
    const {data} = stripe.get('/v1/events', {type: 'invoice.updated', limit: 1});
    expect(at(data, 0, 'data', 'previous_attributes')).toEqual({
      amount_due: 9900,
      amount_remaining: 9900,
      pre_payment_credit_notes_amount: 100,
    });
  });

  test('of everything makes the invoice paid', () => {
    stripe.newEvents();
    stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 10_000});
    expect(amountsOf('in_0001')).toEqual({
      due: 0,
      paid: 0,
      remaining: 0,
      status: 'paid',
      pre: 10_000,
      post: 0,
    });
    expect(at(stripe.get('/v1/invoices/in_0001'), 'status_transitions', 'paid_at')).toBe(nowUnixMs / 1000);
    expect(stripe.newEvents()).toEqual(
      expect.arrayContaining(['credit_note.created', 'invoice.updated', 'invoice.paid']),
    );
  });

  test('leaves a payment open for what remains, and ends it where nothing does', () => {
    const payment = () => {
      const {payments} = stripe.get('/v1/invoices/in_0001', {
        expand: ['payments.data.payment.payment_intent'],
      });
      const open = at(payments, 'data', 0);
      return {
        asks: at(open, 'amount_requested'),
        status: at(open, 'status'),
        intent: [
          at(open, 'payment', 'payment_intent', 'amount'),
          at(open, 'payment', 'payment_intent', 'status'),
        ],
      };
    };
    const asking = (amount: number) => ({
      asks: amount,
      status: 'open',
      intent: [amount, 'requires_payment_method'],
    });
    expect(payment()).toEqual(asking(10_000));
    const {id} = stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 2500});
    expect(payment()).toEqual(asking(7500));
    stripe.post(`/v1/credit_notes/${id}/void`);
    expect(payment()).toEqual(asking(10_000));
    stripe.newEvents();
    stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 10_000});
    expect(payment()).toMatchObject({status: 'canceled', intent: [10_000, 'canceled']});
    expect(stripe.newEvents()).toEqual([
      'credit_note.created',
      'invoice.updated',
      'invoice.paid',
      'payment_intent.canceled',
    ]);
  });

  test('is possible for an uncollectible invoice', () => {
    stripe.post('/v1/credit_notes', {invoice: 'in_0006', amount: 1000});
    expect(amountsOf('in_0006')).toMatchObject({due: 9000, remaining: 9000, status: 'uncollectible'});
  });

  test.each([
    ['a draft', 'in_0004', /This invoice is draft/],
    ['a void invoice', 'in_0005', /This invoice is void/],
    ['no invoice', 'in_none', /No such invoice: 'in_none'/],
  ])('is refused for %s', (_, id, message) => {
    expect(stripe.refused('POST', '/v1/credit_notes', {invoice: id, amount: 1})).toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
      param: 'invoice',
    });
  });
});

describe('a credit note after payment', () => {
  test('refunds the charge', () => {
    const note = stripe.post('/v1/credit_notes', {invoice: 'in_0002', amount: 3000, refund_amount: 3000});
    expect(note).toMatchObject({
      post_payment_amount: 3000,
      pre_payment_amount: 0,
      refunds: [{amount_refunded: 3000, payment_record_refund: null, type: 'refund'}],
      type: 'post_payment',
    });
    expect(amountsOf('in_0002')).toEqual({
      due: 10_000,
      paid: 10_000,
      remaining: 0,
      status: 'paid',
      pre: 0,
      post: 3000,
    });
    const expanded = stripe.get(`/v1/credit_notes/${note['id']}`, {expand: ['refunds.refund']});
    expect(at(expanded, 'refunds', 0, 'refund')).toMatchObject({
      object: 'refund',
      amount: 3000,
      status: 'succeeded',
    });
  });

  test('credits the customer', () => {
    const note = stripe.post('/v1/credit_notes', {invoice: 'in_0002', amount: 3000, credit_amount: 3000});
    expect(stripe.get('/v1/customers/cus_1')).toMatchObject({balance: -3000});
    const {data} = stripe.get('/v1/customers/cus_1/balance_transactions', {expand: ['data.credit_note']});
    expect(data).toMatchObject([
      {
        id: note['customer_balance_transaction'],
        amount: -3000,
        ending_balance: -3000,
        type: 'credit_note',
        credit_note: {id: note['id']},
        invoice: 'in_0002',
      },
    ]);
  });

  test('says what was given back elsewhere, in any combination', () => {
    const note = stripe.post('/v1/credit_notes', {
      invoice: 'in_0002',
      amount: 3000,
      credit_amount: 1000,
      out_of_band_amount: 500,
      refund_amount: 1500,
    });
    expect(note).toMatchObject({out_of_band_amount: 500, post_payment_amount: 3000});
    expect(amountsOf('in_0002')).toMatchObject({post: 3000});
  });

  test('must say where all of it goes', () => {
    const refused = (params: object) =>
      stripe.refused('POST', '/v1/credit_notes', {invoice: 'in_0002', amount: 200, ...params});
    expect(refused({credit_amount: 100})).toMatchObject({
      status: 400,
      message:
        'The sum of credit amount, refund amount and out of band amount ($1.00) must equal the credit note amount ($2.00).',
    });
    expect(refused({})).toMatchObject({message: expect.stringContaining('($0.00) must equal')});
    expect(refused({credit_amount: 300, out_of_band_amount: -100})).toMatchObject({
      param: 'out_of_band_amount',
    });
    expect(amountsOf('in_0002')).toMatchObject({post: 0});
    expect(stripe.get('/v1/customers/cus_1')).toMatchObject({balance: 0});
  });

  test('before all is paid lowers what is due first', () => {
    const note = stripe.post('/v1/credit_notes', {invoice: 'in_0003', amount: 8000, credit_amount: 2000});
    expect(note).toMatchObject({pre_payment_amount: 6000, post_payment_amount: 2000, type: 'mixed'});
    expect(amountsOf('in_0003')).toEqual({
      due: 4000,
      paid: 4000,
      remaining: 0,
      status: 'paid',
      pre: 6000,
      post: 2000,
    });
  });
});

describe('what can be credited', () => {
  test('is the invoice’s total and no more', () => {
    stripe.post('/v1/credit_notes', {invoice: 'in_0002', amount: 9000, out_of_band_amount: 9000});
    expect(
      stripe.refused('POST', '/v1/credit_notes', {
        invoice: 'in_0002',
        amount: 1001,
        out_of_band_amount: 1001,
      }),
    ).toMatchObject({status: 400, message: expect.stringMatching(/\(\$10\.01\) must be .* \(\$10\.00\)/)});
    stripe.post('/v1/credit_notes', {invoice: 'in_0002', amount: 1000, out_of_band_amount: 1000});
  });

  test('is less by refunds that no credit note has, unless it takes them in', () => {
    const {payments} = stripe.get('/v1/invoices/in_0002', {expand: ['payments']});
    const payment_intent = at(payments, 'data', 0, 'payment', 'payment_intent');
    const refund = stripe.post('/v1/refunds', {payment_intent, amount: 4000});
    const all = {invoice: 'in_0002', amount: 10_000};
    expect(stripe.refused('POST', '/v1/credit_notes', {...all, out_of_band_amount: 10_000})).toMatchObject({
      message: expect.stringContaining('($60.00)'),
    });
    const note = stripe.post('/v1/credit_notes', {
      ...all,
      credit_amount: 6000,
      refunds: [{refund: refund['id']}],
    });
    expect(note['refunds']).toEqual([
      {amount_refunded: 4000, payment_record_refund: null, refund: refund['id'], type: 'refund'},
    ]);
    expect(stripe.get('/v1/charges', {limit: 10})['data']).toEqual(
      expect.arrayContaining([expect.objectContaining({amount_refunded: 4000})]),
    );
  });

  test('is more than zero', () => {
    for (const amount of [0, -5]) {
      expect(stripe.refused('POST', '/v1/credit_notes', {invoice: 'in_0001', amount})).toMatchObject({
        status: 400,
      });
    }
    expect(stripe.refused('POST', '/v1/credit_notes', {invoice: 'in_0001'})).toMatchObject({
      code: 'parameter_missing',
    });
  });

  test('leaves nothing behind when it is refused', () => {
    stripe.newEvents();
    stripe.refused('POST', '/v1/credit_notes', {invoice: 'in_0002', amount: 5000, credit_amount: 1});
    expect(stripe.newEvents()).toEqual([]);
    expect(stripe.get('/v1/credit_notes')).toMatchObject({data: []});
  });
});

describe('a preview', () => {
  const params = {
    invoice: 'in_0001',
    lines: [
      {type: 'custom_line_item', description: 'One', unit_amount: 500, quantity: 2},
      {type: 'custom_line_item', description: 'Two', unit_amount: 1},
    ],
  };

  test('is the credit note that would be made, and makes none', () => {
    const preview = stripe.get('/v1/credit_notes/preview', params);
    expect(stripe.get('/v1/credit_notes')).toMatchObject({data: []});
    const note = stripe.post('/v1/credit_notes', params);
    const unlike = ['id', 'lines', 'pdf'];
    expect(without(preview, unlike)).toEqual(without(note, unlike));
    expect(at(preview, 'lines', 'data')).toMatchObject([
      {amount: 1000, quantity: 2},
      {amount: 1, quantity: 1},
    ]);
  });

  test('pages through its lines', () => {
    const first = stripe.get('/v1/credit_notes/preview/lines', {...params, limit: 1});
    expect(first).toMatchObject({
      data: [{description: 'One'}],
      has_more: true,
      url: '/v1/credit_notes/preview/lines',
    });
    const second = stripe.get('/v1/credit_notes/preview/lines', {
      ...params,
      starting_after: at(first, 'data', 0, 'id'),
    });
    expect(second).toMatchObject({data: [{description: 'Two'}], has_more: false});
  });
});

describe('voiding', () => {
  test('makes the amount due again', () => {
    const note = stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 2500});
    stripe.newEvents();
    expect(stripe.post(`/v1/credit_notes/${note['id']}/void`)).toEqual({
      ...note,
      status: 'void',
      voided_at: nowUnixMs / 1000,
    });
    expect(amountsOf('in_0001')).toEqual({
      due: 10_000,
      paid: 0,
      remaining: 10_000,
      status: 'open',
      pre: 0,
      post: 0,
    });
    expect(stripe.newEvents()).toEqual(['credit_note.voided', 'invoice.updated']);
    expect(stripe.refused('POST', `/v1/credit_notes/${note['id']}/void`)).toMatchObject({status: 400});
    // Its number is not given again.
    expect(stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 1})['number']).toBe(
      'AB12CD34-0001-CN-02',
    );
  });

  test('is refused once something went back to the customer or the invoice is paid', () => {
    const paid = stripe.post('/v1/credit_notes', {invoice: 'in_0002', amount: 100, credit_amount: 100});
    const settled = stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 10_000});
    for (const {id} of [paid, settled]) {
      expect(stripe.refused('POST', `/v1/credit_notes/${id}/void`)).toMatchObject({
        message: expect.stringContaining('still open'),
      });
    }
  });
});

describe('credit notes', () => {
  test('are listed newest first, and by invoice and customer', () => {
    const first = stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 1});
    stripe.passSeconds(5);
    const second = stripe.post('/v1/credit_notes', {invoice: 'in_0003', amount: 2});
    const ids = (params: object) => {
      const {data} = stripe.get('/v1/credit_notes', {...params});
      return Array.isArray(data) ? data.map(({id}) => id) : [];
    };
    expect(ids({})).toEqual([second['id'], first['id']]);
    expect(ids({invoice: 'in_0001'})).toEqual([first['id']]);
    expect(ids({customer: 'cus_1'})).toHaveLength(2);
    expect(ids({created: {gt: Number(first['created'])}})).toEqual([second['id']]);
    expect(ids({starting_after: second['id']})).toEqual([first['id']]);
    expect(stripe.refused('GET', '/v1/credit_notes', {invoice: 'in_none'})).toMatchObject({
      code: 'resource_missing',
    });
  });

  test('take a memo and metadata later', () => {
    const {id} = stripe.post('/v1/credit_notes', {invoice: 'in_0001', amount: 1, metadata: {a: '1', b: '2'}});
    stripe.newEvents();
    expect(stripe.post(`/v1/credit_notes/${id}`, {memo: 'Later', metadata: {a: '', c: '3'}})).toMatchObject({
      memo: 'Later',
      metadata: {b: '2', c: '3'},
    });
    expect(stripe.newEvents()).toEqual(['credit_note.updated']);
    expect(stripe.refused('POST', '/v1/credit_notes/cn_none', {memo: 'x'})).toMatchObject({
      status: 404,
      param: 'id',
    });
  });

  test('carry ten lines inside and list all of them', () => {
    const lines = Array.from({length: 12}, (_, index) => ({
      type: 'custom_line_item',
      unit_amount: index + 1,
    }));
    const note = stripe.post('/v1/credit_notes', {invoice: 'in_0001', lines});
    expect(at(note, 'lines')).toMatchObject({has_more: true, url: `/v1/credit_notes/${note['id']}/lines`});
    expect(at(note, 'lines', 'data', 'length')).toBe(undefined);
    const {data} = stripe.get(`/v1/credit_notes/${note['id']}/lines`, {limit: 100});
    expect(data).toHaveLength(12);
  });
});

function without(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
