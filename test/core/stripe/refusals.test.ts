import {AddonError} from '../../../src/core/errors/addon-error.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {encodeForm, stripePath} from '../../../src/core/stripe/encoding.ts';
import {applyPage, listingPagesMax, startListing} from '../../../src/core/stripe/listing.ts';
import {type StripeRequest, toHttpRequest, urlCharactersMax} from '../../../src/core/stripe/request.ts';
import {decodeWire, wireAmount, wireCurrency, wireId} from '../../../src/core/stripe/wire.ts';

const key = parseStripeKey('rk_test_refusals0000');
const send = (request: StripeRequest) => () => toHttpRequest(request, key);
const open = startListing({path: '/v1/invoices', params: {status: 'open'}});
const page = (ids: readonly string[], hasMore: boolean) => ({data: ids.map((id) => ({id})), hasMore});

const defect = 'This is a defect of the add-on; please report it.';
const readAgain = 'Try again; if it stays, report it with this message (Stripe API 2026-10-28.endive).';
const getKey =
  'In the Stripe dashboard open Developers, API keys, create a restricted key and paste it here.';

/** What people read when something cannot go to Stripe or cannot be read from it, whole. */
const refusals: readonly (readonly [does: string, act: () => unknown, code: string, message: string])[] = [
  [
    'a number without a value',
    () => encodeForm({amount: Number.NaN}),
    'ARGUMENT_INVALID',
    'Cannot send to Stripe: amount is NaN. Give a plain number.',
  ],
  [
    'a date without a value',
    () => encodeForm({due_date: new Date('no')}),
    'ARGUMENT_INVALID',
    'Cannot send to Stripe: due_date is not a date. Give a valid date.',
  ],
  [
    'half of a character pair',
    () => encodeForm({name: '\ud800'}),
    'ARGUMENT_INVALID',
    'Cannot send to Stripe: a text holds half of a character pair. Type that text again.',
  ],
  [
    'what has no form on the wire',
    () => encodeForm({lines: [{of: Symbol('x') as unknown as string}]}),
    'ARGUMENT_INVALID',
    'Cannot send to Stripe: lines[0][of] is a symbol. Give text, a number, a date, or a list or group of these.',
  ],
  [
    'an empty id in a path',
    () => stripePath`/v1/invoices/${''}/pay`,
    'ARGUMENT_INVALID',
    'Cannot send to Stripe: the id in /v1/invoices/…/pay is "". Give the id as Stripe shows it.',
  ],
  [
    'a path outside the API',
    send({method: 'GET', path: '/v2/invoices', params: {}}),
    'ARGUMENT_INVALID',
    `Cannot send to Stripe: "/v2/invoices" is not a path below /v1/. ${defect}`,
  ],
  [
    'a path that climbs',
    send({method: 'GET', path: '/v1/../x', params: {}}),
    'ARGUMENT_INVALID',
    `Cannot send to Stripe: "/v1/../x" is not a path below /v1/. ${defect}`,
  ],
  [
    'a connected account that is none',
    send({method: 'GET', path: '/v1/invoices', params: {}, account: 'x_acct_1'}),
    'ARGUMENT_INVALID',
    `Cannot send to Stripe: the connected account is not an acct_ id. ${defect}`,
  ],
  [
    'a write without a key',
    send({method: 'POST', path: '/v1/invoices', params: {}, idempotencyKey: ''}),
    'ARGUMENT_INVALID',
    `Cannot send to Stripe: POST /v1/invoices has no idempotency key of 1 to 255 visible ASCII characters. ${defect}`,
  ],
  [
    'an address that is too long',
    send({method: 'GET', path: `/v1/${'x'.repeat(100)}`, params: {q: 'x'.repeat(urlCharactersMax)}}),
    'ARGUMENT_INVALID',
    `Cannot send GET /v1/${'x'.repeat(76)} to Stripe: its address has 2177 characters and Google sends at most 2048. Ask for fewer ids or filters at a time.`,
  ],
  [
    'no key',
    () => parseStripeKey(' '),
    'CREDENTIALS_MISSING',
    `Cannot connect to Stripe: no key was given. ${getKey}`,
  ],
  [
    'a publishable key',
    () => parseStripeKey('pk_live_1'),
    'CREDENTIALS_INVALID',
    `Cannot connect to Stripe: a publishable key (pk_) cannot read invoices. ${getKey}`,
  ],
  [
    'what is no key',
    () => parseStripeKey('hello'),
    'CREDENTIALS_INVALID',
    `Cannot connect to Stripe: this is not the form of a Stripe key. ${getKey}`,
  ],
  [
    'an empty page of more',
    () => applyPage(open, page([], true)),
    'RESPONSE_UNREADABLE',
    `Cannot read the list /v1/invoices from Stripe: a page is empty although Stripe says that more follow. ${readAgain}`,
  ],
  [
    'a page that ends as the one before',
    () => applyPage({...open, cursor: 'in_1'}, page(['in_2', 'in_1'], true)),
    'RESPONSE_UNREADABLE',
    `Cannot read the list /v1/invoices from Stripe: the page after in_1 ends with the same id. ${readAgain}`,
  ],
  [
    'a list in circles',
    () => applyPage({...open, cursor: 'in_9', markedCursor: 'in_1', pages: 6}, page(['in_1'], true)),
    'RESPONSE_UNREADABLE',
    `Cannot read the list /v1/invoices from Stripe: it goes in circles: page 7 ends with in_1 again. ${readAgain}`,
  ],
  [
    'a list without end',
    () => applyPage({...open, cursor: 'in_9', pages: listingPagesMax - 1}, page(['in_1'], true)),
    'RESPONSE_UNREADABLE',
    `Cannot read the list /v1/invoices from Stripe: it goes on after 1100 pages. ${readAgain}`,
  ],
  [
    'an object with an empty id',
    () => decodeWire(wireId, {id: ''}, 'thing'),
    'RESPONSE_UNREADABLE',
    `Cannot read thing from Stripe: it is an object where string was expected. ${readAgain}`,
  ],
  [
    'an object with an endless id',
    () => decodeWire(wireId, {id: 'x'.repeat(99)}, 'thing'),
    'RESPONSE_UNREADABLE',
    `Cannot read thing ${'x'.repeat(80)} from Stripe: it is an object where string was expected. ${readAgain}`,
  ],
  ...(
    [
      [wireAmount, 0.5, '0.5 where a whole number below 2^53'],
      [wireCurrency, 'us', 'a text where a three-letter currency'],
      [wireId, '', 'an empty text where an id'],
      [wireId, undefined, 'missing where string'],
      [wireId, null, 'null where string'],
      [wireId, [], 'a list where string'],
      [wireId, true, 'true where string'],
    ] as const
  ).map(
    ([schema, wire, fact]) =>
      [
        `${JSON.stringify(wire)} from Stripe`,
        () => decodeWire(schema, wire, 'thing'),
        'RESPONSE_UNREADABLE',
        `Cannot read thing from Stripe: it is ${fact} was expected. ${readAgain}`,
      ] as const,
  ),
];

describe('what the client refuses', () => {
  test.each(refusals)('%s: says what is wrong and what to do', (_does, act, code, message) => {
    let thrown: unknown = null;
    try {
      act();
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof AddonError)) throw new Error(`Expected an AddonError, not ${String(thrown)}.`);
    expect([thrown.code, thrown.message]).toEqual([code, message]);
  });
});
