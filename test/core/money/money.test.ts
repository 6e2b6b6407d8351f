import fc from 'fast-check';
import {array, number, strictObject} from 'valibot';
import {type CurrencyCode, currencyCode, currencyInfo} from '../../../src/core/money/currency.ts';
import {
  add,
  allocate,
  compare,
  formatMoney,
  fromMajor,
  isNegative,
  isZero,
  money,
  negate,
  subtract,
  toMajor,
  zero,
} from '../../../src/core/money/money.ts';
import {goldenCases} from './golden-cases.ts';

const allocations = goldenCases('money-allocation.json', {
  input: strictObject({total: number(), weights: array(number())}),
  expected: array(number()),
});

const usd = currencyCode('USD');
const eur = currencyCode('EUR');
const isk = currencyCode('ISK');
const anyCurrency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'ISK', 'UGX', 'ZZZ').map(currencyCode);
const anyUnits = fc.maxSafeInteger();

describe('money', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])(
    'money() refuses %p minor units',
    (minorUnits) => {
      expect(() => money(minorUnits, usd)).toThrow(expect.objectContaining({code: 'ARGUMENT_INVALID'}));
    },
  );

  test('money() never holds minus zero', () => {
    expect(Object.is(money(-0, usd).minorUnits, 0)).toBe(true);
    expect(Object.is(negate(zero(usd)).minorUnits, 0)).toBe(true);
    expect(Object.is(fromMajor('-0.00', usd).minorUnits, 0)).toBe(true);
  });
});

describe('arithmetic', () => {
  test('add(), subtract() and negate() agree with whole numbers', () => {
    const units = fc.integer({min: -(2 ** 52), max: 2 ** 52 - 1});
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(add(money(a, usd), money(b, usd))).toEqual(money(a + b, usd));
        expect(subtract(money(a, usd), money(b, usd))).toEqual(add(money(a, usd), negate(money(b, usd))));
        expect(compare(money(a, usd), money(b, usd))).toBe(Math.sign(a - b) + 0);
      }),
    );
  });

  test('compare() tells less, equal and more', () => {
    expect([1, 2, 3].map((units) => compare(money(units, usd), money(2, usd)))).toEqual([-1, 0, 1]);
  });

  test('add() refuses a sum beyond exact whole numbers instead of rounding it', () => {
    expect(() => add(money(Number.MAX_SAFE_INTEGER, usd), money(1, usd))).toThrow('Cannot hold an amount');
  });

  test.each([
    ['add', add],
    ['subtract', subtract],
    ['compare', compare],
  ])('%s() refuses two currencies and names both amounts', (name, act) => {
    expect(() => act(money(100, usd), money(200, eur))).toThrow(
      expect.objectContaining({
        code: 'CURRENCY_MIXED',
        message: expect.stringContaining(`Cannot ${name} USD 1.00 and EUR 2.00`),
      }),
    );
  });

  test('isZero() and isNegative() look at the sign only', () => {
    expect([money(-1, usd), zero(usd), money(1, usd)].map(isZero)).toEqual([false, true, false]);
    expect([money(-1, usd), zero(usd), money(1, usd)].map(isNegative)).toEqual([true, false, false]);
  });
});

describe('allocate', () => {
  test.each(allocations)('$rule: $name', ({input, expected}) => {
    expect(allocate(money(input.total, usd), input.weights)).toEqual(
      expected.map((units) => money(units, usd)),
    );
  });

  const anyWeights = fc
    .array(fc.oneof(fc.nat(), fc.double({min: 0, noNaN: true, noDefaultInfinity: true}), fc.constant(0)), {
      minLength: 1,
      maxLength: 30,
    })
    .filter((weights) => weights.some((weight) => weight > 0));

  test('allocate() gives parts that sum to the whole, for any total and weights', () => {
    fc.assert(
      fc.property(anyUnits, anyWeights, (units, weights) => {
        const parts = allocate(money(units, usd), weights);
        expect(parts.reduce((sum, part) => sum + BigInt(part.minorUnits), 0n)).toBe(BigInt(units));
        expect(parts).toHaveLength(weights.length);
      }),
    );
  });

  test('allocate() gives every part its share to within one unit, and weight 0 nothing', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat({max: 1000}), {minLength: 1}), (units, weights) => {
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(whole > 0);
        allocate(money(units, usd), weights).forEach(({minorUnits}, index) => {
          const weight = weights[index] ?? 0;
          expect(Math.abs(minorUnits * whole - units * weight)).toBeLessThan(whole);
          if (weight === 0) expect(minorUnits).toBe(0);
        });
      }),
    );
  });

  test('allocate() splits a negative total as it splits the positive one', () => {
    fc.assert(
      fc.property(anyUnits, anyWeights, (units, weights) => {
        expect(allocate(money(-units, usd), weights)).toEqual(
          allocate(money(units, usd), weights).map(negate),
        );
      }),
    );
  });

  test.each([
    [[], 'there is no weight'],
    [[0, 0], 'every weight is 0'],
    [[1, -1], 'weight -1 is not 0 or more'],
    [[Number.NaN], 'weight NaN is not 0 or more'],
    [[Number.POSITIVE_INFINITY], 'weight Infinity is not 0 or more'],
  ])('allocate() refuses the weights %j', (weights, reason) => {
    expect(() => allocate(money(100, usd), weights)).toThrow(reason);
  });
});

describe('toMajor and fromMajor', () => {
  test('toMajor() gives the number that typing the decimals gives', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -999_999_999_999_999, max: 999_999_999_999_999}),
        anyCurrency,
        (units, currency) => {
          const typed = formatMoney(money(units, currency))
            .slice(4)
            .replace('\u2212', '-')
            .replaceAll(',', '');
          expect(toMajor(money(units, currency))).toBe(Number(typed) + 0);
        },
      ),
    );
  });

  test('fromMajor() reads back what toMajor() wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -999_999_999_999_999, max: 999_999_999_999_999}),
        anyCurrency,
        (units, currency) => {
          const {exponent, displayDecimals} = currencyInfo(currency);
          const step = 10 ** (exponent - displayDecimals);
          const amount = money(Math.trunc(units / step) * step, currency);
          expect(fromMajor(toMajor(amount), currency)).toEqual(amount);
        },
      ),
    );
  });

  test('toMajor() refuses the first amount that a cell cannot tell from its neighbour', () => {
    expect(toMajor(money(999_999_999_999_999, usd))).toBe(9_999_999_999_999.99);
    expect(toMajor(money(1_000_000_000_000_000, usd))).toBe(10_000_000_000_000);
    expect(() => toMajor(money(1_000_000_000_000_001, usd))).toThrow(
      'Cannot write USD 10,000,000,000,000.01 into a cell: a sheet keeps only 15 digits of a number.',
    );
  });

  test.each<[number | string, CurrencyCode, number]>([
    [0.29, usd, 29],
    [1.1 * 3, usd, 330],
    [0.1 + 0.2, usd, 30],
    [-12.5, usd, -1250],
    ['12.50', usd, 1250],
    [' 12.500 ', usd, 1250],
    ['\u221212.5', usd, -1250],
    ['007', usd, 700],
    [5, isk, 500],
    ['5.00', isk, 500],
    [1200, currencyCode('JPY'), 1200],
    [1.25, currencyCode('KWD'), 1250],
  ])('fromMajor() reads %p %s', (value, currency, minorUnits) => {
    expect(fromMajor(value, currency)).toEqual(money(minorUnits, currency));
  });

  test.each<[number | string, CurrencyCode, string]>([
    [1.005, usd, 'Cannot take 1.005 USD as an amount: USD has 2 decimals. Round it to 2 decimals first.'],
    ['0.001', usd, 'Cannot take 0.001 USD'],
    [1e-7, usd, 'Cannot take 1e-7 USD'],
    [5.5, isk, 'Cannot take 5.5 ISK as an amount: ISK has no decimals. Round it to a whole number first.'],
    [0.5, currencyCode('JPY'), 'Cannot take 0.5 JPY'],
    [1.2345, currencyCode('KWD'), 'Cannot take 1.2345 KWD as an amount: KWD has 3 decimals.'],
    ['1,000', usd, '“1,000” is not a plain number'],
    ['$5', usd, '“$5” is not a plain number'],
    ['', usd, '“” is not a plain number'],
    ['1.', usd, '“1.” is not a plain number'],
    ['--1', usd, '“--1” is not a plain number'],
    [Number.NaN, usd, '“NaN” is not a plain number'],
    [1e21, usd, '“1e+21” is not a plain number'],
    ['9999999999999999', usd, 'Cannot hold an amount'],
  ])('fromMajor() refuses %p %s', (value, currency, message) => {
    expect(() => fromMajor(value, currency)).toThrow(message);
  });
});

describe('formatMoney', () => {
  test('formatMoney() shows every unit of the largest amount there is', () => {
    expect(formatMoney(money(-Number.MAX_SAFE_INTEGER, usd))).toBe('USD \u221290,071,992,547,409.91');
  });

  test('formatMoney() writes different amounts differently', () => {
    fc.assert(
      fc.property(anyUnits, anyUnits, anyCurrency, (a, b, currency) => {
        fc.pre(a !== b);
        expect(formatMoney(money(a, currency))).not.toBe(formatMoney(money(b, currency)));
      }),
    );
  });
});
