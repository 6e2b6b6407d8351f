import {worldKey} from '../../../../workbench/worlds/world.ts';
import {at, get, idsOf, nowUnixMs, sandboxOf} from '../ask.ts';

const price = {
  id: 'price_gold',
  object: 'price',
  currency: 'usd',
  product: 'prod_gold',
  recurring: {
    interval: 'month',
    interval_count: 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  },
  unit_amount: 2000,
};
const subscription = {
  id: 'sub_gold',
  object: 'subscription',
  created: 1_790_000_000,
  customer: 'cus_1',
  items: {
    object: 'list',
    data: [
      {
        id: 'si_gold',
        object: 'subscription_item',
        current_period_start: 1_790_000_000,
        current_period_end: 1_792_592_000,
        price,
        quantity: 2,
      },
    ],
  },
};
const invoice = {
  id: 'in_1',
  customer: 'cus_1',
  status: 'open',
  amount_due: 4000,
  parent: {
    type: 'subscription_details',
    quote_details: null,
    subscription_details: {metadata: {}, subscription: 'sub_gold'},
  },
};
const coupon = {id: 'TENOFF', object: 'coupon', percent_off: 10, duration: 'forever'};
const customer = {
  id: 'cus_1',
  object: 'customer',
  created: 1_780_000_000,
  discount: {
    id: 'di_ten',
    object: 'discount',
    checkout_session: null,
    customer: 'cus_1',
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    source: {coupon: 'TENOFF', type: 'coupon'},
    start: 1_780_000_000,
    subscription: null,
    subscription_item: null,
  },
};
const sandbox = sandboxOf([customer, coupon, subscription, invoice]);

describe('a subscription of a world', () => {
  test('is served with every key, its items and the prices written inside them', () => {
    const {body} = get(sandbox, '/v1/subscriptions/sub_gold');
    expect(body).toMatchObject({
      customer: 'cus_1',
      collection_method: 'charge_automatically',
      status: 'active',
    });
    expect(at(body, 'items', 'data', 0)).toMatchObject({
      id: 'si_gold',
      price: {id: 'price_gold', type: 'recurring', unit_amount_decimal: '2000'},
      quantity: 2,
    });
    expect(idsOf(get(sandbox, '/v1/prices').body)).toEqual(['price_gold']);
  });

  test('is what an invoice refers to', () => {
    const {body} = get(sandbox, '/v1/invoices/in_1?expand[]=parent.subscription_details.subscription');
    expect(at(body, 'parent', 'subscription_details', 'subscription', 'id')).toBe('sub_gold');
  });
});

describe('a discount of a world’s customer', () => {
  test('is taken off what the customer subscribes to, until it is deleted', () => {
    const send = (method: string, path: string, body: string | null) =>
      JSON.parse(
        sandbox.handle({method, url: path, headers: {Authorization: `Bearer ${worldKey}`}, body}, nowUnixMs)
          .body,
      );
    const params =
      'customer=cus_1&items[0][price]=price_gold&collection_method=send_invoice&days_until_due=5';
    const first = send('POST', '/v1/subscriptions', params);
    expect(get(sandbox, `/v1/invoices/${first.latest_invoice}`).body).toMatchObject({
      subtotal: 2000,
      total: 1800,
    });
    expect(send('DELETE', '/v1/customers/cus_1/discount', null)).toMatchObject({deleted: true, id: 'di_ten'});
    expect(at(get(sandbox, '/v1/customers/cus_1').body, 'discount')).toBeNull();
    const second = send('POST', '/v1/subscriptions', params);
    expect(get(sandbox, `/v1/invoices/${second.latest_invoice}`).body).toMatchObject({total: 2000});
    expect(send('DELETE', '/v1/customers/cus_1/discount', null)).toMatchObject({
      error: {code: 'resource_missing'},
    });
  });
});
