import fc from 'fast-check';
import {readAmount} from '../../../sidebar/state/typed-amount.ts';

const eur = {currency: 'EUR', decimals: 2};
const jpy = {currency: 'JPY', decimals: 0};
const kwd = {currency: 'KWD', decimals: 3};

describe('readAmount()', () => {
  test.each([
    ['1200', eur, 1_200],
    ['1,200.50', eur, 1_200.5],
    [' EUR 1,200.50 ', eur, 1_200.5],
    ['1 200 000.00', eur, 1_200_000],
    ['0.01 eur', eur, 0.01],
    ['1.2', eur, 1.2],
    ['48,200', jpy, 48_200],
    ['1.234', kwd, 1.234],
  ])('takes %j of %j for %d', (typed, currency, amount) => {
    expect(readAmount(typed, currency)).toEqual({kind: 'amount', amount});
  });

  test.each([
    ['', eur, 'Type an amount in EUR.'],
    ['EUR', eur, 'Type an amount in EUR.'],
    ['0.00', eur, 'Type an amount above 0.'],
    ['-5', eur, 'Type an amount above 0, without a sign.'],
    ['−5', eur, 'Type an amount above 0, without a sign.'],
    ['(5)', eur, 'Type an amount above 0, without a sign.'],
    ['USD 5', eur, 'The invoice is in EUR, not in USD.'],
    ['5 usd', eur, 'The invoice is in EUR, not in USD.'],
    ['1.200,00', eur, 'Type it as 1,234.50: a point before the decimals.'],
    ['1,50', eur, 'Type it as 1,234.50: a point before the decimals.'],
    ['12,34,567', eur, 'Type it as 1,234.50: a point before the decimals.'],
    ['€5', eur, 'Type it as 1,234.50: a point before the decimals.'],
    ['1e3', eur, 'Type it as 1,234.50: a point before the decimals.'],
    ['1,5', kwd, 'Type it as 1,234.500: a point before the decimals.'],
    ['1;5', jpy, 'Type it as 1,234: digits alone, with or without commas between thousands.'],
    ['1.005', eur, 'EUR has 2 decimals, and this has more.'],
    ['1.0', jpy, 'JPY has no decimals.'],
    ['99999999999999', eur, 'This is more than an invoice can come to.'],
  ])('refuses %j of %j: %s', (typed, currency, problem) => {
    expect(readAmount(typed, currency)).toEqual({kind: 'problem', problem});
  });

  test('reads back what is written in full', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 999_999_999_999}), fc.constantFrom(eur, jpy, kwd), (minor, of) => {
        const amount = minor / 10 ** of.decimals;
        const typed = amount.toLocaleString('en-US', {minimumFractionDigits: of.decimals});
        expect(readAmount(typed, of)).toEqual({kind: 'amount', amount});
      }),
    );
  });
});
