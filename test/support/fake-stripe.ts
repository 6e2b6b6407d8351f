import type {Http, HttpOutcome, HttpRequest} from '../../src/core/ports.ts';
import {checkClientRequests} from '../contracts/stripe/support/client-requests.ts';
import type {Wire} from './fake-invoice.ts';
import {answered, refused} from './http-script.ts';

/** What this Stripe holds. Tests change it between two refreshes. */
export interface FakeStripe extends Http {
  account: Wire;
  /** Answers instead of Stripe; null lets Stripe answer. */
  intercept: ((request: HttpRequest) => HttpOutcome | null) | null;
  /** What each list by status holds, newest first; an object stands wherever a test puts it, as in a list that moves. */
  open: readonly Wire[];
  uncollectible: readonly Wire[];
  /** Objects in a page, at most what was asked for. */
  pageObjectsMax: number;
  readonly requests: readonly HttpRequest[];
}

/** The two endpoints that a refresh reads, with Stripe's cursors. */
export function fakeStripe(invoices: readonly Wire[] = []): FakeStripe {
  const requests: HttpRequest[] = [];
  const stripe: FakeStripe = {
    account: {
      id: 'acct_1',
      object: 'account',
      settings: {dashboard: {display_name: 'Demo', timezone: 'Etc/UTC'}},
    },
    intercept: null,
    open: invoices.filter((invoice) => invoice['status'] !== 'uncollectible'),
    uncollectible: invoices.filter((invoice) => invoice['status'] === 'uncollectible'),
    pageObjectsMax: 100,
    requests,
    sendAll(wave) {
      requests.push(...wave);
      checkClientRequests(wave);
      const outcomes = wave.map((request) => stripe.intercept?.(request) ?? answer(stripe, request));
      // As fetchAll: one address without an answer loses the whole wave.
      const lost = outcomes.find((outcome) => outcome.kind === 'unreachable');
      return lost === undefined ? outcomes : wave.map(() => lost);
    },
  };
  return stripe;
}

function answer(stripe: FakeStripe, {url}: HttpRequest): HttpOutcome {
  const {pathname, searchParams} = new URL(url);
  if (pathname === '/v1/account') return answered(stripe.account);
  const status = searchParams.get('status');
  if (pathname !== '/v1/invoices' || (status !== 'open' && status !== 'uncollectible')) {
    return refused(404, {message: `Unrecognized request URL (${pathname})`});
  }
  const all = stripe[status];
  const after = searchParams.get('starting_after');
  const first = after === null ? 0 : all.findIndex((invoice) => invoice['id'] === after) + 1;
  const last = first + Math.min(stripe.pageObjectsMax, Number(searchParams.get('limit')));
  return answered({object: 'list', url: pathname, has_more: last < all.length, data: all.slice(first, last)});
}

/** Stripe's answer to a restricted key without that right. https://docs.stripe.com/keys/restricted-api-keys */
export function permissionMissing(permission: string): HttpOutcome {
  return refused(403, {
    type: 'invalid_request_error',
    message: `The provided key 'rk_test_***' does not have the required permissions for this endpoint. Having the '${permission}' permission would allow this request to continue.`,
  });
}
