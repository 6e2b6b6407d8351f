import {at, nowUnixMs, sandboxOf} from '../ask.ts';
import {type FormClient, formClient} from '../credit-notes/send-form.ts';

let stripe: FormClient;

beforeEach(() => {
  stripe = formClient(
    sandboxOf([
      {id: 'cus_1', object: 'customer', created: 1_790_000_000, currency: 'usd'},
      {id: 'cus_2', object: 'customer', created: 1_790_000_000, currency: 'eur', balance: -500},
      {id: 'cus_3', object: 'customer', created: 1_790_000_000},
      {id: 'cus_4', object: 'customer', deleted: true},
    ]),
  );
});

const ledger = (customer: string) => `/v1/customers/${customer}/balance_transactions`;

describe('a balance transaction', () => {
  test('moves the balance and says where it ended', () => {
    const first = stripe.post(ledger('cus_1'), {amount: -700, currency: 'USD', description: 'Goodwill'});
    expect(first).toEqual({
      id: expect.stringMatching(/^cbtxn_\w{24}$/),
      object: 'customer_balance_transaction',
      amount: -700,
      checkout_session: null,
      created: nowUnixMs / 1000,
      credit_note: null,
      currency: 'usd',
      customer: 'cus_1',
      customer_account: null,
      description: 'Goodwill',
      ending_balance: -700,
      invoice: null,
      livemode: false,
      metadata: {},
      type: 'adjustment',
    });
    expect(stripe.post(ledger('cus_1'), {amount: 1000, currency: 'usd'})).toMatchObject({
      ending_balance: 300,
    });
    expect(stripe.get('/v1/customers/cus_1')).toMatchObject({balance: 300});
    expect(at(stripe.get(ledger('cus_1')), 'data', 1)).toEqual(first);
    expect(stripe.get(`${ledger('cus_1')}/${first['id']}`)).toEqual(first);
  });

  test('is told as a change of the customer', () => {
    stripe.newEvents();
    stripe.post(ledger('cus_1'), {amount: -700, currency: 'usd'});
    expect(stripe.newEvents()).toEqual(['customer.updated']);
    const event = at(stripe.get('/v1/events', {limit: 1}), 'data', 0);
    expect(at(event, 'data', 'previous_attributes')).toEqual({balance: 0});
  });

  test('stays in the currency of the customer, which the first one sets', () => {
    expect(stripe.refused('POST', ledger('cus_2'), {amount: 1, currency: 'usd'})).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^You cannot combine currencies on a single customer\..* currency eur$/),
      param: 'currency',
    });
    stripe.post(ledger('cus_3'), {amount: 1, currency: 'jpy'});
    expect(stripe.get('/v1/customers/cus_3')).toMatchObject({balance: 1, currency: 'jpy'});
  });

  test('takes a description and metadata later', () => {
    const {id} = stripe.post(ledger('cus_1'), {amount: 5, currency: 'usd', metadata: {why: 'test'}});
    const path = `${ledger('cus_1')}/${id}`;
    expect(stripe.post(path, {description: 'Later', metadata: {why: ''}})).toMatchObject({
      description: 'Later',
      metadata: {},
      amount: 5,
    });
  });

  test('belongs to one customer', () => {
    const {id} = stripe.post(ledger('cus_1'), {amount: 5, currency: 'usd'});
    expect(stripe.refused('GET', `${ledger('cus_2')}/${id}`)).toMatchObject({status: 404});
    expect(stripe.refused('GET', ledger('cus_4'))).toMatchObject({status: 404, code: 'resource_missing'});
    expect(stripe.refused('POST', ledger('cus_none'), {amount: 1, currency: 'usd'})).toMatchObject({
      status: 404,
    });
  });
});

describe('invoice_credit_balance', () => {
  test('is the credit of a customer, positive, where it is asked for', () => {
    const expanded = (id: string) => stripe.get(`/v1/customers/${id}`, {expand: ['invoice_credit_balance']});
    expect(expanded('cus_2')['invoice_credit_balance']).toEqual({eur: 500});
    expect(expanded('cus_3')['invoice_credit_balance']).toEqual({});
    expect('invoice_credit_balance' in stripe.get('/v1/customers/cus_2')).toBe(false);
  });
});

describe('the ledger of a customer', () => {
  test('begins with what a world says of the balance', () => {
    expect(stripe.get(ledger('cus_2'))).toMatchObject({
      data: [{amount: -500, currency: 'eur', ending_balance: -500, type: 'initial'}],
      url: ledger('cus_2'),
    });
    expect(stripe.get(ledger('cus_1'))).toMatchObject({data: []});
  });

  test('is filtered by time and invoice', () => {
    stripe.post(ledger('cus_1'), {amount: 1, currency: 'usd'});
    stripe.passSeconds(10);
    stripe.post(ledger('cus_1'), {amount: 2, currency: 'usd'});
    const created = {gt: nowUnixMs / 1000};
    expect(stripe.get(ledger('cus_1'), {created})).toMatchObject({data: [{amount: 2}]});
    expect(stripe.get(ledger('cus_1'), {invoice: 'in_none'})).toMatchObject({data: []});
  });
});
