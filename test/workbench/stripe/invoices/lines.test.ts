import {at, dataOf, idsOf} from '../ask.ts';
import {type Desk, openDesk} from '../support/desk.ts';

let desk: Desk;
let customer: string;
let draft: string;

beforeEach(() => {
  desk = openDesk();
  customer = String(desk.post('/v1/customers', {name: 'Ada'})['id']);
  draft = String(desk.post('/v1/invoices', {customer, currency: 'usd'})['id']);
  desk.newEvents();
});

const lines = () => dataOf(desk.get(`/v1/invoices/${draft}/lines`));
const taxRate = (percentage: number, inclusive: boolean) =>
  desk.post('/v1/tax_rates', {display_name: 'VAT', percentage, inclusive})['id'];
const coupon = (params: object) => desk.post('/v1/coupons', {duration: 'once', ...params})['id'];
const product = () => desk.post('/v1/products', {name: 'Seat'})['id'];
const price = (more: object = {unit_amount: 1250}) =>
  desk.post('/v1/prices', {product: product(), currency: 'usd', ...more})['id'];

describe('POST /v1/invoiceitems', () => {
  test('puts an amount on a draft, and says what changed of the invoice, in the recorded order', () => {
    const item = desk.post('/v1/invoiceitems', {customer, invoice: draft, amount: 4000, description: 'Work'});
    expect(item).toMatchObject({
      object: 'invoiceitem',
      amount: 4000,
      currency: 'usd',
      customer,
      date: desk.nowUnixS,
      discountable: true,
      invoice: draft,
      net_amount: 4000,
      parent: null,
      pricing: {type: 'price_details', unit_amount_decimal: '4000'},
      proration: false,
      quantity: 1,
      tax_rates: [],
      test_clock: null,
    });
    expect(item['id']).toMatch(/^ii_1\w{23}$/);
    const [created, updated] = desk.newEvents();
    expect(created?.type).toBe('invoiceitem.created');
    expect(updated?.type).toBe('invoice.updated');
    expect(Object.keys(Object(updated?.previous)).sort()).toEqual([
      'amount_due',
      'amount_remaining',
      'lines',
      'subtotal',
      'subtotal_excluding_tax',
      'total',
      'total_excluding_tax',
    ]);
    expect(lines()).toMatchObject([
      {
        amount: 4000,
        description: 'Work',
        invoice: draft,
        parent: {type: 'invoice_item_details', invoice_item_details: {invoice_item: item['id']}},
        subtotal: 4000,
      },
    ]);
  });

  test('bills a quantity at a price, with up to twelve decimals, rounded half up', () => {
    const seat = price();
    expect(
      desk.post('/v1/invoiceitems', {customer, invoice: draft, pricing: {price: seat}, quantity: 3}),
    ).toMatchObject({
      amount: 3750,
      description: 'Seat',
      pricing: {price_details: {price: seat}, unit_amount_decimal: '1250'},
      quantity: 3,
      quantity_decimal: '3',
    });
    const fine = {customer, invoice: draft, unit_amount_decimal: '0.125', quantity: 100};
    expect(desk.post('/v1/invoiceitems', fine)).toMatchObject({amount: 13, quantity: 100});
    const part = {customer, invoice: draft, unit_amount_decimal: '1000', quantity_decimal: '2.5'};
    expect(desk.post('/v1/invoiceitems', part)).toMatchObject({
      amount: 2500,
      quantity: 2,
      quantity_decimal: '2.5',
    });
    const data = {currency: 'usd', product: product(), unit_amount: 333};
    expect(
      desk.post('/v1/invoiceitems', {customer, invoice: draft, price_data: data, quantity: 3})['amount'],
    ).toBe(999);
    expect(desk.get(`/v1/invoices/${draft}`)['total']).toBe(3750 + 13 + 2500 + 999);
  });

  test('waits for the next invoice where it names none', () => {
    const item = desk.post('/v1/invoiceitems', {customer, amount: 100, currency: 'usd'});
    expect(item['invoice']).toBeNull();
    expect(idsOf(desk.get('/v1/invoiceitems', {customer, pending: true}))).toEqual([item['id']]);
    expect(idsOf(desk.get('/v1/invoiceitems', {invoice: draft}))).toEqual([]);
  });

  test.each<readonly [string, object, object]>([
    ['nothing to bill', {}, {param: 'amount', code: 'parameter_missing'}],
    ['two prices at once', {amount: 5, unit_amount_decimal: '5'}, {param: 'amount'}],
    [
      'a price that is not there',
      {pricing: {price: 'price_none'}},
      {param: 'pricing[price]', code: 'resource_missing'},
    ],
    [
      'an invoice that is not there',
      {amount: 5, invoice: 'in_none'},
      {param: 'invoice', code: 'resource_missing'},
    ],
    [
      'a customer that is not there',
      {amount: 5, customer: 'cus_none'},
      {param: 'customer', code: 'resource_missing'},
    ],
    ['a tax rate that is not there', {amount: 5, tax_rates: ['txr_none']}, {param: 'tax_rates[0]'}],
    ['a quantity below zero', {unit_amount_decimal: '5', quantity: -1}, {param: 'quantity'}],
    ['a period that ends before it starts', {amount: 5, period: {start: 9, end: 8}}, {param: 'period'}],
    ['a currency that is not the invoice’s', {amount: 5, currency: 'eur'}, {param: 'currency'}],
  ])('refuses %s', (_name, params, expected) => {
    const refused = desk.refused('POST', '/v1/invoiceitems', {customer, invoice: draft, ...params});
    expect(refused).toMatchObject({status: 400, ...expected});
    expect(lines()).toEqual([]);
  });

  test('refuses a price that recurs, is archived or is in another currency, in Stripe’s words', () => {
    const ask = (id: unknown) =>
      desk.refused('POST', '/v1/invoiceitems', {customer, invoice: draft, pricing: {price: id}})['message'];
    expect(ask(price({unit_amount: 5, recurring: {interval: 'month'}}))).toBe(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
    );
    const archived = price();
    desk.post(`/v1/prices/${String(archived)}`, {active: false});
    expect(ask(archived)).toBe('The price specified is inactive. This field only accepts active prices.');
    expect(ask(price({unit_amount: 5, currency: 'eur'}))).toBe(
      "The price specified only supports `eur`. This doesn't match the expected currency: `usd`.",
    );
  });
});

describe('an invoice item', () => {
  test('changes with the line that it is, and the invoice with both', () => {
    const {id} = desk.post('/v1/invoiceitems', {
      customer,
      invoice: draft,
      pricing: {price: price()},
      quantity: 2,
    });
    const before = lines();
    const changed = desk.post(`/v1/invoiceitems/${String(id)}`, {
      quantity: 5,
      metadata: {po: '7'},
      description: 'Seats',
    });
    expect(changed).toMatchObject({amount: 6250, quantity: 5, metadata: {po: '7'}, description: 'Seats'});
    expect(at(changed, 'pricing')).toEqual(at(before, 0, 'pricing'));
    expect(lines()).toMatchObject([{id: at(before, 0, 'id'), amount: 6250, description: 'Seats'}]);
    expect(desk.get(`/v1/invoices/${draft}`)['total']).toBe(6250);
  });

  test('of a tiered price is billed by its tiers again for another quantity', () => {
    const tiers = [
      {up_to: 2, unit_amount: 1000},
      {up_to: 'inf', unit_amount: 500},
    ];
    const tiered = price({billing_scheme: 'tiered', tiers_mode: 'graduated', tiers});
    const {id, amount} = desk.post('/v1/invoiceitems', {
      customer,
      invoice: draft,
      pricing: {price: tiered},
      quantity: 3,
    });
    expect(amount).toBe(2500);
    expect(desk.post(`/v1/invoiceitems/${String(id)}`, {quantity: 5})).toMatchObject({
      amount: 3500,
      pricing: {price_details: {price: tiered}},
    });
  });

  test('goes with its line, and neither goes once the invoice is finalized', () => {
    const keep = desk.post('/v1/invoiceitems', {customer, invoice: draft, amount: 700});
    const {id} = desk.post('/v1/invoiceitems', {customer, invoice: draft, amount: 300});
    desk.newEvents();
    expect(desk.remove(`/v1/invoiceitems/${String(id)}`)).toEqual({id, object: 'invoiceitem', deleted: true});
    expect(desk.newEventTypes()).toEqual(['invoiceitem.deleted', 'invoice.updated']);
    expect(desk.get(`/v1/invoices/${draft}`)['total']).toBe(700);
    desk.post(`/v1/invoices/${draft}/finalize`);
    for (const method of ['DELETE', 'POST']) {
      const path = `/v1/invoiceitems/${String(keep['id'])}`;
      expect(desk.refused(method, path, method === 'POST' ? {amount: 1} : {})).toMatchObject({
        code: 'invoice_not_editable',
      });
    }
  });
});

describe('lines of a draft', () => {
  test('are added, changed and removed together', () => {
    const waiting = desk.post('/v1/invoiceitems', {customer, amount: 50, currency: 'usd'});
    const added = desk.post(`/v1/invoices/${draft}/add_lines`, {
      lines: [
        {description: 'One', amount: 1000},
        {price_data: {currency: 'usd', product_data: {name: 'Chair'}, unit_amount: 200}, quantity: 2},
        {invoice_item: waiting['id']},
      ],
      invoice_metadata: {batch: 'b1'},
    });
    expect(added).toMatchObject({total: 1450, metadata: {batch: 'b1'}});
    expect(desk.get(`/v1/invoiceitems/${String(waiting['id'])}`)['invoice']).toBe(draft);
    const [one, chair, item] = lines().map((line) => at(line, 'id'));

    const updated = desk.post(`/v1/invoices/${draft}/update_lines`, {
      lines: [
        {id: one, amount: 1500},
        {id: chair, quantity: 3, metadata: {size: 'L'}},
      ],
    });
    expect(updated['total']).toBe(1500 + 600 + 50);
    expect(desk.post(`/v1/invoices/${draft}/lines/${String(one)}`, {description: 'First'})).toMatchObject({
      id: one,
      amount: 1500,
      description: 'First',
    });

    desk.newEvents();
    const removed = desk.post(`/v1/invoices/${draft}/remove_lines`, {
      lines: [
        {id: chair, behavior: 'delete'},
        {id: item, behavior: 'unassign'},
      ],
    });
    expect(removed['total']).toBe(1500);
    expect(desk.newEventTypes()).toEqual(['invoiceitem.deleted', 'invoice.updated']);
    expect(idsOf(desk.get('/v1/invoiceitems', {pending: true}))).toEqual([waiting['id']]);
  });

  test('of another invoice, or of one that is finalized, are refused', () => {
    desk.post(`/v1/invoices/${draft}/add_lines`, {lines: [{amount: 1000}]});
    const id = at(lines(), 0, 'id');
    const other = String(desk.post('/v1/invoices', {customer})['id']);
    expect(
      desk.refused('POST', `/v1/invoices/${other}/update_lines`, {lines: [{id, amount: 1}]}),
    ).toMatchObject({
      status: 400,
      code: 'resource_missing',
      param: 'lines[0][id]',
    });
    desk.post(`/v1/invoices/${draft}/finalize`);
    expect(
      desk.refused('POST', `/v1/invoices/${draft}/update_lines`, {lines: [{id, amount: 1}]}),
    ).toMatchObject({
      code: 'invoice_not_editable',
    });
  });

  test('of a world follow from it until one is changed', () => {
    desk = openDesk([{id: 'in_w', customer: 'cus_w', status: 'draft', amount_due: 900, created: 1}]);
    draft = 'in_w';
    const implied = lines();
    desk.post('/v1/invoices/in_w/add_lines', {lines: [{amount: 100}]});
    expect(lines()).toMatchObject([{id: at(implied, 0, 'id'), amount: 900}, {amount: 100}]);
    expect(desk.get('/v1/invoices/in_w')['total']).toBe(1000);
  });
});

describe('discounts and taxes', () => {
  test('of the invoice and of its lines add up in what is sent', () => {
    const vat = taxRate(19, false);
    desk.post(`/v1/invoices/${draft}`, {default_tax_rates: [vat]});
    desk.post(`/v1/invoices/${draft}/add_lines`, {
      lines: [
        {amount: 10_000, discounts: [{coupon: coupon({amount_off: 1000, currency: 'usd'})}]},
        {amount: 5000, tax_rates: [taxRate(7, true)]},
        {amount: 2000, discountable: false},
      ],
    });
    const invoice = desk.post(`/v1/invoices/${draft}`, {discounts: [{coupon: coupon({percent_off: 10})}]});
    // 9000 − 900 = 8100 with 19 % on top; 5000 − 500 = 4500 with 7 % within; 2000 with 19 % on top.
    expect(invoice).toMatchObject({
      subtotal: 16_000,
      total: 8100 + 1539 + 4500 + 2000 + 380,
      total_excluding_tax: 8100 + 4206 + 2000,
      amount_due: 16_519,
    });
    expect(at(invoice, 'total_taxes')).toMatchObject([
      {amount: 1919, tax_behavior: 'exclusive', taxable_amount: 10_100, tax_rate_details: {tax_rate: vat}},
      {amount: 294, tax_behavior: 'inclusive', taxable_amount: 4206},
    ]);
    expect(at(invoice, 'total_discount_amounts')).toMatchObject([{amount: 1000}, {amount: 1400}]);
    expect(at(invoice, 'discounts')).toHaveLength(1);
  });

  test('are none for a customer who is exempt or reverses the charge, with the reason', () => {
    const vat = taxRate(19, false);
    for (const [exempt, reason] of [
      ['exempt', 'customer_exempt'],
      ['reverse', 'reverse_charge'],
    ]) {
      desk.post(`/v1/customers/${customer}`, {tax_exempt: exempt});
      const {id} = desk.post('/v1/invoices', {customer, currency: 'usd', default_tax_rates: [vat]});
      desk.post('/v1/invoiceitems', {customer, invoice: id, amount: 1000});
      const invoice = desk.get(`/v1/invoices/${String(id)}`);
      expect(invoice).toMatchObject({total: 1000, customer_tax_exempt: exempt});
      expect(at(invoice, 'total_taxes')).toMatchObject([
        {amount: 0, taxability_reason: reason, taxable_amount: 1000},
      ]);
    }
  });

  test('of a coupon in another currency are refused', () => {
    const euros = coupon({amount_off: 500, currency: 'eur'});
    expect(desk.refused('POST', `/v1/invoices/${draft}`, {discounts: [{coupon: euros}]})).toMatchObject({
      status: 400,
    });
    expect(at(desk.get(`/v1/invoices/${draft}`), 'discounts')).toEqual([]);
  });

  test('come whole where they are asked for', () => {
    const percent = coupon({percent_off: 25});
    desk.post(`/v1/invoices/${draft}`, {discounts: [{coupon: percent}]});
    const invoice = desk.get(`/v1/invoices/${draft}`, {expand: ['discounts', 'customer']});
    expect(at(invoice, 'discounts', 0)).toMatchObject({object: 'discount', source: {coupon: percent}});
  });
});

describe('POST /v1/invoices/create_preview', () => {
  test('shows what waits and what is added, and changes nothing', () => {
    desk.post('/v1/invoiceitems', {customer, amount: 700, currency: 'usd'});
    const saved = JSON.stringify(desk.sandbox.save().changes);
    const preview = desk.post('/v1/invoices/create_preview', {
      customer,
      invoice_items: [{amount: 300, description: 'More'}],
      discounts: [],
    });
    expect(preview).toMatchObject({
      id: expect.stringMatching(/^upcoming_in_/),
      status: 'draft',
      number: null,
      total: 1000,
    });
    expect(at(preview, 'lines', 'data')).toMatchObject([{amount: 700}, {amount: 300, description: 'More'}]);
    expect(JSON.stringify(desk.sandbox.save().changes)).toBe(saved);
    expect(desk.newEventTypes()).toEqual(['invoiceitem.created']);
  });

  test('says that there is nothing to come', () => {
    expect(desk.refused('POST', '/v1/invoices/create_preview', {customer})).toMatchObject({
      status: 404,
      code: 'invoice_upcoming_none',
      message: `No upcoming invoices for customer: ${customer}`,
    });
  });
});
