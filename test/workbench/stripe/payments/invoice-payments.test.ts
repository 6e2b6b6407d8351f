import {at, dataOf} from '../ask.ts';
import {type Account, openAccount} from './account.ts';

const created = 1_790_000_000;
const invoiceId = 'in_1Open0000000000000000001';

function openInvoice(fields: object = {}): object {
  return {
    id: invoiceId,
    object: 'invoice',
    amount_due: 48_000,
    amount_paid: 0,
    collection_method: 'charge_automatically',
    created,
    currency: 'usd',
    customer: 'cus_Buyer000000001',
    status: 'open',
    status_transitions: {finalized_at: created},
    subtotal: 48_000,
    total: 48_000,
    ...fields,
  };
}

function attach(account: Account, method: string): unknown {
  return at(account.made(`/v1/payment_methods/${method}/attach`, {customer: account.customer}), 'id');
}

function paymentsOf(account: Account): readonly unknown[] {
  return dataOf(account.read('/v1/invoice_payments', {invoice: invoiceId}));
}

describe('POST /v1/invoices/{id}/pay', () => {
  test('by card: one attempt, and the events in the recorded order', () => {
    const account = openAccount([openInvoice()]);
    const method = attach(account, 'pm_card_visa');
    account.newEventTypes();
    const invoice = account.made(`/v1/invoices/${invoiceId}/pay`, {payment_method: method});
    expect(invoice).toMatchObject({
      amount_paid: 48_000,
      amount_remaining: 0,
      attempt_count: 1,
      attempted: true,
      auto_advance: false,
      next_payment_attempt: null,
      status: 'paid',
    });
    expect(account.newEventTypes().filter((type) => type !== 'invoice_payment.paid')).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    const [payment] = paymentsOf(account);
    expect(payment).toMatchObject({amount_paid: 48_000, is_default: true, status: 'paid'});
    const intent = account.read(`/v1/payment_intents/${at(payment, 'payment', 'payment_intent')}`);
    expect(intent).toMatchObject({
      description: 'Payment for Invoice',
      payment_details: {customer_reference: null, order_reference: invoiceId.slice(0, 25)},
      status: 'succeeded',
    });
    expect(account.post(`/v1/invoices/${invoiceId}/pay`)).toMatchObject({
      status: 400,
      body: {error: {message: 'Invoice is already paid'}},
    });
  });

  test('by a card that fails: 402 with everything that Stripe says, and the attempt stays', () => {
    const account = openAccount([openInvoice()]);
    const method = attach(account, 'pm_card_chargeCustomerFail');
    account.newEventTypes();
    const refusal = account.post(`/v1/invoices/${invoiceId}/pay`, {payment_method: method});
    expect(refusal.status).toBe(402);
    const error = at(refusal.body, 'error');
    expect(Object.keys(error as object)).toEqual([
      'advice_code',
      'charge',
      'code',
      'decline_code',
      'doc_url',
      'message',
      'network_decline_code',
      'payment_intent',
      'payment_method',
      'request_log_url',
      'type',
    ]);
    expect(error).toMatchObject({
      advice_code: 'try_again_later',
      code: 'card_declined',
      decline_code: 'generic_decline',
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      message: 'Your card was declined.',
      network_decline_code: '01',
      type: 'card_error',
    });
    expect(account.read(`/v1/invoices/${invoiceId}`)).toMatchObject({
      amount_remaining: 48_000,
      attempt_count: 1,
      attempted: true,
      status: 'open',
    });
    expect(account.newEventTypes()).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.updated',
      'invoice.payment_failed',
    ]);
    const paid = account.made(`/v1/invoices/${invoiceId}/pay`, {
      payment_method: attach(account, 'pm_card_visa'),
    });
    // As recorded: only the first attempt and those by schedule count.
    expect(paid).toMatchObject({attempt_count: 1, status: 'paid'});
    expect(paymentsOf(account)).toHaveLength(1);
  });

  test('outside Stripe: no attempt, and the payment intent is canceled last', () => {
    const account = openAccount([
      openInvoice({collection_method: 'send_invoice', due_date: created + 86_400}),
    ]);
    const invoice = account.made(`/v1/invoices/${invoiceId}/pay`, {paid_out_of_band: true});
    expect(invoice).toMatchObject({
      amount_paid: 48_000,
      amount_remaining: 0,
      attempt_count: 0,
      attempted: false,
      auto_advance: false,
      status: 'paid',
    });
    expect(account.eventTypes()).toEqual(['invoice.updated', 'invoice.paid', 'payment_intent.canceled']);
    expect(account.read(`/v1/invoices/${invoiceId}`, {expand: ['amount_paid_off_stripe']})).toMatchObject({
      amount_paid_off_stripe: 48_000,
    });
    expect(dataOf(account.read('/v1/balance_transactions'))).toEqual([]);
  });

  test('needs a payment method of its customer', () => {
    const account = openAccount([openInvoice()]);
    expect(account.post(`/v1/invoices/${invoiceId}/pay`).status).toBe(400);
    const foreign = account.made('/v1/payment_methods', {type: 'card', card: {token: 'tok_visa'}});
    const refusal = account.post(`/v1/invoices/${invoiceId}/pay`, {payment_method: at(foreign, 'id')});
    expect(at(refusal.body, 'error')).toMatchObject({code: 'resource_missing', param: 'payment_method'});
  });

  test('by a card that must be authenticated: the invoice waits for its customer', () => {
    const account = openAccount([openInvoice()]);
    const method = attach(account, 'pm_card_threeDSecure2Required');
    const refusal = account.post(`/v1/invoices/${invoiceId}/pay`, {
      payment_method: method,
      off_session: false,
    });
    expect(refusal).toMatchObject({
      status: 402,
      body: {error: {code: 'invoice_payment_intent_requires_action'}},
    });
    expect(account.eventTypes()).toContain('invoice.payment_action_required');
    expect(account.read(`/v1/invoices/${invoiceId}`)).toMatchObject({attempt_count: 1, status: 'open'});
  });

  test('by its payment intent, as a payer does: a decline is an attempt, and what goes through pays', () => {
    const account = openAccount([openInvoice()]);
    const intent = at(paymentsOf(account)[0], 'payment', 'payment_intent');
    const path = `/v1/payment_intents/${intent}/confirm`;
    const refusal = account.post(path, {payment_method: attach(account, 'pm_card_chargeCustomerFail')});
    expect(refusal.status).toBe(402);
    expect(account.read(`/v1/invoices/${invoiceId}`)).toMatchObject({attempt_count: 1, status: 'open'});
    expect(account.eventTypes()).toContain('invoice.payment_failed');
    account.made(path, {payment_method: attach(account, 'pm_card_visa')});
    expect(account.read(`/v1/invoices/${invoiceId}`)).toMatchObject({attempt_count: 1, status: 'paid'});
  });

  test('by ACH debit: open while processing, then paid', () => {
    const account = openAccount([openInvoice()]);
    const method = attach(account, 'pm_usBankAccount_success');
    const waiting = account.made(`/v1/invoices/${invoiceId}/pay`, {payment_method: method});
    expect(waiting).toMatchObject({amount_paid: 0, attempt_count: 1, status: 'open'});
    expect(account.post(`/v1/invoices/${invoiceId}/pay`, {payment_method: method}).status).toBe(400);
    account.passDays(5);
    expect(account.read(`/v1/invoices/${invoiceId}`)).toMatchObject({amount_paid: 48_000, status: 'paid'});
  });

  test('by ACH debit that comes back: still owed', () => {
    const account = openAccount([openInvoice()]);
    account.made(`/v1/invoices/${invoiceId}/pay`, {
      payment_method: attach(account, 'pm_usBankAccount_insufficientFunds'),
    });
    account.passDays(5);
    expect(account.read(`/v1/invoices/${invoiceId}`)).toMatchObject({
      amount_remaining: 48_000,
      status: 'open',
    });
    expect(account.eventTypes()).toContain('invoice.payment_failed');
  });
});

describe('derived payments', () => {
  const paidInvoice = openInvoice({
    amount_paid: 48_000,
    status: 'paid',
    status_transitions: {finalized_at: created, paid_at: created + 86_400},
  });

  test('of a paid invoice can be read as payment intent, charge, card and ledger line', () => {
    const account = openAccount([paidInvoice]);
    const invoice = account.read(`/v1/invoices/${invoiceId}`, {
      expand: ['payments.data.payment.payment_intent'],
    });
    const intent = at(invoice, 'payments', 'data', 0, 'payment', 'payment_intent');
    expect(intent).toMatchObject({amount_received: 48_000, customer: account.customer, status: 'succeeded'});
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toEqual(intent);
    const charge = account.read(`/v1/charges/${at(intent, 'latest_charge')}`, {
      expand: ['balance_transaction'],
    });
    expect(charge).toMatchObject({
      amount: 48_000,
      balance_transaction: {amount: 48_000, fee: 1422, net: 46_578, source: at(charge, 'id')},
      created: created + 86_400,
      payment_intent: at(intent, 'id'),
    });
    expect(dataOf(account.read(`/v1/customers/${account.customer}/payment_methods`))).toMatchObject([
      {id: at(charge, 'payment_method'), card: {last4: '4242'}},
    ]);
    expect(account.read('/v1/balance')).toMatchObject({available: [{amount: 46_578}]});
    expect(dataOf(account.read('/v1/charges', {customer: account.customer}))).toEqual([
      expect.objectContaining({id: at(charge, 'id')}),
    ]);
    expect(
      dataOf(
        account.read('/v1/invoice_payments', {
          payment: {type: 'payment_intent', payment_intent: at(intent, 'id')},
        }),
      ),
    ).toMatchObject([{invoice: invoiceId}]);
    account.made('/v1/refunds', {payment_intent: at(intent, 'id')});
    expect(account.read('/v1/balance')).toMatchObject({available: [{amount: -1422}]});
  });

  test('say that they are live in a live world', () => {
    const account = openAccount([{...paidInvoice, livemode: true}]);
    const [payment] = paymentsOf(account);
    expect(payment).toMatchObject({livemode: true});
    const intent = account.read(`/v1/payment_intents/${at(payment, 'payment', 'payment_intent')}`);
    expect(intent).toMatchObject({livemode: true});
    expect(account.read(`/v1/charges/${at(intent, 'latest_charge')}`)).toMatchObject({livemode: true});
  });
});
