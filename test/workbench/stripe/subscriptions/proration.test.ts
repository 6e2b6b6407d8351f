import fc from 'fast-check';
import {proratedAmount, prorationOf} from '../../../../workbench/stripe/subscriptions/proration.ts';

const april = {
  start: Date.parse('2026-04-01T00:00:00Z') / 1000,
  end: Date.parse('2026-05-01T00:00:00Z') / 1000,
};
const amounts = fc.integer({min: -10_000_000_000, max: 10_000_000_000});
const moments = fc.integer({min: april.start, max: april.end});

describe('proratedAmount()', () => {
  test('is the documented half for half a month', () => {
    expect(proratedAmount(1000, april, Date.parse('2026-04-16T00:00:00Z') / 1000)).toBe(500);
  });

  test('rounds a half away from zero, to the second', () => {
    const period = {start: 0, end: 200};
    expect([proratedAmount(1, period, 100), proratedAmount(-1, period, 100)]).toEqual([1, -1]);
    expect([proratedAmount(1, period, 101), proratedAmount(-1, period, 101)]).toEqual([0, 0]);
  });

  test('is everything at the start, nothing from the end on, and never more', () => {
    fc.assert(
      fc.property(amounts, moments, (amount, moment) => {
        expect(proratedAmount(amount, april, april.start)).toBe(amount);
        expect(proratedAmount(amount, april, april.start - 5)).toBe(amount);
        expect(proratedAmount(amount, april, april.end)).toBe(0);
        expect(proratedAmount(amount, april, april.end + 5)).toBe(0);
        expect(Math.abs(proratedAmount(amount, april, moment))).toBeLessThanOrEqual(Math.abs(amount));
      }),
    );
  });

  test('never grows as time goes by', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), moments, moments, (amount, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        expect(proratedAmount(amount, april, early)).toBeGreaterThanOrEqual(
          proratedAmount(amount, april, late),
        );
      }),
    );
  });

  test('is exact: the nearest whole unit, computed with whole numbers alone', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000_000), moments, (amount, moment) => {
        const whole = BigInt(april.end - april.start);
        const exact = 2n * BigInt(amount) * BigInt(april.end - moment);
        const nearest = (exact + whole) / (2n * whole);
        expect(BigInt(proratedAmount(amount, april, moment))).toBe(nearest);
        expect(proratedAmount(0 - amount, april, moment) + 0).toBe(0 - Number(nearest) + 0);
      }),
    );
  });
});

describe('prorationOf()', () => {
  test('a change to the same amount costs nothing', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), moments, (amount, atUnixS) => {
        const change = {
          amountBefore: amount,
          amountAfter: amount,
          periodBefore: april,
          periodAfter: april,
          atUnixS,
        };
        const {credit, charge} = prorationOf(change);
        expect(credit + charge).toBe(0);
      }),
    );
  });

  test('credits the old period and charges the new one', () => {
    const year = {start: april.start, end: april.start + 365 * 86_400};
    const change = {amountBefore: 3000, amountAfter: 36_500, periodBefore: april, periodAfter: year};
    expect(prorationOf({...change, atUnixS: april.start + 10 * 86_400})).toEqual({
      credit: -2000,
      charge: 35_500,
    });
  });

  test('any series of changes costs what each quantity costs for its time, but for the rounding of its lines', () => {
    const changes = fc.array(fc.record({at: moments, quantity: fc.nat(500)}), {maxLength: 12});
    fc.assert(
      fc.property(fc.nat(100_000), changes, (unit, unordered) => {
        const series = [...unordered].sort((a, b) => a.at - b.at);
        let [billed, quantity, since, exact] = [unit, 1, april.start, 0];
        for (const change of [...series, {at: april.end, quantity: 0}]) {
          const {credit, charge} = prorationOf({
            amountBefore: unit * quantity,
            amountAfter: unit * change.quantity,
            periodBefore: april,
            periodAfter: april,
            atUnixS: change.at,
          });
          billed += credit + charge;
          exact += (unit * quantity * (change.at - since)) / (april.end - april.start);
          [quantity, since] = [change.quantity, change.at];
        }
        expect(Math.abs(billed - exact)).toBeLessThanOrEqual(series.length + 0.001);
      }),
    );
  });
});
