/**
 * Answers kept by idempotency key, for 24 hours of the sandbox's clock, so that a request sent again is not carried out
 * again. https://docs.stripe.com/api/idempotent_requests
 */
import {StripeRefusal} from './errors.ts';

/** An answer as it was given, and to what. */
export interface KeptAnswer {
  readonly key: string;
  /** With its ids: `/v1/invoices/in_1/pay`. */
  readonly path: string;
  /** The parameters, in an order of their own. */
  readonly parameters: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  readonly atUnixMs: number;
  /** Until then the first request counts as under way. */
  readonly inFlightUntilUnixMs: number;
}

export interface IdempotencyStore {
  /**
   * The answer to repeat; null where the request is to be carried out.
   *
   * @throws StripeRefusal 400 for a key used with something else before, 409 while the first request is under way
   */
  find(request: Pick<KeptAnswer, 'key' | 'path' | 'parameters'>, nowUnixMs: number): KeptAnswer | null;
  keep(answer: KeptAnswer): void;
  /** Oldest first. */
  kept(): readonly KeptAnswer[];
}

const keptMs = 24 * 3600 * 1000;
const keyCharactersMax = 255;

export function createIdempotencyStore(saved: readonly KeptAnswer[]): IdempotencyStore {
  const answers = new Map(saved.map((answer) => [answer.key, answer]));

  function forgetOld(nowUnixMs: number): void {
    for (const [key, {atUnixMs}] of answers) {
      if (nowUnixMs - atUnixMs < keptMs) return;
      answers.delete(key);
    }
  }

  return {
    find({key, path, parameters}, nowUnixMs) {
      forgetOld(nowUnixMs);
      if (key.length > keyCharactersMax) throw keyTooLong(key);
      const first = answers.get(key);
      if (first === undefined) return null;
      if (first.path !== path) throw otherEndpoint(first, path);
      if (first.parameters !== parameters) throw otherParameters(key);
      if (nowUnixMs < first.inFlightUntilUnixMs) throw inFlight(key);
      return first;
    },
    keep(answer) {
      answers.set(answer.key, answer);
    },
    kept: () => [...answers.values()],
  };
}

function keyTooLong(key: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    message: `Idempotency key is too long: at most ${keyCharactersMax} characters, but yours has ${key.length}.`,
  });
}

function otherEndpoint({key, path}: KeptAnswer, now: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    type: 'idempotency_error',
    message:
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${now}' vs ` +
      `'${path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

function otherParameters(key: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a ' +
      `key other than '${key}' if you meant to execute a different request.`,
  });
}

function inFlight(key: string): StripeRefusal {
  return new StripeRefusal({
    status: 409,
    code: 'idempotency_key_in_use',
    type: 'idempotency_error',
    message:
      'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
      `twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}
