/**
 * Faults on request: what goes wrong between a client and Stripe, made to happen to chosen requests.
 * https://docs.stripe.com/rate-limits and https://docs.stripe.com/error-low-level
 */
import {type Refusal, StripeRefusal} from './errors.ts';
import {type RandomSource, seededRandom} from './random.ts';

type LimitReason =
  | 'global-rate'
  | 'global-concurrency'
  | 'endpoint-rate'
  | 'endpoint-concurrency'
  | 'resource-specific';

export type Fault =
  /** The answer takes this much longer. */
  | {readonly kind: 'latency'; readonly ms: number}
  /** 429 with `Stripe-Rate-Limited-Reason`. Nothing is done. */
  | {readonly kind: 'rate_limited'; readonly reason: LimitReason}
  /** 429 without a reason: the object is held by another request. Nothing is done. */
  | {readonly kind: 'lock_timeout'}
  /** 500, kept under the idempotency key. Nothing is done. */
  | {readonly kind: 'server_error'}
  /** The connection breaks before Stripe does anything. */
  | {readonly kind: 'dropped_before_commit'}
  /** Stripe does everything, and the answer is lost. For `inFlightMs` the same idempotency key is answered with 409. */
  | {readonly kind: 'dropped_after_commit'; readonly inFlightMs?: number}
  /** Stripe does everything, and half of the answer's body arrives. */
  | {readonly kind: 'truncated_body'}
  /** A proxy answers with a page of HTML. Nothing is done. */
  | {readonly kind: 'bad_gateway'};

/** Which requests meet a fault. What is absent does not narrow the choice; of several rules the first that fits wins. */
export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** The path without the query, as `/v1/invoices` or /^\/v1\/invoices\/[^/]+$/. */
  readonly path?: string | RegExp;
  /** So often at most. */
  readonly times?: number;
  /** Only each so manieth request that fits: 3 is the third, the sixth, … */
  readonly every?: number;
  /** Each request that fits, by chance, from 0 to 1. */
  readonly probability?: number;
  /** Of the chance; 1 when absent. */
  readonly seed?: number;
}

/** Faults that may be set and changed at any time. */
export interface Faults {
  /** These rules in place of the earlier ones, counted from now on. */
  set(rules: readonly FaultRule[]): void;
  clear(): void;
}

export interface FaultSource extends Faults {
  /** What happens to this request; null: nothing. */
  next(request: {readonly method: string; readonly path: string}): Fault | null;
}

export function createFaults(): FaultSource {
  let rules: readonly {
    readonly rule: FaultRule;
    readonly random: RandomSource;
    fitted: number;
    met: number;
  }[] = [];
  return {
    set(given) {
      rules = given.map((rule) => ({rule, random: seededRandom(rule.seed ?? 1), fitted: 0, met: 0}));
    },
    clear() {
      rules = [];
    },
    next(request) {
      for (const entry of rules) {
        const {rule, random} = entry;
        if (!fits(rule, request)) continue;
        entry.fitted += 1;
        if (rule.times !== undefined && entry.met >= rule.times) continue;
        if (rule.every !== undefined && entry.fitted % rule.every !== 0) continue;
        if (rule.probability !== undefined && random.nextFraction() >= rule.probability) continue;
        entry.met += 1;
        return rule.fault;
      }
      return null;
    },
  };
}

function fits({method, path}: FaultRule, request: {readonly method: string; readonly path: string}): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === request.path : path.test(request.path);
}

/** What Stripe says instead of carrying the request out; null for a fault that lets it be carried out. */
export function refusalOf(fault: Fault): Refusal | null {
  switch (fault.kind) {
    case 'rate_limited':
      return {
        status: 429,
        code: 'rate_limit',
        message:
          'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
        headers: {'Stripe-Rate-Limited-Reason': fault.reason},
      };
    case 'lock_timeout':
      return lockTimeout;
    case 'server_error':
      return {status: 500, type: 'api_error', message: 'An unknown error occurred'};
    default:
      return null;
  }
}

const lockTimeout: Refusal = {
  status: 429,
  code: 'lock_timeout',
  message:
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing ' +
    'it. If you see this error intermittently, retry the request. If you see this error frequently and are making ' +
    'multiple concurrent requests to a single object, make your requests serially or at a lower rate. For more ' +
    'details, see https://stripe.com/docs/rate-limits#object-lock-timeouts.',
  headers: {'Stripe-Should-Retry': 'true'},
};

/** A fault by its name, as a header of the stand-alone server gives it: `latency=250`, `rate_limited=global-rate`. */
export function faultNamed(text: string): Fault {
  const [name = '', value = ''] = text.trim().split('=');
  const reasons: readonly LimitReason[] = [
    'global-rate',
    'global-concurrency',
    'endpoint-rate',
    'endpoint-concurrency',
    'resource-specific',
  ];
  const reason = reasons.find((known) => known === value);
  switch (name) {
    case 'latency':
      if (/^\d+$/.test(value)) return {kind: 'latency', ms: Number(value)};
      break;
    case 'rate_limited':
      if (reason !== undefined) return {kind: 'rate_limited', reason};
      break;
    case 'dropped_after_commit':
      if (value === '') return {kind: 'dropped_after_commit'};
      if (/^\d+$/.test(value)) return {kind: 'dropped_after_commit', inFlightMs: Number(value)};
      break;
    case 'lock_timeout':
    case 'server_error':
    case 'dropped_before_commit':
    case 'truncated_body':
    case 'bad_gateway':
      if (value === '') return {kind: name};
      break;
  }
  throw new StripeRefusal({
    status: 400,
    message:
      `The sandbox knows no fault "${text}". Write latency=MS, rate_limited=REASON (${reasons.join(', ')}), ` +
      'lock_timeout, server_error, dropped_before_commit, dropped_after_commit, dropped_after_commit=MS, ' +
      'truncated_body or bad_gateway.',
  });
}
