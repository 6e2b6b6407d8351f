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
} from '../subscriptions/billing-account.ts';

const account = openAccount();

function oncePrice(of: Subscriber): string {
  return idOf(account.post('/v1/prices', {product: of.product, currency: 'usd', unit_amount: 1000}));
}

function quoted(of: Subscriber, params: object): string {
  return idOf(account.post('/v1/quotes', {customer: of.customer, ...params}));
}

const accept = (id: string) => {
  account.post(`/v1/quotes/${id}/finalize`);
  return account.post(`/v1/quotes/${id}/accept`);
};

describe('a quote', () => {
  test('adds up what is due at once and what recurs', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const rate = idOf(account.post('/v1/tax_rates', {display_name: 'VAT', inclusive: false, percentage: 10}));
    const coupon = idOf(account.post('/v1/coupons', {percent_off: 50}));
    const made = account.post('/v1/quotes', {
      customer: ada.customer,
      default_tax_rates: [rate],
      discounts: [{coupon}],
      line_items: [{price: ada.price, quantity: 2}, {price: oncePrice(ada)}],
    });
    expect(made).toMatchObject({
      amount_subtotal: 5000,
      amount_total: 2750,
      currency: 'usd',
      number: null,
      object: 'quote',
      status: 'draft',
      total_details: {amount_discount: 2500, amount_shipping: 0, amount_tax: 250},
    });
    expect(at(made, 'computed', 'recurring')).toMatchObject({
      amount_subtotal: 4000,
      amount_total: 2200,
      interval: 'month',
    });
    expect(at(made, 'line_items')).toBeUndefined();
    const lines = dataOf(account.get(`/v1/quotes/${idOf(made)}/line_items`));
    expect(lines).toMatchObject([
      {amount_discount: 2000, amount_subtotal: 4000, amount_tax: 200, amount_total: 2200, quantity: 2},
      {amount_subtotal: 1000, amount_total: 550, description: 'Gold'},
    ]);
    const whole = account.get(`/v1/quotes/${idOf(made)}`, {expand: ['line_items']});
    expect(dataOf(at(whole, 'line_items'))).toHaveLength(2);
  });

  test('is finalized, accepted and becomes a draft invoice', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const id = quoted(ada, {line_items: [{price: oncePrice(ada), quantity: 3}]});
    account.newEvents();
    const open = account.post(`/v1/quotes/${id}/finalize`);
    expect(open).toMatchObject({
      status: 'open',
      status_transitions: {finalized_at: moment('2026-01-01T00:00:00Z')},
    });
    expect(at(open, 'number')).toMatch(/^QT-[0-9A-Z]{8}-0001-1$/);
    const accepted = account.post(`/v1/quotes/${id}/accept`);
    expect(accepted).toMatchObject({status: 'accepted', subscription: null});
    expect(invoicesOf(account, ada)).toMatchObject([
      {
        billing_reason: 'quote_accept',
        id: at(accepted, 'invoice'),
        parent: {quote_details: {quote: id}, type: 'quote_details'},
        status: 'draft',
        total: 3000,
      },
    ]);
    expect(typesOf(account.newEvents()).filter((type) => String(type).startsWith('quote.'))).toEqual([
      'quote.finalized',
      'quote.accepted',
    ]);
  });

  test('of what recurs becomes a subscription that bills on', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const accepted = accept(quoted(ada, {line_items: [{price: ada.price}, {price: oncePrice(ada)}]}));
    expect(account.get(`/v1/subscriptions/${at(accepted, 'subscription')}`)).toMatchObject({
      status: 'active',
    });
    expect(invoicesOf(account, ada)).toMatchObject([
      {id: at(accepted, 'invoice'), status: 'draft', total: 3000},
    ]);
    advance(account, ada, '2026-02-01T02:00:00Z');
    expect(invoicesOf(account, ada)).toMatchObject([
      {status: 'paid', total: 3000},
      {status: 'paid', total: 2000},
    ]);
  });

  test('can be changed only as a draft, and accepted only when it is open', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const id = quoted(ada, {});
    expect(account.refused(400, `/v1/quotes/${id}/accept`)).toMatchObject({code: 'invalid_state'});
    expect(account.refused(400, `/v1/quotes/${id}/finalize`)).toMatchObject({param: 'line_items'});
    account.post(`/v1/quotes/${id}`, {header: 'Offer', line_items: [{price: oncePrice(ada)}]});
    account.post(`/v1/quotes/${id}/finalize`);
    expect(account.refused(400, `/v1/quotes/${id}`, {header: 'Other'})).toBeDefined();
    expect(account.post(`/v1/quotes/${id}/cancel`)).toMatchObject({status: 'canceled'});
    expect(account.refused(400, `/v1/quotes/${id}/accept`)).toMatchObject({code: 'invalid_state'});
  });

  test('that nobody accepts in time is canceled', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const id = quoted(ada, {line_items: [{price: oncePrice(ada)}]});
    account.post(`/v1/quotes/${id}/finalize`, {expires_at: moment('2026-01-05T00:00:00Z')});
    advance(account, ada, '2026-01-05T00:00:00Z');
    expect(at(account.get(`/v1/quotes/${id}`), 'status')).toBe('canceled');
  });
});
