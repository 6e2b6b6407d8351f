import fc from 'fast-check';
import {currencyCode} from '../../../src/core/money/currency.ts';
import {add, money, zero} from '../../../src/core/money/money.ts';
import {controlTotals, differences, sameTotals} from '../../../src/core/money/totals.ts';

const usd = currencyCode('USD');
const eur = currencyCode('EUR');
const jpy = currencyCode('JPY');
const smallAmount = fc
  .tuple(fc.integer(), fc.constantFrom(usd, eur, jpy))
  .map(([minorUnits, currency]) => money(minorUnits, currency));

describe('controlTotals', () => {
  test('controlTotals() counts and adds each currency alone, in code order', () => {
    expect(controlTotals([money(100, usd), money(7, jpy), money(-30, usd), zero(eur)])).toEqual([
      {currency: 'EUR', count: 1, amount: zero(eur)},
      {currency: 'JPY', count: 1, amount: money(7, jpy)},
      {currency: 'USD', count: 2, amount: money(70, usd)},
    ]);
  });

  test('controlTotals() of nothing is nothing', () => {
    expect(controlTotals([])).toEqual([]);
  });

  test('controlTotals() is the same in any order', () => {
    fc.assert(
      fc.property(
        fc
          .array(smallAmount)
          .chain((amounts) =>
            fc.tuple(fc.constant(amounts), fc.shuffledSubarray(amounts, {minLength: amounts.length})),
          ),
        ([amounts, shuffled]) => {
          expect(controlTotals(shuffled)).toEqual(controlTotals(amounts));
        },
      ),
    );
  });

  test('controlTotals() equals adding one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (units) => {
        const amounts = units.map((minorUnits) => money(minorUnits, usd));
        expect(controlTotals([zero(usd), ...amounts])[0]?.amount).toEqual(amounts.reduce(add, zero(usd)));
      }),
    );
  });

  test('controlTotals() stays exact while the sum on the way is beyond exact doubles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.maxSafeInteger(), {minLength: 1, maxLength: 40}),
        fc.integer(),
        (units, rest) => {
          const cancelled = [...units, ...units.map((minorUnits) => -minorUnits), rest];
          const sorted = [...cancelled].sort((a, b) => b - a);
          expect(controlTotals(sorted.map((minorUnits) => money(minorUnits, usd)))).toEqual([
            {currency: 'USD', count: sorted.length, amount: money(rest, usd)},
          ]);
        },
      ),
    );
  });

  test('controlTotals() refuses a total beyond exact whole numbers and writes it out', () => {
    const most = money(Number.MAX_SAFE_INTEGER, jpy);
    expect(controlTotals([most])[0]?.amount).toEqual(most);
    expect(() => controlTotals([most, most])).toThrow(
      'Cannot total 2 amounts of JPY: 18014398509481982 minor units are more than a sheet can count exactly.',
    );
  });
});

describe('sameTotals and differences', () => {
  const expected = controlTotals([money(100, usd), money(200, usd), money(5, eur)]);

  test('sameTotals() holds for equal sets in any order', () => {
    expect(sameTotals(expected, [...expected].reverse())).toBe(true);
    expect(differences(expected, [...expected].reverse())).toEqual([]);
  });

  test('differences() says actual − expected, in code order', () => {
    const actual = controlTotals([money(250, usd), money(9, jpy)]);
    expect(sameTotals(expected, actual)).toBe(false);
    expect(differences(expected, actual)).toEqual([
      {currency: 'EUR', count: -1, amount: money(-5, eur)},
      {currency: 'JPY', count: 1, amount: money(9, jpy)},
      {currency: 'USD', count: -1, amount: money(-50, usd)},
    ]);
  });

  test('sameTotals() notices a missing row whose amount another row makes up', () => {
    const actual = controlTotals([money(300, usd), money(5, eur)]);
    expect(differences(expected, actual)).toEqual([{currency: 'USD', count: -1, amount: zero(usd)}]);
  });

  test('sameTotals() notices any one changed amount', () => {
    fc.assert(
      fc.property(
        fc.array(smallAmount, {minLength: 1}),
        fc.nat(),
        fc.integer({min: 1}),
        (amounts, at, change) => {
          const changed = amounts.map((amount, index) =>
            index === at % amounts.length ? money(amount.minorUnits + change, amount.currency) : amount,
          );
          expect(sameTotals(controlTotals(amounts), controlTotals(changed))).toBe(false);
        },
      ),
    );
  });
});
