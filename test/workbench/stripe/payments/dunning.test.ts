import {at} from '../ask.ts';
import {type Account, openAccount} from './account.ts';

/** A customer charged automatically, with a card, and an invoice of 100.00 that advances by itself. */
function bill(account: Account, card: string): string {
  const customer = at(
    account.made('/v1/customers', {
      invoice_settings: {default_payment_method: card},
      payment_method: card,
    }),
    'id',
  );
  account.made('/v1/invoiceitems', {amount: 10_000, currency: 'usd', customer});
  const invoice = account.made('/v1/invoices', {
    auto_advance: true,
    customer,
    pending_invoice_items_behavior: 'include',
  });
  return String(at(invoice, 'id'));
}

function invoiceOf(account: Account, id: string): unknown {
  return account.read(`/v1/invoices/${id}`);
}

/** Days from one moment of the account to another, both in Unix seconds. */
function daysBetween(from: unknown, to: unknown): number {
  return Math.round((Number(to) - Number(from)) / 86_400);
}

describe('collectInvoice()', () => {
  test('charges the default card about an hour after the draft', () => {
    const account = openAccount();
    const id = bill(account, 'pm_card_visa');
    account.passDays(0.5);
    expect(invoiceOf(account, id)).toMatchObject({amount_paid: 10_000, attempt_count: 1, status: 'paid'});
  });

  test('tries again 3, 5 and 7 days after each failure, and then leaves the invoice open', () => {
    const account = openAccount();
    const id = bill(account, 'pm_card_chargeCustomerFail');
    account.passDays(0.5);
    let last: unknown = at(invoiceOf(account, id), 'status_transitions', 'finalized_at');
    for (const [attempt, days] of [
      [1, 3],
      [2, 5],
      [3, 7],
    ] as const) {
      const invoice = invoiceOf(account, id);
      expect(invoice).toMatchObject({
        amount_remaining: 10_000,
        attempt_count: attempt,
        attempted: true,
        status: 'open',
      });
      expect(daysBetween(last, at(invoice, 'next_payment_attempt'))).toBe(days);
      last = at(invoice, 'next_payment_attempt');
      account.passDays(days);
    }
    expect(invoiceOf(account, id)).toMatchObject({
      attempt_count: 4,
      next_payment_attempt: null,
      status: 'open',
    });
    expect(account.eventTypes().filter((type) => type === 'invoice.payment_failed')).toHaveLength(4);
    account.passDays(30);
    expect(invoiceOf(account, id)).toMatchObject({attempt_count: 4});
  });

  test('is paid by the next attempt when the card has been changed meanwhile', () => {
    const account = openAccount();
    const id = bill(account, 'pm_card_chargeCustomerFail');
    account.passDays(0.5);
    const customer = at(invoiceOf(account, id), 'customer');
    account.made('/v1/payment_methods/pm_card_visa/attach', {customer});
    account.made(`/v1/customers/${customer}`, {invoice_settings: {default_payment_method: 'pm_card_visa'}});
    account.passDays(3);
    expect(invoiceOf(account, id)).toMatchObject({
      attempt_count: 2,
      next_payment_attempt: null,
      status: 'paid',
    });
  });

  test('manual attempts between do not move the schedule', () => {
    const account = openAccount();
    const id = bill(account, 'pm_card_chargeCustomerFail');
    account.passDays(0.5);
    const before = at(invoiceOf(account, id), 'next_payment_attempt');
    expect(account.post(`/v1/invoices/${id}/pay`).status).toBe(402);
    expect(invoiceOf(account, id)).toMatchObject({attempt_count: 1, next_payment_attempt: before});
    expect(account.eventTypes().filter((type) => type === 'invoice.payment_failed')).toHaveLength(2);
  });

  test('counts, but does not make, retries of a card that its issuer says never to try again', () => {
    const lost = {
      id: 'pm_1Lost0000000000000000001',
      object: 'payment_method',
      card: {brand: 'visa', country: 'US', exp_month: 1, exp_year: 2030, funding: 'credit', last4: '9987'},
      created: 1_790_000_000,
      customer: 'cus_Lost0000000001',
      type: 'card',
    };
    const payer = {
      id: 'cus_Lost0000000001',
      object: 'customer',
      created: 1_790_000_000,
      invoice_settings: {default_payment_method: lost.id},
    };
    const account = openAccount([lost, payer]);
    account.made('/v1/invoiceitems', {amount: 10_000, currency: 'usd', customer: payer.id});
    const id = at(
      account.made('/v1/invoices', {
        auto_advance: true,
        customer: payer.id,
        pending_invoice_items_behavior: 'include',
      }),
      'id',
    );
    account.passDays(4);
    expect(invoiceOf(account, String(id))).toMatchObject({attempt_count: 2, status: 'open'});
    expect(account.eventTypes().filter((type) => type === 'charge.failed')).toHaveLength(1);
  });

  test('gives up after the last attempt where the account says so', () => {
    const account = openAccount([
      {id: 'acct_1Dunning0000001', object: 'account', metadata: {after_last_retry: 'mark_uncollectible'}},
    ]);
    const id = bill(account, 'pm_card_chargeCustomerFail');
    account.passDays(0.5);
    for (const days of [3, 5, 7]) {
      expect(invoiceOf(account, id)).toMatchObject({status: 'open'});
      account.passDays(days);
    }
    expect(invoiceOf(account, id)).toMatchObject({
      status: 'uncollectible',
      status_details: {uncollectible: {reason: 'max_payment_attempts'}},
    });
  });

  test('asks a payer who must authenticate instead of declining', () => {
    const account = openAccount();
    const id = bill(account, 'pm_card_authenticationRequired');
    account.passDays(0.5);
    expect(invoiceOf(account, id)).toMatchObject({attempt_count: 1, status: 'open'});
    expect(account.eventTypes()).toContain('invoice.payment_action_required');
  });

  test('fails where there is nothing to charge', () => {
    const account = openAccount();
    account.made('/v1/invoiceitems', {amount: 10_000, currency: 'usd', customer: account.customer});
    const invoice = account.made('/v1/invoices', {
      auto_advance: true,
      customer: account.customer,
      pending_invoice_items_behavior: 'include',
    });
    account.passDays(0.5);
    expect(invoiceOf(account, String(at(invoice, 'id')))).toMatchObject({attempt_count: 1, status: 'open'});
  });

  test('does not ask again while a debit is under way, and does when it comes back', () => {
    const account = openAccount();
    const id = bill(account, 'pm_usBankAccount_insufficientFunds');
    account.passDays(0.5);
    expect(invoiceOf(account, id)).toMatchObject({
      attempt_count: 1,
      next_payment_attempt: null,
      status: 'open',
    });
    account.passDays(4);
    const returned = invoiceOf(account, id);
    expect(returned).toMatchObject({attempt_count: 1, status: 'open'});
    expect(at(returned, 'next_payment_attempt')).not.toBeNull();
    account.passDays(4);
    expect(invoiceOf(account, id)).toMatchObject({attempt_count: 2});
  });

  test('follows the test clock of its customer', () => {
    const account = openAccount();
    const start = Date.parse('2027-01-01T00:00:00Z') / 1000;
    const clock = at(account.made('/v1/test_helpers/test_clocks', {frozen_time: start}), 'id');
    const customer = at(
      account.made('/v1/customers', {
        invoice_settings: {default_payment_method: 'pm_card_chargeCustomerFail'},
        payment_method: 'pm_card_chargeCustomerFail',
        test_clock: clock,
      }),
      'id',
    );
    account.made('/v1/invoiceitems', {amount: 10_000, currency: 'usd', customer});
    const id = String(
      at(
        account.made('/v1/invoices', {
          auto_advance: true,
          customer,
          pending_invoice_items_behavior: 'include',
        }),
        'id',
      ),
    );
    account.passDays(10);
    expect(invoiceOf(account, id)).toMatchObject({status: 'draft'});
    account.made(`/v1/test_helpers/test_clocks/${clock}/advance`, {frozen_time: start + 4 * 86_400});
    expect(invoiceOf(account, id)).toMatchObject({attempt_count: 2, status: 'open'});
  });
});
