import type {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {Clock, Http, HttpRequest, Log, Random} from '../ports.ts';
import type {StripeKey} from './credentials.ts';
import {deadlineError, errorOf} from './errors.ts';
import {readOutcome, type StripeFailure, type StripeOutcome} from './outcome.ts';
import {type StripeRequest, toHttpRequest} from './request.ts';
import {retriesMax, retryDecision} from './retry.ts';

export interface StripePorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What became of one request of a wave, retries included. */
export type WaveAnswer = {
  /** How often it went over the wire; Google counts each. */
  readonly requestsSent: number;
  /** How many of these a limiter of Stripe's refused. */
  readonly rateLimited: number;
} & (
  | {
      readonly kind: 'answered';
      readonly body: object;
      readonly rawText: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'failed';
      readonly error: AddonError;
      /** `unknown` when a write may have been done all the same: ask Stripe before another intent takes its place. */
      readonly effect: 'none' | 'unknown';
    }
);

/** One request on its way to its answer. The only mutable thing here, and it never leaves this file. */
interface Pending {
  readonly request: StripeRequest;
  readonly http: HttpRequest;
  answer: WaveAnswer | null;
  tries: number;
  requestsSent: number;
  rateLimited: number;
  dueAtUnixMs: number;
  effectUnknown: boolean;
  last: {readonly failure: StripeFailure; readonly waitMs: number} | null;
}

/** Retries that fall due this close together go out as one round. */
const sameRoundMs = 1_000;

/** The loop behind StripeClient.sendWave; see there for its promises. */
export function sendWave(
  ports: StripePorts,
  credentials: StripeKey,
  requests: readonly StripeRequest[],
  deadlineUnixMs: number,
): readonly WaveAnswer[] {
  const wave = requests.map((request) => newPending(request, credentials, ports.clock.nowUnixMs()));
  let roundSizeMax = wave.length;
  let anyAnswer = false;
  let triesAlone = 0;

  let pending = wave;
  while (pending.length > 0) {
    const round = waitForRound(ports.clock, pending, {roundSizeMax, deadlineUnixMs});
    if (round.length === 0) {
      for (const one of pending) one.answer = failed(one, deadlineError(one.request, one.last, credentials));
      break;
    }

    const outcomes = sendRound(ports, round);
    const isSilent = outcomes.every((outcome) => outcome.kind === 'unreachable');
    const isLostWhole = isSilent && round.length > 1;
    // fetchAll fails as a whole when one of its addresses does: smaller rounds find which, and need less bandwidth.
    if (isLostWhole) roundSizeMax = Math.ceil(round.length / 2);
    anyAnswer ||= !isSilent;
    if (isSilent && !isLostWhole) triesAlone += 1;

    round.forEach((one, index) => {
      const outcome = outcomes[index];
      assertInvariant(outcome !== undefined, 'Every request of a round must have an outcome');
      settle(ports, credentials, one, {outcome, isLostWhole});
    });
    pending = pending.filter((one) => one.answer === null);

    // Requests sent alone got nowhere and none ever did: that is an outage, and the others would only repeat it.
    if (!anyAnswer && triesAlone > retriesMax) {
      failAll(pending, credentials);
      break;
    }
  }

  return wave.map((one) => {
    assertInvariant(one.answer !== null, 'Every request of a wave must have an answer');
    return one.answer;
  });
}

function newPending(request: StripeRequest, credentials: StripeKey, nowUnixMs: number): Pending {
  return {
    request,
    http: toHttpRequest(request, credentials),
    answer: null,
    tries: 0,
    requestsSent: 0,
    rateLimited: 0,
    dueAtUnixMs: nowUnixMs,
    effectUnknown: false,
    last: null,
  };
}

/** Sleeps until the next requests are due and returns them; none when they are due only after the deadline. */
function waitForRound(
  clock: Clock,
  pending: readonly Pending[],
  {roundSizeMax, deadlineUnixMs}: {readonly roundSizeMax: number; readonly deadlineUnixMs: number},
): readonly Pending[] {
  const nowUnixMs = clock.nowUnixMs();
  const firstDueUnixMs = Math.max(nowUnixMs, Math.min(...pending.map((one) => one.dueAtUnixMs)));
  const round = pending
    .filter((one) => one.dueAtUnixMs <= firstDueUnixMs + sameRoundMs && one.dueAtUnixMs < deadlineUnixMs)
    .slice(0, roundSizeMax);
  if (nowUnixMs >= deadlineUnixMs) return [];

  const waitMs = Math.max(...round.map((one) => one.dueAtUnixMs)) - nowUnixMs;
  if (waitMs > 0) clock.sleep(waitMs);
  return round;
}

function sendRound({http, clock, log}: StripePorts, round: readonly Pending[]): readonly StripeOutcome[] {
  const startUnixMs = clock.nowUnixMs();
  const outcomes = http.sendAll(round.map((one) => one.http)).map(readOutcome);
  assertInvariant(outcomes.length === round.length, 'A host must answer every request of a round');

  log.record('stripe.round', {
    requests: round.length,
    answered: outcomes.filter((outcome) => outcome.kind === 'answered').length,
    refused: outcomes.filter((outcome) => outcome.kind === 'refused').length,
    unreadable: outcomes.filter((outcome) => outcome.kind === 'unreadable').length,
    unreachable: outcomes.filter((outcome) => outcome.kind === 'unreachable').length,
    retries: round.filter((one) => one.requestsSent > 0).length,
    durationMs: clock.nowUnixMs() - startUnixMs,
  });
  return outcomes;
}

/** Writes into `one` what its latest try means: its answer, or when to try again. */
function settle(
  {clock, random, log}: StripePorts,
  credentials: StripeKey,
  one: Pending,
  {outcome, isLostWhole}: {readonly outcome: StripeOutcome; readonly isLostWhole: boolean},
): void {
  one.requestsSent += 1;
  // In a round lost whole, the fault may be another's: it does not use up this request's tries.
  if (!isLostWhole) one.tries += 1;
  if (outcome.kind === 'answered') {
    const {requestsSent, rateLimited} = one;
    one.answer = {...outcome, requestsSent, rateLimited};
    return;
  }

  if (outcome.kind === 'refused' && outcome.status === 429) one.rateLimited += 1;
  one.effectUnknown = isEffectUnknown(one, outcome);
  const attempt = {
    method: one.request.method,
    tries: Math.max(1, one.tries),
    fraction: random.nextFraction(),
  };
  const decision = retryDecision(outcome, attempt);
  one.last = {failure: outcome, waitMs: decision.waitMs};
  if (decision.retry) {
    one.dueAtUnixMs = clock.nowUnixMs() + decision.waitMs;
    return;
  }

  const error = errorOf(outcome, one.request, credentials);
  one.answer = failed(one, error);
  log.record('stripe.failed', {
    code: error.code,
    status: outcome.kind === 'unreachable' ? null : outcome.status,
    requestId: error.requestId,
    requestsSent: one.requestsSent,
    effectUnknown: one.effectUnknown,
    because: decision.because,
  });
}

/** Whether Stripe may have done a write that this outcome does not tell of. */
function isEffectUnknown(one: Pending, failure: StripeFailure): boolean {
  if (one.request.method === 'GET') return false;
  if (failure.kind !== 'refused' || failure.status >= 500 || failure.status < 400) return true;
  if (failure.status === 409 || failure.fault.type === 'idempotency_error') return true;
  // Had an earlier try been carried out, the same key would replay its success: a refusal on its merits settles it.
  if (failure.status === 400 || failure.status === 402 || failure.status === 404) return false;
  return one.effectUnknown;
}

function failAll(pending: readonly Pending[], credentials: StripeKey): void {
  for (const one of pending) {
    assertInvariant(one.last !== null, 'In an outage every request must have been tried');
    one.answer = failed(one, errorOf(one.last.failure, one.request, credentials));
  }
}

function failed(one: Pending, error: AddonError): WaveAnswer {
  const {requestsSent, rateLimited} = one;
  return {kind: 'failed', error, effect: one.effectUnknown ? 'unknown' : 'none', requestsSent, rateLimited};
}
