import {at} from '../../workbench/stripe/ask.ts';
import {billByMail, eventsOf, newCustomer, newDraft, newOpenInvoice, post} from './billing.ts';
import {openTarget, type Target} from './target.ts';

/** Which events an act makes, in which order, and what they say changed: as recorded from Stripe's test mode. */
let target: Target;

beforeEach(async () => {
  target = await openTarget();
});
afterEach(() => target.close());

/** The events that the act made. */
async function madeBy(act: () => Promise<unknown>): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const before = await eventsOf(target);
  await act();
  return (await eventsOf(target)).slice(before.length);
}

function typesOf(events: readonly Readonly<Record<string, unknown>>[], kinds: RegExp): readonly unknown[] {
  return events.map(({type}) => String(type)).filter((type) => kinds.test(type));
}

const aboutInvoices = /^(invoice|invoiceitem|payment_intent)\./;

describe('events', () => {
  test('of an invoice, its item and its finalization come in order', async () => {
    const customer = await newCustomer(target, {card: false});
    const events = await madeBy(() => newOpenInvoice(target, customer));
    expect(typesOf(events, aboutInvoices)).toEqual([
      'invoice.created',
      'invoiceitem.created',
      'invoice.updated',
      'payment_intent.created',
      'invoice.updated',
      'invoice.finalized',
    ]);
    // The first use of a currency makes it the customer's.
    const customerEvents = events.filter(({type}) => type === 'customer.updated');
    expect(customerEvents).toHaveLength(1);
    expect(at(customerEvents[0], 'data', 'previous_attributes')).toEqual({currency: null});
    const second = await madeBy(() => newOpenInvoice(target, customer));
    expect(typesOf(second, /^customer\./)).toEqual([]);
  });

  test('of a payment by card come in order', async () => {
    const invoice = await newOpenInvoice(target, await newCustomer(target, {card: true}));
    const events = await madeBy(() => post(target, `/v1/invoices/${invoice}/pay`));
    expect(typesOf(events, /^(charge|payment_intent|invoice)\.(?!payment\.)/)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    expect(typesOf(events, /^invoice_payment\./)).toEqual(['invoice_payment.paid']);
  });

  test('of a payment out of band end the payment intent, and name no payment that succeeded', async () => {
    const customer = await newCustomer(target, {card: false});
    const invoice = await newOpenInvoice(target, customer, billByMail);
    const events = await madeBy(() => post(target, `/v1/invoices/${invoice}/pay`, {paid_out_of_band: true}));
    expect(typesOf(events, aboutInvoices)).toEqual([
      'invoice.updated',
      'invoice.paid',
      'payment_intent.canceled',
    ]);
  });
});

describe('previous_attributes of invoice.updated', () => {
  async function previousNames(act: () => Promise<unknown>): Promise<readonly string[]> {
    const updates = (await madeBy(act)).filter(({type}) => type === 'invoice.updated');
    expect(updates).toHaveLength(1);
    return Object.keys(Object(at(updates[0], 'data', 'previous_attributes'))).sort();
  }

  test('of an added item', async () => {
    const customer = await newCustomer(target, {card: false});
    expect(await previousNames(() => newDraft(target, customer))).toEqual([
      'amount_due',
      'amount_remaining',
      'lines',
      'subtotal',
      'subtotal_excluding_tax',
      'total',
      'total_excluding_tax',
    ]);
  });

  test.each([
    [true, ['automatically_finalizes_at']],
    [false, []],
  ])('of finalizing, where auto_advance is %p', async (auto_advance, more) => {
    const customer = await newCustomer(target, {card: false});
    const draft = await newDraft(target, customer, {auto_advance, ...billByMail});
    expect(await previousNames(() => post(target, `/v1/invoices/${draft}/finalize`))).toEqual([
      ...more,
      'effective_at',
      'ending_balance',
      'hosted_invoice_url',
      'invoice_pdf',
      'number',
      'rendering',
      'status',
      'status_transitions',
    ]);
  });

  test('of a payment by card', async () => {
    const invoice = await newOpenInvoice(target, await newCustomer(target, {card: true}));
    expect(await previousNames(() => post(target, `/v1/invoices/${invoice}/pay`))).toEqual([
      'amount_paid',
      'amount_remaining',
      'attempt_count',
      'attempted',
      'status',
      'status_transitions',
    ]);
  });

  test('of a payment out of band', async () => {
    const customer = await newCustomer(target, {card: false});
    const invoice = await newOpenInvoice(target, customer, {auto_advance: true, ...billByMail});
    const pay = () => post(target, `/v1/invoices/${invoice}/pay`, {paid_out_of_band: true});
    expect(await previousNames(pay)).toEqual([
      'amount_paid',
      'amount_remaining',
      'auto_advance',
      'status',
      'status_transitions',
    ]);
  });
});

describe('an event', () => {
  test('shows the object as it was after the change, and what it was before', async () => {
    const draft = await newDraft(target, await newCustomer(target, {card: false}), billByMail);
    const events = await madeBy(() => post(target, `/v1/invoices/${draft}/finalize`));
    const update = events.find(({type}) => type === 'invoice.updated');
    expect(update).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: {
        object: {id: draft, status: 'open', rendering: {pdf: {page_size: 'letter'}}},
        previous_attributes: {
          ending_balance: null,
          number: null,
          rendering: {pdf: {page_size: 'auto'}},
          status: 'draft',
          status_transitions: {finalized_at: null},
        },
      },
    });
    expect(
      at(
        events.find(({type}) => type === 'invoice.finalized'),
        'data',
        'previous_attributes',
      ),
    ).toBeUndefined();
    expect(at(update, 'request', 'id')).toMatch(/^req_/);
    expect(Object.keys(Object(update)).sort()).toEqual([
      'api_version',
      'created',
      'data',
      'id',
      'livemode',
      'object',
      'pending_webhooks',
      'request',
      'type',
    ]);
  });
});
