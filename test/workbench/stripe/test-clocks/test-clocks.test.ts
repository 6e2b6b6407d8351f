import {at, dataOf, idsOf} from '../ask.ts';
import {
  advance,
  idOf,
  moment,
  openAccount,
  typesOf,
  withSubscriber,
} from '../subscriptions/billing-account.ts';

const account = openAccount();
const frozen = (iso: string) => ({frozen_time: moment(iso)});

function clockAt(iso: string): string {
  const id = idOf(account.post('/v1/test_helpers/test_clocks', {...frozen(iso), name: 'Renewals'}));
  account.newEvents();
  return id;
}

describe('a test clock', () => {
  test('stands still until it is advanced, and says so meanwhile', () => {
    const made = account.post('/v1/test_helpers/test_clocks', frozen('2026-01-01T00:00:00Z'));
    expect(made).toMatchObject({
      created: moment('2026-10-31T17:00:00Z'),
      deletes_after: moment('2026-11-30T17:00:00Z'),
      livemode: false,
      name: null,
      object: 'test_helpers.test_clock',
      status: 'ready',
      status_details: {},
    });
    const id = idOf(made);
    account.newEvents();
    const answer = account.post(`/v1/test_helpers/test_clocks/${id}/advance`, frozen('2026-01-02T00:00:00Z'));
    expect(answer).toMatchObject({
      status: 'advancing',
      status_details: {advancing: {target_frozen_time: moment('2026-01-02T00:00:00Z')}},
    });
    expect(account.get(`/v1/test_helpers/test_clocks/${id}`)).toMatchObject({
      frozen_time: moment('2026-01-02T00:00:00Z'),
      status: 'ready',
    });
    expect(typesOf(account.newEvents())).toEqual([
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.ready',
    ]);
  });

  test('never goes back, and at most two intervals of its shortest subscription on', () => {
    const id = clockAt('2026-01-01T00:00:00Z');
    const path = `/v1/test_helpers/test_clocks/${id}/advance`;
    expect(account.refused(400, path, frozen('2026-01-01T00:00:00Z'))).toMatchObject({param: 'frozen_time'});
    expect(account.refused(400, path, frozen('2028-01-01T00:00:01Z'))).toMatchObject({param: 'frozen_time'});

    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    account.post('/v1/subscriptions', {customer: ada.customer, items: [{price: ada.price}]});
    const hers = `/v1/test_helpers/test_clocks/${ada.clock}/advance`;
    expect(account.refused(400, hers, frozen('2026-03-15T00:00:01Z'))).toMatchObject({param: 'frozen_time'});
    advance(account, ada, '2026-03-15T00:00:00Z');
  });

  test('goes with its customers and their subscriptions', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const subscription = idOf(
      account.post('/v1/subscriptions', {customer: ada.customer, items: [{price: ada.price}]}),
    );
    const path = `/v1/test_helpers/test_clocks/${ada.clock}`;
    expect(account.del(path)).toEqual({id: ada.clock, object: 'test_helpers.test_clock', deleted: true});
    expect(account.send('GET', path).status).toBe(404);
    expect(account.get(`/v1/customers/${ada.customer}`)).toMatchObject({deleted: true});
    expect(at(account.get(`/v1/subscriptions/${subscription}`), 'status')).toBe('canceled');
  });

  test('is deleted by itself after 30 days of the account', () => {
    const other = openAccount();
    const id = idOf(other.post('/v1/test_helpers/test_clocks', frozen('2026-01-01T00:00:00Z')));
    other.passSeconds(30 * 86_400 - 1);
    expect(idsOf(other.get('/v1/test_helpers/test_clocks'))).toContain(id);
    other.passSeconds(1);
    expect(idsOf(other.get('/v1/test_helpers/test_clocks'))).not.toContain(id);
  });
});

describe('events', () => {
  test('are listed by type, types and pattern, newest first, for 30 days', () => {
    const other = openAccount();
    const product = idOf(other.post('/v1/products', {name: 'A'}));
    other.passSeconds(10);
    other.post(`/v1/products/${product}`, {name: 'B'});
    const all = dataOf(other.get('/v1/events'));
    expect(typesOf(all)).toEqual(['product.updated', 'product.created']);
    expect(all[0]).toMatchObject({
      api_version: '2026-10-28.endive',
      data: {object: {id: product, name: 'B'}, previous_attributes: {name: 'A'}},
      object: 'event',
    });
    expect(typesOf(dataOf(other.get('/v1/events', {type: 'product.created'})))).toEqual(['product.created']);
    expect(dataOf(other.get('/v1/events', {type: 'product.*'}))).toHaveLength(2);
    expect(dataOf(other.get('/v1/events', {types: ['product.updated', 'price.created']}))).toHaveLength(1);
    const created = Number(at(all[1], 'created'));
    expect(dataOf(other.get('/v1/events', {created: {gt: created}}))).toHaveLength(1);
    expect(other.get(`/v1/events/${idOf(all[1])}`)).toEqual(all[1]);
    expect(other.send('GET', '/v1/events', {type: 'a', types: ['b']}).status).toBe(400);
    other.passSeconds(30 * 86_400 - 10);
    expect(typesOf(dataOf(other.get('/v1/events')))).toEqual(['product.updated']);
    expect(other.send('GET', `/v1/events/${idOf(all[1])}`).status).toBe(404);
  });
});
