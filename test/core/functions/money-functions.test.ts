import fc from 'fast-check';
import type {FunctionArgument, FunctionValue} from '../../../src/core/functions/function-arguments.ts';
import {moneyAllocate, moneyFromMinor} from '../../../src/core/functions/money-functions.ts';

const split = (amount: FunctionArgument, currency: FunctionArgument, weights: FunctionArgument) =>
  moneyAllocate({amount, currency, weights});
const major = (minor: FunctionArgument, currency: FunctionArgument) => moneyFromMinor({minor, currency});

describe('moneyAllocate()', () => {
  test('splits without losing a unit, in the shape of the weights (M8)', () => {
    expect(split(10, 'usd', [[1, 1, 1]])).toEqual([[3.34, 3.33, 3.33]]);
    expect(split('10.00', 'USD', [[1], ['1'], [1]])).toEqual([[3.34], [3.33], [3.33]]);
    expect(
      split(1000, 'JPY', [
        [1, 2],
        [3, 1],
      ]),
    ).toEqual([
      [143, 286],
      [428, 143],
    ]);
    expect(split(-0.01, 'KWD', [[1], [0]])).toEqual([[-0.01], [0]]);
    expect(split(5, 'USD', 7)).toBe(5);
  });

  test('leaves blanks of an open range blank', () => {
    expect(split(1, 'USD', [[1], [''], [1], ['']])).toEqual([[0.5], [''], [0.5], ['']]);
  });

  test('adds up to the amount for any amount and weights (M8)', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -999_999_999, max: 999_999_999}),
        fc.array(fc.oneof(fc.integer({min: 0, max: 1000}), fc.constant('')), {minLength: 1, maxLength: 20}),
        (cents, weights) => {
          fc.pre(weights.some((weight) => weight !== '' && weight !== 0));
          const parts = split(cents / 100, 'USD', [weights]) as FunctionValue[][];
          expect(parts[0]).toHaveLength(weights.length);
          expect(parts.flat().reduce<number>((sum, part) => sum + Math.round(Number(part) * 100), 0)).toBe(
            cents,
          );
          parts[0]?.forEach((part, at) => {
            if (weights[at] === '') expect(part).toBe('');
          });
        },
      ),
    );
  });

  test.each<[FunctionArgument, FunctionArgument, FunctionArgument, string]>([
    ['', 'USD', 1, 'Cannot compute: amount is blank. Give a plain number, such as 1234.50.'],
    [
      'ten',
      'USD',
      1,
      'Cannot compute: amount is "ten", not an amount. Give a plain number, such as 1234.50.',
    ],
    [
      1.005,
      'USD',
      1,
      'Cannot take 1.005 USD as an amount: USD has 2 decimals. Round it to 2 decimals first.',
    ],
    [
      1,
      '',
      1,
      'Cannot read a currency: “” is not a three-letter code. Write the ISO code, for example USD, EUR or JPY.',
    ],
    [
      1,
      'usb',
      1,
      'Cannot compute: USB is no currency that Stripe lists, so how many decimals it has is not known. Check the code; docs.stripe.com/currencies lists all.',
    ],
    [1, 'USD', [['a']], 'Cannot compute: weights holds "a", not a number. Give plain numbers of 0 or more.'],
    [
      1,
      'USD',
      [[-1]],
      'Cannot split an amount: weight -1 is not 0 or more. Give every part a weight of 0 or more, and at least one above 0.',
    ],
    [
      1,
      'USD',
      [['']],
      'Cannot split an amount: there is no weight. Give every part a weight of 0 or more, and at least one above 0.',
    ],
    [[[1, 2]], 'USD', 1, 'Cannot compute: amount is a range of several cells. Give one cell.'],
  ])('refuses %j of %j in %j', (amount, currency, weights, message) => {
    expect(() => split(amount, currency, weights)).toThrow(
      expect.objectContaining({name: 'AddonError', message}),
    );
  });
});

describe('moneyFromMinor()', () => {
  test.each<[number | string, string, number]>([
    [1050, 'USD', 10.5],
    [1050, 'jpy', 1050],
    [1050, 'KWD', 1.05],
    [500, 'ISK', 5],
    [-1, 'EUR', -0.01],
    [' 29 ', 'USD', 0.29],
  ])('of %j %s is %d (M1 to M4)', (minor, currency, expected) => {
    expect(major(minor, currency)).toBe(expected);
  });

  test('takes ranges, with one currency for all or one for each, and leaves blanks blank', () => {
    expect(major([[100], [''], [7]], 'USD')).toEqual([[1], [''], [0.07]]);
    expect(major([[100], [100], ['']], [['USD'], ['JPY'], ['']])).toEqual([[1], [100], ['']]);
  });

  test('leaves the header of a whole column blank', () => {
    expect(major([['Amount'], [100], ['']], 'USD')).toEqual([[''], [1], ['']]);
    expect(major([['Amount'], [100], ['']], [['Currency'], ['JPY'], ['']])).toEqual([[''], [100], ['']]);
  });

  test.each<[FunctionArgument, FunctionArgument, string]>([
    [
      10.5,
      'USD',
      'Cannot compute: minor is 10.5, not a whole number of minor units. Give the amount as Stripe sends it, such as 1050 for USD 10.50.',
    ],
    [
      true,
      'USD',
      'Cannot compute: minor is true, not a whole number of minor units. Give the amount as Stripe sends it, such as 1050 for USD 10.50.',
    ],
    [
      [[1], [2]],
      [['USD'], ['XBT']],
      'Cannot compute: XBT is no currency that Stripe lists, so how many decimals it has is not known. Check the code; docs.stripe.com/currencies lists all.',
    ],
    [
      [['Amount'], [1], ['some']],
      'USD',
      'Cannot compute: minor is "some", not a whole number of minor units. Give the amount as Stripe sends it, such as 1050 for USD 10.50.',
    ],
    [100, '', 'Cannot compute: currency is blank. Write the ISO code, for example USD.'],
    [
      100,
      'US$',
      'Cannot read a currency: “US$” is not a three-letter code. It stands in currency. Write the ISO code, for example USD, EUR or JPY.',
    ],
    [
      [[1], [2]],
      [['USD'], ['USD'], ['USD']],
      'Cannot compute: minor has 2 × 1 cells and currency 3 × 1. Give two ranges of the same size, or one cell for all.',
    ],
  ])('refuses %j of %j', (minor, currency, message) => {
    expect(() => major(minor, currency)).toThrow(expect.objectContaining({name: 'AddonError', message}));
  });
});
