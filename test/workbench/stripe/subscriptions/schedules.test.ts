import {at, dataOf, idsOf} from '../ask.ts';
import {advance, idOf, invoicesOf, moment, openAccount, typesOf, withSubscriber} from './billing-account.ts';

const account = openAccount();

/** 20.00 for two months, then 50.00 for one. */
function scheduled(params: object = {}) {
  const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
  const dearer = idOf(
    account.post('/v1/prices', {
      product: ada.product,
      currency: 'usd',
      unit_amount: 5000,
      recurring: {interval: 'month'},
    }),
  );
  account.newEvents();
  const made = account.post('/v1/subscription_schedules', {
    customer: ada.customer,
    start_date: moment('2026-01-10T00:00:00Z'),
    phases: [
      {items: [{price: ada.price}], duration: {interval: 'month', interval_count: 2}},
      {items: [{price: dearer}]},
    ],
    ...params,
  });
  return {...ada, dearer, made, id: idOf(made)};
}

const read = (id: string) => account.get(`/v1/subscription_schedules/${id}`);

describe('a schedule', () => {
  test('begins its subscription when its first phase does', () => {
    const ada = scheduled();
    expect(ada.made).toMatchObject({
      current_phase: null,
      end_behavior: 'release',
      object: 'subscription_schedule',
      status: 'not_started',
      subscription: null,
    });
    expect(at(ada.made, 'phases', 0)).toMatchObject({
      start_date: moment('2026-01-10T00:00:00Z'),
      end_date: moment('2026-03-10T00:00:00Z'),
    });
    expect(at(ada.made, 'phases', 1, 'end_date')).toBe(moment('2026-04-10T00:00:00Z'));
    expect(typesOf(account.newEvents())).toEqual(['subscription_schedule.created']);
    advance(account, ada, '2026-01-10T01:00:00Z');
    expect(read(ada.id)).toMatchObject({
      current_phase: {start_date: moment('2026-01-10T00:00:00Z')},
      status: 'active',
    });
    expect(invoicesOf(account, ada)).toMatchObject([{status: 'paid', total: 2000}]);
  });

  test('bills each cycle at the price of its phase, without prorations at the change', () => {
    const ada = scheduled({end_behavior: 'cancel'});
    advance(account, ada, '2026-02-11T00:00:00Z');
    advance(account, ada, '2026-03-11T00:00:00Z');
    advance(account, ada, '2026-04-11T00:00:00Z');
    expect(invoicesOf(account, ada).map((invoice) => at(invoice, 'total'))).toEqual([2000, 2000, 5000]);
    const schedule = read(ada.id);
    expect(schedule).toMatchObject({completed_at: moment('2026-04-10T00:00:00Z'), status: 'completed'});
    expect(account.get(`/v1/subscriptions/${at(schedule, 'subscription')}`)).toMatchObject({
      ended_at: moment('2026-04-10T00:00:00Z'),
      status: 'canceled',
    });
  });

  test('lets go of its subscription at its end', () => {
    const ada = scheduled();
    advance(account, ada, '2026-02-28T00:00:00Z');
    advance(account, ada, '2026-04-11T00:00:00Z');
    const schedule = read(ada.id);
    expect(schedule).toMatchObject({status: 'released', subscription: null});
    expect(account.get(`/v1/subscriptions/${at(schedule, 'released_subscription')}`)).toMatchObject({
      schedule: null,
      status: 'active',
    });
    expect(invoicesOf(account, ada).map((invoice) => at(invoice, 'total'))).toEqual([2000, 2000, 5000, 5000]);
  });

  test('is canceled before it begins, and then begins nothing', () => {
    const ada = scheduled();
    expect(account.post(`/v1/subscription_schedules/${ada.id}/cancel`)).toMatchObject({status: 'canceled'});
    advance(account, ada, '2026-02-01T00:00:00Z');
    expect(invoicesOf(account, ada)).toEqual([]);
    expect(account.refused(400, `/v1/subscription_schedules/${ada.id}/release`)).toBeDefined();
  });

  test('is made of a subscription, given another phase, and released', () => {
    const ada = withSubscriber(account, '2026-01-01T00:00:00Z');
    const subscription = idOf(
      account.post('/v1/subscriptions', {customer: ada.customer, items: [{price: ada.price}]}),
    );
    const made = account.post('/v1/subscription_schedules', {from_subscription: subscription});
    expect(made).toMatchObject({status: 'active', subscription});
    expect(at(account.get(`/v1/subscriptions/${subscription}`), 'schedule')).toBe(idOf(made));
    const current = {items: [{price: ada.price}], end_date: moment('2026-02-01T00:00:00Z')};
    const later = {items: [{price: ada.price, quantity: 3}]};
    account.post(`/v1/subscription_schedules/${idOf(made)}`, {phases: [current, later]});
    advance(account, ada, '2026-02-01T02:00:00Z');
    expect(invoicesOf(account, ada).map((invoice) => at(invoice, 'total'))).toEqual([2000, 6000]);
    account.post(`/v1/subscription_schedules/${idOf(made)}/release`);
    expect(at(account.get(`/v1/subscriptions/${subscription}`), 'schedule')).toBeNull();
    expect(idsOf(account.get('/v1/subscription_schedules', {customer: ada.customer}))).toEqual([idOf(made)]);
    expect(
      dataOf(account.get('/v1/subscription_schedules', {scheduled: true, customer: ada.customer})),
    ).toEqual([]);
  });
});
