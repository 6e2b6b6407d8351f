import {at, nowUnixMs} from '../ask.ts';
import {amountsOf, creditedAccount} from './credited-account.ts';
import type {FormClient} from './send-form.ts';

let stripe: FormClient;

beforeEach(() => {
  stripe = creditedAccount();
});

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
    expect(amountsOf(stripe, 'in_0001')).toEqual({
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
    expect(amountsOf(stripe, 'in_0001')).toEqual({
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
    expect(amountsOf(stripe, 'in_0006')).toMatchObject({due: 9000, remaining: 9000, status: 'uncollectible'});
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
    expect(amountsOf(stripe, 'in_0002')).toEqual({
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
    expect(amountsOf(stripe, 'in_0002')).toMatchObject({post: 3000});
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
    expect(amountsOf(stripe, 'in_0002')).toMatchObject({post: 0});
    expect(stripe.get('/v1/customers/cus_1')).toMatchObject({balance: 0});
  });

  test('before all is paid lowers what is due first', () => {
    const note = stripe.post('/v1/credit_notes', {invoice: 'in_0003', amount: 8000, credit_amount: 2000});
    expect(note).toMatchObject({pre_payment_amount: 6000, post_payment_amount: 2000, type: 'mixed'});
    expect(amountsOf(stripe, 'in_0003')).toEqual({
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
