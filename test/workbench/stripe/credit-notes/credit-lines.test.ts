import fc from 'fast-check';
import {
  creditParts,
  creditTotals as totalsOf,
} from '../../../../workbench/stripe/credit-notes/credit-amounts.ts';
import {lineOfAmount, planCreditLines} from '../../../../workbench/stripe/credit-notes/credit-lines.ts';
import type {Creditable, CreditLineParams} from '../../../../workbench/stripe/credit-notes/creditable.ts';
import {shareOf} from '../../../../workbench/stripe/credit-notes/share-of.ts';
import type {WireLineItem} from '../../../../workbench/stripe/invoices/objects.ts';

const noDiscounts: ReadonlySet<string> = new Set();

function creditTotals(lines: Parameters<typeof totalsOf>[0], own = noDiscounts) {
  return totalsOf(lines, own);
}

const vat = {
  tax_behavior: 'exclusive',
  tax_rate_details: {tax_rate: 'txr_19'},
  taxability_reason: 'not_available',
  type: 'tax_rate_details',
} as const;

/** Three of 33.33, 5.00 off, 19 % on top. */
const line: WireLineItem = {
  id: 'il_1',
  object: 'line_item',
  amount: 9999,
  currency: 'eur',
  description: 'Licence',
  discount_amounts: [{amount: 500, discount: 'di_1'}],
  discountable: true,
  discounts: ['di_1'],
  invoice: 'in_1',
  livemode: false,
  metadata: {},
  parent: null,
  period: {end: 0, start: 0},
  pretax_credit_amounts: [{amount: 500, discount: 'di_1', type: 'discount'}],
  pricing: null,
  quantity: 3,
  quantity_decimal: '3',
  subscription: null,
  subtotal: 9999,
  taxes: [{...vat, amount: 1805, taxable_amount: 9499}],
};

const creditable: Creditable = {
  currency: 'eur',
  automaticTax: false,
  relief: null,
  invoiceLines: [line],
  creditedLines: [],
  taxRate: (id) => {
    if (id === 'txr_19') return {id, percentage: 19, inclusive: false};
    if (id === 'txr_20i') return {id, percentage: 20, inclusive: true};
    throw new Error(`No such rate: ${id}`);
  },
};

function plan(lines: readonly CreditLineParams[], over: Partial<Creditable> = {}) {
  return planCreditLines(lines, {...creditable, ...over});
}

describe('shareOf()', () => {
  test('gives the parts of a whole that add up to it, in any order and however many', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -1_000_000, max: 1_000_000}),
        fc.array(fc.integer({min: 1, max: 5000}), {minLength: 1, maxLength: 12}),
        (amount, parts) => {
          const whole = parts.reduce((sum, part) => sum + part, 0);
          let before = 0;
          let shared = 0;
          for (const part of parts) {
            shared += shareOf(amount, {before, part, whole});
            before += part;
          }
          expect(shared).toBe(amount);
        },
      ),
      {seed: 5},
    );
  });
});

describe('planCreditLines()', () => {
  test('credits a quantity with its share of discount and tax', () => {
    const [credit] = plan([{type: 'invoice_line_item', invoice_line_item: 'il_1', quantity: 1}]);
    expect(credit).toMatchObject({
      amount: 3333,
      description: 'Licence',
      discount_amount: 167,
      invoice_line_item: 'il_1',
      quantity: 1,
      tax_rates: ['txr_19'],
      taxes: [{amount: 602, taxable_amount: 3166}],
      unit_amount: null,
    });
  });

  test('credits the rest so that nothing of a line is left or taken twice', () => {
    const first = plan([{type: 'invoice_line_item', invoice_line_item: 'il_1', amount: 1234}]);
    const rest = plan([{type: 'invoice_line_item', invoice_line_item: 'il_1', quantity: 3}], {
      creditedLines: first,
    });
    const all = creditTotals([...first, ...rest]);
    expect(all).toMatchObject({subtotal: 9999, discount_amount: 500, total: 9999 - 500 + 1805});
    expect(all.total_taxes).toEqual([{...vat, amount: 1805, taxable_amount: 9499}]);
    expect(() =>
      plan([{type: 'invoice_line_item', invoice_line_item: 'il_1', amount: 1}], {
        creditedLines: [...first, ...rest],
      }),
    ).toThrow(/no more than what is left of it \(€0\.00\)/);
  });

  test('counts a line that one note names twice', () => {
    const half: CreditLineParams = {type: 'invoice_line_item', invoice_line_item: 'il_1', amount: 5000};
    expect(() => plan([half, half])).toThrow(/\(€50\.00\) must be more than zero .* \(€49\.99\)/);
    expect(() =>
      plan([
        {type: 'invoice_line_item', invoice_line_item: 'il_1', quantity: 2},
        {type: 'invoice_line_item', invoice_line_item: 'il_1', quantity: 2},
      ]),
    ).toThrow('a quantity of at most 1');
  });

  test('adds taxes on a line of the note’s own, and finds those that are in its price', () => {
    const [on] = plan([{type: 'custom_line_item', unit_amount: 1050, quantity: 2, tax_rates: ['txr_19']}]);
    expect(on).toMatchObject({amount: 2100, unit_amount: 1050, unit_amount_decimal: '1050'});
    expect(creditTotals(on === undefined ? [] : [on])).toMatchObject({
      subtotal: 2100,
      subtotal_excluding_tax: 2100,
      total: 2499,
      total_excluding_tax: 2100,
    });
    const inside = plan([{type: 'custom_line_item', unit_amount: 1200, tax_rates: ['txr_20i']}]);
    expect(creditTotals(inside)).toMatchObject({
      subtotal: 1200,
      subtotal_excluding_tax: 1000,
      total: 1200,
      total_excluding_tax: 1000,
      total_taxes: [{amount: 200, tax_behavior: 'inclusive', taxable_amount: 1000}],
    });
  });

  test('rounds a decimal unit amount once, half-up', () => {
    const [credit] = plan([{type: 'custom_line_item', unit_amount_decimal: '0.125', quantity: 100}]);
    expect(credit).toMatchObject({amount: 13, unit_amount: null, unit_amount_decimal: '0.125'});
  });

  test('takes listed taxes instead of the line’s own, and none for an empty list', () => {
    const base: CreditLineParams = {type: 'invoice_line_item', invoice_line_item: 'il_1', quantity: 1};
    const [listed] = plan([{...base, tax_amounts: [{amount: 7, tax_rate: 'txr_19', taxable_amount: 40}]}]);
    expect(listed?.taxes).toEqual([{...vat, amount: 7, taxable_amount: 40}]);
    const [none] = plan([{...base, tax_amounts: ''}]);
    expect(none?.taxes).toEqual([]);
  });

  test.each<[string, CreditLineParams, RegExp]>([
    [
      'a line of another invoice',
      {type: 'invoice_line_item', invoice_line_item: 'il_2', quantity: 1},
      /No such invoice line item: 'il_2'/,
    ],
    [
      'no line',
      {type: 'invoice_line_item', quantity: 1},
      /Missing required param: lines\[0\]\[invoice_line_item\]/,
    ],
    [
      'amount and quantity',
      {type: 'invoice_line_item', invoice_line_item: 'il_1', amount: 1, quantity: 1},
      /exactly one/,
    ],
    ['neither', {type: 'invoice_line_item', invoice_line_item: 'il_1'}, /exactly one/],
    [
      'a negative amount',
      {type: 'invoice_line_item', invoice_line_item: 'il_1', amount: -1},
      /more than zero/,
    ],
    [
      'a price for an invoice’s line',
      {type: 'invoice_line_item', invoice_line_item: 'il_1', unit_amount: 1},
      /`unit_amount` is only valid/,
    ],
    ['an amount for its own line', {type: 'custom_line_item', amount: 5}, /`amount` is only valid/],
    ['no price', {type: 'custom_line_item'}, /exactly one/],
    [
      'taxes in two ways',
      {type: 'custom_line_item', unit_amount: 1, tax_rates: [], tax_amounts: []},
      /`tax_amounts`/,
    ],
  ])('refuses %s', (_, params, message) => {
    expect(() => plan([params])).toThrow(message);
  });

  test('refuses lines of its own where Stripe reckons the taxes', () => {
    expect(() => plan([{type: 'custom_line_item', unit_amount: 1}], {automaticTax: true})).toThrow(
      '`custom_line_item` is not valid',
    );
  });
});

describe('creditParts()', () => {
  test.each([
    [1000, 5000, {prePayment: 1000, postPayment: 0, type: 'pre_payment'}],
    [1000, 1000, {prePayment: 1000, postPayment: 0, type: 'pre_payment'}],
    [1000, 400, {prePayment: 400, postPayment: 600, type: 'mixed'}],
    [1000, 0, {prePayment: 0, postPayment: 1000, type: 'post_payment'}],
  ])('parts %i of which %i remain to be paid', (total, remaining, parts) => {
    expect(creditParts(total, remaining)).toEqual(parts);
  });
});

describe('creditTotals()', () => {
  test('has the discounts of single lines off the subtotal, those of the invoice only off the total', () => {
    const whole = plan([{type: 'invoice_line_item', invoice_line_item: 'il_1', quantity: 3}]);
    expect(creditTotals(whole)).toMatchObject({discount_amount: 500, subtotal: 9999, total: 11_304});
    expect(creditTotals(whole, new Set(['di_1']))).toMatchObject({
      discount_amount: 500,
      subtotal: 9499,
      total: 11_304,
    });
  });

  test('finds the inclusive tax of the amount before the invoice’s discounts', () => {
    const [inside] = plan([{type: 'custom_line_item', unit_amount: 1080, tax_rates: ['txr_20i']}]);
    if (inside === undefined) throw new Error('There is no line.');
    // 12.00 less 1.20 is 10.80, of which 1.80 is tax; of 12.00 it would be 2.00.
    const discounted = {...inside, amount: 1200, discount_amounts: [{amount: 120, discount: 'di_all'}]};
    expect(creditTotals([discounted])).toMatchObject({
      subtotal: 1200,
      subtotal_excluding_tax: 1000,
      total: 1080,
      total_excluding_tax: 900,
    });
  });

  test('charges no tax where the customer is exempt', () => {
    const exempt = plan([{type: 'custom_line_item', unit_amount: 1000, tax_rates: ['txr_19']}], {
      relief: 'reverse_charge',
    });
    expect(creditTotals(exempt)).toMatchObject({
      total: 1000,
      total_taxes: [{amount: 0, taxability_reason: 'reverse_charge'}],
    });
  });

  test('of an amount alone is the amount', () => {
    expect(creditTotals([lineOfAmount(2500)])).toEqual({
      discount_amount: 0,
      discount_amounts: [],
      pretax_credit_amounts: [],
      subtotal: 2500,
      subtotal_excluding_tax: 2500,
      total: 2500,
      total_excluding_tax: 2500,
      total_taxes: [],
    });
  });
});
