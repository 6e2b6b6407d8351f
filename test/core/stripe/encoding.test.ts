import {Decimal} from 'decimal.js';
import type Stripe from 'stripe';
import {encodeForm, encodeQuery, stripePath} from '../../../src/core/stripe/encoding.ts';
import {bodyShapes, queryShapes} from '../../contracts/stripe/support/request-shapes.ts';

// That these are the bytes of Stripe's SDK is held against it in test/contracts/stripe/request-bytes.test.ts.
describe('encodeForm()', () => {
  test.each(bodyShapes)('writes %s', (_, params, expected) => {
    expect(encodeForm(params)).toBe(expected);
  });

  test.each([
    ['0.125', '0.125'],
    ['1e-9', '0.000000001'],
    ['-3.00', '-3'],
    ['12e20', '1200000000000000000000'],
  ])('writes the decimal %s without an exponent', (text, expected) => {
    expect(encodeForm({tiers: [{flat_amount_decimal: new Decimal(text)}]})).toBe(
      `tiers[0][flat_amount_decimal]=${expected}`,
    );
  });

  test('keeps what broke as the cause', () => {
    expect(() => encodeForm({name: '\ud800'})).toThrow(
      expect.objectContaining({cause: expect.any(URIError)}),
    );
  });

  test.each([
    ['NaN', {amount: Number.NaN}, 'amount is NaN'],
    ['infinity', {amount: Number.POSITIVE_INFINITY}, 'amount is Infinity'],
    ['a number that prints with an exponent', {amount: 1e21}, 'amount is 1e+21'],
    ['a tiny number', {lines: [{rate: 1e-7}]}, 'lines[0][rate] is 1e-7'],
    ['a Decimal without a value', {rate: new Decimal('NaN')}, 'rate is NaN'],
    ['a date without a value', {due_date: new Date('no')}, 'due_date is not a date'],
    ['half of a character pair', {name: 'a\ud800'}, 'half of a character pair'],
    ['half of a character pair in a key', {metadata: {'\udc00': 'x'}}, 'half of a character pair'],
  ])('refuses %s (difference from the SDK, which sends its letters or throws)', (_, params, fact) => {
    expect(() => encodeForm(params)).toThrow(
      expect.objectContaining({code: 'ARGUMENT_INVALID', message: expect.stringContaining(fact)}),
    );
    expect(() => encodeQuery(params)).toThrow(fact);
  });

  test('refuses what only a cast can bring here', () => {
    for (const value of [5n, () => 1, Symbol('x')]) {
      expect(() => encodeForm({value: value as unknown as string})).toThrow(`value is a ${typeof value}`);
    }
  });

  test('takes what satisfies the types of the stripe package', () => {
    const params = {
      status: 'open',
      created: {gte: 1_790_000_000},
      expand: ['data.customer'],
    } satisfies Stripe.InvoiceListParams;

    expect(encodeForm(params)).toBe('status=open&created[gte]=1790000000&expand[0]=data.customer');
  });

  test('does not compile for a function or a bigint', () => {
    // @ts-expect-error: a bigint has no wire form.
    expect(() => encodeForm({amount: 5n})).toThrow();
    // @ts-expect-error: neither has a function.
    expect(() => encodeForm({amount: () => 5})).toThrow();
  });
});

describe('encodeQuery()', () => {
  test.each(queryShapes)('writes %s', (_, params, expected) => {
    expect(encodeQuery(params)).toBe(expected);
  });
});

describe('stripePath()', () => {
  test('escapes ids and nothing else', () => {
    expect(stripePath`/v1/invoices/${'in_1'}/lines/${'a/b?c#d%'}`).toBe(
      '/v1/invoices/in_1/lines/a%2Fb%3Fc%23d%25',
    );
    expect(stripePath`/v1/account`).toBe('/v1/account');
  });

  test.each(['', '.', '..'])('refuses an id that would be another path: %j', (id) => {
    expect(() => stripePath`/v1/invoices/${id}`).toThrow('Give the id as Stripe shows it.');
  });
});
