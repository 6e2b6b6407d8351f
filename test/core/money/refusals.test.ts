import {AddonError} from '../../../src/core/errors/addon-error.ts';
import {currencyCode} from '../../../src/core/money/currency.ts';
import {add, allocate, compare, fromMajor, money, subtract, toMajor} from '../../../src/core/money/money.ts';
import {divide, multiply, roundToMoney} from '../../../src/core/money/rounding.ts';
import {controlTotals} from '../../../src/core/money/totals.ts';

const usd = currencyCode('usd');
const jpy = currencyCode('jpy');
const kwd = currencyCode('kwd');
const most = money(Number.MAX_SAFE_INTEGER, usd);
const long = '12,'.repeat(40);

/** What people read when an amount is refused, whole: what is wrong, with which values, and what to do. */
const refusals: readonly (readonly [does: string, act: () => unknown, code: string, message: string])[] = [
  [
    'currencyCode() of no code',
    () => currencyCode(`${long}`),
    'CURRENCY_UNKNOWN',
    `Cannot read a currency: “${long.slice(0, 40)}” is not a three-letter code. Write the ISO code, for example USD, EUR or JPY.`,
  ],
  [
    'money() of half a cent',
    () => money(0.5, usd),
    'ARGUMENT_INVALID',
    'Cannot hold an amount of 0.5 USD: it is not a whole number of minor units within ±9007199254740991. Check the amount and its unit; a fraction of a cent is rounded by name first.',
  ],
  [
    'add() of two currencies',
    () => add(money(100, usd), money(200, jpy)),
    'CURRENCY_MIXED',
    'Cannot add USD 1.00 and JPY 200: USD and JPY are different currencies. Keep one total per currency, or convert with a dated rate first.',
  ],
  [
    'subtract() of two currencies',
    () => subtract(money(100, usd), money(200, jpy)),
    'CURRENCY_MIXED',
    'Cannot subtract USD 1.00 and JPY 200: USD and JPY are different currencies. Keep one total per currency, or convert with a dated rate first.',
  ],
  [
    'compare() of two currencies',
    () => compare(money(100, usd), money(200, jpy)),
    'CURRENCY_MIXED',
    'Cannot compare USD 1.00 and JPY 200: USD and JPY are different currencies. Keep one total per currency, or convert with a dated rate first.',
  ],
  [
    'toMajor() beyond a cell’s digits',
    () => toMajor(most),
    'ARGUMENT_INVALID',
    'Cannot write USD 90,071,992,547,409.91 into a cell: a sheet keeps only 15 digits of a number. Check the amount at Stripe; if it is right, split it into smaller rows.',
  ],
  [
    'fromMajor() of text with separators',
    () => fromMajor(long, usd),
    'ARGUMENT_INVALID',
    `Cannot read an amount of USD: “${long.slice(0, 40)}” is not a plain number. Write digits with a point before the decimals and no separators, for example 1234.50.`,
  ],
  [
    'fromMajor() of half a cent',
    () => fromMajor('1.005', usd),
    'ARGUMENT_INVALID',
    'Cannot take 1.005 USD as an amount: USD has 2 decimals. Round it to 2 decimals first.',
  ],
  [
    'fromMajor() of a tenth of a yen',
    () => fromMajor('5.1', jpy),
    'ARGUMENT_INVALID',
    'Cannot take 5.1 JPY as an amount: JPY has no decimals. Round it to a whole number first.',
  ],
  [
    'fromMajor() finer than a fils',
    () => fromMajor('0.0001', kwd),
    'ARGUMENT_INVALID',
    'Cannot take 0.0001 KWD as an amount: KWD has 3 decimals. Round it to 3 decimals first.',
  ],
  [
    'fromMajor() of a number so small that it prints with an exponent',
    () => fromMajor(1e-10, usd),
    'ARGUMENT_INVALID',
    'Cannot take 1e-10 USD as an amount: USD has 2 decimals. Round it to 2 decimals first.',
  ],
  [
    'allocate() over nothing',
    () => allocate(money(100, usd), []),
    'ARGUMENT_INVALID',
    'Cannot split an amount: there is no weight. Give every part a weight of 0 or more, and at least one above 0.',
  ],
  [
    'divide() by 0',
    () => divide(money(100, usd), '0.00', 'down'),
    'ARGUMENT_INVALID',
    'Cannot divide an amount of USD by 0. Enter a number other than 0.',
  ],
  [
    'roundToMoney() of text that is no number',
    () => roundToMoney(long, usd, 'half-even'),
    'ARGUMENT_INVALID',
    `Cannot calculate with “${long.slice(0, 40)}”: it is not a decimal number of at most 64 characters. Write digits with a point before the decimals, for example 8.875.`,
  ],
  [
    'multiply() by more digits than are exact',
    () => multiply(money(1, usd), `0.${'1'.repeat(31)}`, 'half-even'),
    'ARGUMENT_INVALID',
    `Cannot calculate with “0.${'1'.repeat(31)}”: it is not a decimal number of at most 32 characters. Write digits with a point before the decimals, for example 8.875.`,
  ],
  [
    'controlTotals() beyond exact numbers',
    () => controlTotals([most, most]),
    'ARGUMENT_INVALID',
    'Cannot total 2 amounts of USD: 18014398509481982 minor units are more than a sheet can count exactly. Look for an amount in the wrong unit, or report fewer invoices at a time.',
  ],
];

describe('what money refuses', () => {
  test.each(refusals)('%s says what is wrong and what to do', (_does, act, code, message) => {
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
