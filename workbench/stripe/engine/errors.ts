/**
 * Stripe's refusals: status, and the body `{"error": {…}}` that every one of them carries.
 * https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes
 */

export interface Refusal {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 429 | 500;
  readonly message: string;
  /** `invalid_request_error` where absent. */
  readonly type?: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly code?: string;
  /** The parameter in the request's own notation, as `created[gte]`. */
  readonly param?: string;
  /** What else the error holds: `decline_code`, `charge`, `payment_intent`. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the endpoint changed before it refused stays: a declined card leaves its attempt and its events. */
  readonly keepsEffects?: boolean;
}

/** Thrown inside the sandbox where Stripe would answer with an error; the sandbox turns it into the response. */
export class StripeRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'StripeRefusal';
    this.refusal = refusal;
  }
}

/**
 * The `error` object, its fields in alphabetical order. `requestId` is null on 401 answers, which carry no request id
 * and so no log address.
 */
export function errorBody(
  refusal: Refusal,
  context: {readonly requestId: string | null; readonly nowUnixS: number},
): Readonly<Record<string, unknown>> {
  const {code, details, message, param, type} = refusal;
  const {requestId, nowUnixS} = context;
  const fields = {
    ...(code === undefined
      ? {}
      : {code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`}),
    ...details,
    message,
    ...(param === undefined ? {} : {param}),
    ...(requestId === null
      ? {}
      : {request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?t=${nowUnixS}`}),
    type: type ?? 'invalid_request_error',
  };
  return Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function unrecognizedUrl(method: string, path: string): StripeRefusal {
  return new StripeRefusal({
    status: 404,
    message:
      `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. ` +
      'If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. ' +
      'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
  });
}

/** An id in the path that names nothing is 404; one in a parameter is 400. */
export function noSuchObject(options: {
  readonly kind: string;
  readonly id: string;
  readonly param: string;
  readonly inPath: boolean;
}): StripeRefusal {
  return new StripeRefusal({
    status: options.inPath ? 404 : 400,
    code: 'resource_missing',
    message: `No such ${options.kind}: '${options.id}'`,
    param: options.param,
  });
}
