import {at} from '../../workbench/stripe/ask.ts';
import {billByMail, get, newCustomer, newOpenInvoice, post} from './billing.ts';
import {openTarget, type Target} from './target.ts';

/** Ids, headers and refusals, as recorded from Stripe's test mode. */
let target: Target;

beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

function errorOf(body: unknown): unknown {
  return at(body, 'error');
}

describe('ids', () => {
  test('have the length of their prefix', async () => {
    const customer = await newCustomer(target, {card: true});
    const id = await newOpenInvoice(target, customer);
    await post(target, `/v1/invoices/${id}/pay`);
    const invoice = await get(target, `/v1/invoices/${id}`, {expand: ['payments']});
    const intentId = String(at(invoice, 'payments', 'data', 0, 'payment', 'payment_intent'));
    const intent = await get(target, `/v1/payment_intents/${intentId}`, {
      expand: ['latest_charge.balance_transaction'],
    });
    const refund = await post(target, '/v1/refunds', {payment_intent: intentId, amount: 100});
    const product = await post(target, '/v1/products', {name: 'Licence'});
    const price = await post(target, '/v1/prices', {
      product: product['id'],
      currency: 'usd',
      unit_amount: 100,
    });
    const note = await post(target, '/v1/credit_notes', {invoice: id, amount: 500, credit_amount: 500});
    const ids = [
      customer,
      id,
      at(invoice, 'lines', 'data', 0, 'id'),
      at(invoice, 'lines', 'data', 0, 'parent', 'invoice_item_details', 'invoice_item'),
      at(invoice, 'payments', 'data', 0, 'id'),
      intentId,
      at(intent, 'latest_charge', 'id'),
      at(intent, 'latest_charge', 'balance_transaction', 'id'),
      at(intent, 'payment_method'),
      refund['id'],
      price['id'],
      note['id'],
      at(note, 'lines', 'data', 0, 'id'),
    ].map(String);
    const shape = /^([a-z]+)_[0-9A-Za-z]+$/;
    expect(ids.map((one) => shape.exec(one)?.[1])).toEqual([
      'cus',
      'in',
      'il',
      'ii',
      'inpay',
      'pi',
      'ch',
      'txn',
      'pm',
      're',
      'price',
      'cn',
      'cnli',
    ]);
    expect(ids.map((one) => one.split('_')[1]?.length)).toEqual([14, ...Array(12).fill(24)]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('headers', () => {
  test('of a POST name the key it came with and the request that first used it', async () => {
    const key = 'recorded-answers-1';
    const {headers} = await target.request('POST', '/v1/customers', {name: 'A'}, {'Idempotency-Key': key});
    expect(headers.get('idempotency-key')).toBe(key);
    expect(headers.get('original-request')).toBe(headers.get('request-id'));
    expect(headers.get('stripe-should-retry')).toBe('false');
    const again = await target.request('POST', '/v1/customers', {name: 'A'}, {'Idempotency-Key': key});
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(headers.get('request-id'));
    expect(again.headers.get('request-id')).not.toBe(headers.get('request-id'));
  });

  test('of every answer but 401 name the request and the version', async () => {
    const known = [
      await target.request('GET', '/v1/customers'),
      await target.request('POST', '/v1/customers', {name: 'B'}),
      await target.request('GET', '/v1/invoices/in_none'),
      await target.request('GET', '/v1/nothing'),
    ];
    for (const {headers} of known) {
      expect(headers.get('request-id')).toMatch(/^req_\w{14}$/);
      expect(headers.get('stripe-version')).toBe('2026-10-28.endive');
    }
    const stranger = await target.request(
      'GET',
      '/v1/customers',
      {},
      {Authorization: 'Bearer sk_test_wrong'},
    );
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('request-id')).toBeNull();
    expect(stranger.headers.get('stripe-version')).toBeNull();
    expect(errorOf(stranger.body)).toEqual({
      message: 'Invalid API Key provided: sk_test_*rong',
      type: 'invalid_request_error',
    });
  });
});

describe('refusals', () => {
  test('of an id in the path are 404 with the parameter id', async () => {
    const {status, body} = await target.request('GET', '/v1/customers/cus_none');
    expect(status).toBe(404);
    expect(errorOf(body)).toMatchObject({
      code: 'resource_missing',
      doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
      message: "No such customer: 'cus_none'",
      param: 'id',
      type: 'invalid_request_error',
    });
  });

  test('of a reference in the body are 400 with its own parameter', async () => {
    const customer = await newCustomer(target, {card: false});
    const {status, body} = await target.request('POST', '/v1/subscriptions', {
      customer,
      items: [{price: 'price_none'}],
    });
    expect(status).toBe(400);
    expect(errorOf(body)).toMatchObject({
      code: 'resource_missing',
      message: "No such price: 'price_none'",
      param: 'items[0][price]',
    });
  });

  test('of what is no integer say so', async () => {
    const {status, body} = await target.request('GET', '/v1/invoices', {limit: 'many'});
    expect(status).toBe(400);
    expect(errorOf(body)).toMatchObject({
      code: 'parameter_invalid_integer',
      message: 'Invalid integer: many',
      param: 'limit',
    });
  });

  test('of refunds say what is too much and what was refunded before', async () => {
    const invoice = await newOpenInvoice(target, await newCustomer(target, {card: true}));
    await post(target, `/v1/invoices/${invoice}/pay`);
    const {payments} = await get(target, `/v1/invoices/${invoice}`, {expand: ['payments']});
    const payment_intent = at(payments, 'data', 0, 'payment', 'payment_intent');
    const tooLarge = await target.request('POST', '/v1/refunds', {payment_intent, amount: 12_001});
    expect(tooLarge.status).toBe(400);
    expect(at(tooLarge.body, 'error', 'param')).toBe('amount');
    expect(at(tooLarge.body, 'error', 'code')).toBeUndefined();
    await post(target, '/v1/refunds', {payment_intent});
    const again = await target.request('POST', '/v1/refunds', {payment_intent});
    expect(again.status).toBe(400);
    expect(at(again.body, 'error', 'code')).toBe('charge_already_refunded');
  });

  test('of a declined card are 402 with all that is known of the decline', async () => {
    const customer = await newCustomer(target, {card: false});
    const {status, body} = await target.request('POST', '/v1/payment_intents', {
      customer,
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_chargeDeclined',
      payment_method_types: ['card'],
      confirm: true,
    });
    expect(status).toBe(402);
    expect(errorOf(body)).toMatchObject({
      advice_code: 'try_again_later',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: 'Your card was declined.',
      network_decline_code: expect.any(String),
      type: 'card_error',
    });
  });

  test('of an object that is held by another request ask to try again', async () => {
    target.sandbox.faults.set([{fault: {kind: 'lock_timeout'}, times: 1}]);
    const {status, headers, body} = await target.request('GET', '/v1/customers');
    expect(status).toBe(429);
    expect(errorOf(body)).toMatchObject({code: 'lock_timeout', type: 'invalid_request_error'});
    expect(headers.get('stripe-should-retry')).toBe('true');
    expect(headers.get('retry-after')).toBeNull();
  });

  test('of an invoice that cannot be voided leave it as it is', async () => {
    const invoice = await newOpenInvoice(target, await newCustomer(target, {card: false}), billByMail);
    await post(target, `/v1/invoices/${invoice}/pay`, {paid_out_of_band: true});
    const before = await get(target, `/v1/invoices/${invoice}`);
    const {status} = await target.request('POST', `/v1/invoices/${invoice}/void`);
    expect(status).toBe(400);
    expect(await get(target, `/v1/invoices/${invoice}`)).toEqual(before);
  });
});
