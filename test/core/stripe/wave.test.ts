import type {Http} from '../../../src/core/ports.ts';
import {createStripeClient} from '../../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import type {StripeRead, StripeWrite} from '../../../src/core/stripe/request.ts';
import {allowAnyRequests} from '../../contracts/stripe/support/client-requests.ts';
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

allowAnyRequests();

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
  return {clock, log, wave};
};

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

  test('sends nothing after a deadline that passed while a part of the wave was away', () => {
    const clock = simulatedClock();
    const http = httpScript((requests, round) => {
      if (round === 2) clock.advance(400_000);
      return requests.map(() => (round === 1 ? unreachable('Timeout') : answered({ok: 1})));
    });
    const answers = connect(http, clock).wave(reads(4), 300_000);

    expect(http.rounds.map((round) => round.length)).toEqual([4, 2]);
    expect(answers.map(({kind}) => kind)).toEqual(['answered', 'answered', 'failed', 'failed']);
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
