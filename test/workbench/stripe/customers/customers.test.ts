import {at, dataOf, idsOf} from '../ask.ts';
import {type Desk, openDesk} from '../support/desk.ts';

let desk: Desk;

beforeEach(() => {
  desk = openDesk();
});

const create = (params: object = {}) => desk.post('/v1/customers', {...params});

describe('POST /v1/customers', () => {
  test('makes a customer with every key that Stripe sends, and tells of it', () => {
    const made = create({
      name: 'Ada',
      email: 'ada@example.com',
      phone: '+1 555',
      description: 'First',
      address: {line1: '1 A St', city: 'Ghent', country: 'BE'},
      shipping: {name: 'Ada', address: {line1: '2 B St'}},
      metadata: {erp: '42'},
      preferred_locales: ['nl', 'fr'],
      tax_exempt: 'reverse',
      invoice_settings: {footer: 'Thanks', custom_fields: [{name: 'PO', value: '9'}]},
    });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^cus_\w{14}$/),
      object: 'customer',
      address: {city: 'Ghent', country: 'BE', line1: '1 A St', line2: null, postal_code: null, state: null},
      balance: 0,
      created: desk.nowUnixS,
      currency: null,
      delinquent: false,
      email: 'ada@example.com',
      invoice_prefix: expect.stringMatching(/^[A-Z0-9]{8}$/),
      invoice_settings: {
        footer: 'Thanks',
        custom_fields: [{name: 'PO', value: '9'}],
        default_payment_method: null,
      },
      metadata: {erp: '42'},
      next_invoice_sequence: 1,
      preferred_locales: ['nl', 'fr'],
      shipping: {name: 'Ada', phone: null, address: {line1: '2 B St', city: null}},
      tax_exempt: 'reverse',
    });
    expect(desk.newEvents()).toMatchObject([{type: 'customer.created', object: made}]);
    expect(desk.get(`/v1/customers/${String(made['id'])}`)).toEqual(made);
  });

  test('lists the newest first, also of one second, by their email and since when', () => {
    const first = create({email: 'a@example.com'});
    const second = create({email: 'b@example.com'});
    desk.passSeconds(5);
    const third = create({email: 'a@example.com'});
    expect(idsOf(desk.get('/v1/customers'))).toEqual([third['id'], second['id'], first['id']]);
    expect(idsOf(desk.get('/v1/customers', {email: 'a@example.com'}))).toEqual([third['id'], first['id']]);
    expect(idsOf(desk.get('/v1/customers', {created: {gt: desk.nowUnixS - 5}}))).toEqual([third['id']]);
  });

  test('takes tax ids, a balance and a payment method along', () => {
    const made = create({
      tax_id_data: [{type: 'eu_vat', value: 'BE0123456789'}],
      balance: -500,
      payment_method: 'pm_card_visa',
    });
    const path = `/v1/customers/${String(made['id'])}`;
    expect(made['balance']).toBe(-500);
    expect(dataOf(desk.get(`${path}/tax_ids`))).toMatchObject([{type: 'eu_vat', country: 'BE'}]);
    expect(dataOf(desk.get(`${path}/balance_transactions`))).toMatchObject([
      {amount: -500, type: 'adjustment'},
    ]);
    expect(dataOf(desk.get(`${path}/payment_methods`))).toHaveLength(1);
  });

  test.each<readonly [string, object, object]>([
    ['an email that is none', {email: 'ada'}, {code: 'email_invalid', param: 'email'}],
    ['a prefix that is none', {invoice_prefix: 'a-1'}, {param: 'invoice_prefix'}],
    ['an exemption that is none', {tax_exempt: 'maybe'}, {param: 'tax_exempt'}],
    [
      'a clock that is not there',
      {test_clock: 'clock_none'},
      {code: 'resource_missing', param: 'test_clock'},
    ],
    [
      'shipping without a name',
      {shipping: {address: {line1: 'A'}}},
      {code: 'parameter_missing', param: 'shipping[name]'},
    ],
  ])('refuses %s', (_name, params, expected) => {
    expect(desk.refused('POST', '/v1/customers', {...params})).toMatchObject({status: 400, ...expected});
    expect(dataOf(desk.get('/v1/customers'))).toEqual([]);
  });
});

describe('POST /v1/customers/{id}', () => {
  test('changes what it names, and says what that was', () => {
    const {id} = create({name: 'Ada', metadata: {a: '1', b: '2'}, invoice_settings: {footer: 'F'}});
    desk.newEvents();
    const changed = desk.post(`/v1/customers/${String(id)}`, {
      name: 'Ada L',
      metadata: {b: '', c: '3'},
      address: {line1: 'X'},
      invoice_settings: {custom_fields: [{name: 'PO', value: '1'}]},
    });
    expect(changed).toMatchObject({
      name: 'Ada L',
      metadata: {a: '1', c: '3'},
      invoice_settings: {footer: 'F', custom_fields: [{name: 'PO', value: '1'}]},
    });
    expect(desk.newEvents()).toMatchObject([
      {
        type: 'customer.updated',
        previous: {
          name: 'Ada',
          metadata: {b: '2', c: null},
          address: null,
          invoice_settings: {custom_fields: null},
        },
      },
    ]);
    desk.post(`/v1/customers/${String(id)}`, {name: 'Ada L'});
    expect(desk.newEvents()).toEqual([]);
    expect(desk.post(`/v1/customers/${String(id)}`, {metadata: ''})['metadata']).toEqual({});
    expect(desk.post(`/v1/customers/${String(id)}`, {address: ''})['address']).toBeNull();
  });

  test('of nobody, or of one who was deleted, is 404', () => {
    const {id} = create();
    desk.remove(`/v1/customers/${String(id)}`);
    for (const missing of ['cus_none', String(id)]) {
      expect(desk.refused('POST', `/v1/customers/${missing}`, {name: 'A'})).toMatchObject({
        status: 404,
        code: 'resource_missing',
        message: `No such customer: '${missing}'`,
        param: 'id',
      });
    }
  });
});

describe('DELETE /v1/customers/{id}', () => {
  test('leaves the id and the invoices, and takes away what waited to be billed', () => {
    const {id} = create({name: 'Ada'});
    const {id: invoice} = desk.post('/v1/invoices', {customer: id, currency: 'usd'});
    desk.post('/v1/invoiceitems', {customer: id, amount: 700, currency: 'usd'});
    desk.newEvents();
    expect(desk.remove(`/v1/customers/${String(id)}`)).toEqual({id, object: 'customer', deleted: true});
    expect(desk.newEvents()).toMatchObject([{type: 'customer.deleted', object: {name: 'Ada'}}]);
    expect(desk.get(`/v1/customers/${String(id)}`)).toEqual({id, object: 'customer', deleted: true});
    expect(dataOf(desk.get('/v1/customers'))).toEqual([]);
    expect(dataOf(desk.get('/v1/invoiceitems'))).toEqual([]);
    expect(desk.get(`/v1/invoices/${String(invoice)}`, {expand: ['customer']})['customer']).toEqual({
      id,
      object: 'customer',
      deleted: true,
    });
  });
});

describe('tax ids of a customer', () => {
  test('are added, read, printed on invoices and removed', () => {
    const path = `/v1/customers/${String(create()['id'])}`;
    const made = desk.post(`${path}/tax_ids`, {type: 'gb_vat', value: 'GB123456789'});
    expect(made).toMatchObject({
      id: expect.stringMatching(/^txi_1\w{23}$/),
      object: 'tax_id',
      country: 'GB',
      type: 'gb_vat',
      value: 'GB123456789',
      verification: {status: 'unavailable'},
    });
    const taxIdPath = `${path}/tax_ids/${String(made['id'])}`;
    expect(desk.get(taxIdPath)).toEqual(made);
    expect(at(desk.get(path, {expand: ['tax_ids']}), 'tax_ids', 'data')).toEqual([made]);
    const {id} = desk.post('/v1/invoices', {customer: made['customer'], currency: 'usd'});
    const printed = () => desk.get(`/v1/invoices/${String(id)}`)['customer_tax_ids'];
    expect(printed()).toEqual([{type: 'gb_vat', value: 'GB123456789'}]);
    desk.post(`/v1/invoices/${String(id)}/finalize`);
    desk.remove(taxIdPath);
    expect(dataOf(desk.get(`${path}/tax_ids`))).toEqual([]);
    expect(printed()).toEqual([{type: 'gb_vat', value: 'GB123456789'}]);
    expect(desk.newEventTypes()).toEqual(
      expect.arrayContaining(['customer.tax_id.created', 'customer.tax_id.deleted']),
    );
  });

  test('are refused twice, and of another customer', () => {
    const [one, other] = [create(), create()].map(({id}) => `/v1/customers/${String(id)}`);
    const made = desk.post(`${one}/tax_ids`, {type: 'gb_vat', value: 'GB1'});
    expect(desk.refused('POST', `${one}/tax_ids`, {type: 'gb_vat', value: 'GB1'})['status']).toBe(400);
    expect(desk.refused('GET', `${other}/tax_ids/${String(made['id'])}`)['status']).toBe(404);
  });
});

describe('a restricted key', () => {
  const restricted = (permissions: readonly `rak_${string}_read`[]) => ({key: 'rk_test_1', permissions});
  const headers = {Authorization: 'Bearer rk_test_1'};

  test('is refused with the permission that it lacks, for each of reading and writing', () => {
    desk = openDesk([], {keys: [restricted(['rak_customer_read'])]});
    expect(desk.send('GET', '/v1/customers', {}, headers).status).toBe(200);
    for (const [method, path, permission] of [
      ['POST', '/v1/customers', 'rak_customer_write'],
      ['GET', '/v1/invoices', 'rak_invoice_read'],
      ['POST', '/v1/invoices/in_1/void', 'rak_invoice_write'],
      ['DELETE', '/v1/invoiceitems/ii_1', 'rak_invoice_write'],
    ] as const) {
      const {status, body} = desk.send(method, path, {}, headers);
      expect(status).toBe(403);
      expect(at(body, 'error', 'message')).toMatch(
        `Having the '${permission}' permission would allow this request to continue.`,
      );
    }
  });
});
