import {at, dataOf, get, sandboxOf} from './ask.ts';

const sandbox = sandboxOf([
  {id: 'cus_1', object: 'customer', name: 'Acme', email: 'a@acme.example'},
  {id: 'cus_2', object: 'customer', deleted: true},
  {id: 'in_1', customer: 'cus_1', status: 'open', amount_due: 900, created: 1},
  {id: 'in_2', customer: 'cus_2', status: 'open', amount_due: 900, created: 2, latest_revision: 'in_1'},
  {
    id: 'in_3',
    customer: null,
    status: 'open',
    amount_due: 900,
    amount_paid: 400,
    created: 3,
    payments: [
      {
        id: 'inpay_1',
        amount_paid: 400,
        payment: {type: 'payment_record', payment_record: 'pyr_1'},
      },
    ],
  },
  {id: 'pyr_1', object: 'payment_record', amount: {currency: 'usd', value: 400}},
]);

function message(url: string): unknown {
  return at(get(sandbox, url).body, 'error', 'message');
}

describe('expand', () => {
  test.each(['expand[]=data.customer', 'expand[0]=data.customer', 'expand%5B%5D=data.customer'])(
    'puts objects in for ids, written as %s',
    (query) => {
      const customers = dataOf(get(sandbox, `/v1/invoices?${query}`).body).map((one) => at(one, 'customer'));
      expect(customers[0]).toBeNull();
      expect(customers[1]).toEqual({id: 'cus_2', object: 'customer', deleted: true});
      expect(at(customers[2], 'name')).toBe('Acme');
    },
  );

  test('leaves the id where nothing is asked', () => {
    expect(at(get(sandbox, '/v1/invoices/in_1').body, 'customer')).toBe('cus_1');
  });

  test('goes through an object into the next', () => {
    const {body} = get(sandbox, '/v1/invoices/in_2?expand[]=latest_revision.customer');
    expect(at(body, 'latest_revision', 'object')).toBe('invoice');
    expect(at(body, 'latest_revision', 'customer', 'name')).toBe('Acme');
  });

  test('adds payments as a list of invoice payments', () => {
    const {body} = get(sandbox, '/v1/invoices/in_3?expand[]=payments');
    expect(at(body, 'payments', 'url')).toBe('/v1/invoices/in_3/payments');
    expect(at(body, 'payments', 'data', 0, 'object')).toBe('invoice_payment');
    expect(at(body, 'payments', 'data', 0, 'amount_paid')).toBe(400);
    expect(at(body, 'payments', 'data', 0, 'status')).toBe('paid');
  });

  test('makes the payments that follow from amounts where the world has none', () => {
    const {body} = get(sandbox, '/v1/invoices/in_1?expand[]=payments');
    const [payment, ...others] = dataOf(at(body, 'payments'));
    expect(others).toEqual([]);
    expect(at(payment, 'status')).toBe('open');
    expect(at(payment, 'amount_paid')).toBeNull();
    expect(at(payment, 'amount_requested')).toBe(900);
    expect(at(payment, 'id')).toMatch(/^inpay_[0-9A-Za-z]{24}$/);
  });

  test('splits what was paid in part from what is still asked for', () => {
    const partly = sandboxOf([
      {id: 'in_1', customer: null, status: 'open', amount_due: 900, amount_paid: 200},
    ]);
    const {body} = get(partly, '/v1/invoices/in_1?expand[]=payments');
    expect(
      dataOf(at(body, 'payments')).map((one) => [
        at(one, 'status'),
        at(one, 'amount_requested'),
        at(one, 'amount_paid'),
        at(one, 'is_default'),
      ]),
    ).toEqual([
      ['paid', 200, 200, false],
      ['open', 700, null, true],
    ]);
  });

  test('reaches into lists, and tells what was paid outside Stripe', () => {
    const path = 'payments.data.payment.payment_record';
    const {body} = get(sandbox, `/v1/invoices/in_3?expand[]=${path}&expand[]=amount_paid_off_stripe`);
    expect(at(body, 'payments', 'data', 0, 'payment', 'payment_record', 'amount')).toEqual({
      currency: 'usd',
      value: 400,
    });
    expect(at(body, 'amount_paid_off_stripe')).toBe(400);
  });

  test('takes what is always there, and a list’s own data, as nothing to do', () => {
    const plain = get(sandbox, '/v1/invoices').body;
    expect(get(sandbox, '/v1/invoices?expand[]=data').body).toEqual(plain);
    expect(get(sandbox, '/v1/invoices?expand[]=data.status_transitions').body).toEqual(plain);
    expect(get(sandbox, '/v1/invoices?expand[]=data.lines').body).toEqual(plain);
  });

  test('does not change what the next request sees', () => {
    get(sandbox, '/v1/invoices?expand[]=data.customer&expand[]=data.payments');
    expect(at(get(sandbox, '/v1/invoices/in_1').body, 'customer')).toBe('cus_1');
    get(sandbox, '/v1/invoices/in_3?expand[]=payments.data.payment.payment_record');
    const {body} = get(sandbox, '/v1/invoices/in_3?expand[]=payments');
    expect(at(body, 'payments', 'data', 0, 'payment', 'payment_record')).toBe('pyr_1');
  });

  test('refuses what cannot be expanded in Stripe’s words', () => {
    expect(message('/v1/invoices?expand[]=customer')).toBe(
      "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead.",
    );
    expect(message('/v1/invoices?expand[]=data.metadata')).toBe(
      'This property cannot be expanded (data.metadata).',
    );
    expect(message('/v1/invoices/in_1?expand[]=customer.nothing')).toBe(
      'This property cannot be expanded (customer.nothing).',
    );
    expect(message('/v1/invoices/in_1?expand[]=constructor')).toBe(
      'This property cannot be expanded (constructor).',
    );
  });

  test('refuses a fifth level, the data of a list being one', () => {
    expect(message('/v1/invoices?expand[]=data.payments.data.payment.payment_intent')).toBe(
      'You cannot expand more than 4 levels of a property. Property: data.payments.data.payment.payment_intent',
    );
  });

  test('says that the world lacks an object instead of leaving it out', () => {
    const partial = sandboxOf([
      {id: 'in_1', customer: null, status: 'draft', amount_due: 0, default_payment_method: 'pm_none'},
    ]);
    expect(
      at(get(partial, '/v1/invoices/in_1?expand[]=default_payment_method').body, 'error', 'message'),
    ).toMatch(
      /^The sandbox cannot expand 'default_payment_method' of 'pm_none': the world holds no such object\./,
    );
  });
});
