import {at, dataOf} from '../ask.ts';
import {
  advance,
  type BillingAccount,
  idOf,
  invoicesOf,
  moment,
  openAccount,
  payWith,
  type Subscriber,
  typesOf,
  withSubscriber,
} from './billing-account.ts';

const account = openAccount();

function subscribe(to: Subscriber, params: object = {}): string {
  return idOf(
    account.post('/v1/subscriptions', {customer: to.customer, items: [{price: to.price}], ...params}),
  );
}

const read = (id: string) => account.get(`/v1/subscriptions/${id}`);
const totalsOf = (to: Subscriber) => invoicesOf(account, to).map((invoice) => at(invoice, 'total'));
const startsOf = (to: Subscriber, from: BillingAccount = account) =>
  invoicesOf(from, to).map((invoice) =>
    new Date(Number(at(invoice, 'lines', 'data', 0, 'period', 'start')) * 1000).toISOString().slice(0, 10),
  );

describe('a cycle', () => {
  test('anchored at the end of January comes back to the 31st', () => {
    const ada = withSubscriber(account, '2026-01-31T10:00:00Z');
    subscribe(ada);
    advance(account, ada, '2026-03-01T00:00:00Z');
    advance(account, ada, '2026-04-01T00:00:00Z');
    expect(startsOf(ada)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
    expect(invoicesOf(account, ada).map((invoice) => at(invoice, 'created'))).toEqual(
      ['2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z', '2026-03-31T10:00:00Z'].map(moment),
    );
  });

  test('is a draft for an hour and is then charged, all within one advance and in order', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const id = subscribe(ada);
    account.newEvents();
    advance(account, ada, '2026-02-15T00:59:59Z');
    expect(invoicesOf(account, ada)[1]).toMatchObject({
      auto_advance: true,
      automatically_finalizes_at: moment('2026-02-15T01:00:00Z'),
      billing_reason: 'subscription_cycle',
      period_start: moment('2026-01-15T00:00:00Z'),
      period_end: moment('2026-02-15T00:00:00Z'),
      status: 'draft',
    });
    const events = account.newEvents();
    expect(typesOf(events)).toEqual([
      'test_helpers.test_clock.advancing',
      'invoice.upcoming',
      'invoice.created',
      'customer.subscription.updated',
      'test_helpers.test_clock.ready',
    ]);
    expect(at(events[1], 'data', 'object')).toMatchObject({billing_reason: 'upcoming', total: 2000});
    expect(at(events[3], 'data', 'previous_attributes')).toMatchObject({
      items: {data: [{current_period_end: moment('2026-02-15T00:00:00Z')}]},
      latest_invoice: idOf(invoicesOf(account, ada)[0]),
    });
    advance(account, ada, '2026-02-15T01:00:00Z');
    expect(invoicesOf(account, ada)[1]).toMatchObject({
      amount_paid: 2000,
      status: 'paid',
      status_transitions: {
        finalized_at: moment('2026-02-15T01:00:00Z'),
        paid_at: moment('2026-02-15T01:00:00Z'),
      },
    });
    expect(at(read(id), 'latest_invoice')).toBe(idOf(invoicesOf(account, ada)[1]));
  });

  test('takes along what waits for the next invoice', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    subscribe(ada);
    account.post('/v1/invoiceitems', {
      customer: ada.customer,
      amount: 500,
      currency: 'usd',
      description: 'Setup',
    });
    advance(account, ada, '2026-02-15T02:00:00Z');
    expect(totalsOf(ada)).toEqual([2000, 2500]);
  });

  test('that is not paid makes the subscription past due, until a retry succeeds', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const id = subscribe(ada);
    payWith(account, ada, 'pm_card_chargeCustomerFail');
    advance(account, ada, '2026-02-15T02:00:00Z');
    expect(at(read(id), 'status')).toBe('past_due');
    expect(invoicesOf(account, ada)[1]).toMatchObject({attempt_count: 1, status: 'open'});
    payWith(account, ada, 'pm_card_visa');
    advance(account, ada, '2026-02-19T00:00:00Z');
    expect(at(read(id), 'status')).toBe('active');
    expect(invoicesOf(account, ada)[1]).toMatchObject({attempt_count: 2, status: 'paid'});
  });

  test('that no retry could collect ends as the account has it', () => {
    for (const rule of ['canceled', 'unpaid', 'past_due']) {
      const other = openAccount(moment('2026-10-31T17:00:00Z'), {subscription_after_retries: rule});
      const ada = withSubscriber(other, '2026-01-15T00:00:00Z');
      const id = idOf(other.post('/v1/subscriptions', {customer: ada.customer, items: [{price: ada.price}]}));
      payWith(other, ada, 'pm_card_chargeCustomerFail');
      advance(other, ada, '2026-02-23T00:00:00Z');
      expect(at(other.get(`/v1/subscriptions/${id}`), 'status')).toBe('past_due');
      advance(other, ada, '2026-03-14T00:00:00Z');
      expect(at(other.get(`/v1/subscriptions/${id}`), 'status')).toBe(rule);
      advance(other, ada, '2026-03-16T00:00:00Z');
      const statuses = invoicesOf(other, ada).map((invoice) => at(invoice, 'status'));
      const next = {canceled: [], unpaid: ['draft'], past_due: ['open']}[rule];
      expect(statuses).toEqual(['paid', 'open', ...(next ?? [])]);
    }
  });

  test('comes in a sandbox that was closed and opened again as in one that was not', () => {
    const ada = withSubscriber(account, '2026-01-31T10:00:00Z');
    const id = subscribe(ada, {trial_period_days: 5});
    const again = account.reopened();
    for (const one of [account, again]) {
      advance(one, ada, '2026-03-05T12:00:00Z');
      expect(invoicesOf(one, ada).map((invoice) => at(invoice, 'total'))).toEqual([0, 2000, 2000]);
    }
    const status = (of: BillingAccount) => at(of.get(`/v1/subscriptions/${id}`), 'status');
    expect([status(account), status(again)]).toEqual(['active', 'active']);
  });

  test('whose invoice is a draft leaves the one before it to decide the status', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const id = subscribe(ada);
    payWith(account, ada, 'pm_card_chargeCustomerFail');
    advance(account, ada, '2026-03-01T00:00:00Z');
    advance(account, ada, '2026-03-15T00:30:00Z');
    const [, owed, draft] = invoicesOf(account, ada);
    expect([at(owed, 'status'), at(draft, 'status'), at(read(id), 'status')]).toEqual([
      'open',
      'draft',
      'past_due',
    ]);
    account.post(`/v1/invoices/${idOf(owed)}/pay`, {paid_out_of_band: true});
    expect(at(read(id), 'status')).toBe('active');
  });

  test('of items with different intervals bills each when it is due', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const weekly = idOf(
      account.post('/v1/prices', {
        product: ada.product,
        currency: 'usd',
        unit_amount: 100,
        recurring: {interval: 'week'},
      }),
    );
    account.post('/v1/subscriptions', {
      customer: ada.customer,
      items: [{price: ada.price}, {price: weekly, quantity: 3}],
    });
    advance(account, ada, '2026-01-22T02:00:00Z');
    expect(totalsOf(ada)).toEqual([2300, 300]);
  });
});

describe('a trial', () => {
  test('costs nothing, is announced three days before its end, and is then billed', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const made = account.post('/v1/subscriptions', {
      customer: ada.customer,
      items: [{price: ada.price}],
      trial_period_days: 14,
    });
    expect(made).toMatchObject({
      billing_cycle_anchor: moment('2026-01-15T00:00:00Z'),
      status: 'trialing',
      trial_end: moment('2026-01-15T00:00:00Z'),
      trial_start: moment('2026-01-01T00:00:00Z'),
    });
    expect(at(invoicesOf(account, ada)[0], 'lines', 'data', 0, 'description')).toBe('Trial period for Gold');
    expect(totalsOf(ada)).toEqual([0]);
    account.newEvents();
    advance(account, ada, '2026-01-11T23:59:59Z');
    expect(typesOf(account.newEvents())).not.toContain('customer.subscription.trial_will_end');
    advance(account, ada, '2026-01-12T00:00:00Z');
    expect(typesOf(account.newEvents())).toContain('customer.subscription.trial_will_end');
    advance(account, ada, '2026-01-15T01:00:00Z');
    expect(at(read(idOf(made)), 'status')).toBe('active');
    expect(invoicesOf(account, ada)[1]).toMatchObject({
      billing_reason: 'subscription_cycle',
      status: 'paid',
      total: 2000,
    });
  });

  test('without a payment method pauses or cancels, as its settings say', () => {
    for (const [behavior, status] of [
      ['pause', 'paused'],
      ['cancel', 'canceled'],
    ] as const) {
      const ada = withSubscriber(account, '2026-01-01T00:00:00Z', {card: null});
      const id = subscribe(ada, {
        trial_period_days: 7,
        trial_settings: {end_behavior: {missing_payment_method: behavior}},
      });
      advance(account, ada, '2026-01-08T00:00:00Z');
      expect(at(read(id), 'status')).toBe(status);
      expect(invoicesOf(account, ada)).toHaveLength(1);
    }
  });

  test('that is ended by hand pauses too, and is resumed with a cycle that begins then', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z', {card: null});
    const id = subscribe(ada, {
      trial_period_days: 7,
      trial_settings: {end_behavior: {missing_payment_method: 'pause'}},
    });
    account.newEvents();
    expect(account.post(`/v1/subscriptions/${id}`, {trial_end: 'now'})).toMatchObject({status: 'paused'});
    expect(typesOf(account.newEvents())).toEqual([
      'customer.subscription.updated',
      'customer.subscription.paused',
    ]);
    payWith(account, ada, 'pm_card_visa');
    advance(account, ada, '2026-01-20T00:00:00Z');
    expect(account.post(`/v1/subscriptions/${id}/resume`)).toMatchObject({
      billing_cycle_anchor: moment('2026-01-20T00:00:00Z'),
      status: 'active',
    });
    expect(totalsOf(ada)).toEqual([0, 2000]);
  });
});

describe('cancellation', () => {
  test('at the end of the period bills no further cycle', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const id = subscribe(ada);
    expect(account.post(`/v1/subscriptions/${id}`, {cancel_at_period_end: true})).toMatchObject({
      cancel_at: moment('2026-02-15T00:00:00Z'),
      cancel_at_period_end: true,
      canceled_at: moment('2026-01-15T00:00:00Z'),
      cancellation_details: {reason: 'cancellation_requested'},
      status: 'active',
    });
    account.newEvents();
    advance(account, ada, '2026-02-15T00:00:00Z');
    expect(read(id)).toMatchObject({ended_at: moment('2026-02-15T00:00:00Z'), status: 'canceled'});
    expect(typesOf(account.newEvents())).toContain('customer.subscription.deleted');
    expect(totalsOf(ada)).toEqual([2000]);
  });

  test('can be taken back', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const id = subscribe(ada);
    account.post(`/v1/subscriptions/${id}`, {cancel_at_period_end: true});
    expect(account.post(`/v1/subscriptions/${id}`, {cancel_at_period_end: false})).toMatchObject({
      cancel_at: null,
      canceled_at: null,
    });
    advance(account, ada, '2026-02-15T02:00:00Z');
    expect(totalsOf(ada)).toEqual([2000, 2000]);
  });

  test('now ends it at once, and with a proration credits the rest', () => {
    const ada = withSubscriber(account, '2026-04-01T00:00:00Z');
    const id = subscribe(ada);
    advance(account, ada, '2026-04-16T00:00:00Z');
    expect(account.del(`/v1/subscriptions/${id}`, {prorate: true})).toMatchObject({
      cancellation_details: {reason: 'cancellation_requested'},
      ended_at: moment('2026-04-16T00:00:00Z'),
      status: 'canceled',
    });
    expect(dataOf(account.get('/v1/invoiceitems', {customer: ada.customer}))).toMatchObject([
      {amount: -1000, description: 'Unused time on Gold after 16 Apr 2026', proration: true},
    ]);
    expect(account.send('DELETE', `/v1/subscriptions/${id}`).status).toBe(404);
    expect(dataOf(account.get('/v1/subscriptions', {customer: ada.customer}))).toEqual([]);
    expect(
      dataOf(account.get('/v1/subscriptions', {customer: ada.customer, status: 'canceled'})),
    ).toHaveLength(1);
  });
});

describe('paused collection', () => {
  test('leaves drafts, voids or writes off, and goes on when it is over', () => {
    for (const [behavior, status] of [
      ['keep_as_draft', 'draft'],
      ['void', 'void'],
      ['mark_uncollectible', 'uncollectible'],
    ] as const) {
      const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
      const id = subscribe(ada);
      account.post(`/v1/subscriptions/${id}`, {
        pause_collection: {behavior, resumes_at: moment('2026-03-01T00:00:00Z')},
      });
      advance(account, ada, '2026-02-16T00:00:00Z');
      expect(at(invoicesOf(account, ada)[1], 'status')).toBe(status);
      expect(at(read(id), 'status')).toBe('active');
      advance(account, ada, '2026-03-15T02:00:00Z');
      expect(at(read(id), 'pause_collection')).toBeNull();
      expect(at(invoicesOf(account, ada)[2], 'status')).toBe('paid');
    }
  });
});
