import type {HttpOutcome, HttpResponse} from '../ports.ts';

/** What Stripe says of a refusal (docs.stripe.com/api/errors). Null where Stripe names none. */
export interface StripeFault {
  readonly type: string | null;
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly message: string | null;
  readonly param: string | null;
}

/** What became of one try, read status first: a 404 with any JSON body is a refusal, whatever the body says. */
export type StripeOutcome =
  | {
      readonly kind: 'answered';
      readonly body: object;
      readonly rawText: string;
      readonly requestId: string | null;
    }
  /** A 2xx whose body is not one whole JSON object: cut off on its way, or not Stripe's at all. */
  | {
      readonly kind: 'unreadable';
      readonly status: number;
      /** A page for people, whole or not: somebody between us and Stripe answers in its place. */
      readonly isHtml: boolean;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly fault: StripeFault;
      readonly shouldRetry: 'true' | 'false' | null;
      /** From Stripe-Rate-Limited-Reason; null when no limiter refused (docs.stripe.com/rate-limits). */
      readonly rateLimit: string | null;
      readonly retryAfterMs: number | null;
      readonly requestId: string | null;
    }
  | {readonly kind: 'unreachable'; readonly reason: string};

export type StripeFailure = Exclude<StripeOutcome, {kind: 'answered'}>;

export function readOutcome(outcome: HttpOutcome): StripeOutcome {
  if (outcome.kind === 'unreachable') return outcome;

  const {response} = outcome;
  const requestId = response.headers['request-id'] ?? null;
  const body = parseObject(response.body);
  if (response.status >= 200 && response.status < 300) {
    return body === null
      ? {kind: 'unreadable', status: response.status, isHtml: isHtml(response), requestId}
      : {kind: 'answered', body, rawText: response.body, requestId};
  }

  const shouldRetry = response.headers['stripe-should-retry'];
  return {
    kind: 'refused',
    status: response.status,
    fault: faultOf(body),
    shouldRetry: shouldRetry === 'true' || shouldRetry === 'false' ? shouldRetry : null,
    rateLimit: response.headers['stripe-rate-limited-reason'] ?? null,
    retryAfterMs: retryAfterMs(response),
    requestId,
  };
}

/** Null for anything but one whole JSON object: a proxy's HTML page, a body cut off, a bare text. */
function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    // Unreadable is one of the answers this file tells apart, not a fault of its own.
    return null;
  }
}

function isHtml({headers, body}: HttpResponse): boolean {
  return /^\s*text\/html\b/i.test(headers['content-type'] ?? '') || /^\s*</.test(body);
}

function faultOf(body: object | null): StripeFault {
  const error = body === null ? null : field(body, 'error');
  const text = (name: string): string | null => {
    const value = typeof error === 'object' && error !== null ? field(error, name) : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    type: text('type'),
    code: text('code'),
    declineCode: text('decline_code'),
    message: text('message'),
    param: text('param'),
  };
}

function field(object: object, name: string): unknown {
  return Object.entries(object).find(([key]) => key === name)?.[1];
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); a date is measured against the answer's own Date, not our clock. */
function retryAfterMs(response: HttpResponse): number | null {
  const text = response.headers['retry-after'];
  if (text === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Math.ceil(Number(text) * 1000);
  const waitMs = Date.parse(text) - Date.parse(response.headers['date'] ?? '');
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : null;
}
