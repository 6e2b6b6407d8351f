import type {HttpOutcome} from '../../../../src/core/ports.ts';
import {permissionMissing} from '../../../support/fake-stripe.ts';
import {answered, refused, unreachable} from '../../../support/http-script.ts';
import {type Desk, deskOf, groupOf, nordwind, nordwindRow, problemsIn} from '../support/sandbox-drafts.ts';

/** Lets something else than the sandbox answer what is asked below this path. */
function answering(desk: Desk, path: string, outcome: HttpOutcome): Desk {
  const {http} = desk.ports;
  Object.assign(desk.ports, {
    http: {
      sendAll: (wave: Parameters<typeof http.sendAll>[0]) => {
        const outcomes = http.sendAll(wave);
        return outcomes.map((own, index) =>
          new URL(wave[index]?.url ?? '').pathname.startsWith(path) ? outcome : own,
        );
      },
    },
  });
  return desk;
}

const preview = '/v1/invoices/create_preview';

describe('Stripe’s own preview', () => {
  test('that refuses one invoice is that invoice’s problem alone, in Stripe’s words', () => {
    const desk = deskOf([
      {...nordwindRow, Tax: 'automatic'},
      {...nordwindRow, Memo: 'x'},
    ]);
    const reply = desk.preview();
    expect(reply).toMatchObject({ready: 1, withProblems: 1});
    expect(groupOf(reply, 2).problems[0]?.sentence).toMatch(
      /^Cannot create the invoice of row 2: Stripe answered ".*automatic_tax\[enabled\].*"/,
    );
  });

  test('that comes to something else than the rows is refused', () => {
    const other = {
      object: 'invoice',
      currency: 'eur',
      subtotal: 250_000,
      total: 250_000,
      amount_due: 250_000,
    };
    const desk = answering(deskOf([nordwindRow]), preview, answered(other));
    expect(groupOf(desk.preview(), 2).problems.map(({sentence}) => sentence)).toEqual([
      'Cannot create the invoice of row 2: Stripe previews EUR 2,500.00 before discounts and tax, rows add up to EUR 2,400.00. Preview again; if it stays, report it with this message.',
    ]);
  });

  test('that comes to nothing is refused', () => {
    const coupon = {id: 'ALL', object: 'coupon', percent_off: 100, duration: 'once', valid: true};
    expect(problemsIn([{...nordwindRow, Discount: 'ALL'}], {objects: [nordwind, coupon]})).toEqual([
      'Cannot create the invoice of row 2: it comes to EUR 0.00 after discounts and tax. An invoice must exceed 0: give a credit note instead.',
    ]);
  });

  test('that is not answered stops the whole, and nothing is written', () => {
    const desk = answering(deskOf([nordwindRow]), preview, unreachable('DNS error'));
    expect(() => desk.preview()).toThrow(
      'Cannot save invoices in Stripe: no answer from Stripe (DNS error).',
    );
    expect([desk.cell(2, 'Status'), desk.ports.drafts.writes]).toEqual(['', 0]);
  });

  test('that the key may not ask for names the permission', () => {
    const desk = answering(deskOf([nordwindRow]), preview, permissionMissing('rak_invoice_write'));
    expect(() => desk.preview()).toThrow(
      'In the Stripe dashboard open Developers, API keys, edit this key and set "Invoices" to Write.',
    );
  });
});

describe('a key that may not read the account', () => {
  test('previews all the same, with days in the spreadsheet’s zone', () => {
    const desk = answering(
      deskOf([nordwindRow]),
      '/v1/account',
      permissionMissing('rak_accounts_kyc_basic_read'),
    );
    expect(desk.preview()).toMatchObject({ready: 1});
  });

  test('but may read customers, or is told which permission it lacks', () => {
    const desk = answering(deskOf([nordwindRow]), '/v1/customers', permissionMissing('rak_customer_read'));
    expect(() => desk.preview()).toThrow('the key lacks the permission rak_customer_read');
  });
});

describe('a price of tiers', () => {
  const {Description: _d, 'Unit amount': _u, ...row} = nordwindRow;
  const tiered = {
    id: 'price_T',
    object: 'price',
    active: true,
    currency: 'eur',
    type: 'one_time',
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      {
        up_to: 1,
        unit_amount: 100_000,
        unit_amount_decimal: '100000',
        flat_amount: null,
        flat_amount_decimal: null,
      },
      {
        up_to: null,
        unit_amount: 50_000,
        unit_amount_decimal: '50000',
        flat_amount: null,
        flat_amount_decimal: null,
      },
    ],
    unit_amount: null,
    unit_amount_decimal: null,
    product: 'prod_1',
  };
  const objects = [nordwind, tiered, {id: 'prod_1', object: 'product', name: 'Platform', active: true}];

  test('is known to Stripe alone, so the order form is held to the preview', () => {
    const priced = {...row, 'Price ID': 'price_T'};
    expect(problemsIn([{...priced, 'Order total (check)': 1500}], {objects})).toEqual([]);
    expect(problemsIn([{...priced, 'Order total (check)': 2000}], {objects})).toEqual([
      'Order form says EUR 2,000.00, rows add up to EUR 1,500.00.',
    ]);
  });
});

test('a reverse charge goes ahead with a verified tax id and the sentence on the invoice', () => {
  const row = {...nordwindRow, Tax: 'none: reverse charge', Memo: 'Reverse charge: § 13b UStG'};
  const taxId = (status: string) => ({
    id: 'txi_1',
    object: 'tax_id',
    type: 'eu_vat',
    value: 'DE123456789',
    country: 'DE',
    created: 1_770_000_000,
    customer: 'cus_Nordwind',
    customer_account: null,
    livemode: false,
    owner: {type: 'customer', customer: 'cus_Nordwind', customer_account: null},
    verification: {status, verified_name: null, verified_address: null},
  });
  expect(problemsIn([row], {objects: [nordwind, taxId('verified')]})).toEqual([]);
  expect(problemsIn([row], {objects: [nordwind, taxId('pending')]})).toEqual([
    'Cannot create the invoice of row 2: a reverse charge needs a verified tax id, and none of cus_Nordwind is verified. Enter the tax id at the customer in Stripe and let Stripe verify it.',
  ]);
});

test('a promotion code is found by its id, and an expired one is refused', () => {
  const coupon = {id: 'TEN', object: 'coupon', percent_off: 10, duration: 'once', valid: true};
  const code = (active: boolean) => ({
    id: 'promo_1',
    object: 'promotion_code',
    active,
    code: 'AUTUMN',
    promotion: {type: 'coupon', coupon: 'TEN'},
  });
  const row = {...nordwindRow, Discount: 'promo_1'};
  expect(problemsIn([row], {objects: [nordwind, coupon, code(true)]})).toEqual([]);
  expect(problemsIn([row], {objects: [nordwind, coupon, code(false)]})).toEqual([
    'Cannot create the invoice of row 2: discount promo_1 can no longer be redeemed. Enter another, or clear it.',
  ]);
});

test('an outage of a part names it, and nothing is written', () => {
  const desk = answering(deskOf([nordwindRow]), '/v1/customers', refused(500, {message: 'down'}));
  expect(() => desk.preview()).toThrow('Cannot read customers from Stripe');
  expect(desk.ports.drafts.writes).toBe(0);
});
