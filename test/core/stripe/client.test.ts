import {AddonError} from '../../../src/core/errors/addon-error.ts';
import type {Http} from '../../../src/core/ports.ts';
import {createStripeClient, sendTimeMaxMs} from '../../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {type StripeRead, type StripeWrite, urlCharactersMax} from '../../../src/core/stripe/request.ts';
import {allowAnyRequests} from '../../contracts/stripe/support/client-requests.ts';
import {
  answered,
  fixedRandom,
  httpSequence,
  recordingLog,
  refused,
  type SimulatedClock,
  simulatedClock,
  unreachable,
} from '../../support/http-script.ts';

allowAnyRequests();

const credentials = parseStripeKey('rk_test_clientTests1234');
const read: StripeRead = {method: 'GET', path: '/v1/invoices', params: {limit: 100}};
const write: StripeWrite = {
  method: 'POST',
  path: '/v1/invoices',
  params: {customer: 'cus_1'},
  idempotencyKey: 'intent-1',
};

const connect = (http: Http, clock: SimulatedClock = simulatedClock()) => ({
  clock,
  client: createStripeClient({http, clock, random: fixedRandom(), log: recordingLog()}, credentials),
});

const errorOf = (action: () => unknown): AddonError => {
  try {
    action();
  } catch (error) {
    if (error instanceof AddonError) return error;
    throw error;
  }
  throw new Error('It was expected to throw.');
};

describe('send()', () => {
  test('returns the body of a 2xx', () => {
    expect(connect(httpSequence(answered({id: 'in_1'}))).client.send(read)).toEqual({id: 'in_1'});
  });

  test('decides by the status: a 404 with any JSON body is refused', () => {
    const {client} = connect(httpSequence(answered({object: 'list', data: []}, 404)));
    expect(errorOf(() => client.send(read)).code).toBe('STRIPE_REJECTED');
  });

  test('retries a 500 on a read four times and then says that Stripe has a fault (F6)', () => {
    const http = httpSequence(refused(500));
    const error = errorOf(() => connect(http).client.send(read));

    expect(http.rounds).toHaveLength(5);
    expect(error.code).toBe('STRIPE_UNREACHABLE');
    expect(error.requestId).toBe('req_test');
  });

  test('sends the same bytes and the same key on every retry of a write (F4, F7, F9, F16)', () => {
    const http = httpSequence(
      refused(500),
      refused(429, {code: 'lock_timeout'}),
      refused(409, {code: 'idempotency_key_in_use'}),
      unreachable('Connection reset'),
      answered({id: 'in_1'}),
    );

    expect(connect(http).client.send(write)).toEqual({id: 'in_1'});
    expect(http.rounds).toHaveLength(5);
    expect(new Set(http.rounds.map((round) => JSON.stringify(round))).size).toBe(1);
    expect(http.rounds[0]?.[0]?.headers['Idempotency-Key']).toBe('intent-1');
  });

  test('stops at once on a key that was used for other content (F10)', () => {
    const http = httpSequence(
      refused(400, {
        type: 'idempotency_error',
        message: 'Keys for idempotent requests can only be used with the same parameters',
      }),
    );
    const error = errorOf(() => connect(http).client.send(write));

    expect(http.rounds).toHaveLength(1);
    expect(error).toMatchObject({code: 'STRIPE_REJECTED', requestId: 'req_test'});
    expect(error.message).toContain('defect of the add-on');
  });

  test('reads a 503 page of HTML as a fault of the server, not as an answer (F8)', () => {
    const http = httpSequence(answered('<html>', 503), answered({ok: 1}));
    expect(connect(http).client.send(read)).toEqual({ok: 1});
  });

  test('obeys Stripe-Should-Retry in both directions (F11)', () => {
    const stop = httpSequence(refused(503, {}, {'stripe-should-retry': 'false'}));
    expect(errorOf(() => connect(stop).client.send(read)).code).toBe('STRIPE_UNREACHABLE');
    expect(stop.rounds).toHaveLength(1);

    const again = httpSequence(refused(400, {}, {'stripe-should-retry': 'true'}), answered({ok: 1}));
    expect(connect(again).client.send(read)).toEqual({ok: 1});
  });

  test('stops at once on a refused key (F12)', () => {
    const http = httpSequence(refused(401, {message: 'Invalid API Key provided: rk_test_****1234'}));
    const error = errorOf(() => connect(http).client.send(read));

    expect(http.rounds).toHaveLength(1);
    expect(error.code).toBe('CREDENTIALS_INVALID');
    expect(error.message).toContain('ending in 1234');
  });

  test('takes a body that was cut off for no answer and reads again (F20)', () => {
    const http = httpSequence(answered('{"object":"list","data":[{"id":"in_'), answered({ok: 1}));
    expect(connect(http).client.send(read)).toEqual({ok: 1});

    const always = httpSequence(answered('{"object":'));
    expect(errorOf(() => connect(always).client.send(read)).code).toBe('RESPONSE_UNREADABLE');
    expect(always.rounds).toHaveLength(5);
  });

  test('ends with the limiter when it refuses for ever, within its own time (F5)', () => {
    const clock = simulatedClock();
    const startUnixMs = clock.nowUnixMs();
    const error = errorOf(() =>
      connect(
        httpSequence(refused(429, {}, {'stripe-rate-limited-reason': 'global-rate'})),
        clock,
      ).client.send(read),
    );

    expect(error.code).toBe('DEADLINE_REACHED');
    expect(error.cause).toMatchObject({code: 'STRIPE_RATE_LIMITED'});
    expect(clock.nowUnixMs() - startUnixMs).toBeLessThanOrEqual(sendTimeMaxMs);
  });

  test('does not try again once the daily number of requests is used up (F25)', () => {
    const http = httpSequence(unreachable('Service invoked too many times for one day: urlfetch.'));
    const error = errorOf(() => connect(http).client.send(read));

    expect(http.rounds).toHaveLength(1);
    expect(error.message).toContain("Google's daily number of requests");
  });

  test('pauses 15 s or more when Google asks for a lower rate of data (F24)', () => {
    const http = httpSequence(
      unreachable(
        'Bandwidth quota exceeded: https://api.stripe.com. Try reducing the rate of data transfer.',
      ),
      answered({ok: 1}),
    );
    const {client, clock} = connect(http);

    client.send(read);
    expect(clock.sleepsMs[0]).toBeGreaterThanOrEqual(15_000);
  });

  test('refuses a POST without an idempotency key, at compile time and at run time', () => {
    const http = httpSequence(answered({}));
    // @ts-expect-error: a write without its key does not compile.
    const keyless: StripeWrite = {method: 'POST', path: '/v1/invoices', params: {}};

    expect(errorOf(() => connect(http).client.send(keyless)).message).toContain('no idempotency key');
    for (const idempotencyKey of ['', 'a b', 'x'.repeat(256), 'zoë', 'a\r\nX: 1']) {
      expect(errorOf(() => connect(http).client.send({...write, idempotencyKey})).code).toBe(
        'ARGUMENT_INVALID',
      );
    }
    expect(http.rounds).toHaveLength(0);
  });

  test.each([
    'https://evil.example/v1/x',
    '//evil.example',
    '/v2/x',
    '/v1/../x',
    '/v1/a?b=c',
    '/v1/a#b',
    '/v1/a b',
    '/v1/',
    '/v1/%2e%2e/../x',
  ])('sends its key to no other place: %s', (path) => {
    const http = httpSequence(answered({}));
    expect(errorOf(() => connect(http).client.send({...read, path})).code).toBe('ARGUMENT_INVALID');
    expect(http.rounds).toHaveLength(0);
  });

  test('sends an address of 2,048 characters and refuses a longer one before sending', () => {
    const http = httpSequence(answered({}));
    const {client} = connect(http);
    const fixed = 'https://api.stripe.com/v1/invoices?q='.length;

    client.send({...read, params: {q: 'x'.repeat(urlCharactersMax - fixed)}});
    expect(http.rounds[0]?.[0]?.url).toHaveLength(2048);
    const error = errorOf(() =>
      client.send({...read, params: {q: 'x'.repeat(urlCharactersMax + 1 - fixed)}}),
    );
    expect(error.message).toContain('2049 characters');
    expect(http.rounds).toHaveLength(1);
  });
});
