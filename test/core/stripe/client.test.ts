import {AddonError} from '../../../src/core/errors/addon-error.ts';
import type {Http} from '../../../src/core/ports.ts';
import {createStripeClient, sendTimeMaxMs} from '../../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import type {StripeRead, StripeWrite} from '../../../src/core/stripe/request.ts';
import {
  answered,
  fixedRandom,
  httpScript,
  httpSequence,
  recordingLog,
  refused,
  type SimulatedClock,
  simulatedClock,
  unreachable,
} from '../../support/http-script.ts';

const credentials = parseStripeKey('rk_test_clientTests1234');
const read: StripeRead = {method: 'GET', path: '/v1/invoices', params: {limit: 100}};
const write: StripeWrite = {
  method: 'POST',
  path: '/v1/invoices',
  params: {customer: 'cus_1'},
  idempotencyKey: 'intent-1',
};
const reads = (count: number) => Array.from({length: count}, (_, n): StripeRead => ({...read, params: {n}}));

const connect = (http: Http, clock: SimulatedClock = simulatedClock()) => {
  const log = recordingLog();
  const client = createStripeClient({http, clock, random: fixedRandom(), log}, credentials);
  const wave = (requests: Parameters<typeof client.sendWave>[0], timeMs = 300_000) =>
    client.sendWave(requests, {deadlineUnixMs: clock.nowUnixMs() + timeMs});
  return {client, clock, log, wave};
};

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

    client.send({...read, params: {q: 'x'.repeat(2048 - fixed)}});
    expect(http.rounds[0]?.[0]?.url).toHaveLength(2048);
    const error = errorOf(() => client.send({...read, params: {q: 'x'.repeat(2049 - fixed)}}));
    expect(error.message).toContain('2049 characters');
    expect(http.rounds).toHaveLength(1);
  });
});

describe('sendWave()', () => {
  test('sends all at once and answers in order', () => {
    const http = httpScript((requests) => requests.map((request) => answered({url: request.url})));
    const answers = connect(http).wave(reads(18));

    expect(http.rounds).toHaveLength(1);
    expect(answers.map((answer) => answer.kind === 'answered' && answer.body)).toEqual(
      reads(18).map(({params}) => ({url: `https://api.stripe.com/v1/invoices?n=${String(params['n'])}`})),
    );
  });

  test('sends nothing for an empty wave', () => {
    const http = httpSequence(answered({}));
    expect(connect(http).wave([])).toEqual([]);
    expect(http.rounds).toHaveLength(0);
  });

  test('sends again only the requests that need it (F1)', () => {
    const http = httpScript((requests, round) =>
      requests.map((request) =>
        round === 1 && /n=(3|7)$/.test(request.url)
          ? refused(429, {}, {'stripe-rate-limited-reason': 'global-rate'})
          : answered({ok: 1}),
      ),
    );
    const answers = connect(http).wave(reads(10));

    expect(http.rounds.map((round) => round.length)).toEqual([10, 2]);
    expect(answers.every(({kind}) => kind === 'answered')).toBe(true);
    expect(answers.map(({rateLimited}) => rateLimited)).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect(answers.map(({requestsSent}) => requestsSent)).toEqual([1, 1, 1, 2, 1, 1, 1, 2, 1, 1]);
  });

  test('lets one that failed hide no other', () => {
    const http = httpScript((requests) =>
      requests.map((request) =>
        request.url.endsWith('n=1') ? refused(404, {message: 'No such invoice'}) : answered({ok: 1}),
      ),
    );
    expect(
      connect(http)
        .wave(reads(3))
        .map(({kind}) => kind),
    ).toEqual(['answered', 'failed', 'answered']);
  });

  test('does not hold up the others for one with a long Retry-After', () => {
    const clock = simulatedClock();
    const startUnixMs = clock.nowUnixMs();
    const sentAt = new Map<string, number[]>();
    const http = httpScript((requests, round) =>
      requests.map(({url}) => {
        sentAt.set(url, [...(sentAt.get(url) ?? []), clock.nowUnixMs() - startUnixMs]);
        if (round > 1) return answered({ok: 1});
        return url.endsWith('n=0') ? refused(503, {}, {'retry-after': '60'}) : refused(503);
      }),
    );
    connect(http, clock).wave(reads(2));

    expect([...sentAt.values()]).toEqual([
      [0, 60_000],
      [0, 500],
    ]);
  });

  test('finds the address that makes Google fail a whole wave, and answers the others (F23)', () => {
    const http = httpScript((requests) =>
      requests.some(({url}) => url.endsWith('n=5'))
        ? requests.map(() => unreachable('Address unavailable: https://api.stripe.com/v1/invoices?n=5'))
        : requests.map(() => answered({ok: 1})),
    );
    const answers = connect(http).wave(reads(18));

    expect(answers.flatMap(({kind}, index) => (kind === 'failed' ? [index] : []))).toEqual([5]);
    expect(http.rounds.length).toBeLessThan(40);
  });

  test('asks for less at a time after a wave that was too much data (F24)', () => {
    const http = httpScript((requests) =>
      requests.map(() =>
        requests.length > 5
          ? unreachable(
              'Bandwidth quota exceeded: https://api.stripe.com. Try reducing the rate of data transfer.',
            )
          : answered({ok: 1}),
      ),
    );
    const {wave, clock} = connect(http);

    expect(wave(reads(18)).every(({kind}) => kind === 'answered')).toBe(true);
    expect(http.rounds.map((round) => round.length)).toEqual([18, 9, 5, 4, 5, 4]);
    expect(clock.sleepsMs.filter((ms) => ms >= 10_000).length).toBeGreaterThan(0);
  });

  test('gives up on all together when Stripe cannot be reached at all', () => {
    const http = httpScript((requests) =>
      requests.map(() => unreachable('DNS error: https://api.stripe.com')),
    );
    const answers = connect(http).wave(reads(18));

    expect(answers.map((answer) => answer.kind === 'failed' && answer.error.code)).toEqual(
      Array.from({length: 18}, () => 'STRIPE_UNREACHABLE'),
    );
    expect(http.rounds.length).toBeLessThan(15);
  });

  test('loses at most one wave to a host that hangs past the deadline (F22)', () => {
    const clock = simulatedClock();
    const http = httpScript((requests) => {
      clock.advance(360_000);
      return requests.map(() => unreachable('Timeout: https://api.stripe.com'));
    });
    const answers = connect(http, clock).wave(reads(4), 300_000);

    expect(http.rounds).toHaveLength(1);
    expect(answers.map((answer) => answer.kind === 'failed' && answer.error.code)).toEqual(
      Array.from({length: 4}, () => 'DEADLINE_REACHED'),
    );
  });

  test('survives one slow wave with room to spare (F22)', () => {
    const clock = simulatedClock();
    const http = httpScript((requests, round) => {
      clock.advance(20_000);
      return requests.map(() =>
        round === 1 ? unreachable('Timeout: https://api.stripe.com') : answered({ok: 1}),
      );
    });
    expect(
      connect(http, clock)
        .wave(reads(4))
        .every(({kind}) => kind === 'answered'),
    ).toBe(true);
  });

  test('sends nothing at or after the deadline', () => {
    const http = httpSequence(answered({}));
    const answers = connect(http).wave(reads(2), 0);

    expect(http.rounds).toHaveLength(0);
    expect(answers[0]).toMatchObject({kind: 'failed', requestsSent: 0, error: {code: 'DEADLINE_REACHED'}});
  });

  test('never waits past the deadline, and keeps what the last try met as the cause', () => {
    const clock = simulatedClock();
    const startUnixMs = clock.nowUnixMs();
    const answers = connect(httpSequence(refused(503, {}, {'retry-after': '90'})), clock).wave(
      reads(1),
      60_000,
    );

    expect(clock.nowUnixMs()).toBe(startUnixMs);
    expect(answers[0]).toMatchObject({error: {code: 'DEADLINE_REACHED', requestId: 'req_test'}});
    expect(answers[0]?.kind === 'failed' && answers[0].error.cause).toMatchObject({
      code: 'STRIPE_UNREACHABLE',
    });
  });

  test.each([
    ['an answer that never came', unreachable('Timeout'), 'unknown'],
    ['a stored 500 (F7)', refused(500), 'unknown'],
    ['the same key still at work', refused(409, {code: 'idempotency_key_in_use'}), 'unknown'],
    ['a key with other content', refused(400, {type: 'idempotency_error'}), 'unknown'],
    ['a parameter Stripe refuses', refused(400, {type: 'invalid_request_error'}), 'none'],
    ['a declined card', refused(402, {code: 'card_declined'}), 'none'],
    ['a key Stripe refuses', refused(401), 'none'],
    ['a limiter', refused(429, {}, {'stripe-rate-limited-reason': 'global-rate'}), 'none'],
  ])('says whether a write may have been done: %s', (_, outcome, effect) => {
    expect(connect(httpSequence(outcome)).wave([write])[0]).toMatchObject({kind: 'failed', effect});
  });

  test('keeps a doubt that a later refusal does not settle', () => {
    const revoked = connect(httpSequence(unreachable('Timeout'), refused(401))).wave([write]);
    const settled = connect(httpSequence(unreachable('Timeout'), refused(400))).wave([write]);

    expect(revoked[0]).toMatchObject({effect: 'unknown'});
    expect(settled[0]).toMatchObject({effect: 'none'});
  });

  test('writes one line for each round, with counts only', () => {
    const {wave, log} = connect(httpSequence(refused(503), answered({name: 'Secret Name'})));
    wave(reads(2));

    expect(log.lines).toEqual([
      'stripe.round {"requests":2,"answered":0,"refused":2,"unreadable":0,"unreachable":0,"retries":0,"durationMs":0}',
      'stripe.round {"requests":2,"answered":2,"refused":0,"unreadable":0,"unreachable":0,"retries":2,"durationMs":0}',
    ]);
  });
});
