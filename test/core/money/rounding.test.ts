import fc from 'fast-check';
import {literal, number, picklist, strictObject, string, variant} from 'valibot';
import {type CurrencyCode, currencyCode} from '../../../src/core/money/currency.ts';
import {type Money, money, zero} from '../../../src/core/money/money.ts';
import {divide, multiply, type Rounding, roundToMoney} from '../../../src/core/money/rounding.ts';
import {goldenCases} from './golden-cases.ts';

const usd = currencyCode('USD');
const everyRounding: readonly Rounding[] = ['half-even', 'half-up', 'down', 'up', 'floor', 'ceiling'];

const rounding = picklist(everyRounding);
const cases = goldenCases('money-rounding.json', {
  input: variant('act', [
    strictObject({act: literal('round'), value: string(), currency: string(), rounding}),
    strictObject({
      act: picklist(['multiply', 'divide']),
      value: number(),
      by: string(),
      currency: string(),
      rounding,
    }),
  ]),
  expected: number(),
});

describe('rounding golden cases', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    const currency = currencyCode(input.currency);
    expect(calculated(input, currency)).toEqual(money(expected, currency));
  });
});

function calculated(input: (typeof cases)[number]['input'], currency: CurrencyCode): Money {
  switch (input.act) {
    case 'round':
      return roundToMoney(input.value, currency, input.rounding);
    case 'multiply':
      return multiply(money(input.value, currency), input.by, input.rounding);
    case 'divide':
      return divide(money(input.value, currency), input.by, input.rounding);
  }
}

describe('the table of roundings', () => {
  const values = ['0.5', '1.5', '-0.5', '1.2', '-1.2'];
  test.each<[Rounding, readonly number[]]>([
    ['half-even', [0, 2, 0, 1, -1]],
    ['half-up', [1, 2, -1, 1, -1]],
    ['down', [0, 1, 0, 1, -1]],
    ['up', [1, 2, -1, 2, -2]],
    ['floor', [0, 1, -1, 1, -2]],
    ['ceiling', [1, 2, 0, 2, -1]],
  ])('roundToMoney() rounds %s as its documentation says', (mode, expected) => {
    expect(values.map((value) => roundToMoney(value, usd, mode).minorUnits)).toEqual(expected);
  });
});

/** A fraction rounded with whole numbers only, as a reference. */
function reference(numerator: bigint, denominator: bigint, mode: Rounding): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = n / d;
  const rest = n % d;
  const away = {
    'half-even': rest * 2n > d || (rest * 2n === d && quotient % 2n === 1n),
    'half-up': rest * 2n >= d,
    down: false,
    up: rest > 0n,
    floor: rest > 0n && sign < 0n,
    ceiling: rest > 0n && sign > 0n,
  }[mode];
  return sign * (away ? quotient + 1n : quotient);
}

function isExact(minorUnits: bigint): boolean {
  return Number.isSafeInteger(Number(minorUnits));
}

describe('multiply and divide', () => {
  const anyRounding = fc.constantFrom(...everyRounding);
  const anyUnits = fc.integer({min: -(2 ** 40), max: 2 ** 40});
  // Numbers of up to twelve decimals, as Stripe sends at most.
  const anyDecimal = fc
    .tuple(fc.integer({min: -9999, max: 9999}), fc.nat({max: 12}))
    .map(([digits, decimals]) => {
      const text = String(Math.abs(digits)).padStart(decimals + 1, '0');
      const point = text.length - decimals;
      const shown = decimals === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
      return {
        text: `${digits < 0 ? '-' : ''}${shown}`,
        digits: BigInt(digits),
        scale: 10n ** BigInt(decimals),
      };
    });

  test('multiply() rounds the exact product once', () => {
    fc.assert(
      fc.property(anyUnits, anyDecimal, anyRounding, (units, factor, mode) => {
        const expected = reference(BigInt(units) * factor.digits, factor.scale, mode);
        fc.pre(isExact(expected));
        expect(BigInt(multiply(money(units, usd), factor.text, mode).minorUnits)).toBe(expected);
      }),
    );
  });

  test('divide() rounds the exact quotient once', () => {
    fc.assert(
      fc.property(anyUnits, anyDecimal, anyRounding, (units, divisor, mode) => {
        fc.pre(divisor.digits !== 0n);
        const expected = reference(BigInt(units) * divisor.scale, divisor.digits, mode);
        fc.pre(isExact(expected));
        expect(BigInt(divide(money(units, usd), divisor.text, mode).minorUnits)).toBe(expected);
      }),
    );
  });

  test('multiply() reads a number as it is written: 0.1 is one tenth', () => {
    expect(multiply(money(5, usd), 0.1, 'half-up')).toEqual(money(1, usd));
    expect(multiply(money(100, usd), 0, 'up')).toEqual(zero(usd));
  });

  test('divide() refuses 0 in any form', () => {
    for (const divisor of [0, '0', '-0.00']) {
      expect(() => divide(money(100, usd), divisor, 'down')).toThrow('Cannot divide an amount of USD by 0.');
    }
  });

  test.each(['', '1,5', '1e3', 'NaN', 'Infinity', '0x10', '.5', '1'.repeat(33)])(
    'roundToMoney() refuses %j as a decimal',
    (text) => {
      expect(() => roundToMoney(text, usd, 'half-even')).toThrow(
        expect.objectContaining({code: 'ARGUMENT_INVALID'}),
      );
    },
  );

  test('roundToMoney() takes a decimal of 32 characters and refuses a result beyond exact money', () => {
    expect(roundToMoney(`1.${'9'.repeat(30)}`, usd, 'down')).toEqual(money(1, usd));
    expect(() => roundToMoney('9'.repeat(32), usd, 'down')).toThrow('Cannot hold an amount');
  });
});
