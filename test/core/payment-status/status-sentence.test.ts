import type {Wire} from '../../support/fake-invoice.ts';
import {
  type Answers,
  charge,
  invoicePayment,
  invoiceWith,
  paymentIntent,
  paymentOf,
  paymentWorld,
  told,
} from './payment-world.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const sentenceOf = (invoice: Wire, answers: Answers = {}) =>
  paymentOf(paymentWorld({invoices: [invoice], answers}).ask('in_1')).sentence;

describe('the sentence of an open invoice says', () => {
  test('how much is due since when, that a wire is held as cash, how much is short, and that nothing is planned', () => {
    expect(
      sentenceOf(invoiceWith({}), {
        '/v1/customers/cus_1/cash_balance?': {object: 'cash_balance', available: null},
        '/v1/customers/cus_1/cash_balance_transactions': [
          {
            id: 'ccsbtxn_1',
            object: 'customer_cash_balance_transaction',
            type: 'funded',
            created: seconds('2026-05-12T10:00:00Z'),
            currency: 'eur',
            net_amount: 4_817_500,
          },
        ],
        '/v1/customers/cus_1/cash_balance': {
          object: 'cash_balance',
          customer: 'cus_1',
          available: {eur: 4_817_500, usd: 100},
        },
      }),
    ).toBe(
      'INV-0042 · Acme GmbH · EUR 48,200.00 · due 30 Apr, 13 days late · EUR 48,175.00 arrived by wire 12 May, held as cash: EUR 25.00 short · no retry planned',
    );
  });

  test.each<[string, string, string]>([
    ['2026-05-13T12:00:00Z', 'due today', 'no retry planned'],
    ['2026-05-14T12:00:00Z', 'due 14 May, in 1 day', 'no retry planned'],
    ['2026-05-12T12:00:00Z', 'due 12 May, 1 day late', 'no retry planned'],
    ['2025-12-31T12:00:00Z', 'due 31 Dec 2025, 133 days late', 'no retry planned'],
  ])('of one due at %s: %s', (due_date, due, next) => {
    expect(sentenceOf(invoiceWith({due_date}))).toBe(
      `INV-0042 · Acme GmbH · EUR 48,200.00 · ${due} · ${next}`,
    );
  });

  test('by which day it was agreed to be paid, beside the due date, and nothing of what is no day', () => {
    const withPayBy = (billing_ops_pay_by: string) =>
      paymentOf(paymentWorld({invoices: [invoiceWith({metadata: {billing_ops_pay_by}})]}).ask('in_1'));
    const {sentence, sections} = withPayBy('2026-06-15');
    expect(sentence).toBe(
      'INV-0042 · Acme GmbH · EUR 48,200.00 · due 30 Apr, 13 days late · agreed to be paid by 15 Jun · no retry planned',
    );
    expect(sections[0]?.lines).toContainEqual({
      label: 'Agreed pay-by date',
      text: '15 Jun 2026',
      tone: 'plain',
    });
    expect(withPayBy('next week').sentence).not.toContain('agreed');
  });

  test('that it is charged automatically, why the last attempt failed and when the next one is', () => {
    const error = {
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    };
    expect(
      sentenceOf(
        invoiceWith(
          {
            due_date: null,
            collection_method: 'charge_automatically',
            attempt_count: 2,
            next_payment_attempt: seconds('2026-05-15T12:00:00Z'),
          },
          [invoicePayment()],
        ),
        {
          '/v1/payment_intents/pi_1': paymentIntent({
            last_payment_error: error,
            latest_charge: charge({status: 'failed', failure_code: 'card_declined'}),
          }),
        },
      ),
    ).toBe(
      'INV-0042 · Acme GmbH · EUR 48,200.00 · charged automatically · last attempt of 3 May failed: there was not enough money · next attempt 15 May',
    );
  });

  test('that a debit is on its way, and nothing of retries then', () => {
    expect(
      sentenceOf(invoiceWith({}, [invoicePayment()]), {
        '/v1/payment_intents/pi_1': paymentIntent({
          status: 'processing',
          latest_charge: charge({
            status: 'pending',
            payment_method_details: {type: 'us_bank_account', us_bank_account: {last4: '6789'}},
          }),
        }),
      }),
    ).toBe(
      'INV-0042 · Acme GmbH · EUR 48,200.00 · due 30 Apr, 13 days late · EUR 48,200.00 by ACH debit •6789 on its way since 3 May',
    );
  });

  test('that attempts failed where Stripe no longer says why', () => {
    expect(sentenceOf(invoiceWith({attempt_count: 1}))).toContain(' · 1 attempt without success · ');
    expect(sentenceOf(invoiceWith({attempt_count: 3}))).toContain(' · 3 attempts without success · ');
  });

  test('that the customer has not confirmed the payment', () => {
    expect(
      sentenceOf(invoiceWith({attempt_count: 2}, [invoicePayment()]), {
        '/v1/payment_intents/pi_1': paymentIntent({status: 'requires_action'}),
      }),
    ).toContain(' · waits for the customer to confirm the payment · no retry planned');
  });

  test.each([
    ['display_bank_transfer_instructions', "waits for the customer's bank transfer"],
    ['verify_with_microdeposits', 'waits for the customer to verify the bank account'],
    ['use_stripe_sdk', 'waits for the customer to confirm the payment'],
  ])('what it waits for from the customer: %s', (type, words) => {
    const world = paymentWorld({
      invoices: [invoiceWith({due_date: '2026-06-30T12:00:00Z'}, [invoicePayment()])],
      answers: {'/v1/payment_intents/pi_1': paymentIntent({status: 'requires_action', next_action: {type}})},
    });
    const payment = paymentOf(world.ask('in_1'));
    expect(payment.sentence).toContain(` · ${words} · no retry planned`);
    expect(payment.state).toEqual({text: 'Open, waits for the customer', tone: 'warning'});
  });

  test('that a charge without a payment intent is on its way', () => {
    const payment = invoicePayment({payment: {type: 'charge', charge: 'ch_1'}});
    expect(
      sentenceOf(invoiceWith({}, [payment]), {
        '/v1/charges/ch_1': charge({
          status: 'pending',
          payment_method_details: {type: 'ach_debit', ach_debit: {last4: '6789'}},
        }),
      }),
    ).toContain(' · EUR 48,200.00 by ACH debit •6789 on its way since 3 May');
  });

  test('what is paid of it already', () => {
    expect(sentenceOf(invoiceWith({amount_paid: 2_000_000}))).toContain(
      'EUR 28,200.00 · due 30 Apr, 13 days late · EUR 20,000.00 of EUR 48,200.00 paid',
    );
  });

  test('its name on one line, whatever line breaks the customer has in it', () => {
    const customer = {id: 'cus_1', object: 'customer', name: 'Acme\n=HYPERLINK("x")', email: null};
    expect(sentenceOf(invoiceWith({customer}))).toContain(' · Acme =HYPERLINK("x") · ');
  });
});

describe('the sentence of any other invoice says', () => {
  test('when and how it was paid, that part was refunded, and that it is disputed', () => {
    const paid = invoicePayment({
      status: 'paid',
      amount_paid: 4_820_000,
      status_transitions: {paid_at: seconds('2026-05-03T09:00:00Z'), canceled_at: null},
    });
    const invoice = invoiceWith(
      {
        status: 'paid',
        amount_paid: 4_820_000,
        status_transitions: {
          finalized_at: 1,
          marked_uncollectible_at: null,
          paid_at: seconds('2026-05-03T09:00:00Z'),
          voided_at: null,
        },
      },
      [paid],
    );
    expect(
      sentenceOf(invoice, {
        '/v1/payment_intents/pi_1': paymentIntent({
          status: 'succeeded',
          latest_charge: charge({amount_refunded: 10_000}),
        }),
        '/v1/disputes?payment_intent=pi_1': [
          {
            id: 'dp_1',
            object: 'dispute',
            amount: 4_820_000,
            currency: 'eur',
            reason: 'product_not_received',
            status: 'needs_response',
            payment_intent: 'pi_1',
            evidence_details: {due_by: seconds('2026-05-20T23:59:59Z')},
          },
        ],
      }),
    ).toBe(
      'INV-0042 · Acme GmbH · EUR 48,200.00 · paid 3 May by Visa •4242 · EUR 100.00 refunded · disputed (product not received), answer due 20 May',
    );
  });

  test.each([
    ['needs_response', 'Paid, disputed'],
    ['lost', 'Paid, disputed'],
    ['won', 'Paid'],
    ['prevented', 'Paid'],
  ])('in its badge how a dispute stands: %s', (status, text) => {
    const world = paymentWorld({
      invoices: [invoiceWith({status: 'paid'}, [invoicePayment({status: 'paid', amount_paid: 1})])],
      answers: {
        '/v1/payment_intents/pi_1': paymentIntent({status: 'succeeded'}),
        '/v1/disputes': [
          {
            id: 'dp_1',
            object: 'dispute',
            amount: 1,
            currency: 'eur',
            reason: 'general',
            status,
            payment_intent: null,
          },
        ],
      },
    });
    expect(paymentOf(world.ask('in_1')).state.text).toBe(text);
  });

  test('that a charge without a payment intent is disputed', () => {
    const payment = invoicePayment({
      status: 'paid',
      amount_paid: 4_820_000,
      payment: {type: 'charge', charge: 'ch_1'},
    });
    const dispute = {
      id: 'dp_1',
      object: 'dispute',
      amount: 4_820_000,
      currency: 'eur',
      reason: 'debit_not_authorized',
      status: 'lost',
      payment_intent: null,
    };
    expect(
      sentenceOf(invoiceWith({status: 'paid', amount_paid: 4_820_000}, [payment]), {
        '/v1/charges/ch_1': charge(),
        '/v1/disputes?charge=ch_1': [dispute],
      }),
    ).toContain('dispute lost (debit not authorized)');
  });

  test('below it what remains of an uncollectible one, and nothing of a void one', () => {
    const remaining = (status: string) => {
      const world = paymentWorld({invoices: [invoiceWith({status, amount_paid: 20_000})]});
      return told(paymentOf(world.ask('in_1')), 'Amounts', 'Remaining');
    };
    expect(remaining('uncollectible')).toBe('EUR 48,000.00');
    expect(remaining('void')).toBeNull();
  });

  test('that it was paid outside Stripe', () => {
    const record = invoicePayment({
      status: 'paid',
      amount_paid: 4_820_000,
      payment: {type: 'payment_record', payment_record: 'pr_1'},
    });
    expect(sentenceOf(invoiceWith({status: 'paid', amount_paid: 4_820_000}, [record]))).toBe(
      'INV-0042 · Acme GmbH · EUR 48,200.00 · paid outside Stripe',
    );
  });

  test.each<[Wire, string]>([
    [
      {
        status: 'void',
        status_transitions: {
          finalized_at: 1,
          marked_uncollectible_at: null,
          paid_at: null,
          voided_at: seconds('2026-05-02T12:00:00Z'),
        },
      },
      'EUR 48,200.00 · void since 2 May',
    ],
    [
      {
        status: 'uncollectible',
        status_transitions: {
          finalized_at: 1,
          marked_uncollectible_at: seconds('2026-05-02T12:00:00Z'),
          paid_at: null,
          voided_at: null,
        },
      },
      'EUR 48,200.00 · uncollectible since 2 May',
    ],
    [
      {
        status: 'draft',
        number: null,
        finalized_at: null,
        last_finalization_error: {message: 'The tax location is missing.'},
      },
      'EUR 48,200.00 · draft, not finalized · cannot be finalized: The tax location is missing.',
    ],
    [{status: 'paused'}, 'EUR 48,200.00 · status paused'],
  ])('of %j', (fields, words) => {
    const name = fields['number'] === null ? 'in_1' : 'INV-0042';
    expect(sentenceOf(invoiceWith(fields))).toBe(`${name} · Acme GmbH · ${words}`);
  });
});
