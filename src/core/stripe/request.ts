import {AddonError} from '../errors/addon-error.ts';
import type {HttpRequest} from '../ports.ts';
import {stripeApiVersion} from './api-version.ts';
import type {StripeKey} from './credentials.ts';
import {encodeForm, encodeQuery, type Params} from './encoding.ts';

interface Addressed {
  /** From `/v1/` on, ids escaped: see stripePath. */
  readonly path: string;
  readonly params: Params;
  /** A connected account (`acct_…`) to act for; absent means the key's own account. */
  readonly account?: string;
}

export interface StripeRead extends Addressed {
  readonly method: 'GET';
}

export interface StripeDelete extends Addressed {
  readonly method: 'DELETE';
}

export interface StripeWrite extends Addressed {
  readonly method: 'POST';
  /**
   * Names one intent of a person: the same intent keeps its key through every retry and every later run, and two
   * intents never share one. 1 to 255 visible ASCII characters. Source: docs.stripe.com/api/idempotent_requests
   */
  readonly idempotencyKey: string;
}

export type StripeRequest = StripeRead | StripeWrite | StripeDelete;

/** The only host the add-on talks to; no cell and no setting can change it. */
export const stripeBaseAddress = 'https://api.stripe.com';

/** Apps Script refuses longer addresses (developers.google.com/apps-script/guides/services/quotas: 2 KB). */
export const urlCharactersMax = 2048;

/**
 * The request as it goes over the wire.
 *
 * @throws AddonError ARGUMENT_INVALID for a path outside `/v1/`, a missing key of a POST, or an address over 2 KB
 */
export function toHttpRequest(request: StripeRequest, credentials: StripeKey): HttpRequest {
  if (!/^\/v1(\/[\w.~%-]+)+$/.test(request.path) || /\/\.{1,2}(\/|$)/.test(request.path)) {
    throw defect(`"${request.path}" is not a path below /v1/`);
  }
  if (request.account !== undefined && !/^acct_\w+$/.test(request.account)) {
    throw defect('the connected account is not an acct_ id');
  }

  const headers: Record<string, string> = {
    Accept: 'application/json',
    Authorization: `Bearer ${credentials.key}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Stripe-Version': stripeApiVersion,
  };
  if (request.account !== undefined) headers['Stripe-Account'] = request.account;

  const address = `${stripeBaseAddress}${request.path}`;
  if (request.method === 'POST') {
    headers['Idempotency-Key'] = checkedKey(request);
    return {method: 'POST', url: checkedLength(address, request), headers, body: encodeForm(request.params)};
  }
  const query = encodeQuery(request.params);
  const url = checkedLength(query === '' ? address : `${address}?${query}`, request);
  return {method: request.method, url, headers, body: null};
}

function checkedKey(request: StripeWrite): string {
  const key: unknown = request.idempotencyKey;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw defect(`POST ${request.path} has no idempotency key of 1 to 255 visible ASCII characters`);
  }
  return key;
}

function checkedLength(url: string, request: StripeRequest): string {
  if (url.length <= urlCharactersMax) return url;
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot send ${request.method} ${request.path.slice(0, 80)} to Stripe: its address has ${url.length} characters and Google sends at most ${urlCharactersMax}.`,
    nextStep: 'Ask for fewer ids or filters at a time.',
  });
}

function defect(fact: string): AddonError {
  return new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot send to Stripe: ${fact}.`,
    nextStep: 'This is a defect of the add-on; please report it.',
  });
}
