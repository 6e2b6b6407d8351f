import {at, get, idsOf, sandboxOf} from '../ask.ts';

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
const sandbox = sandboxOf([subscription, invoice]);

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
