import fc from 'fast-check';
import {exactDecimal, numberFrom} from '../../../src/core/functions/exact-decimal.ts';

const unit = 10n ** 12n;

describe('exactDecimal()', () => {
  test.each<[number | string, bigint]>([
    [0, 0n],
    [12, 12n * unit],
    [-0.01, -unit / 100n],
    ['-0.010', -unit / 100n],
    ['\u22120.01', -unit / 100n],
    ['+.5', unit / 2n],
    [0.0000025, 2_500_000n],
    [2.5e-7, 250_000n],
    [1e-13, 0n],
    [1e21, 10n ** 33n],
    ['123456789012345678.123456789012', 123456789012345678123456789012n],
  ])('of %j is %d units of 10⁻¹²', (value, units) => {
    expect(exactDecimal(value)).toBe(units);
  });

  test('takes a number as the sheet shows it, to 15 digits (M7)', () => {
    expect(exactDecimal(0.1 + 0.2)).toBe((3n * unit) / 10n);
    expect(exactDecimal(1.1 + 2.2)).toBe((33n * unit) / 10n);
    expect(exactDecimal(0.1 + 0.2 - 0.3)).toBe(0n);
    expect(exactDecimal(100_000.1 + 200_000.2)).toBe((3_000_003n * unit) / 10n);
    expect(exactDecimal(1_234_567.89100001)).toBe(1_234_567_891_000_010_000n);
  });

  test.each(['', 'x', '1,5', '1e3', true, {serial: 1}])('is null for %j', (value) => {
    expect(exactDecimal(value)).toBeNull();
  });
});

describe('numberFrom()', () => {
  test('gives back the number it was', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -(10 ** 14), max: 10 ** 14}),
        fc.integer({min: 0, max: 6}),
        (digits, decimals) => {
          const number = digits / 10 ** decimals;
          const exact = exactDecimal(number);
          expect(exact !== null && numberFrom(exact)).toBe(number + 0);
        },
      ),
    );
  });
});
