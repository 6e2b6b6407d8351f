import {boolean, number, strictObject, string} from 'valibot';
import {AddonError} from '../../../src/core/errors/addon-error.ts';
import {currencyCode, currencyInfo} from '../../../src/core/money/currency.ts';
import {formatMoney, money, numberFormat, toMajor} from '../../../src/core/money/money.ts';
import {goldenCases} from './golden-cases.ts';

const cases = goldenCases('money-currencies.json', {
  input: strictObject({currency: string(), minorUnits: number()}),
  expected: strictObject({
    exponent: number(),
    displayDecimals: number(),
    known: boolean(),
    major: number(),
    shown: string(),
    numberFormat: string(),
  }),
});

function codes(list: string): readonly string[] {
  return list.split(' ');
}

describe('currency golden cases', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    const code = currencyCode(input.currency);
    const amount = money(input.minorUnits, code);
    const {exponent, displayDecimals, known} = currencyInfo(code);

    expect({
      exponent,
      displayDecimals,
      known,
      major: toMajor(amount),
      shown: formatMoney(amount),
      numberFormat: numberFormat(code),
    }).toEqual(expected);
  });
});

describe('currencyCode', () => {
  test.each(['usd', 'USD', ' Usd '])('currencyCode() reads %j as USD', (text) => {
    expect(currencyCode(text)).toBe('USD');
  });

  test.each(['', 'US', 'USDT', 'U$D', '€', 'us d', '=A1'])('currencyCode() refuses %j by name', (text) => {
    expect(() => currencyCode(text)).toThrow(AddonError);
    expect(() => currencyCode(text)).toThrow(expect.objectContaining({code: 'CURRENCY_UNKNOWN'}));
    expect(() => currencyCode(text)).toThrow(`“${text}” is not a three-letter code`);
  });
});

describe('currencyInfo', () => {
  test.each(codes('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'))(
    'currencyInfo() has no decimals for %s',
    (code) => {
      expect(currencyInfo(currencyCode(code))).toMatchObject({exponent: 0, displayDecimals: 0, known: true});
    },
  );

  test.each(codes('BHD JOD KWD OMR TND'))('currencyInfo() has three decimals for %s', (code) => {
    expect(currencyInfo(currencyCode(code))).toMatchObject({exponent: 3, displayDecimals: 3, known: true});
  });

  test.each(codes('USD EUR GBP CHF INR HUF TWD MXN NOK PLN ZAR'))(
    'currencyInfo() has two decimals for %s',
    (code) => {
      expect(currencyInfo(currencyCode(code))).toMatchObject({exponent: 2, displayDecimals: 2, known: true});
    },
  );

  test('currencyInfo() knows only whole codes, not letters across two of them', () => {
    // The lists hold “… USD AED …”; neither “DAE” nor another run of letters over the gap is a currency.
    expect(currencyInfo(currencyCode('DAE')).known).toBe(false);
    expect(currencyInfo(currencyCode('FCL'))).toMatchObject({exponent: 2, known: false});
  });
});
