import fc from 'fast-check';
import {
  type LineToTotal,
  type TaxRelief,
  totalLines,
} from '../../../../workbench/stripe/invoices/invoice-amounts.ts';

const line = (amount: number, more: Partial<LineToTotal> = {}): LineToTotal => ({
  amount,
  discountable: true,
  product: null,
  discounts: [],
  taxes: [],
  given: null,
  ...more,
});
const percent = (percentOff: number, id = 'di_p') => ({id, percentOff, amountOff: null, products: null});
const off = (amountOff: number, id = 'di_a') => ({id, percentOff: null, amountOff, products: null});
const vat = (percentage: number, inclusive: boolean, id = 'txr_1') => ({id, percentage, inclusive});
const plain = {discounts: [], relief: null};

describe('totalLines()', () => {
  test('adds up lines without discounts and taxes', () => {
    const totals = totalLines([line(1000), line(-250)], plain);
    expect(totals).toMatchObject({
      subtotal: 750,
      total: 750,
      totalExcludingTax: 750,
      discounts: [],
      taxes: [],
    });
  });

  test('puts exclusive tax on top, rounded half up for each line', () => {
    const totals = totalLines(
      [line(50, {taxes: [vat(19, false)]}), line(50, {taxes: [vat(19, false)]})],
      plain,
    );
    // 9.5 each: 10 and 10, where 19 % of the sum would be 19.
    expect(totals.taxes).toEqual([
      {rate: 'txr_1', inclusive: false, amount: 20, taxableAmount: 100, reason: 'not_available'},
    ]);
    expect(totals).toMatchObject({subtotal: 100, totalExcludingTax: 100, total: 120});
  });

  test('finds inclusive tax within the amount', () => {
    const totals = totalLines([line(11_900, {taxes: [vat(19, true)]})], plain);
    expect(totals.taxes).toMatchObject([{amount: 1900, taxableAmount: 10_000}]);
    expect(totals).toMatchObject({
      subtotal: 11_900,
      subtotalExcludingTax: 10_000,
      totalExcludingTax: 10_000,
      total: 11_900,
    });
  });

  test('takes a line’s own discounts off before those of the invoice, and taxes what is left', () => {
    const totals = totalLines([line(10_000, {discounts: [off(1000)], taxes: [vat(10, false)]}), line(1000)], {
      discounts: [percent(10)],
      relief: null,
    });
    expect(totals.subtotal).toBe(10_000);
    expect(totals.discounts).toEqual([
      {discount: 'di_a', amount: 1000},
      {discount: 'di_p', amount: 1000},
    ]);
    expect(totals.lines[0]?.taxes).toMatchObject([{amount: 810, taxableAmount: 8100}]);
    expect(totals.total).toBe(9000 + 810);
  });

  test('shares a fixed amount by the lines in proportion, to the last unit', () => {
    const totals = totalLines([line(100), line(100), line(100)], {discounts: [off(100)], relief: null});
    expect(totals.lines.map(({discounts}) => discounts[0]?.amount)).toEqual([33, 34, 33]);
    expect(totals.total).toBe(200);
  });

  test('takes off no more than there is, and nothing of what is not discountable or of another product', () => {
    const lines = [
      line(300, {product: 'prod_a'}),
      line(500, {product: 'prod_b'}),
      line(700, {discountable: false}),
    ];
    const forA = {...off(1000), products: ['prod_a']};
    expect(totalLines(lines, {discounts: [forA], relief: null}).total).toBe(1200);
    expect(totalLines(lines, {discounts: [percent(100)], relief: null}).total).toBe(700);
    expect(totalLines([line(-300)], {discounts: [off(100)], relief: null}).total).toBe(-300);
  });

  test.each<readonly [TaxRelief]>([['customer_exempt'], ['reverse_charge']])(
    'lists the tax of 0 with its reason for %s',
    (relief) => {
      const totals = totalLines([line(1000, {taxes: [vat(19, false), vat(7, true, 'txr_2')]})], {
        discounts: [],
        relief,
      });
      expect(totals.total).toBe(1000);
      expect(totals.taxes).toMatchObject([
        {rate: 'txr_1', amount: 0, taxableAmount: 1000, reason: relief},
        {rate: 'txr_2', amount: 0, taxableAmount: 1000, reason: relief},
      ]);
    },
  );

  test('leaves what a line of a world says of its discounts and taxes', () => {
    const given = {
      discounts: [{discount: 'di_w', amount: 40}],
      taxes: [
        {rate: 'txr_w', inclusive: false, amount: 7, taxableAmount: 60, reason: 'not_available' as const},
      ],
    };
    const totals = totalLines([line(100, {given})], {discounts: [percent(50)], relief: null});
    expect(totals).toMatchObject({subtotal: 100, total: 67, discounts: given.discounts, taxes: given.taxes});
  });

  const amounts = fc.integer({min: -1_000_000, max: 100_000_000});
  const discount = fc.oneof(
    fc.integer({min: 1, max: 500_000}).map((amount) => off(amount)),
    fc.integer({min: 1, max: 10_000}).map((hundredths) => percent(hundredths / 100)),
  );
  const tax = fc
    .record({percentage: fc.integer({min: 0, max: 3000}), inclusive: fc.boolean()})
    .map(({percentage, inclusive}) => vat(percentage / 100, inclusive));
  const anyLine = fc
    .record({
      amount: amounts,
      discountable: fc.boolean(),
      discounts: fc.array(discount, {maxLength: 2}),
      taxes: fc.array(tax, {maxLength: 2}),
    })
    .map(({amount, ...more}) =>
      line(amount, {...more, taxes: more.taxes.map((one, index) => ({...one, id: `txr_${index}`}))}),
    );
  const sum = (parts: readonly {readonly amount: number}[]) =>
    parts.reduce((all, {amount}) => all + amount, 0);

  test('always adds up, in whole units: total = lines − discounts + tax on top', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, {maxLength: 6}),
        fc.array(discount, {maxLength: 2}),
        (lines, discounts) => {
          const totals = totalLines(lines, {discounts, relief: null});
          const discounted = totals.lines.flatMap((one) => one.discounts);
          const onTop = totals.lines.flatMap((one) => one.taxes.filter(({inclusive}) => !inclusive));
          const all = totals.lines
            .flatMap((one) => [...one.discounts, ...one.taxes])
            .map(({amount}) => amount);
          expect(totals.total).toBe(sum(lines) - sum(discounted) + sum(onTop));
          expect(sum(totals.discounts)).toBe(sum(discounted));
          expect(totals.totalExcludingTax).toBe(totals.total - sum(totals.taxes));
          expect([...all, totals.total, totals.subtotal].every(Number.isSafeInteger)).toBe(true);
        },
      ),
      {seed: 20_261_031, numRuns: 500},
    );
  });

  test('never makes a positive line negative by discounts', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, {minLength: 1, maxLength: 6}),
        fc.array(discount, {maxLength: 3}),
        (lines, discounts) => {
          const totals = totalLines(lines, {discounts, relief: null});
          for (const [index, {amount}] of lines.entries()) {
            if (amount < 0) continue;
            const left = amount - sum(totals.lines[index]?.discounts ?? []);
            expect(left).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      {seed: 20_261_031, numRuns: 500},
    );
  });
});
