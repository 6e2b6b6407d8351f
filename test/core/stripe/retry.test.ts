import type {HttpOutcome} from '../../../src/core/ports.ts';
import {readOutcome} from '../../../src/core/stripe/outcome.ts';
import {rateLimitRetriesMax, retriesMax, retryDecision} from '../../../src/core/stripe/retry.ts';
import {answered, refused, unreachable} from '../../support/http-script.ts';

const decide = (
  outcome: HttpOutcome,
  {method = 'GET' as 'GET' | 'POST' | 'DELETE', tries = 1, fraction = 0.5} = {},
) => retryDecision(readOutcome(outcome), {method, tries, fraction});

const keep = {'stripe-should-retry': 'true'};
const stop = {'stripe-should-retry': 'false'};
const limited = {'stripe-rate-limited-reason': 'endpoint-rate'};

/** Facts: stripe-node 23.1.0 RequestSender._shouldRetry; differences from it are marked and explained in retry.ts. */
const table: readonly (readonly [
  situation: string,
  outcome: HttpOutcome,
  because: string,
  waitMs: number,
])[] = [
  ['200', answered({}), 'answered', 0],
  ['no answer', unreachable('DNS error: https://api.stripe.com'), 'no-answer', 500],
  ['409 idempotency_key_in_use', refused(409, {code: 'idempotency_key_in_use'}), 'conflict', 500],
  ['500', refused(500), 'server-fault', 500],
  ['502 with a page of HTML', answered('<html>Bad gateway</html>', 502), 'server-fault', 500],
  ['503', refused(503), 'server-fault', 500],
  ['504', answered('', 504), 'server-fault', 500],
  ['500 with should-retry false', refused(500, {}, stop), 'final', 0],
  ['409 with should-retry false', refused(409, {}, stop), 'final', 0],
  ['429 with should-retry false', refused(429, {}, {...stop, ...limited}), 'final', 0],
  ['400 with should-retry true', refused(400, {}, keep), 'asked-to-retry', 500],
  ['400', refused(400, {type: 'invalid_request_error'}), 'final', 0],
  ['400 idempotency_error', refused(400, {type: 'idempotency_error'}), 'final', 0],
  ['401', refused(401), 'final', 0],
  ['402', refused(402, {code: 'card_declined'}), 'final', 0],
  ['403', refused(403), 'final', 0],
  ['404', refused(404, {code: 'resource_missing'}), 'final', 0],
  ['302', answered('', 302), 'final', 0],
  ['429 lock_timeout as Stripe sends it', refused(429, {code: 'lock_timeout'}, keep), 'busy-object', 500],
  [
    '429 lock_timeout without a header (difference)',
    refused(429, {code: 'lock_timeout'}),
    'busy-object',
    500,
  ],
  ['429 of a limiter (difference)', refused(429, {}, limited), 'rate-limit', 750],
  ['429 rate_limit without a reason (difference)', refused(429, {code: 'rate_limit'}), 'rate-limit', 750],
  [
    '429 with Retry-After in seconds (difference)',
    refused(429, {}, {...limited, 'retry-after': '7'}),
    'rate-limit',
    7000,
  ],
  ['503 with Retry-After 2 (difference)', refused(503, {}, {'retry-after': '2'}), 'server-fault', 2000],
  ['503 with a shorter Retry-After', refused(503, {}, {'retry-after': '0'}), 'server-fault', 500],
  ['503 with an unreadable Retry-After', refused(503, {}, {'retry-after': 'soon'}), 'server-fault', 500],
  [
    '429 with Retry-After as a date (difference)',
    refused(
      429,
      {},
      {...limited, date: 'Wed, 28 Oct 2026 10:00:00 GMT', 'retry-after': 'Wed, 28 Oct 2026 10:00:09 GMT'},
    ),
    'rate-limit',
    9000,
  ],
  ['200 cut off (difference)', answered('{"object":"list","da'), 'cut-off', 500],
  ['200 with an empty body (difference)', answered(''), 'cut-off', 500],
  ['200 that is JSON but no object (difference)', answered('[]'), 'cut-off', 500],
  [
    'Google: bandwidth',
    unreachable('Bandwidth quota exceeded: https://api.stripe.com. Try reducing the rate of data transfer.'),
    'bandwidth',
    18_750,
  ],
  [
    'Google: pace',
    unreachable('Service invoked too many times in a short time: urlfetch. Try Utilities.sleep(1000)'),
    'google-pace',
    750,
  ],
  ['Google: day', unreachable('Service invoked too many times for one day: urlfetch.'), 'final', 0],
];

describe('retryDecision()', () => {
  test.each(table)('decides on %s', (_, outcome, because, waitMs) => {
    expect(decide(outcome)).toEqual({retry: waitMs > 0, because, waitMs});
  });

  test('retries a POST whose answer was cut off, because its key makes Stripe replay the answer', () => {
    expect(decide(answered('{"id":'), {method: 'POST'}).retry).toBe(true);
  });

  test('does not repeat a DELETE whose answer was cut off, because nothing would replay it', () => {
    expect(decide(answered('{"id":'), {method: 'DELETE'}).retry).toBe(false);
  });

  test.each([
    ['server fault', refused(500), retriesMax],
    ['no answer', unreachable('Timeout'), retriesMax],
    ['conflict', refused(409), retriesMax],
    ['lock_timeout', refused(429, {code: 'lock_timeout'}), 4],
    ['limiter', refused(429, {}, limited), rateLimitRetriesMax],
  ])('gives up after so many retries: %s', (_, outcome, retries) => {
    expect(decide(outcome, {tries: retries}).retry).toBe(true);
    expect(decide(outcome, {tries: retries + 1})).toEqual({
      retry: false,
      waitMs: 0,
      because: 'tries-used-up',
    });
  });

  test('waits as the SDK does: 0.5 s doubling to 5 s, 50 to 100 % of it, never under 0.5 s', () => {
    const waits = (fraction: number) =>
      [1, 2, 3, 4].map((tries) => decide(refused(500), {tries, fraction}).waitMs);

    expect(waits(0)).toEqual([500, 500, 1000, 2000]);
    expect(waits(0.999999)).toEqual([500, 1000, 2000, 4000]);
    for (const fraction of [0, 0.3, 0.999]) expect(Math.max(...waits(fraction))).toBeLessThanOrEqual(5000);
  });

  test('waits longer for a limiter: 1 s doubling to 32 s, 50 to 100 % of it', () => {
    const waits = (fraction: number) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((tries) => decide(refused(429, {}, limited), {tries, fraction}).waitMs);

    expect(waits(0)).toEqual([500, 1000, 2000, 4000, 8000, 16000, 16000, 16000]);
    expect(waits(0.999999)).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 32000, 32000]);
  });
});
