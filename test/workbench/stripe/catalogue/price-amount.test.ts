import fc from 'fast-check';
import {type Pricing, priceAmount, priceParts} from '../../../../workbench/stripe/catalogue/price-amount.ts';

const perUnit = (unit_amount_decimal: string): Pricing => ({
  billing_scheme: 'per_unit',
  unit_amount_decimal,
  tiers_mode: null,
  transform_quantity: null,
});

/** Units up to 5 at 10.00, up to 10 at 9.00 and 5.00 flat, the others at 8.00. */
const tiered = (tiers_mode: 'graduated' | 'volume'): Pricing => ({
  billing_scheme: 'tiered',
  unit_amount_decimal: null,
  tiers_mode,
  transform_quantity: null,
  tiers: [
    tier({up_to: 5, unit_amount_decimal: '1000'}),
    tier({up_to: 10, unit_amount_decimal: '900', flat_amount_decimal: '500'}),
    tier({up_to: null, unit_amount_decimal: '800'}),
  ],
});

function tier(given: {
  readonly up_to: number | null;
  readonly unit_amount_decimal?: string;
  readonly flat_amount_decimal?: string;
}) {
  return {
    flat_amount: null,
    flat_amount_decimal: null,
    unit_amount: null,
    unit_amount_decimal: null,
    ...given,
  };
}

describe('priceAmount()', () => {
  test('keeps twelve decimals until the quantity is counted, and rounds a half up', () => {
    expect(priceAmount(perUnit('0.000000000001'), 1_000_000_000_000)).toBe(1);
    expect(priceAmount(perUnit('0.5'), 1)).toBe(1);
    expect(priceAmount(perUnit('0.5'), 3)).toBe(2);
    expect(priceAmount(perUnit('0.499999999999'), 1)).toBe(0);
    expect(priceAmount(perUnit('-0.5'), 1)).toBe(-1);
  });

  test('is the unit amount times the quantity for whole unit amounts', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 0, max: 1_000_000}),
        fc.integer({min: 0, max: 100_000}),
        (unit, quantity) => {
          expect(priceAmount(perUnit(String(unit)), quantity)).toBe(unit * quantity);
        },
      ),
    );
  });

  test('charges packages that are begun when it rounds up, and only full ones when it rounds down', () => {
    const packs = (round: string) => ({...perUnit('1000'), transform_quantity: {divide_by: 10, round}});
    expect([0, 1, 10, 11].map((quantity) => priceAmount(packs('up'), quantity))).toEqual([
      0, 1000, 1000, 2000,
    ]);
    expect([9, 10, 19, 20].map((quantity) => priceAmount(packs('down'), quantity))).toEqual([
      0, 1000, 1000, 2000,
    ]);
  });

  test('charges each unit at its own tier when graduated', () => {
    const amounts = [0, 5, 6, 10, 11].map((quantity) => priceAmount(tiered('graduated'), quantity));
    expect(amounts).toEqual([0, 5000, 6400, 10_000, 10_800]);
  });

  test('charges all units at the tier of the whole quantity by volume', () => {
    const amounts = [0, 5, 6, 10, 11].map((quantity) => priceAmount(tiered('volume'), quantity));
    expect(amounts).toEqual([0, 5000, 5900, 9500, 8800]);
  });
});

describe('priceParts()', () => {
  test('names tiers from 1 and bills a flat fee on a line of its own', () => {
    expect(priceParts(tiered('graduated'), 7)).toEqual([
      {amount: 5000, quantity: 5, unitAmountDecimal: '1000', tier: 1, isFlatFee: false},
      {amount: 1800, quantity: 2, unitAmountDecimal: '900', tier: 2, isFlatFee: false},
      {amount: 500, quantity: 0, unitAmountDecimal: '500', tier: 2, isFlatFee: true},
    ]);
  });

  test('always has a line, so that an invoice of a quantity of 0 says what it is for', () => {
    for (const pricing of [perUnit('500'), tiered('graduated'), tiered('volume')]) {
      expect(priceParts(pricing, 0).map(({amount}) => amount)).toEqual([0]);
    }
  });

  test('its quantities add up to the quantity', () => {
    fc.assert(
      fc.property(fc.constantFrom('graduated', 'volume'), fc.integer({min: 0, max: 50}), (mode, quantity) => {
        const parts = priceParts(tiered(mode === 'volume' ? 'volume' : 'graduated'), quantity);
        expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity);
      }),
    );
  });
});
