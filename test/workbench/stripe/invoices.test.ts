import {expectContractFaults} from '../../contracts/stripe/support/found-faults.ts';
import {at, dataOf, get, idsOf, sandboxOf} from './ask.ts';

const invoice = (fields: object) => ({
  id: 'in_1',
  customer: 'cus_1',
  amount_due: 5000,
  created: 1_000_000,
  currency: 'usd',
  ...fields,
});

function rendered(fields: object): unknown {
  return get(sandboxOf([invoice(fields)]), '/v1/invoices/in_1').body;
}

/** Facts read out of recorded traffic of Stripe's test mode. */
describe('renderInvoice()', () => {
  test('leaves a draft without number, links, effective date and ending balance', () => {
    const draft = rendered({status: 'draft'});
    for (const field of ['number', 'hosted_invoice_url', 'invoice_pdf', 'effective_at', 'ending_balance']) {
      expect(at(draft, field)).toBeNull();
    }
    expect(at(draft, 'rendering', 'pdf', 'page_size')).toBe('auto');
    expect(at(draft, 'webhooks_delivered_at')).toBe(1_000_000);
  });

  test('schedules a draft to finalize only when it advances by itself, and an attempt only for a card', () => {
    const still = rendered({status: 'draft', auto_advance: false});
    expect(at(still, 'automatically_finalizes_at')).toBeNull();
    const sent = rendered({status: 'draft', auto_advance: true, collection_method: 'send_invoice'});
    expect(at(sent, 'automatically_finalizes_at')).toBe(1_003_600);
    expect(at(sent, 'next_payment_attempt')).toBeNull();
    const charged = rendered({status: 'draft', auto_advance: true});
    expect(at(charged, 'next_payment_attempt')).toBe(1_003_600);
  });

  test('gives an open invoice its number, links, effective date and an ending balance of 0', () => {
    const open = rendered({status: 'open'});
    expect(at(open, 'number')).toMatch(/^[0-9A-Z]{8}-\d{4}$/);
    expect(at(open, 'hosted_invoice_url')).toMatch(/^https:\/\/invoice\.stripe\.com\/i\/acct_\w+\/test_/);
    expect(at(open, 'invoice_pdf')).toMatch(/^https:\/\/pay\.stripe\.com\/invoice\/acct_\w+\/test_\w+\/pdf/);
    expect(at(open, 'effective_at')).toBe(1_000_000);
    expect(at(open, 'ending_balance')).toBe(0);
    expect(at(open, 'rendering', 'pdf', 'page_size')).toBe('letter');
    expect(at(open, 'automatically_finalizes_at')).toBeNull();
  });

  test('counts an attempt for one paid by card and none for one that was sent', () => {
    const charged = rendered({status: 'paid', collection_method: 'charge_automatically'});
    expect([at(charged, 'attempted'), at(charged, 'attempt_count')]).toEqual([true, 1]);
    const sent = rendered({status: 'paid', collection_method: 'send_invoice'});
    expect([at(sent, 'attempted'), at(sent, 'attempt_count')]).toEqual([false, 0]);
    expect([at(sent, 'auto_advance'), at(sent, 'amount_remaining')]).toEqual([false, 0]);
    expect(at(sent, 'amount_paid')).toBe(5000);
  });

  test('keeps what was due as remaining when the invoice is void', () => {
    const voided = rendered({status: 'void'});
    expect(at(voided, 'amount_remaining')).toBe(5000);
    expect(at(voided, 'auto_advance')).toBe(false);
    expect(at(voided, 'status_transitions', 'voided_at')).toBe(1_000_000);
  });

  test('has none of the names that Stripe retired', () => {
    const names = Object.keys(Object(rendered({status: 'paid'})));
    for (const retired of ['charge', 'discount', 'paid', 'payment_intent', 'subscription', 'tax']) {
      expect(names).not.toContain(retired);
    }
  });

  test('leaves out what Stripe sends only on request', () => {
    const names = Object.keys(Object(rendered({status: 'paid'})));
    for (const onRequest of ['payments', 'confirmation_secret', 'amount_paid_off_stripe']) {
      expect(names).not.toContain(onRequest);
    }
  });

  test('sends a field that Stripe does not have as the world wrote it', () => {
    expectContractFaults(/house_field is a field that Stripe does not have/);
    expect(at(rendered({status: 'open', house_field: {a: 1}}), 'house_field')).toEqual({a: 1});
  });

  test('shows the customer as it is, unless the invoice says what it was', () => {
    const customer = {id: 'cus_1', object: 'customer', name: 'Now Ltd', email: 'now@now.example'};
    const sandbox = sandboxOf([
      customer,
      invoice({status: 'open'}),
      invoice({id: 'in_2', customer_name: 'Then Ltd'}),
    ]);
    expect(at(get(sandbox, '/v1/invoices/in_1').body, 'customer_name')).toBe('Now Ltd');
    const frozen = get(sandbox, '/v1/invoices/in_2').body;
    expect([at(frozen, 'customer_name'), at(frozen, 'customer_email')]).toEqual([
      'Then Ltd',
      'now@now.example',
    ]);
  });
});

describe('the lines of an invoice', () => {
  const lines = Array.from({length: 25}, (_, index) => ({
    id: `il_${index}`,
    amount: 100 + index,
    currency: 'usd',
  }));
  const sandbox = sandboxOf([invoice({status: 'open', amount_due: undefined, lines})]);

  test('are ten inside it, with their number and where the others are', () => {
    const inside = at(get(sandbox, '/v1/invoices/in_1').body, 'lines');
    expect(Object.keys(Object(inside)).sort()).toEqual(['data', 'has_more', 'object', 'total_count', 'url']);
    expect(idsOf(inside)).toEqual(lines.slice(0, 10).map(({id}) => id));
    expect(at(inside, 'has_more')).toBe(true);
    expect(at(inside, 'total_count')).toBe(25);
    expect(at(inside, 'url')).toBe('/v1/invoices/in_1/lines');
  });

  test('come in pages from their own address, in the invoice’s order', () => {
    const first = get(sandbox, '/v1/invoices/in_1/lines?limit=20').body;
    const rest = get(sandbox, '/v1/invoices/in_1/lines?limit=20&starting_after=il_19').body;
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(lines.map(({id}) => id));
    expect([at(first, 'has_more'), at(rest, 'has_more')]).toEqual([true, false]);
    expect(Object.keys(Object(first))).toEqual(['object', 'data', 'has_more', 'url']);
  });

  test('add up to the subtotal of an invoice that says none', () => {
    const sum = lines.reduce((total, {amount}) => total + amount, 0);
    const {body} = get(sandbox, '/v1/invoices/in_1');
    expect([at(body, 'subtotal'), at(body, 'total'), at(body, 'amount_due')]).toEqual([sum, sum, sum]);
  });

  test('are one for the subtotal where the world has none, and none where it says so', () => {
    const implied = get(sandboxOf([invoice({status: 'open'})]), '/v1/invoices/in_1/lines').body;
    expect(dataOf(implied).map((line) => at(line, 'amount'))).toEqual([5000]);
    expect(at(implied, 'data', 0, 'id')).toMatch(/^il_[0-9A-Za-z]{24}$/);
    const none = sandboxOf([invoice({status: 'open', lines: {object: 'list', data: []}})]);
    expect(dataOf(get(none, '/v1/invoices/in_1/lines').body)).toEqual([]);
  });
});

describe('GET /v1/account', () => {
  test('tells the name, the currency and the world’s time zone', () => {
    const {body} = get(
      sandboxOf([
        {id: 'acct_7', object: 'account', default_currency: 'eur', business_profile: {name: 'Acme'}},
      ]),
      '/v1/account',
    );
    expect(at(body, 'id')).toBe('acct_7');
    expect(at(body, 'default_currency')).toBe('eur');
    expect(at(body, 'business_profile', 'name')).toBe('Acme');
    expect(at(body, 'settings', 'dashboard', 'timezone')).toBe('America/New_York');
  });
});

describe('GET /v1/customers', () => {
  const sandbox = sandboxOf([
    {id: 'cus_1', email: 'a@a.example', created: 1},
    {id: 'cus_2', email: 'b@b.example', created: 2},
    {id: 'cus_3', object: 'customer', deleted: true},
    {id: 'cus_4', email: 'a@a.example', created: 3, test_clock: 'clock_1'},
  ]);

  test('lists newest first, without deleted ones and without those of a test clock', () => {
    expect(idsOf(get(sandbox, '/v1/customers').body)).toEqual(['cus_2', 'cus_1']);
    expect(idsOf(get(sandbox, '/v1/customers?test_clock=clock_1').body)).toEqual(['cus_4']);
  });

  test('finds by email, exactly', () => {
    expect(idsOf(get(sandbox, '/v1/customers?email=a%40a.example').body)).toEqual(['cus_1']);
    expect(idsOf(get(sandbox, '/v1/customers?email=A%40a.example').body)).toEqual([]);
  });

  test('answers for a deleted one that it is deleted, and no more', () => {
    expect(get(sandbox, '/v1/customers/cus_3').body).toEqual({
      id: 'cus_3',
      object: 'customer',
      deleted: true,
    });
  });
});
