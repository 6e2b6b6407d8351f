import {at, nowUnixMs, sandboxOf} from '../ask.ts';
import {amountsOf, creditedAccount} from './credited-account.ts';
import {type FormClient, formClient} from './send-form.ts';

let stripe: FormClient;

beforeEach(() => {
  stripe = creditedAccount();
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
    expect(amountsOf(stripe, 'in_0001')).toEqual({
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

describe('the credit notes of a world', () => {
  /** As exported from Stripe, with some fields left out. */
  const exported = {
    id: 'cn_exported',
    object: 'credit_note',
    amount: 4000,
    created: 1_790_000_100,
    currency: 'usd',
    customer: 'cus_1',
    invoice: 'in_0007',
    lines: {
      object: 'list',
      data: [
        {
          id: 'cnli_exported',
          object: 'credit_note_line_item',
          amount: 4000,
          invoice_line_item: 'il_0007',
          livemode: false,
          quantity: 2,
          tax_rates: [],
          type: 'invoice_line_item',
        },
      ],
      has_more: false,
      url: '/v1/credit_notes/cn_exported/lines',
    },
    livemode: false,
    pdf: 'https://pay.stripe.com/credit_notes/exported',
    type: 'pre_payment',
  };
  const invoice = {
    id: 'in_0007',
    object: 'invoice',
    amount_due: 6000,
    created: 1_790_000_000,
    currency: 'usd',
    customer: 'cus_1',
    lines: {
      object: 'list',
      data: [{id: 'il_0007', amount: 10_000, currency: 'usd', period: {start: 0, end: 0}, quantity: 5}],
    },
    number: 'AB12CD34-0007',
    pre_payment_credit_notes_amount: 4000,
    status: 'open',
    total: 10_000,
  };

  beforeEach(() => {
    stripe = formClient(sandboxOf([invoice, exported]));
  });

  test('are shown whole', () => {
    expect(stripe.get('/v1/credit_notes/cn_exported')).toMatchObject({
      number: 'AB12CD34-0007-CN-01',
      pre_payment_amount: 4000,
      post_payment_amount: 0,
      refunds: [],
      status: 'issued',
      total: 4000,
      voided_at: null,
      lines: {data: [{id: 'cnli_exported', amount: 4000, discount_amount: 0, taxes: []}]},
    });
  });

  test('count for what can still be credited, and for numbers', () => {
    const line = {type: 'invoice_line_item', invoice_line_item: 'il_0007'};
    expect(
      stripe.refused('POST', '/v1/credit_notes', {invoice: 'in_0007', lines: [{...line, quantity: 4}]}),
    ).toMatchObject({message: expect.stringContaining('at most 3')});
    expect(
      stripe.post('/v1/credit_notes', {invoice: 'in_0007', lines: [{...line, quantity: 3}]}),
    ).toMatchObject({number: 'AB12CD34-0007-CN-02', total: 6000});
    expect(stripe.get('/v1/invoices/in_0007')).toMatchObject({amount_remaining: 0, status: 'paid'});
  });
});

function without(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
