import {Decimal} from 'decimal.js';
import fc from 'fast-check';
import type Stripe from 'stripe';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {
  encodeForm,
  encodeQuery,
  type Params,
  type ParamValue,
  stripePath,
} from '../../../src/core/stripe/encoding.ts';
import {type StripeRequest, stripeBaseAddress, toHttpRequest} from '../../../src/core/stripe/request.ts';
import {type CapturedRequest, type CapturedSdk, startCapturedSdk} from '../../support/http-capture.ts';
import {bodyShapes, queryShapes} from './support/request-shapes.ts';

const key = 'rk_test_onlyForLoopback0000';
const credentials = parseStripeKey(key);

/**
 * Headers that may differ from the SDK's on purpose, and why. In a query brackets are written `%5B` and `%5D`, for
 * UrlFetchApp takes no address with bare ones; that is the one difference outside headers.
 */
const intendedDifferences: Readonly<Record<string, string>> = {
  connection: 'the transport owns the connection',
  'content-length': 'the transport counts the body',
  host: 'the test server stands on loopback',
  'idempotency-key': 'the SDK draws a random one; ours names the intent and is compared by its presence',
  'user-agent': 'UrlFetchApp sends its own and lets no script change it',
  'x-stripe-client-user-agent': 'describes the SDK and its platform, which ours is not',
};

let sdk: CapturedSdk;
beforeAll(async () => {
  sdk = await startCapturedSdk(key);
});
afterAll(() => sdk.close());

const post = (params: Params, path = '/v1/invoices') =>
  sdk.capture((stripe) => stripe.rawRequest('POST', path, {...params}));
// The SDK's list methods put any parameters into the query; only their declared type is narrower.
const get = (params: Params) =>
  sdk.capture((stripe) => stripe.invoices.list(params as Stripe.InvoiceListParams));

describe('encodeForm()', () => {
  test.each(bodyShapes)('equals the body of the SDK: %s', async (_, params, expected) => {
    const sent = await post(params);

    expect(encodeForm(params)).toBe(expected);
    expect(sent.body).toBe(expected);
  });

  test('writes decimals as the SDK writes its own', async () => {
    const {default: StripeSdk} = await import('stripe');
    // Stripe takes twelve decimal places; from thirty on the SDK would begin to write exponents.
    const drawn = fc.sample(
      fc
        .tuple(fc.bigInt({min: -(10n ** 18n), max: 10n ** 18n}), fc.integer({min: -12, max: 2}))
        .map(([digits, exponent]) => `${digits}e${exponent}`),
      {numRuns: 300, seed: 20261028},
    );
    for (const text of ['0.125', '-3', '12.5000', '1e-9', '-0', ...drawn]) {
      // Only the SDK's own methods know which of their parameters are decimals.
      const theirs = await sdk.capture((stripe) =>
        stripe.prices.create({
          currency: 'usd',
          unit_amount_decimal: StripeSdk.Decimal.from(text),
          tiers: [{up_to: 'inf', flat_amount_decimal: StripeSdk.Decimal.from(text)}],
        }),
      );
      const decimal = new Decimal(text);
      const ours = {
        currency: 'usd',
        unit_amount_decimal: decimal,
        tiers: [{up_to: 'inf', flat_amount_decimal: decimal}],
      };
      expect(encodeForm(ours)).toBe(theirs.body);
    }
  });

  test('equals the body of the SDK for 2,000 random trees', async () => {
    let pairs = 0;
    for (const params of trees()) {
      const sent = await post(params);
      expect(encodeForm(params)).toBe(sent.body);
      pairs += sent.body === '' ? 0 : sent.body.split('&').length;
    }
    // The trees must be worth comparing: most hold several pairs.
    expect(pairs).toBeGreaterThan(4000);
  }, 60_000);
});

describe('encodeQuery()', () => {
  test.each(queryShapes)(
    'equals the query of the SDK but for the escape of brackets: %s',
    async (_, params, expected) => {
      const sent = await get(params);

      expect(encodeQuery(params)).toBe(expected);
      expect(escapeBrackets(queryOf(sent))).toBe(expected);
    },
  );

  test('equals the query of the SDK after decoding for 2,000 random trees', async () => {
    for (const params of trees()) {
      const ours = encodeQuery(params);
      const sent = await get(params);
      expect(pairsOf(ours)).toEqual(pairsOf(queryOf(sent)));
      expect(ours).not.toMatch(/[[\]]/);
    }
  }, 60_000);
});

describe('toHttpRequest()', () => {
  const requests: readonly (readonly [
    name: string,
    request: StripeRequest,
    call: (stripe: Stripe) => Promise<unknown>,
  ])[] = [
    [
      'GET',
      {method: 'GET', path: '/v1/invoices', params: {limit: 3}},
      (stripe) => stripe.invoices.list({limit: 3}),
    ],
    [
      'GET without parameters',
      {method: 'GET', path: '/v1/invoices', params: {}},
      (stripe) => stripe.invoices.list(),
    ],
    [
      'POST',
      {method: 'POST', path: '/v1/invoices', params: {customer: 'cus_1'}, idempotencyKey: 'k1'},
      (stripe) => stripe.invoices.create({customer: 'cus_1'}),
    ],
    [
      'POST without parameters',
      {method: 'POST', path: '/v1/invoices/in_1/finalize', params: {}, idempotencyKey: 'k1'},
      (stripe) => stripe.invoices.finalizeInvoice('in_1'),
    ],
    [
      'DELETE',
      {method: 'DELETE', path: '/v1/invoices/in_1', params: {}},
      (stripe) => stripe.invoices.del('in_1'),
    ],
    [
      'connected account',
      {method: 'GET', path: '/v1/invoices', params: {}, account: 'acct_1'},
      (stripe) => stripe.invoices.list({}, {stripeAccount: 'acct_1'}),
    ],
    [
      'id with reserved characters',
      {method: 'GET', path: stripePath`/v1/customers/${'cus/1 ü?'}`, params: {}},
      (stripe) => stripe.customers.retrieve('cus/1 ü?'),
    ],
  ];

  test.each(requests)('sends method, path, body and headers of the SDK: %s', async (_, request, call) => {
    const theirs = await sdk.capture(call);
    const ours = toHttpRequest(request, credentials);

    expect(ours.method).toBe(theirs.method);
    expect(ours.url).toBe(`${stripeBaseAddress}${theirs.url}`);
    expect(ours.body ?? '').toBe(theirs.body);
    expect(comparable(ours.headers)).toEqual(comparable(theirs.headers));
    expect(Object.keys(lowerCase(ours.headers)).includes('idempotency-key')).toBe(
      'idempotency-key' in theirs.headers,
    );
  });

  test('makes addresses that a strict URL parser leaves as they are', () => {
    for (const [, params] of queryShapes) {
      const {url} = toHttpRequest({method: 'GET', path: '/v1/invoices', params}, credentials);
      expect(new URL(url).href).toBe(url);
    }
  });

  test('lists every header in which it differs from the SDK', async () => {
    const theirs = await post({customer: 'cus_1'});
    const ours = lowerCase(
      toHttpRequest({method: 'POST', path: '/v1/invoices', params: {}, idempotencyKey: 'k'}, credentials)
        .headers,
    );
    const differing = Object.keys(theirs.headers).filter((name) => theirs.headers[name] !== ours[name]);

    expect(differing.sort()).toEqual(Object.keys(intendedDifferences).sort());
  });
});

/** The same 2,000 trees in every run: texts with every kind of character, holes, dates, lists and groups in any nesting. */
function trees(): readonly Params[] {
  const text = fc.oneof(
    fc.string({unit: 'grapheme', maxLength: 12}),
    fc.string({unit: 'binary', maxLength: 8}).filter(isWellFormed),
    fc.constantFrom("[']", 'a[b]', '%5B', '+ &=', '~!*()'),
  );
  const name = text.filter((candidate) => !sdkOptions.has(candidate) && candidate !== '__proto__');
  const leaf: fc.Arbitrary<ParamValue> = fc.oneof(
    text,
    fc.integer(),
    fc.double({min: -1e6, max: 1e6, noNaN: true}).map((value) => Math.round(value * 1000) / 1000),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.date({noInvalidDate: true}),
  );
  const {node} = fc.letrec<{node: ParamValue}>((tie) => ({
    node: fc.oneof(
      {maxDepth: 3, depthSize: 'small'},
      leaf,
      fc.array(tie('node'), {maxLength: 4}),
      fc.dictionary(name, tie('node'), {maxKeys: 4, noNullPrototype: true}),
    ),
  }));
  return fc.sample(fc.dictionary(name, node, {maxKeys: 5, noNullPrototype: true}), {
    numRuns: 2000,
    seed: 20261028,
  });
}

/** The SDK takes a first argument with one of these names for its options, not for parameters. */
const sdkOptions = new Set(
  'apiKey idempotencyKey stripeAccount apiVersion maxNetworkRetries timeout apiBase authenticator stripeContext headers additionalHeaders streaming'.split(
    ' ',
  ),
);

function isWellFormed(text: string): boolean {
  return Buffer.from(text, 'utf8').toString('utf8') === text;
}

function queryOf({url}: CapturedRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

function escapeBrackets(query: string): string {
  return query.replaceAll('[', '%5B').replaceAll(']', '%5D');
}

function pairsOf(query: string): readonly string[] {
  return query.split('&').map((pair) => pair.split('=').map(decodeURIComponent).join('\u0000'));
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function comparable(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(lowerCase(headers)).filter(([name]) => !(name in intendedDifferences)),
  );
}
