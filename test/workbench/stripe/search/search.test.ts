import {at, idsOf, sandboxOf} from '../ask.ts';
import {type FormClient, formClient} from '../credit-notes/send-form.ts';

const created = 1_790_000_000;
let stripe: FormClient;

beforeEach(() => {
  const invoices = Array.from({length: 25}, (_, index) => ({
    id: `in_${index}`,
    object: 'invoice',
    amount_due: 100 * (index + 1),
    created: created + index,
    currency: index % 2 === 0 ? 'usd' : 'eur',
    customer: 'cus_1',
    metadata: {batch: String(index % 5)},
    number: `AB12CD34-${String(index).padStart(4, '0')}`,
    status: 'open',
    total: 100 * (index + 1),
  }));
  stripe = formClient(
    sandboxOf([
      {
        id: 'cus_1',
        object: 'customer',
        created,
        email: 'amy@rocket.example',
        name: 'Rocket Rides',
        phone: '+1 555',
      },
      {id: 'cus_2', object: 'customer', created, deleted: true},
      ...invoices,
    ]),
  );
});

describe('GET /v1/invoices/search', () => {
  test('answers pages of what the query finds, newest first', () => {
    const query = 'currency:"usd" AND total>=100';
    const found: unknown[] = [];
    let page: Readonly<Record<string, unknown>> = {};
    for (let pages = 1; pages <= 3; pages += 1) {
      page = stripe.get('/v1/invoices/search', {
        query,
        limit: 5,
        ...(page['next_page'] === undefined ? {} : {page: page['next_page']}),
      });
      expect(page).toMatchObject({object: 'search_result', has_more: pages < 3, url: '/v1/invoices/search'});
      found.push(...idsOf(page));
    }
    expect(page['next_page']).toBeNull();
    expect(found).toEqual(Array.from({length: 13}, (_, index) => `in_${24 - 2 * index}`));
  });

  test('holds ten where no limit is given, and counts all of them on request', () => {
    const page = stripe.get('/v1/invoices/search', {query: 'status:"open"'});
    expect(idsOf(page)).toHaveLength(10);
    expect('total_count' in page).toBe(false);
    const counted = stripe.get('/v1/invoices/search', {
      query: 'status:"open"',
      expand: ['total_count', 'data.customer'],
    });
    expect(counted['total_count']).toBe(25);
    expect(at(counted, 'data', 0, 'customer', 'name')).toBe('Rocket Rides');
  });

  test('refuses a page of another query, and both wrong queries and wrong limits', () => {
    const {next_page} = stripe.get('/v1/invoices/search', {query: 'status:"open"', limit: 1});
    const refused = (params: object) => stripe.refused('GET', '/v1/invoices/search', {...params});
    expect(refused({query: 'status:"paid"', page: next_page})).toMatchObject({status: 400, param: 'page'});
    expect(refused({query: 'status'})).toMatchObject({status: 400, param: 'query'});
    expect(refused({})).toMatchObject({code: 'parameter_missing', param: 'query'});
    expect(refused({query: 'status:"open"', limit: 101})).toMatchObject({param: 'limit'});
    expect(refused({query: 'status:"open"', expand: ['data.lines.nothing']})).toMatchObject({status: 400});
  });

  test('follows a change by a minute', () => {
    const ids = (query: string) => idsOf(stripe.get('/v1/invoices/search', {query, limit: 100}));
    stripe.post('/v1/credit_notes', {invoice: 'in_0', amount: 100});
    expect(stripe.get('/v1/invoices/in_0')).toMatchObject({status: 'paid'});
    expect(ids('status:"paid"')).toEqual([]);
    // What is found as it was is shown as it is.
    const [stale] = Object(stripe.get('/v1/invoices/search', {query: 'status:"open" AND total:100'})['data']);
    expect(stale).toMatchObject({id: 'in_0', status: 'paid'});
    stripe.passSeconds(59);
    expect(ids('status:"paid"')).toEqual([]);
    stripe.passSeconds(1);
    expect(ids('status:"paid"')).toEqual(['in_0']);
    expect(ids('status:"open"')).not.toContain('in_0');
  });
});

describe('GET /v1/customers/search', () => {
  test.each([
    ['email:"AMY@rocket.example"', ['cus_1']],
    ['email~"rocket"', ['cus_1']],
    ['name~"ket Ri"', ['cus_1']],
    ['-name:"Rocket Rides"', []],
    ['phone:"+1 555"', ['cus_1']],
    [`created>${created - 1}`, ['cus_1']],
    ['metadata["tier"]:null', ['cus_1']],
  ])('%s finds %j', (query, ids) => {
    expect(idsOf(stripe.get('/v1/customers/search', {query}))).toEqual(ids);
  });

  test('knows a new customer and its new name a minute later', () => {
    const {id} = stripe.post('/v1/customers', {name: 'Zebra'});
    const zebras = (name: string) => idsOf(stripe.get('/v1/customers/search', {query: `name:"${name}"`}));
    expect(zebras('Zebra')).toEqual([]);
    stripe.passSeconds(60);
    expect(zebras('Zebra')).toEqual([id]);
    stripe.post(`/v1/customers/${id}`, {name: 'Quagga'});
    expect(zebras('Quagga')).toEqual([]);
    expect(zebras('Zebra')).toEqual([id]);
    stripe.passSeconds(60);
    expect(zebras('Quagga')).toEqual([id]);
  });
});
