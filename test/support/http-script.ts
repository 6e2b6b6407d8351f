import type {Clock, Http, HttpOutcome, HttpRequest, Log, Random} from '../../src/core/ports.ts';
import {checkClientRequests} from '../contracts/stripe/support/client-requests.ts';

/** A clock that moves only when it is told to sleep or when a fake says that time has passed. */
export interface SimulatedClock extends Clock {
  advance(durationMs: number): void;
  /** Every sleep so far, in order. */
  readonly sleepsMs: readonly number[];
}

export function simulatedClock(startUnixMs = Date.UTC(2026, 10, 1)): SimulatedClock {
  let nowUnixMs = startUnixMs;
  const sleepsMs: number[] = [];
  return {
    nowUnixMs: () => nowUnixMs,
    sleep(durationMs) {
      sleepsMs.push(durationMs);
      nowUnixMs += durationMs;
    },
    advance(durationMs) {
      nowUnixMs += durationMs;
    },
    sleepsMs,
  };
}

/** Fractions from a fixed list, repeated: the middle of each wait's range unless a test says otherwise. */
export function fixedRandom(...fractions: readonly number[]): Random {
  let drawn = 0;
  return {
    nextFraction() {
      const fraction = fractions[drawn % Math.max(1, fractions.length)] ?? 0.5;
      drawn += 1;
      return fraction;
    },
  };
}

export interface RecordingLog extends Log {
  readonly lines: readonly string[];
}

export function recordingLog(): RecordingLog {
  const lines: string[] = [];
  return {
    lines,
    record(event, fields) {
      lines.push(`${event} ${JSON.stringify(fields)}`);
    },
  };
}

export interface HttpScript extends Http {
  /** The requests of each call of sendAll, in order. */
  readonly rounds: readonly (readonly HttpRequest[])[];
}

/** An Http whose every round is answered by `answer`; it may advance the clock to stand for a slow network. */
export function httpScript(
  answer: (requests: readonly HttpRequest[], round: number) => readonly HttpOutcome[],
): HttpScript {
  const rounds: (readonly HttpRequest[])[] = [];
  return {
    rounds,
    sendAll(requests) {
      rounds.push(requests);
      checkClientRequests(requests);
      return answer(requests, rounds.length);
    },
  };
}

/** The n-th try of one and the same request gets the n-th outcome; the last one stays. */
export function httpSequence(...outcomes: readonly HttpOutcome[]): HttpScript {
  return httpScript((requests, round) => {
    const outcome = outcomes[Math.min(round, outcomes.length) - 1];
    if (outcome === undefined) throw new Error('A sequence needs at least one outcome.');
    return requests.map(() => outcome);
  });
}

export function answered(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpOutcome {
  return {
    kind: 'response',
    response: {
      status,
      headers: {'request-id': 'req_test', ...headers},
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  };
}

/** A refusal in Stripe's form. */
export function refused(
  status: number,
  error: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): HttpOutcome {
  return answered({error}, status, headers);
}

export function unreachable(reason: string): HttpOutcome {
  return {kind: 'unreachable', reason};
}
