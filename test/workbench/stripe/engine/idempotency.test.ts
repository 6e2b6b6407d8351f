import {at} from '../ask.ts';
import {type Desk, openDesk} from '../support/desk.ts';

const key = (name: string) => ({'Idempotency-Key': name});
const secondsPerDay = 86_400;

let desk: Desk;

beforeEach(() => {
  desk = openDesk();
});

const customersMade = () => desk.newEventTypes().filter((type) => type === 'customer.created').length;

describe('a request with an idempotency key', () => {
  test('is answered with the key and its own request, and is not to be sent again', () => {
    const {headers} = desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    expect(headers).toMatchObject({
      'Idempotency-Key': 'k1',
      'Original-Request': headers['Request-Id'],
      'Stripe-Should-Retry': 'false',
    });
    expect(headers).not.toHaveProperty('Idempotent-Replayed');
  });

  test('sent again is answered with the first answer, and nothing is done', () => {
    const first = desk.send('POST', '/v1/customers', {name: 'A', metadata: {a: '1', b: '2'}}, key('k1'));
    const second = desk.send('POST', '/v1/customers', {metadata: {b: '2', a: '1'}, name: 'A'}, key('k1'));
    expect(second.text).toBe(first.text);
    expect(second.headers).toMatchObject({
      'Idempotent-Replayed': 'true',
      'Original-Request': first.headers['Request-Id'],
    });
    expect(second.headers['Request-Id']).not.toBe(first.headers['Request-Id']);
    expect(customersMade()).toBe(1);
  });

  test('is refused with other parameters, and at another endpoint', () => {
    desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    const other = desk.send('POST', '/v1/customers', {name: 'B'}, key('k1'));
    expect(other.status).toBe(400);
    expect(at(other.body, 'error', 'type')).toBe('idempotency_error');
    expect(at(other.body, 'error', 'message')).toBe(
      'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a ' +
        "key other than 'k1' if you meant to execute a different request.",
    );
    const elsewhere = desk.send('POST', '/v1/products', {name: 'A'}, key('k1'));
    expect(elsewhere.status).toBe(400);
    expect(at(elsewhere.body, 'error', 'message')).toMatch("('/v1/products' vs '/v1/customers')");
    expect(customersMade()).toBe(1);
  });

  test('keeps what was refused while it was carried out', () => {
    const params = {customer: 'cus_none', amount: 5, currency: 'usd'};
    const first = desk.send('POST', '/v1/invoiceitems', params, key('k1'));
    const second = desk.send('POST', '/v1/invoiceitems', params, key('k1'));
    expect(first.status).toBe(400);
    expect(second.headers['Idempotent-Replayed']).toBe('true');
    expect(second.text).toBe(first.text);
  });

  test('keeps nothing where its parameters were invalid', () => {
    expect(desk.send('POST', '/v1/customers', {balance: 'much'}, key('k1')).status).toBe(400);
    expect(desk.send('POST', '/v1/customers', {name: 'A'}, key('k1')).status).toBe(200);
  });

  test('keeps nothing of a 401, a 403 or a 429', () => {
    desk = openDesk([], {
      keys: ['sk_test_full', {key: 'rk_test_read', permissions: ['rak_customer_read', 'rak_event_read']}],
    });
    const ask = (authorization: string) =>
      desk.send(
        'POST',
        '/v1/customers',
        {name: 'A'},
        {...key('k1'), Authorization: `Bearer ${authorization}`},
      );
    expect(ask('sk_test_wrong').status).toBe(401);
    expect(ask('rk_test_read').status).toBe(403);
    desk.sandbox.faults.set([{fault: {kind: 'lock_timeout'}}]);
    expect(ask('sk_test_full').status).toBe(429);
    desk.sandbox.faults.clear();
    const {status, headers} = ask('sk_test_full');
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('Idempotent-Replayed');
  });

  test('keeps a 500, and gives it again', () => {
    desk.sandbox.faults.set([{fault: {kind: 'server_error'}, times: 1}]);
    const first = desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    expect(first.status).toBe(500);
    expect(at(first.body, 'error', 'type')).toBe('api_error');
    expect(first.headers).not.toHaveProperty('Stripe-Should-Retry');
    const second = desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    expect(second.status).toBe(500);
    expect(second.headers['Idempotent-Replayed']).toBe('true');
    expect(customersMade()).toBe(0);
  });

  test('is forgotten 24 hours later, not before', () => {
    desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    desk.passSeconds(secondsPerDay - 1);
    expect(desk.send('POST', '/v1/customers', {name: 'A'}, key('k1')).headers['Idempotent-Replayed']).toBe(
      'true',
    );
    desk.passSeconds(1);
    expect(desk.send('POST', '/v1/customers', {name: 'A'}, key('k1')).headers).not.toHaveProperty(
      'Idempotent-Replayed',
    );
    expect(customersMade()).toBe(2);
  });

  test('is 409 while the first one is under way, and then what came of that', () => {
    desk.sandbox.faults.set([{fault: {kind: 'dropped_after_commit', inFlightMs: 2000}, times: 1}]);
    expect(desk.send('POST', '/v1/customers', {name: 'A'}, key('k1')).isLost).toBe(true);
    const second = desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    expect(second.status).toBe(409);
    expect(at(second.body, 'error', 'code')).toBe('idempotency_key_in_use');
    desk.passSeconds(2);
    const third = desk.send('POST', '/v1/customers', {name: 'A'}, key('k1'));
    expect(third.status).toBe(200);
    expect(third.headers['Idempotent-Replayed']).toBe('true');
    expect(customersMade()).toBe(1);
  });

  test('has at most 255 characters', () => {
    expect(desk.send('POST', '/v1/customers', {name: 'A'}, key('k'.repeat(256))).status).toBe(400);
    expect(desk.send('POST', '/v1/customers', {name: 'A'}, key('k'.repeat(255))).status).toBe(200);
  });

  test('says nothing where it reads or deletes', () => {
    const {id} = desk.post('/v1/customers', {name: 'A'});
    const read = desk.send('GET', `/v1/customers/${String(id)}`, {}, key('k1'));
    expect(read.headers).not.toHaveProperty('Idempotency-Key');
    expect(desk.send('DELETE', `/v1/customers/${String(id)}`, {}, key('k1')).status).toBe(200);
    expect(desk.send('DELETE', `/v1/customers/${String(id)}`, {}, key('k1')).status).toBe(404);
  });
});
