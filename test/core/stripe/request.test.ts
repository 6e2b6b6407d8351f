import {stripeApiVersion} from '../../../src/core/stripe/api-version.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {type StripeRequest, toHttpRequest} from '../../../src/core/stripe/request.ts';

const credentials = parseStripeKey('rk_test_requests0000');
const headers = {
  Accept: 'application/json',
  Authorization: 'Bearer rk_test_requests0000',
  'Content-Type': 'application/x-www-form-urlencoded',
  'Stripe-Version': stripeApiVersion,
};
const read = (path: string): StripeRequest => ({method: 'GET', path, params: {}});
const write = (idempotencyKey: string): StripeRequest => ({
  method: 'POST',
  path: '/v1/invoices',
  params: {customer: 'cus_1', lines: [{quantity: 2}]},
  idempotencyKey,
});

describe('toHttpRequest()', () => {
  test('sends a read with its parameters in the address', () => {
    const request = {...read('/v1/invoices'), params: {limit: 100, expand: ['data.customer']}};
    expect(toHttpRequest(request, credentials)).toStrictEqual({
      method: 'GET',
      url: 'https://api.stripe.com/v1/invoices?limit=100&expand%5B0%5D=data.customer',
      headers,
      body: null,
    });
  });

  test('sends a write with its parameters in the body and its own idempotency key', () => {
    expect(toHttpRequest(write('intent-1'), credentials)).toEqual({
      method: 'POST',
      url: 'https://api.stripe.com/v1/invoices',
      headers: {...headers, 'Idempotency-Key': 'intent-1'},
      body: 'customer=cus_1&lines[0][quantity]=2',
    });
  });

  test('sends a deletion without a body and without a question mark', () => {
    const request: StripeRequest = {method: 'DELETE', path: '/v1/customers/cus_1', params: {}};
    expect(toHttpRequest(request, credentials)).toEqual({
      method: 'DELETE',
      url: 'https://api.stripe.com/v1/customers/cus_1',
      headers,
      body: null,
    });
  });

  test('names the connected account that it acts for, and none otherwise', () => {
    const request = {...read('/v1/invoices'), account: 'acct_1A'};
    expect(toHttpRequest(request, credentials).headers).toEqual({...headers, 'Stripe-Account': 'acct_1A'});
  });

  test.each(['/v1/a', '/v1/a.b/c~d/e%2Ff/g-h', '/v1/.../x', '/v1/a./b', '/v1/a..'])(
    'takes the path %s',
    (path) => {
      expect(toHttpRequest(read(path), credentials).url).toBe(`https://api.stripe.com${path}`);
    },
  );

  test.each([
    '/v1',
    '/v1//a',
    '/v1/a/',
    'x/v1/a',
    '/v1/.',
    '/v1/a/..',
    '/v1/./a',
    '/v1/a\n',
    '/v1a',
    '/v1/ä',
  ])('refuses the path %j', (path) => {
    expect(() => toHttpRequest(read(path), credentials)).toThrow('is not a path below /v1/');
  });

  test.each(['acct_', 'acct_1 ', 'acct_1\nX: 1', 'cus_1', ''])('refuses the account %j', (account) => {
    expect(() => toHttpRequest({...read('/v1/invoices'), account}, credentials)).toThrow(
      'the connected account is not an acct_ id',
    );
  });

  test.each(['!', '~', 'x'.repeat(255)])('takes the idempotency key %s', (key) => {
    expect(toHttpRequest(write(key), credentials).headers['Idempotency-Key']).toBe(key);
  });

  test.each(['', ' ', 'a b', '\u007f', 'x'.repeat(256), 'a\n'])('refuses the idempotency key %j', (key) => {
    expect(() => toHttpRequest(write(key), credentials)).toThrow('has no idempotency key of 1 to 255');
  });
});
