import {AddonError, type ErrorCode} from './errors/addon-error.ts';
import {redact} from './stripe/redact.ts';

/** A failure in words. `fact` says what is wrong and where, `nextStep` what its reader can do about it. */
export interface Failure {
  /** `UNEXPECTED` is a defect of the add-on or a fault of Google's. */
  readonly code: ErrorCode | 'UNEXPECTED';
  readonly fact: string;
  readonly nextStep: string;
  /** Stripe's `req_…`, for a question to their support. */
  readonly requestId: string | null;
}

export type Reply<T> =
  | {readonly status: 'done'; readonly value: T}
  | {readonly status: 'failed'; readonly failure: Failure};

/** Google's own messages are short; one that is not must not fill the sidebar. */
const factCharactersMax = 500;

/** A fault as words that cross to the sidebar and into properties. */
export function failureOf(fault: unknown): Failure {
  if (fault instanceof AddonError) {
    // A message may repeat what was asked for, and somebody may have pasted a key there.
    const {code, fact, nextStep, requestId} = fault;
    return {code, fact: redact(fact), nextStep: redact(nextStep), requestId};
  }
  const message = redact(fault instanceof Error ? fault.message : String(fault)).slice(0, factCharactersMax);
  return {
    code: 'UNEXPECTED',
    fact: `Something failed that should not: ${message.replace(/[.\s]+$/, '')}.`,
    nextStep: 'Try again; if it stays, report it with this message.',
    requestId: null,
  };
}

/** Runs a call of the sidebar: whatever is thrown becomes an answer that says what is wrong and what to do. */
export function replyTo<T>(job: () => T): Reply<T> {
  try {
    return {status: 'done', value: job()};
  } catch (fault) {
    return {status: 'failed', failure: failureOf(fault)};
  }
}
