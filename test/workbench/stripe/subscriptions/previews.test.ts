import {at, dataOf} from '../ask.ts';
import {advance, idOf, invoicesOf, moment, openAccount, typesOf, withSubscriber} from './billing-account.ts';

const account = openAccount();

function halfway() {
  const ada = withSubscriber(account, '2026-04-01T00:00:00Z');
  const made = account.post('/v1/subscriptions', {customer: ada.customer, items: [{price: ada.price}]});
  advance(account, ada, '2026-04-16T00:00:00Z');
  account.newEvents();
  return {...ada, id: idOf(made), item: idOf(at(made, 'items', 'data', 0))};
}

const preview = (params: object) => account.post('/v1/invoices/create_preview', {...params});

/** Description and amount of each line. */
function linesOf(invoice: unknown): readonly unknown[] {
  return dataOf(at(invoice, 'lines')).map((line) => [at(line, 'description'), at(line, 'amount')]);
}

describe('create_preview', () => {
  test('shows the next cycle and leaves everything as it was', () => {
    const ada = halfway();
    const before = account.get(`/v1/subscriptions/${ada.id}`);
    const upcoming = preview({subscription: ada.id});
    expect(upcoming).toMatchObject({
      billing_reason: 'upcoming',
      created: moment('2026-05-01T00:00:00Z'),
      status: 'draft',
      total: 2000,
    });
    expect(at(upcoming, 'id')).toMatch(/^upcoming_in_/);
    expect(at(upcoming, 'lines', 'data', 0)).toMatchObject({
      invoice: at(upcoming, 'id'),
      period: {start: moment('2026-05-01T00:00:00Z'), end: moment('2026-06-01T00:00:00Z')},
    });
    expect(account.get(`/v1/subscriptions/${ada.id}`)).toEqual(before);
    expect(invoicesOf(account, ada)).toHaveLength(1);
    expect(typesOf(account.newEvents())).toEqual([]);
  });

  test('says of a change exactly what the change then costs', () => {
    const ada = halfway();
    const dearer = idOf(
      account.post('/v1/prices', {
        product: ada.product,
        currency: 'usd',
        unit_amount: 4999,
        recurring: {interval: 'month'},
      }),
    );
    const items = [{id: ada.item, price: dearer}];
    const date = moment('2026-04-16T00:00:00Z');
    const waiting = preview({subscription: ada.id, subscription_details: {items, proration_date: date}});
    const atOnce = preview({
      subscription: ada.id,
      subscription_details: {items, proration_behavior: 'always_invoice', proration_date: date},
    });
    expect(linesOf(atOnce)).toEqual(linesOf(waiting).slice(1));
    account.post(`/v1/subscriptions/${ada.id}`, {
      items,
      proration_behavior: 'always_invoice',
      proration_date: date,
    });
    expect(linesOf(invoicesOf(account, ada)[1])).toEqual(linesOf(atOnce));
    expect(at(invoicesOf(account, ada)[1], 'total')).toBe(at(atOnce, 'total'));
  });

  test('says what subscribing would cost', () => {
    const ada = withSubscriber(account, '2026-04-01T00:00:00Z');
    const details = {items: [{price: ada.price, quantity: 3}]};
    expect(preview({customer: ada.customer, subscription_details: details})).toMatchObject({total: 6000});
    expect(dataOf(account.get('/v1/subscriptions', {customer: ada.customer, status: 'all'}))).toEqual([]);
  });

  test('has nothing to show for what ends with its period', () => {
    const ada = halfway();
    account.post(`/v1/subscriptions/${ada.id}`, {cancel_at_period_end: true});
    expect(account.refused(404, '/v1/invoices/create_preview', {subscription: ada.id})).toMatchObject({
      code: 'invoice_upcoming_none',
    });
    const ended = preview({subscription: ada.id, subscription_details: {cancel_now: true}});
    expect(linesOf(ended)).toEqual([['Unused time on Gold after 16 Apr 2026', -1000]]);
  });
});
