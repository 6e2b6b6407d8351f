import {at, dataOf} from '../ask.ts';
import {
  advance,
  idOf,
  invoicesOf,
  moment,
  openAccount,
  type Subscriber,
  typesOf,
  withSubscriber,
} from './billing-account.ts';

const account = openAccount();
const start = '2026-01-31T10:00:00Z';

function subscribe(to: Subscriber, params: object = {}): unknown {
  return account.post('/v1/subscriptions', {customer: to.customer, items: [{price: to.price}], ...params});
}

describe('creating a subscription', () => {
  test('bills the first period at once and is active when that is paid', () => {
    const ada = withSubscriber(account, start);
    const made = subscribe(ada, {metadata: {contract: 'A-1'}});
    expect(made).toMatchObject({
      object: 'subscription',
      billing_cycle_anchor: moment(start),
      collection_method: 'charge_automatically',
      currency: 'usd',
      start_date: moment(start),
      status: 'active',
      test_clock: ada.clock,
    });
    expect(at(made, 'items', 'data', 0)).toMatchObject({
      current_period_start: moment(start),
      current_period_end: moment('2026-02-28T10:00:00Z'),
      price: {id: ada.price},
      quantity: 1,
    });

    const invoice = account.get(`/v1/invoices/${at(made, 'latest_invoice')}`);
    expect(invoice).toMatchObject({
      amount_paid: 2000,
      attempt_count: 1,
      attempted: true,
      billing_reason: 'subscription_create',
      parent: {
        subscription_details: {metadata: {contract: 'A-1'}, subscription: idOf(made)},
        type: 'subscription_details',
      },
      status: 'paid',
      total: 2000,
    });
    expect(at(invoice, 'lines', 'data', 0)).toMatchObject({
      amount: 2000,
      description: '1 × Gold (at $20.00 / month)',
      parent: {
        subscription_item_details: {
          proration: false,
          subscription: idOf(made),
          subscription_item: at(made, 'items', 'data', 0, 'id'),
        },
        type: 'subscription_item_details',
      },
      period: {start: moment(start), end: moment('2026-02-28T10:00:00Z')},
      pricing: {price_details: {price: ada.price, product: ada.product}, unit_amount_decimal: '2000'},
      quantity: 1,
    });
    const types = typesOf(account.newEvents());
    expect(types.filter((type) => type === 'customer.subscription.created')).toHaveLength(1);
    expect(types).not.toContain('customer.subscription.updated');
    expect(types.indexOf('invoice.created')).toBeLessThan(types.indexOf('invoice.finalized'));
    expect(types.indexOf('invoice.finalized')).toBeLessThan(types.indexOf('invoice.paid'));
  });

  test('is refused where nothing can be charged, and leaves nothing behind', () => {
    const ada = withSubscriber(account, start, {card: null});
    const params = {customer: ada.customer, items: [{price: ada.price}]};
    expect(account.refused(400, '/v1/subscriptions', params)).toMatchObject({
      code: 'resource_missing',
      message: expect.stringContaining(
        'This customer has no attached payment source or default payment method.',
      ),
    });
    expect(invoicesOf(account, ada)).toEqual([]);
    expect(account.newEvents()).toEqual([]);
  });

  test('is incomplete after a decline, and expires after 23 hours', () => {
    const ada = withSubscriber(account, start, {card: 'pm_card_chargeCustomerFail'});
    const made = subscribe(ada);
    expect(made).toMatchObject({status: 'incomplete'});
    expect(at(invoicesOf(account, ada)[0], 'status')).toBe('open');
    advance(account, ada, '2026-02-01T08:59:59Z');
    expect(at(account.get(`/v1/subscriptions/${idOf(made)}`), 'status')).toBe('incomplete');
    advance(account, ada, '2026-02-01T09:00:00Z');
    expect(account.get(`/v1/subscriptions/${idOf(made)}`)).toMatchObject({
      ended_at: moment('2026-02-01T09:00:00Z'),
      status: 'incomplete_expired',
    });
    expect(at(invoicesOf(account, ada)[0], 'status')).toBe('void');
  });

  test('becomes active when its first invoice is paid later', () => {
    const ada = withSubscriber(account, start);
    const made = subscribe(ada, {payment_behavior: 'default_incomplete'});
    expect(made).toMatchObject({status: 'incomplete'});
    account.newEvents();
    account.post(`/v1/invoices/${at(made, 'latest_invoice')}/pay`);
    expect(at(account.get(`/v1/subscriptions/${idOf(made)}`), 'status')).toBe('active');
    const updated = account
      .newEvents()
      .find((event) => at(event, 'type') === 'customer.subscription.updated');
    expect(at(updated, 'data', 'previous_attributes')).toEqual({status: 'incomplete'});
  });

  test('with error_if_incomplete a decline refuses everything', () => {
    const ada = withSubscriber(account, start, {card: 'pm_card_chargeCustomerFail'});
    const params = {
      customer: ada.customer,
      items: [{price: ada.price}],
      payment_behavior: 'error_if_incomplete',
    };
    expect(account.refused(402, '/v1/subscriptions', params)).toMatchObject({
      code: 'card_declined',
      type: 'card_error',
    });
    expect(invoicesOf(account, ada)).toEqual([]);
    expect(dataOf(account.get('/v1/subscriptions', {customer: ada.customer, status: 'all'}))).toEqual([]);
  });

  test('that is sent is active at once, and its first invoice a draft for an hour', () => {
    const ada = withSubscriber(account, start, {card: null});
    const made = subscribe(ada, {collection_method: 'send_invoice', days_until_due: 14});
    expect(made).toMatchObject({days_until_due: 14, status: 'active'});
    expect(invoicesOf(account, ada)[0]).toMatchObject({
      auto_advance: true,
      collection_method: 'send_invoice',
      status: 'draft',
    });
    advance(account, ada, '2026-01-31T11:00:00Z');
    expect(invoicesOf(account, ada)[0]).toMatchObject({amount_due: 2000, status: 'open'});
    advance(account, ada, '2026-02-20T00:00:00Z');
    expect(at(account.get(`/v1/subscriptions/${idOf(made)}`), 'status')).toBe('past_due');
    account.post(`/v1/invoices/${at(made, 'latest_invoice')}/pay`, {paid_out_of_band: true});
    expect(at(account.get(`/v1/subscriptions/${idOf(made)}`), 'status')).toBe('active');
  });

  test('needs a term for what is sent, and refuses one for what is charged', () => {
    const ada = withSubscriber(account, start);
    const params = {customer: ada.customer, items: [{price: ada.price}]};
    expect(
      account.refused(400, '/v1/subscriptions', {...params, collection_method: 'send_invoice'}),
    ).toMatchObject({param: 'days_until_due'});
    expect(account.refused(400, '/v1/subscriptions', {...params, days_until_due: 5})).toMatchObject({
      param: 'days_until_due',
    });
  });

  test('names the item it cannot take', () => {
    const ada = withSubscriber(account, start);
    const once = idOf(account.post('/v1/prices', {product: ada.product, currency: 'usd', unit_amount: 5}));
    const euro = idOf(
      account.post('/v1/prices', {
        product: ada.product,
        currency: 'eur',
        unit_amount: 5,
        recurring: {interval: 'month'},
      }),
    );
    const refusal = (items: readonly object[]) =>
      account.refused(400, '/v1/subscriptions', {customer: ada.customer, items});
    expect(refusal([{price: 'price_none'}])).toMatchObject({
      code: 'resource_missing',
      message: "No such price: 'price_none'",
      param: 'items[0][price]',
    });
    expect(refusal([{price: once}])).toMatchObject({
      message:
        'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
    });
    expect(refusal([{price: ada.price}, {price: euro}])).toMatchObject({
      message: "The price specified only supports `eur`. This doesn't match the expected currency: `usd`.",
      param: 'items[1][price]',
    });
    expect(refusal([{price: ada.price}, {price: ada.price}])).toMatchObject({
      message: `Cannot add multiple subscription items with the same plan: ${ada.price}`,
    });
    expect(account.refused(400, '/v1/subscriptions', {customer: ada.customer})).toMatchObject({
      code: 'parameter_missing',
      param: 'items',
    });
  });

  test('bills what is added once, with discounts and tax, and takes a coupon for once only once', () => {
    const ada = withSubscriber(account, start);
    const coupon = idOf(account.post('/v1/coupons', {percent_off: 50}));
    const rate = idOf(account.post('/v1/tax_rates', {display_name: 'VAT', inclusive: false, percentage: 10}));
    const made = subscribe(ada, {
      add_invoice_items: [
        {price_data: {currency: 'usd', product: ada.product, unit_amount: 1000}, quantity: 2},
      ],
      default_tax_rates: [rate],
      discounts: [{coupon}],
    });
    expect(at(made, 'default_tax_rates', 0, 'id')).toBe(rate);
    expect(at(made, 'discounts')).toEqual([]);
    const [invoice] = invoicesOf(account, ada);
    expect(invoice).toMatchObject({subtotal: 4000, total: 2200, amount_paid: 2200});
    expect(at(invoice, 'total_discount_amounts', 0, 'amount')).toBe(2000);
    advance(account, ada, '2026-02-28T10:00:00Z');
    expect(invoicesOf(account, ada)[1]).toMatchObject({subtotal: 2000, total: 2200});
    expect(account.get(`/v1/coupons/${coupon}`)).toMatchObject({times_redeemed: 1});
  });
});

describe('a billing cycle anchor', () => {
  test('cuts the first period short and bills its share of the time', () => {
    const ada = withSubscriber(account, '2026-04-16T00:00:00Z');
    const made = subscribe(ada, {billing_cycle_anchor: moment('2026-05-01T00:00:00Z')});
    expect(at(made, 'items', 'data', 0, 'current_period_end')).toBe(moment('2026-05-01T00:00:00Z'));
    expect(invoicesOf(account, ada)[0]).toMatchObject({total: 1000});
    advance(account, ada, '2026-05-01T01:00:00Z');
    expect(invoicesOf(account, ada)[1]).toMatchObject({billing_reason: 'subscription_cycle', total: 2000});
  });

  test('leaves the short period free without prorations', () => {
    const ada = withSubscriber(account, '2026-04-16T00:00:00Z');
    subscribe(ada, {billing_cycle_anchor: moment('2026-05-01T00:00:00Z'), proration_behavior: 'none'});
    expect(invoicesOf(account, ada)[0]).toMatchObject({status: 'paid', total: 0});
  });

  test('is at most one interval away', () => {
    const ada = withSubscriber(account, '2026-04-16T00:00:00Z');
    const params = {customer: ada.customer, items: [{price: ada.price}]};
    expect(
      account.refused(400, '/v1/subscriptions', {
        ...params,
        billing_cycle_anchor: moment('2026-05-16T00:00:01Z'),
      }),
    ).toMatchObject({param: 'billing_cycle_anchor'});
  });
});
