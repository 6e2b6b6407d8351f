import {at, dataOf} from '../ask.ts';
import {type Desk, openDesk} from '../support/desk.ts';

const secondsPerHour = 3600;
const secondsPerDay = 24 * secondsPerHour;

let desk: Desk;
let customer: string;

beforeEach(() => {
  desk = openDesk();
  customer = String(desk.post('/v1/customers', {name: 'Ada', email: 'ada@example.com'})['id']);
  desk.newEvents();
});

const terms = {collection_method: 'send_invoice', days_until_due: 30};

/** A draft of 100.00 over terms. */
function draft(more: object = {}, amount = 10_000): string {
  const {id} = desk.post('/v1/invoices', {customer, ...terms, ...more});
  desk.post('/v1/invoiceitems', {customer, invoice: id, amount, description: 'Work'});
  return String(id);
}

const invoice = (id: string) => desk.get(`/v1/invoices/${id}`);
const balance = () => desk.get(`/v1/customers/${customer}`)['balance'];

describe('POST /v1/invoices', () => {
  test('makes a draft as recorded ones are', () => {
    const made = desk.post('/v1/invoices', {customer});
    expect(made).toMatchObject({
      object: 'invoice',
      amount_due: 0,
      attempt_count: 0,
      attempted: false,
      auto_advance: false,
      automatically_finalizes_at: null,
      billing_reason: 'manual',
      collection_method: 'charge_automatically',
      created: desk.nowUnixS,
      currency: 'usd',
      customer,
      customer_email: 'ada@example.com',
      due_date: null,
      effective_at: null,
      ending_balance: null,
      hosted_invoice_url: null,
      invoice_pdf: null,
      next_payment_attempt: null,
      number: null,
      rendering: {pdf: {page_size: 'auto'}},
      status: 'draft',
      webhooks_delivered_at: desk.nowUnixS,
    });
    expect(made['id']).toMatch(/^in_1\w{23}$/);
    expect(at(made, 'lines', 'total_count')).toBe(0);
  });

  test('tells of the customer’s first currency before the invoice', () => {
    desk.post('/v1/invoices', {customer, currency: 'eur'});
    const [first, second] = desk.newEvents();
    expect(first).toMatchObject({type: 'customer.updated', previous: {currency: null}});
    expect(second).toMatchObject({type: 'invoice.created', previous: undefined});
    desk.post('/v1/invoices', {customer});
    expect(desk.newEventTypes()).toEqual(['invoice.created']);
  });

  test('reckons the due date from the days, or takes it as given', () => {
    const days = desk.post('/v1/invoices', {customer, ...terms});
    expect(days['due_date']).toBe(desk.nowUnixS + 30 * secondsPerDay);
    const due = desk.nowUnixS + 5;
    expect(
      desk.post('/v1/invoices', {customer, collection_method: 'send_invoice', due_date: due})['due_date'],
    ).toBe(due);
  });

  test.each<readonly [string, object, object]>([
    ['a stranger', {customer: 'cus_none'}, {param: 'customer', code: 'resource_missing'}],
    [
      'terms without a date',
      {collection_method: 'send_invoice'},
      {param: 'days_until_due', code: 'parameter_missing'},
    ],
    ['both a date and days', {...terms, due_date: 2_000_000_000}, {param: 'days_until_due'}],
    ['a date in the past', {collection_method: 'send_invoice', due_date: 1}, {param: 'due_date'}],
    ['days for what is charged automatically', {days_until_due: 30}, {param: 'days_until_due'}],
    [
      'a tax rate that is not there',
      {default_tax_rates: ['txr_none']},
      {param: 'default_tax_rates[0]', code: 'resource_missing'},
    ],
    [
      'a coupon that is not there',
      {discounts: [{coupon: 'none'}]},
      {param: 'discounts[0][coupon]', code: 'resource_missing'},
    ],
    [
      'a payment method that is not there',
      {default_payment_method: 'pm_none'},
      {param: 'default_payment_method'},
    ],
    [
      'a moment without advancing',
      {automatically_finalizes_at: 2_000_000_000},
      {param: 'automatically_finalizes_at'},
    ],
    ['what the sandbox does not model', {application_fee_amount: 5}, {param: 'application_fee_amount'}],
    ['automatic tax', {automatic_tax: {enabled: true}}, {param: 'automatic_tax[enabled]'}],
  ])('refuses %s', (_name, params, expected) => {
    expect(desk.refused('POST', '/v1/invoices', {customer, ...params})).toMatchObject({
      status: 400,
      ...expected,
    });
    expect(desk.newEvents()).toEqual([]);
  });

  test('refuses to bill nobody', () => {
    expect(desk.refused('POST', '/v1/invoices')).toMatchObject({
      param: 'customer',
      code: 'parameter_missing',
    });
  });

  test('leaves pending items waiting, or takes them where it is asked to', () => {
    const pending = (currency: string) =>
      desk.post('/v1/invoiceitems', {customer, amount: 700, currency})['id'];
    const waiting = pending('usd');
    pending('eur');
    expect(desk.post('/v1/invoices', {customer, currency: 'usd'})['total']).toBe(0);
    const taking = desk.post('/v1/invoices', {
      customer,
      currency: 'usd',
      pending_invoice_items_behavior: 'include',
    });
    expect(taking).toMatchObject({total: 700, amount_due: 700});
    expect(desk.get(`/v1/invoiceitems/${String(waiting)}`)['invoice']).toBe(taking['id']);
    expect(dataOf(desk.get('/v1/invoiceitems', {pending: true}))).toMatchObject([{currency: 'eur'}]);
  });

  test('revises an open invoice: the copy replaces it once it is finalized', () => {
    const old = draft({description: 'First'});
    expect(
      desk.refused('POST', '/v1/invoices', {from_invoice: {action: 'revision', invoice: old}})['status'],
    ).toBe(400);
    desk.post(`/v1/invoices/${old}/finalize`);
    const revision = desk.post('/v1/invoices', {from_invoice: {action: 'revision', invoice: old}});
    expect(revision).toMatchObject({
      status: 'draft',
      description: 'First',
      total: 10_000,
      customer,
      from_invoice: {action: 'revision', invoice: old},
    });
    expect(invoice(old)['status']).toBe('open');
    desk.post(`/v1/invoices/${String(revision['id'])}/finalize`);
    expect(invoice(old)).toMatchObject({status: 'void', latest_revision: revision['id']});
  });
});

describe('POST /v1/invoices/{id}/finalize', () => {
  test('numbers the invoice, freezes its customer and opens a payment for it', () => {
    const id = draft();
    desk.newEvents();
    const finalized = desk.post(`/v1/invoices/${id}/finalize`);
    expect(finalized).toMatchObject({
      status: 'open',
      number: expect.stringMatching(/^[A-Z0-9]{8}-0001$/),
      effective_at: desk.nowUnixS,
      ending_balance: 0,
      rendering: {pdf: {page_size: 'letter'}},
      status_transitions: {finalized_at: desk.nowUnixS, paid_at: null},
    });
    expect(desk.newEventTypes()).toEqual(['payment_intent.created', 'invoice.updated', 'invoice.finalized']);
    desk.post(`/v1/customers/${customer}`, {name: 'Ada Lovelace', email: 'al@example.com'});
    expect(invoice(id)).toMatchObject({customer_name: 'Ada', customer_email: 'ada@example.com'});
    const {payments, confirmation_secret: secret} = desk.get(`/v1/invoices/${id}`, {
      expand: ['payments', 'confirmation_secret'],
    });
    expect(secret).toMatchObject({
      client_secret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
      type: 'payment_intent',
    });
    expect(at(payments, 'data')).toMatchObject([
      {status: 'open', amount_requested: 10_000, amount_paid: null, is_default: true, invoice: id},
    ]);
    expect(desk.refused('POST', `/v1/invoices/${id}/finalize`)['message']).toBe(
      "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
    );
  });

  test('goes on in the customer’s sequence, with the prefix and number that they are given', () => {
    desk.post(`/v1/customers/${customer}`, {invoice_prefix: 'ADA', next_invoice_sequence: 41});
    const numbers = [draft(), draft({number: 'X-1'}), draft()].map(
      (id) => desk.post(`/v1/invoices/${id}/finalize`)['number'],
    );
    expect(numbers).toEqual(['ADA-0041', 'X-1', 'ADA-0042']);
    expect(desk.refused('POST', '/v1/invoices', {customer, number: 'X-1'})).toMatchObject({param: 'number'});
  });

  test('takes credit off what is due, and asks for what is owed from before', () => {
    desk.post(`/v1/customers/${customer}/balance_transactions`, {amount: -3000, currency: 'usd'});
    const first = desk.post(`/v1/invoices/${draft()}/finalize`);
    expect(first).toMatchObject({
      total: 10_000,
      starting_balance: -3000,
      ending_balance: 0,
      amount_due: 7000,
    });
    expect(balance()).toBe(0);
    desk.post(`/v1/customers/${customer}/balance_transactions`, {amount: 500, currency: 'usd'});
    const second = desk.post(`/v1/invoices/${draft()}/finalize`);
    expect(second).toMatchObject({starting_balance: 500, ending_balance: 0, amount_due: 10_500});
    expect(dataOf(desk.get(`/v1/customers/${customer}/balance_transactions`))).toMatchObject([
      {type: 'applied_to_invoice', amount: -500, invoice: second['id'], ending_balance: 0},
      {type: 'adjustment'},
      {type: 'applied_to_invoice', amount: 3000, invoice: first['id'], ending_balance: 0},
      {type: 'adjustment'},
    ]);
  });

  test('pays at once what credit covers, and turns a total below zero into credit', () => {
    desk.post(`/v1/customers/${customer}/balance_transactions`, {amount: -10_000, currency: 'usd'});
    const covered = draft();
    desk.newEvents();
    expect(desk.post(`/v1/invoices/${covered}/finalize`)).toMatchObject({
      status: 'paid',
      amount_due: 0,
      amount_paid: 0,
      attempted: true,
      attempt_count: 0,
      status_transitions: {finalized_at: desk.nowUnixS, paid_at: desk.nowUnixS},
    });
    expect(desk.newEventTypes()).toEqual([
      'customer.updated',
      'invoice.updated',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    const negative = desk.post(`/v1/invoices/${draft({}, -2500)}/finalize`);
    expect(negative).toMatchObject({status: 'paid', total: -2500, amount_due: 0, ending_balance: -2500});
    expect(balance()).toBe(-2500);
  });

  test('leaves less than the smallest charge for the next invoice', () => {
    const {id} = desk.post('/v1/invoices', {customer});
    desk.post('/v1/invoiceitems', {customer, invoice: id, amount: 49});
    expect(desk.post(`/v1/invoices/${String(id)}/finalize`)).toMatchObject({
      status: 'paid',
      amount_due: 0,
      ending_balance: 49,
    });
    expect(balance()).toBe(49);
    expect(dataOf(desk.get(`/v1/customers/${customer}/balance_transactions`))).toMatchObject([
      {type: 'invoice_too_small', amount: 49},
    ]);
  });
});

describe('what Stripe does by itself', () => {
  test('finalizes and sends a draft over terms an hour after it was made', () => {
    const id = draft({auto_advance: true});
    expect(invoice(id)).toMatchObject({
      automatically_finalizes_at: desk.nowUnixS + secondsPerHour,
      next_payment_attempt: null,
    });
    desk.passSeconds(secondsPerHour - 1);
    expect(invoice(id)['status']).toBe('draft');
    desk.newEvents();
    desk.passSeconds(1);
    expect(invoice(id)).toMatchObject({
      status: 'open',
      automatically_finalizes_at: null,
      status_transitions: {finalized_at: desk.nowUnixS},
    });
    expect(desk.newEventTypes()).toEqual([
      'payment_intent.created',
      'invoice.updated',
      'invoice.finalized',
      'invoice.sent',
    ]);
  });

  test('finalizes also what nobody can be told of', () => {
    customer = String(desk.post('/v1/customers', {name: 'No address'})['id']);
    const id = draft({auto_advance: true});
    desk.passSeconds(secondsPerHour);
    expect(invoice(id)['status']).toBe('open');
    expect(desk.newEventTypes()).not.toContain('invoice.sent');
  });

  test('finalizes at the moment it should have, however late somebody asks', () => {
    const id = draft({auto_advance: true});
    const due = desk.nowUnixS + secondsPerHour;
    desk.passSeconds(10 * secondsPerDay);
    expect(at(invoice(id), 'status_transitions', 'finalized_at')).toBe(due);
  });

  test('leaves it to people once they say so', () => {
    const id = draft({auto_advance: true});
    desk.post(`/v1/invoices/${id}`, {auto_advance: false});
    desk.passSeconds(secondsPerDay);
    expect(invoice(id)).toMatchObject({status: 'draft', automatically_finalizes_at: null});
    desk.post(`/v1/invoices/${id}`, {auto_advance: true, automatically_finalizes_at: desk.nowUnixS + 60});
    desk.passSeconds(60);
    expect(invoice(id)['status']).toBe('open');
  });

  test('charges a card at once after it finalized the draft itself', () => {
    const method = desk.post('/v1/payment_methods/pm_card_visa/attach', {customer});
    desk.post(`/v1/customers/${customer}`, {invoice_settings: {default_payment_method: method['id']}});
    const {id} = desk.post('/v1/invoices', {customer, auto_advance: true});
    desk.post('/v1/invoiceitems', {customer, invoice: id, amount: 5000});
    desk.passSeconds(secondsPerHour);
    expect(invoice(String(id))).toMatchObject({
      status: 'paid',
      attempted: true,
      attempt_count: 1,
      amount_paid: 5000,
    });
  });
});

describe('voiding, writing off, sending, deleting', () => {
  test('void leaves what remained, and gives back what came off the balance', () => {
    desk.post(`/v1/customers/${customer}/balance_transactions`, {amount: -3000, currency: 'usd'});
    const id = draft({auto_advance: true});
    desk.post(`/v1/invoices/${id}/finalize`);
    desk.newEvents();
    desk.passSeconds(5);
    expect(desk.post(`/v1/invoices/${id}/void`)).toMatchObject({
      status: 'void',
      amount_due: 7000,
      amount_remaining: 7000,
      auto_advance: false,
      status_transitions: {voided_at: desk.nowUnixS, paid_at: null},
    });
    expect(balance()).toBe(-3000);
    const events = desk.newEvents();
    expect(events.map(({type}) => type)).toEqual([
      'customer.updated',
      'invoice.updated',
      'invoice.voided',
      'payment_intent.canceled',
    ]);
    expect(events[1]?.previous).toEqual({
      auto_advance: true,
      status: 'open',
      status_transitions: {voided_at: null},
    });
    for (const act of ['void', 'mark_uncollectible', 'finalize']) {
      expect(desk.refused('POST', `/v1/invoices/${id}/${act}`)['status']).toBe(400);
    }
  });

  test('an invoice that is written off says why, and can still be paid or voided', () => {
    const [paid, voided] = [draft(), draft()];
    for (const id of [paid, voided]) {
      desk.post(`/v1/invoices/${id}/finalize`);
      expect(desk.post(`/v1/invoices/${id}/mark_uncollectible`)).toMatchObject({
        status: 'uncollectible',
        amount_remaining: 10_000,
        status_details: {uncollectible: {reason: 'user_forgiven'}},
        status_transitions: {marked_uncollectible_at: desk.nowUnixS},
      });
    }
    const settled = desk.post(`/v1/invoices/${paid}/pay`, {paid_out_of_band: true});
    expect(settled).toMatchObject({status: 'paid', amount_remaining: 0});
    expect(settled).not.toHaveProperty('status_details');
    expect(at(settled, 'status_transitions', 'marked_uncollectible_at')).toBe(desk.nowUnixS);
    expect(desk.post(`/v1/invoices/${voided}/void`)['status']).toBe('void');
  });

  test('send finalizes a draft, records the event, and refuses what cannot be sent', () => {
    const id = draft();
    expect(desk.post(`/v1/invoices/${id}/send`)['status']).toBe('open');
    expect(desk.newEventTypes().at(-1)).toBe('invoice.sent');
    const {id: charged} = desk.post('/v1/invoices', {customer});
    expect(desk.refused('POST', `/v1/invoices/${String(charged)}/send`)['status']).toBe(400);
    expect(invoice(String(charged))['status']).toBe('draft');
  });

  test('a draft can be deleted with its lines, a finalized invoice cannot', () => {
    const id = draft();
    desk.newEvents();
    expect(desk.remove(`/v1/invoices/${id}`)).toEqual({id, object: 'invoice', deleted: true});
    expect(desk.newEventTypes()).toEqual(['invoice.deleted']);
    expect(desk.refused('GET', `/v1/invoices/${id}`)).toMatchObject({status: 404, code: 'resource_missing'});
    expect(dataOf(desk.get('/v1/invoiceitems'))).toEqual([]);
    const open = draft();
    desk.post(`/v1/invoices/${open}/finalize`);
    expect(desk.refused('DELETE', `/v1/invoices/${open}`)['message']).toMatch(
      /^You can only delete draft invoices/,
    );
  });

  test('an update changes a draft, and of a finalized invoice nothing that is printed', () => {
    const id = draft();
    desk.newEvents();
    const changed = desk.post(`/v1/invoices/${id}`, {
      description: 'Thanks',
      footer: 'VAT',
      metadata: {order: '7', old: ''},
      days_until_due: 10,
      number: 'INV-7',
      custom_fields: [{name: 'PO', value: '99'}],
    });
    expect(changed).toMatchObject({
      description: 'Thanks',
      footer: 'VAT',
      metadata: {order: '7'},
      due_date: desk.nowUnixS + 10 * secondsPerDay,
      number: 'INV-7',
      custom_fields: [{name: 'PO', value: '99'}],
    });
    expect(desk.newEventTypes()).toEqual(['invoice.updated']);
    desk.post(`/v1/invoices/${id}`, {description: 'Thanks'});
    expect(desk.newEventTypes()).toEqual([]);

    desk.post(`/v1/invoices/${id}/finalize`);
    expect(desk.refused('POST', `/v1/invoices/${id}`, {description: 'No'})).toMatchObject({
      status: 400,
      code: 'invoice_not_editable',
      message: "Finalized invoices can't be updated in this way",
      param: 'description',
    });
    expect(desk.post(`/v1/invoices/${id}`, {metadata: {order: ''}, auto_advance: true})).toMatchObject({
      metadata: {},
      auto_advance: true,
    });
  });
});

describe('save()', () => {
  test('keeps all that differs from the world, so that another sandbox goes on from it', () => {
    const objects = [
      {id: 'in_w', customer: 'cus_w', status: 'open', amount_due: 500, created: 1},
      {id: 'in_d', customer: 'cus_w', status: 'draft', amount_due: 500, created: 2},
    ];
    desk = openDesk(objects);
    customer = String(desk.post('/v1/customers', {name: 'Ada', email: 'ada@example.com'})['id']);
    const id = draft({auto_advance: true});
    const gone = draft();
    desk.remove(`/v1/invoices/${gone}`);
    desk.remove('/v1/invoices/in_d');
    desk.post('/v1/invoices/in_w/void');
    const first = desk.send('POST', '/v1/customers', {name: 'Once'}, {'Idempotency-Key': 'k1'});

    const saved = JSON.parse(JSON.stringify(desk.sandbox.save()));
    const later = openDesk(objects, {saved});
    expect(later.get(`/v1/invoices/${id}`)).toEqual(desk.get(`/v1/invoices/${id}`));
    expect(later.get('/v1/invoices')).toEqual(desk.get('/v1/invoices'));
    expect(later.get('/v1/events', {limit: 100})).toEqual(desk.get('/v1/events', {limit: 100}));
    expect(later.get('/v1/invoices/in_w')['status']).toBe('void');
    for (const removed of [gone, 'in_d']) {
      expect(later.refused('GET', `/v1/invoices/${removed}`)['status']).toBe(404);
    }
    expect(later.send('POST', '/v1/customers', {name: 'Once'}, {'Idempotency-Key': 'k1'}).text).toBe(
      first.text,
    );
    expect(later.post('/v1/customers', {name: 'New'})['id']).toBe(
      desk.post('/v1/customers', {name: 'New'})['id'],
    );
    later.passSeconds(secondsPerHour);
    expect(later.get(`/v1/invoices/${id}`)['status']).toBe('open');
  });

  test('keeps nothing where nothing happened', () => {
    desk = openDesk([{id: 'in_w', customer: 'cus_w', status: 'open', amount_due: 500, created: 1}]);
    desk.get('/v1/invoices');
    expect(desk.sandbox.save()).toMatchObject({changes: {}, answers: [], ids: 0});
  });
});

describe('a refusal', () => {
  test('takes back everything that was done before it', () => {
    const id = draft();
    const before = invoice(id);
    desk.newEvents();
    const refused = desk.refused('POST', `/v1/invoices/${id}/add_lines`, {
      lines: [{amount: 100, description: 'Fine'}, {pricing: {price: 'price_none'}}],
    });
    expect(refused).toMatchObject({status: 400, param: 'lines[1][pricing][price]', code: 'resource_missing'});
    expect(invoice(id)).toEqual(before);
    expect(desk.newEvents()).toEqual([]);
    expect(dataOf(desk.get('/v1/invoiceitems'))).toHaveLength(1);
  });
});
