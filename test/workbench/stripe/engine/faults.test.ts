import {request} from 'node:http';
import {createStripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {startStripeServer} from '../../../../workbench/stripe/server.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {at} from '../ask.ts';
import {type Desk, openDesk} from '../support/desk.ts';

let desk: Desk;

beforeEach(() => {
  desk = openDesk();
});

const create = () => desk.send('POST', '/v1/customers', {name: 'A'});
const customersMade = () => desk.newEventTypes().filter((type) => type === 'customer.created').length;

describe('faults.set()', () => {
  test.each([
    'global-rate',
    'global-concurrency',
    'endpoint-rate',
    'endpoint-concurrency',
    'resource-specific',
  ] as const)('answers 429 with the reason %s, and nothing is done', (reason) => {
    desk.sandbox.faults.set([{fault: {kind: 'rate_limited', reason}, times: 1}]);
    const {status, headers, body} = create();
    expect(status).toBe(429);
    expect(headers['Stripe-Rate-Limited-Reason']).toBe(reason);
    expect(at(body, 'error', 'code')).toBe('rate_limit');
    expect(customersMade()).toBe(0);
  });

  test('answers lock_timeout as recorded: 429 without a reason, to be sent again', () => {
    desk.sandbox.faults.set([{fault: {kind: 'lock_timeout'}, times: 1}]);
    const {status, headers, body} = create();
    expect(status).toBe(429);
    expect(at(body, 'error')).toMatchObject({code: 'lock_timeout', type: 'invalid_request_error'});
    expect(headers['Stripe-Should-Retry']).toBe('true');
    expect(headers).not.toHaveProperty('Stripe-Rate-Limited-Reason');
    expect(headers).not.toHaveProperty('Retry-After');
  });

  test('drops the connection before anything is done, or after all of it', () => {
    desk.sandbox.faults.set([{fault: {kind: 'dropped_before_commit'}, times: 1}]);
    expect(create()).toMatchObject({isLost: true, status: 0, text: ''});
    expect(customersMade()).toBe(0);
    desk.sandbox.faults.set([{fault: {kind: 'dropped_after_commit'}, times: 1}]);
    expect(create()).toMatchObject({isLost: true, status: 0, text: ''});
    expect(customersMade()).toBe(1);
  });

  test('cuts the body off in the middle of a 200', () => {
    desk.sandbox.faults.set([{fault: {kind: 'truncated_body'}, times: 1}]);
    const {status, text, body} = create();
    expect(status).toBe(200);
    expect(text.startsWith('{"id":"cus_')).toBe(true);
    expect(body).toBeNull();
    expect(customersMade()).toBe(1);
  });

  test('answers as a proxy does: 502 with a page of HTML', () => {
    desk.sandbox.faults.set([{fault: {kind: 'bad_gateway'}, times: 1}]);
    const {status, headers, text} = create();
    expect(status).toBe(502);
    expect(headers['Content-Type']).toBe('text/html');
    expect(text).toMatch(/^<html>/);
    expect(customersMade()).toBe(0);
  });

  test('lets an answer take longer', () => {
    desk.sandbox.faults.set([{fault: {kind: 'latency', ms: 700}, times: 1}]);
    expect(create()).toMatchObject({status: 200, latencyMs: 700});
    expect(create()).toMatchObject({status: 200, latencyMs: 0});
  });

  test('chooses by method and path, each so manieth, so often at most', () => {
    desk.sandbox.faults.set([
      {fault: {kind: 'bad_gateway'}, method: 'POST', path: '/v1/customers', every: 2, times: 2},
      {fault: {kind: 'lock_timeout'}, path: /^\/v1\/customers\/cus_\w+$/},
    ]);
    const statuses = Array.from({length: 7}, () => create().status);
    expect(statuses).toEqual([200, 502, 200, 502, 200, 200, 200]);
    expect(desk.send('GET', '/v1/customers').status).toBe(200);
    expect(desk.send('GET', '/v1/customers/cus_none').status).toBe(429);
    desk.sandbox.faults.clear();
    expect(desk.send('GET', '/v1/customers/cus_none').status).toBe(404);
  });

  test('chooses by chance, the same ones for the same seed', () => {
    const run = (seed: number) => {
      desk = openDesk();
      desk.sandbox.faults.set([{fault: {kind: 'bad_gateway'}, probability: 0.3, seed}]);
      return Array.from({length: 200}, () => desk.send('GET', '/v1/customers').status === 502);
    };
    const chosen = run(7).filter(Boolean).length;
    expect(chosen).toBeGreaterThan(30);
    expect(chosen).toBeLessThan(90);
    expect(run(7)).toEqual(run(7));
    expect(run(8)).not.toEqual(run(7));
  });

  test('does not hide that nobody may ask', () => {
    desk.sandbox.faults.set([{fault: {kind: 'bad_gateway'}}]);
    expect(desk.send('GET', '/v1/customers', {}, {Authorization: 'Bearer sk_test_wrong'}).status).toBe(401);
  });
});

describe('the header Workbench-Fault', () => {
  const {objects} = parseWorld('[]');
  const ask = (faultHeader: boolean, fault: string) =>
    createStripeSandbox({objects, keys: ['sk_test_1'], faultHeader}).handle(
      {
        method: 'GET',
        url: '/v1/customers',
        headers: {Authorization: 'Bearer sk_test_1', 'Workbench-Fault': fault},
        body: null,
      },
      0,
    );

  test.each<readonly [string, object]>([
    ['latency=250', {status: 200, latencyMs: 250}],
    ['rate_limited=endpoint-rate', {status: 429}],
    ['server_error', {status: 500}],
    ['bad_gateway', {status: 502}],
    ['dropped_after_commit=1000', {isLost: true}],
  ])('asks for %s', (fault, expected) => {
    expect(ask(true, fault)).toMatchObject(expected);
  });

  test.each(['explode', 'latency=soon', 'rate_limited=why', 'server_error=1'])('refuses %s', (fault) => {
    const {status, body} = ask(true, fault);
    expect(status).toBe(400);
    expect(body).toMatch(/The sandbox knows no fault/);
  });

  test('says nothing where the sandbox was not made for it', () => {
    expect(ask(false, 'server_error').status).toBe(200);
  });

  test('closes the connection of a server for an answer that is lost', async () => {
    const sandbox = createStripeSandbox({objects, keys: ['sk_test_1'], faultHeader: true});
    const server = await startStripeServer({sandbox, port: 0, clock: {nowUnixMs: () => 0}});
    const fault = await new Promise((resolve) => {
      const sent = request(`${server.url}/v1/customers`, {
        headers: {Authorization: 'Bearer sk_test_1', 'Workbench-Fault': 'dropped_before_commit'},
      });
      sent.on('error', (error) => resolve(Object(error).code));
      sent.on('response', ({statusCode}) => resolve(statusCode));
      sent.end();
    });
    expect(fault).toBe('ECONNRESET');
    await server.close();
  });
});
