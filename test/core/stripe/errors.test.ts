import {AddonError} from '../../../src/core/errors/addon-error.ts';
import type {HttpOutcome} from '../../../src/core/ports.ts';
import {createStripeClient} from '../../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {redact} from '../../../src/core/stripe/redact.ts';
import {decodeWire, wireId} from '../../../src/core/stripe/wire.ts';
import {allowAnyRequests} from '../../contracts/stripe/support/client-requests.ts';
import {
  answered,
  fixedRandom,
  httpSequence,
  recordingLog,
  refused,
  simulatedClock,
  unreachable,
} from '../../support/http-script.ts';

allowAnyRequests();

const canary = 'rk_live_cAnArYcAnArYcAnArY';

const failWith = (outcome: HttpOutcome, method: 'GET' | 'POST' = 'GET') => {
  const log = recordingLog();
  const client = createStripeClient(
    {http: httpSequence(outcome), clock: simulatedClock(), random: fixedRandom(), log},
    parseStripeKey(canary),
  );
  const path = '/v1/credit_notes';
  try {
    client.send(
      method === 'GET'
        ? {method, path, params: {customer: 'cus_1'}}
        : {method, path, params: {customer: 'cus_1'}, idempotencyKey: 'k'},
    );
  } catch (error) {
    if (error instanceof AddonError) return {error, log};
  }
  throw new Error('It was expected to fail with an AddonError.');
};

describe('the error of a failed request', () => {
  test.each<readonly [situation: string, outcome: HttpOutcome, code: string, message: string]>([
    [
      '401',
      refused(401, {message: 'Invalid API Key provided: rk_live_****cAnA'}),
      'CREDENTIALS_INVALID',
      'Cannot read credit notes from Stripe: Stripe does not accept the live key ending in nArY. Connect again with a current key from the Stripe dashboard (Developers, API keys).',
    ],
    [
      '401 of an expired key',
      refused(401, {code: 'api_key_expired', message: 'Expired API Key provided: rk_live_****cAnA'}),
      'CREDENTIALS_INVALID',
      'because it has expired',
    ],
    [
      '403 naming rak_…',
      refused(403, {
        message: `The provided key 'rk_live_****cAnA' does not have the required permissions for this endpoint on account 'acct_1'. Having the 'rak_credit_note_read' permission would allow this request to continue.`,
      }),
      'PERMISSION_MISSING',
      'Cannot read credit notes from Stripe: the key lacks the permission rak_credit_note_read. In the Stripe dashboard open Developers, API keys, edit this key and set "Credit notes" to Read.',
    ],
    [
      '403 naming a write',
      refused(403, {
        message: `Having the 'rak_invoice_write' permission would allow this request to continue.`,
      }),
      'PERMISSION_MISSING',
      'set "Invoices" to Write.',
    ],
    [
      '403 on the account',
      refused(403, {
        message: `Having the 'rak_connected_account_read' permission would allow this request to continue.`,
      }),
      'PERMISSION_MISSING',
      'lacks the permission rak_connected_account_read. In the Stripe dashboard open Developers, API keys, edit this key and set "Connected accounts" to Read.',
    ],
    [
      '403 in the newer form',
      refused(403, {
        message: `Permission denied. The provided key 'rk_live_...cAnA' does not have the required permissions for this endpoint on account 'acct_1'. Enabling Webhook Endpoints, Event Destinations Read ('webhook_read') permissions on this key would allow this request to continue.`,
      }),
      'PERMISSION_MISSING',
      'the key lacks the permission rak_webhook_read. In the Stripe dashboard open Developers, API keys, edit this key and set "Webhook Endpoints, Event Destinations" to Read.',
    ],
    [
      '403 about something else',
      refused(403, {message: 'This account is closed.'}),
      'PERMISSION_MISSING',
      'Stripe does not allow this with the key (This account is closed). Check the permissions',
    ],
    [
      '400 with a parameter',
      refused(400, {message: 'Invalid integer: x', code: 'parameter_invalid_integer', param: 'limit'}),
      'STRIPE_REJECTED',
      'Stripe answered "Invalid integer: x" (parameter_invalid_integer, field limit). Correct what Stripe names and try again.',
    ],
    [
      '404',
      refused(404, {message: "No such invoice: 'in_1'", code: 'resource_missing', param: 'id'}),
      'STRIPE_REJECTED',
      `Stripe answered "No such invoice: 'in_1'" (resource_missing, field id).`,
    ],
    [
      '402 while reading',
      refused(402, {
        message: 'Your card was declined.',
        code: 'card_declined',
        decline_code: 'generic_decline',
      }),
      'STRIPE_REJECTED',
      'Cannot read credit notes from Stripe: Stripe answered "Your card was declined." (card_declined, generic_decline). Try again in a few minutes.',
    ],
    ['400 without a reason', answered('nothing', 400), 'STRIPE_REJECTED', 'status 400 without a reason'],
    ['a redirect', answered('', 301), 'STRIPE_UNREACHABLE', 'status 301 does not come from Stripe'],
    [
      '500',
      refused(500),
      'STRIPE_UNREACHABLE',
      'Stripe has a fault on its side (status 500). Try again in a few minutes.',
    ],
    ['no answer', unreachable('DNS error'), 'STRIPE_UNREACHABLE', 'no answer from Stripe (DNS error).'],
    [
      'no answer, in Google’s words with the address',
      unreachable('Address unavailable: https://api.stripe.com/v1/credit_notes?customer=cus_1'),
      'STRIPE_UNREACHABLE',
      'Cannot read credit notes from Stripe: no answer from Stripe (Address unavailable). Try again in a few minutes.',
    ],
    [
      'no answer, with the address inside Google’s words',
      unreachable('Timeout: https://api.stripe.com/v1/credit_notes. Ask for less.'),
      'STRIPE_UNREACHABLE',
      'no answer from Stripe (Timeout. Ask for less). Try again in a few minutes.',
    ],
    [
      'no answer and nothing but the address',
      unreachable('https://api.stripe.com/v1/x'),
      'STRIPE_UNREACHABLE',
      'no answer from Stripe (no reason given).',
    ],
    [
      'the page of a proxy',
      answered('<!doctype html><title>Sign in</title>'),
      'RESPONSE_UNREADABLE',
      'Cannot read credit notes from Stripe: the answer (status 200) is not JSON: a proxy or login page answers instead of Stripe. Try again in a few minutes.',
    ],
    [
      'a page that only its type tells',
      answered('Please sign in', 200, {'content-type': 'text/html; charset=utf-8'}),
      'RESPONSE_UNREADABLE',
      'a proxy or login page answers instead of Stripe.',
    ],
    ['a cut-off answer', answered('{'), 'RESPONSE_UNREADABLE', 'arrived incomplete every time (status 200)'],
    [
      'lock_timeout for ever',
      refused(429, {code: 'lock_timeout'}),
      'STRIPE_RATE_LIMITED',
      'Stripe takes no more requests for now (lock_timeout). Wait a minute.',
    ],
  ])('is typed and says the next step: %s', (_, outcome, code, message) => {
    const {error} = failWith(outcome);

    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message.endsWith(error.nextStep)).toBe(true);
    expect(error.requestId).toBe(outcome.kind === 'response' ? 'req_test' : null);
  });

  test('advises another way to pay only to who pays', () => {
    expect(failWith(refused(402, {message: 'Your card was declined.'}), 'POST').error.message).toBe(
      'Cannot save credit notes in Stripe: Stripe answered "Your card was declined.". Ask the customer for another way to pay, or try again later.',
    );
  });

  test('tells who wrote to look before anything else', () => {
    expect(failWith(refused(500), 'POST').error.message).toContain(
      'Cannot save credit notes in Stripe: Stripe has a fault on its side (status 500). Stripe may have done it or not',
    );
  });

  test.each<readonly [sink: string, outcome: HttpOutcome]>([
    [
      'a message of Stripe',
      refused(400, {message: `Bad key ${canary} here`, code: canary, param: canary, decline_code: canary}),
    ],
    ['a 403', refused(403, {message: `Key ${canary} may not do that`})],
    ['the reason of the transport', unreachable(`Request failed: Authorization: Bearer ${canary}`)],
    [
      'an address',
      unreachable('Address unavailable: https://api.stripe.com/v1/x?email=cAnArY%40example.com'),
    ],
    ['a rate limit', refused(429, {}, {'stripe-rate-limited-reason': canary})],
    ['a 401', refused(401, {message: `Invalid API Key provided: ${canary}`})],
    ['a 500', refused(500, {message: canary})],
    ['a client secret', refused(402, {message: 'pi_1_secret_cAnArY'})],
  ])('never carries a secret: %s', (_, outcome) => {
    const {error, log} = failWith(outcome);
    const causes = error.cause instanceof AddonError ? [error.cause.message, error.cause.stack] : [];
    const everything = JSON.stringify([error, error.message, error.stack, error.nextStep, causes, log.lines]);

    expect(everything).not.toMatch(/cAnArYcAn|cAnArY%40|secret_cAn/);
  });
});

describe('redact()', () => {
  test.each([
    ['sk_test_4eC39HqLyjWDarjtT1', '[key]'],
    ['key=rk_live_abc.', 'key=[key].'],
    ['rk_live_****1234', '[key]'],
    ['whsec_abcdef', '[key]'],
    ['Bearer abc.def', 'Bearer [key]'],
    ['seti_1_secret_xyz', 'seti_1_secret_[hidden]'],
    ['at https://api.stripe.com/v1/invoices?customer=cus_1 it', 'at https://api.stripe.com/v1/invoices it'],
    ['ask_test_me and risk_live', 'ask_test_me and risk_live'],
  ])('turns %j into %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test('removes the key in use whatever its form', () => {
    expect(redact('a odd-key b odd-key', 'odd-key')).toBe('a [key] b [key]');
  });
});

describe('decodeWire()', () => {
  test('names no text of a person', () => {
    expect(() => decodeWire(wireId, {email: 'cAnArY@example.com'}, 'thing')).toThrow(
      'Cannot read thing from Stripe: it is an object where string was expected.',
    );
  });
});
