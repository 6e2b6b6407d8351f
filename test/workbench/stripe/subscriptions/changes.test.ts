import {at, dataOf, idsOf} from '../ask.ts';
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

/** Subscribed on 1 April and now in the middle of that month, so that half of it is left. */
function halfway(params: object = {}): Subscriber & {readonly id: string; readonly item: string} {
  const ada = withSubscriber(account, '2026-04-01T00:00:00Z');
  const made = account.post('/v1/subscriptions', {
    customer: ada.customer,
    items: [{price: ada.price}],
    ...params,
  });
  advance(account, ada, '2026-04-16T00:00:00Z');
  account.newEvents();
  return {...ada, id: idOf(made), item: idOf(at(made, 'items', 'data', 0))};
}

function monthly(of: Subscriber, unit_amount: number, interval = 'month'): string {
  return idOf(
    account.post('/v1/prices', {product: of.product, currency: 'usd', unit_amount, recurring: {interval}}),
  );
}

/** Description, amount and period start of the lines of the customer's invoice. */
function linesOf(of: Subscriber, position: number): readonly unknown[] {
  const lines = at(invoicesOf(account, of)[position], 'lines');
  return dataOf(lines).map((line) => [at(line, 'description'), at(line, 'amount')]);
}

describe('a higher price', () => {
  test('waits as a credit and a charge for the next invoice', () => {
    const ada = halfway();
    const gold = monthly(ada, 5000);
    account.newEvents();
    account.post(`/v1/subscriptions/${ada.id}`, {items: [{id: ada.item, price: gold}]});
    expect(typesOf(account.newEvents())).toEqual([
      'invoiceitem.created',
      'invoiceitem.created',
      'customer.subscription.updated',
    ]);
    expect(invoicesOf(account, ada)).toHaveLength(1);
    advance(account, ada, '2026-05-01T02:00:00Z');
    expect(linesOf(ada, 1)).toEqual([
      ['1 × Gold (at $50.00 / month)', 5000],
      ['Unused time on Gold after 16 Apr 2026', -1000],
      ['Remaining time on Gold after 16 Apr 2026', 2500],
    ]);
    const [, credit] = dataOf(at(invoicesOf(account, ada)[1], 'lines'));
    expect(credit).toMatchObject({
      parent: {
        subscription_item_details: {proration: true, subscription: ada.id, subscription_item: ada.item},
        type: 'subscription_item_details',
      },
      period: {start: moment('2026-04-16T00:00:00Z'), end: moment('2026-05-01T00:00:00Z')},
    });
    expect(invoicesOf(account, ada)[1]).toMatchObject({status: 'paid', total: 6500});
  });

  test('is billed at once with always_invoice', () => {
    const ada = halfway();
    const updated = account.post(`/v1/subscriptions/${ada.id}`, {
      items: [{id: ada.item, price: monthly(ada, 5000)}],
      proration_behavior: 'always_invoice',
    });
    const invoice = invoicesOf(account, ada)[1];
    expect(invoice).toMatchObject({
      amount_paid: 1500,
      auto_advance: false,
      billing_reason: 'subscription_update',
      status: 'paid',
    });
    expect(at(updated, 'latest_invoice')).toBe(idOf(invoice));
  });

  test('costs nothing until the next cycle without prorations', () => {
    const ada = halfway();
    account.post(`/v1/subscriptions/${ada.id}`, {
      items: [{id: ada.item, price: monthly(ada, 5000)}],
      proration_behavior: 'none',
    });
    advance(account, ada, '2026-05-01T02:00:00Z');
    expect(invoicesOf(account, ada)[1]).toMatchObject({total: 5000});
  });

  test('is reckoned from the given date', () => {
    const ada = halfway();
    account.post(`/v1/subscriptions/${ada.id}`, {
      items: [{id: ada.item, price: monthly(ada, 5000)}],
      proration_behavior: 'always_invoice',
      proration_date: moment('2026-04-25T00:00:00Z'),
    });
    expect(invoicesOf(account, ada)[1]).toMatchObject({total: 600});
  });
});

describe('a change of the interval', () => {
  test('starts a new cycle now and bills it with the credit of the old one', () => {
    const ada = halfway();
    const updated = account.post(`/v1/subscriptions/${ada.id}`, {
      items: [{id: ada.item, price: monthly(ada, 20_000, 'year')}],
    });
    expect(updated).toMatchObject({billing_cycle_anchor: moment('2026-04-16T00:00:00Z')});
    expect(at(updated, 'items', 'data', 0, 'current_period_end')).toBe(moment('2027-04-16T00:00:00Z'));
    expect(linesOf(ada, 1)).toEqual([
      ['1 × Gold (at $200.00 / year)', 20_000],
      ['Unused time on Gold after 16 Apr 2026', -1000],
    ]);
    expect(invoicesOf(account, ada)[1]).toMatchObject({amount_paid: 19_000, status: 'paid'});
  });
});

describe('items', () => {
  test('are added, counted up and taken away, each for the rest of the period', () => {
    const ada = halfway();
    const seat = monthly(ada, 1000);
    const added = account.post('/v1/subscription_items', {subscription: ada.id, price: seat, quantity: 2});
    expect(added).toMatchObject({object: 'subscription_item', quantity: 2, subscription: ada.id});
    account.post(`/v1/subscription_items/${idOf(added)}`, {quantity: 5});
    expect(dataOf(account.get('/v1/subscription_items', {subscription: ada.id}))).toHaveLength(2);
    account.del(`/v1/subscription_items/${idOf(added)}`, {proration_behavior: 'none'});
    expect(dataOf(account.get('/v1/subscription_items', {subscription: ada.id}))).toHaveLength(1);
    advance(account, ada, '2026-05-01T02:00:00Z');
    expect(linesOf(ada, 1)).toEqual([
      ['1 × Gold (at $20.00 / month)', 2000],
      ['Remaining time on 2 × Gold after 16 Apr 2026', 1000],
      ['Unused time on 2 × Gold after 16 Apr 2026', -1000],
      ['Remaining time on 5 × Gold after 16 Apr 2026', 2500],
    ]);
  });

  test('must not all be taken away', () => {
    const ada = halfway();
    const items = [{id: ada.item, deleted: true}];
    expect(account.refused(400, `/v1/subscriptions/${ada.id}`, {items})).toMatchObject({param: 'items'});
    expect(dataOf(account.get('/v1/subscription_items', {subscription: ada.id}))).toHaveLength(1);
  });
});

describe('other changes', () => {
  test('a new anchor restarts the cycle', () => {
    const ada = halfway();
    account.post(`/v1/subscriptions/${ada.id}`, {billing_cycle_anchor: {type: 'now'}});
    expect(linesOf(ada, 1)).toEqual([
      ['1 × Gold (at $20.00 / month)', 2000],
      ['Unused time on Gold after 16 Apr 2026', -1000],
    ]);
  });

  test('a declined update makes it past due, or is refused as a whole', () => {
    const ada = halfway();
    const bad = idOf(
      account.post('/v1/payment_methods/pm_card_chargeCustomerFail/attach', {customer: ada.customer}),
    );
    const change = {
      default_payment_method: bad,
      items: [{id: ada.item, quantity: 10}],
      proration_behavior: 'always_invoice',
    };
    account.refused(402, `/v1/subscriptions/${ada.id}`, {...change, payment_behavior: 'error_if_incomplete'});
    expect(at(account.get(`/v1/subscriptions/${ada.id}`), 'items', 'data', 0, 'quantity')).toBe(1);
    expect(account.post(`/v1/subscriptions/${ada.id}`, change)).toMatchObject({status: 'past_due'});
  });

  test('discounts come and go with their events', () => {
    const ada = halfway();
    const coupon = idOf(account.post('/v1/coupons', {percent_off: 10, duration: 'forever'}));
    account.newEvents();
    const updated = account.post(`/v1/subscriptions/${ada.id}`, {discounts: [{coupon}]});
    expect(dataOf({data: at(updated, 'discounts')})).toHaveLength(1);
    expect(typesOf(account.newEvents())).toEqual([
      'customer.discount.created',
      'customer.subscription.updated',
    ]);
    const removed = account.del(`/v1/subscriptions/${ada.id}/discount`);
    expect(removed).toMatchObject({deleted: true, object: 'discount', subscription: ada.id});
    expect(at(account.get(`/v1/subscriptions/${ada.id}`), 'discounts')).toEqual([]);
  });

  test('a trial that is ended by hand is billed at once, and one that is lengthened is not', () => {
    const ada = halfway({trial_end: moment('2026-04-30T00:00:00Z')});
    expect(
      account.post(`/v1/subscriptions/${ada.id}`, {trial_end: moment('2026-05-10T00:00:00Z')}),
    ).toMatchObject({billing_cycle_anchor: moment('2026-05-10T00:00:00Z'), status: 'trialing'});
    expect(invoicesOf(account, ada)).toHaveLength(1);
    expect(account.post(`/v1/subscriptions/${ada.id}`, {trial_end: 'now'})).toMatchObject({
      billing_cycle_anchor: moment('2026-04-16T00:00:00Z'),
      status: 'active',
      trial_end: moment('2026-04-16T00:00:00Z'),
    });
    expect(invoicesOf(account, ada)[1]).toMatchObject({status: 'paid', total: 2000});
  });

  test('a payment method must be the customer’s', () => {
    const ada = halfway();
    const other = withSubscriber(account, '2026-04-01T00:00:00Z');
    const method = at(
      account.get(`/v1/customers/${other.customer}`),
      'invoice_settings',
      'default_payment_method',
    );
    expect(
      account.refused(400, `/v1/subscriptions/${ada.id}`, {default_payment_method: method}),
    ).toMatchObject({
      code: 'resource_missing',
      message: `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
      param: 'default_payment_method',
    });
  });

  test('deleting the customer ends it', () => {
    const ada = halfway();
    account.del(`/v1/customers/${ada.customer}`);
    expect(typesOf(account.newEvents())).toEqual(['customer.subscription.deleted', 'customer.deleted']);
    expect(at(account.get(`/v1/subscriptions/${ada.id}`), 'status')).toBe('canceled');
  });

  test('what has ended takes metadata alone', () => {
    const ada = halfway();
    account.del(`/v1/subscriptions/${ada.id}`);
    expect(account.post(`/v1/subscriptions/${ada.id}`, {metadata: {why: 'moved'}})).toMatchObject({
      metadata: {why: 'moved'},
    });
    expect(account.refused(400, `/v1/subscriptions/${ada.id}`, {description: 'x'})).toMatchObject({
      message: 'A canceled subscription can only update its cancellation_details and metadata.',
    });
  });

  test('what the sandbox does not model is refused by its name', () => {
    const ada = halfway();
    expect(
      account.refused(400, `/v1/subscriptions/${ada.id}`, {automatic_tax: {enabled: true}}),
    ).toMatchObject({message: expect.stringContaining('does not model'), param: 'automatic_tax[enabled]'});
  });

  test('expansion brings in what it refers to', () => {
    const ada = halfway();
    const expand = ['customer', 'latest_invoice', 'items.data.price.product'];
    const whole = account.get(`/v1/subscriptions/${ada.id}`, {expand});
    expect(whole).toMatchObject({customer: {id: ada.customer}, latest_invoice: {status: 'paid'}});
    expect(at(whole, 'items', 'data', 0, 'price', 'product', 'name')).toBe('Gold');
    const customer = account.get(`/v1/customers/${ada.customer}`, {expand: ['subscriptions']});
    expect(idsOf(at(customer, 'subscriptions'))).toEqual([ada.id]);
  });
});
