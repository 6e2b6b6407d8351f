import type {StripeOutcome} from './outcome.ts';

/** One request's tries so far, the one just made included. */
export interface Attempt {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** 1 after the first try. */
  readonly tries: number;
  /** At least 0 and below 1: spreads the retries of a wave, so that they do not come back as one. */
  readonly fraction: number;
}

export type RetryDecision =
  | {readonly retry: true; readonly waitMs: number; readonly because: RetryReason}
  | {readonly retry: false; readonly waitMs: 0; readonly because: 'answered' | 'final' | 'tries-used-up'};

export type RetryReason =
  | 'asked-to-retry'
  | 'bandwidth'
  | 'busy-object'
  | 'conflict'
  | 'cut-off'
  | 'google-pace'
  | 'no-answer'
  | 'rate-limit'
  | 'server-fault';

/** stripe-node's default is 2; a refresh that runs unattended may wait a little longer for a short outage. */
export const retriesMax = 4;
/** With growing waits this is about one and a half minutes, which outlasts any burst of another integration. */
export const rateLimitRetriesMax = 8;

/**
 * Whether to send the same request, with the same idempotency key, again, and after how long a wait. The rules are
 * stripe-node's (23.1.0, RequestSender._shouldRetry) with four intended differences: a 429 of a rate limiter is
 * retried, Retry-After is honoured, an answer cut off on its way counts as none, and Google's own limits have theirs.
 */
export function retryDecision(outcome: StripeOutcome, attempt: Attempt): RetryDecision {
  switch (outcome.kind) {
    case 'answered':
      return {retry: false, waitMs: 0, because: 'answered'};
    case 'unreadable':
      // Reading again is harmless, and Stripe replays the stored answer of a POST for the same key. A DELETE has no
      // key: its second try would answer 404 for what the first one did.
      return attempt.method === 'DELETE'
        ? final
        : again('cut-off', attempt, retriesMax, shortWaitMs(attempt));
    case 'unreachable':
      return afterNoAnswer(outcome.reason, attempt);
    case 'refused':
      return afterRefusal(outcome, attempt);
  }
}

function afterNoAnswer(reason: string, attempt: Attempt): RetryDecision {
  switch (googleLimit(reason)) {
    case 'day':
      // The count resets within 24 hours; every further try would only be refused (guides/services/quotas).
      return final;
    case 'bandwidth':
      // Google asks to reduce the rate of data transfer: a long pause first, fewer requests at a time by the client.
      return again('bandwidth', attempt, retriesMax, bandwidthPauseMs * (1 + 0.5 * attempt.fraction));
    case 'pace':
      return again('google-pace', attempt, retriesMax, longWaitMs(attempt));
    case null:
      // stripe-node: "Retry on connection error". A POST carries its key, so Stripe acts on it once at most.
      return again('no-answer', attempt, retriesMax, shortWaitMs(attempt));
  }
}

function afterRefusal(refused: StripeOutcome & {kind: 'refused'}, attempt: Attempt): RetryDecision {
  // stripe-node: "we defer to that". Stripe knows best whether a retry could end otherwise.
  if (refused.shouldRetry === 'false') return final;

  if (refused.status === 429) {
    // A limiter names itself in Stripe-Rate-Limited-Reason; older ones only by their code. Difference from
    // stripe-node, which gives up here: docs.stripe.com/rate-limits asks for growing, randomized waits.
    if (refused.rateLimit !== null || refused.fault.code === 'rate_limit') {
      return again(
        'rate-limit',
        attempt,
        rateLimitRetriesMax,
        atLeast(refused.retryAfterMs, longWaitMs(attempt)),
      );
    }
    // Without it another request holds the object (lock_timeout): soon over, so the short waits do.
    return again('busy-object', attempt, retriesMax, atLeast(refused.retryAfterMs, shortWaitMs(attempt)));
  }

  const waitMs = atLeast(refused.retryAfterMs, shortWaitMs(attempt));
  if (refused.shouldRetry === 'true') return again('asked-to-retry', attempt, retriesMax, waitMs);
  // stripe-node: "Retry on conflict errors", such as idempotency_key_in_use while the first try still runs.
  if (refused.status === 409) return again('conflict', attempt, retriesMax, waitMs);
  // stripe-node: "Retry on 500, 503, and other internal errors". Stripe stores a POST's 500 and replays it for the
  // same key; the retry shows which of the two it was, and a new key could do the work twice.
  if (refused.status >= 500) return again('server-fault', attempt, retriesMax, waitMs);
  return final;
}

const final: RetryDecision = {retry: false, waitMs: 0, because: 'final'};

function again(because: RetryReason, attempt: Attempt, triesAgainMax: number, waitMs: number): RetryDecision {
  return attempt.tries > triesAgainMax
    ? {retry: false, waitMs: 0, because: 'tries-used-up'}
    : {retry: true, waitMs: Math.ceil(waitMs), because};
}

const firstWaitMs = 500;
const shortWaitMsMax = 5_000;
const firstLongWaitMs = 1_000;
const longWaitMsMax = 32_000;
const bandwidthPauseMs = 15_000;

/** stripe-node's wait: 0.5 s doubling up to 5 s, of which 50 to 100 %, and never under 0.5 s. */
function shortWaitMs(attempt: Attempt): number {
  return spread(Math.min(firstWaitMs * 2 ** (attempt.tries - 1), shortWaitMsMax), attempt.fraction);
}

/** For limiters: 1 s doubling up to 32 s, of which 50 to 100 %. */
function longWaitMs(attempt: Attempt): number {
  return spread(Math.min(firstLongWaitMs * 2 ** (attempt.tries - 1), longWaitMsMax), attempt.fraction);
}

function spread(waitMs: number, fraction: number): number {
  return Math.max(firstWaitMs, waitMs * (0.5 + 0.5 * fraction));
}

function atLeast(retryAfterMs: number | null, waitMs: number): number {
  return Math.max(retryAfterMs ?? 0, waitMs);
}

/**
 * Which of Google's own limits stopped a request, by the text UrlFetchApp throws; null when it is none of them.
 * Google documents no codes for these; in another language they count as no answer, with its bounded retries.
 */
export function googleLimit(reason: string): 'day' | 'pace' | 'bandwidth' | null {
  if (/too many times for one day/i.test(reason)) return 'day';
  if (/too many times in a short time/i.test(reason)) return 'pace';
  if (/bandwidth quota exceeded/i.test(reason)) return 'bandwidth';
  return null;
}
