import {at, dataOf} from '../ask.ts';
import {type Account, openAccount} from './account.ts';
import {ledger, pay} from './paying.ts';

describe('payouts', () => {
  test('pay out what is available, and no more', () => {
    const account = openAccount();
    pay(account);
    expect(at(account.post('/v1/payouts', {amount: 1100, currency: 'usd'}).body, 'error', 'code')).toBe(
      'balance_insufficient',
    );
    account.passDays(3);
    expect(account.read('/v1/balance')).toMatchObject({available: [{amount: 1912}], pending: [{amount: 0}]});
    const payout = account.made('/v1/payouts', {amount: 1100, currency: 'usd'});
    expect(payout).toMatchObject({amount: 1100, status: 'pending'});
    expect(ledger(account)).toEqual({nets: 812, balance: 812});
    account.passDays(4);
    expect(account.read(`/v1/payouts/${at(payout, 'id')}`)).toMatchObject({status: 'paid'});
    expect(account.eventTypes()).toContain('payout.paid');
  });

  test('money of the bypass card is available at once', () => {
    const account = openAccount();
    pay(account, 'pm_card_bypassPending');
    account.made('/v1/payouts', {amount: 1100, currency: 'usd'});
    expect(account.eventTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'balance.available',
      'payout.created',
    ]);
  });

  test('a payout is canceled while pending, and reversed once paid', () => {
    const account = openAccount();
    pay(account, 'pm_card_bypassPending');
    const first = account.made('/v1/payouts', {amount: 500, currency: 'usd'});
    expect(at(account.made(`/v1/payouts/${at(first, 'id')}/cancel`), 'status')).toBe('canceled');
    expect(ledger(account)).toEqual({nets: 1912, balance: 1912});
    const second = account.made('/v1/payouts', {amount: 500, currency: 'usd'});
    expect(account.post(`/v1/payouts/${at(second, 'id')}/reverse`).status).toBe(400);
    account.passDays(4);
    const reversal = account.made(`/v1/payouts/${at(second, 'id')}/reverse`);
    expect(reversal).toMatchObject({amount: -500, original_payout: at(second, 'id')});
    expect(account.post(`/v1/payouts/${at(second, 'id')}/cancel`).status).toBe(400);
    expect(ledger(account)).toEqual({nets: 1912, balance: 1912});
  });
});

describe('bank debits', () => {
  function debit(account: Account, method: string): unknown {
    return account.made('/v1/payment_intents', {
      amount: 100_000,
      confirm: true,
      currency: 'usd',
      payment_method: method,
      payment_method_types: ['us_bank_account'],
    });
  }

  test('are processing for days, and then paid', () => {
    const account = openAccount();
    const intent = debit(account, 'pm_usBankAccount_success');
    expect(at(intent, 'status')).toBe('processing');
    expect(account.read(`/v1/charges/${at(intent, 'latest_charge')}`)).toMatchObject({
      balance_transaction: null,
      captured: true,
      paid: false,
      status: 'pending',
    });
    expect(String(at(intent, 'latest_charge'))).toMatch(/^py_/);
    account.passDays(5);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      amount_received: 100_000,
      status: 'succeeded',
    });
    expect(account.eventTypes().slice(0, 5)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
    expect(dataOf(account.read('/v1/balance_transactions'))).toMatchObject([{fee: 500, type: 'payment'}]);
  });

  test('come back where the account has too little', () => {
    const account = openAccount();
    const intent = debit(account, 'pm_usBankAccount_insufficientFunds');
    account.passDays(5);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      last_payment_error: {code: 'insufficient_funds'},
      status: 'requires_payment_method',
    });
    expect(account.eventTypes()).toContain('payment_intent.payment_failed');
    expect(ledger(account)).toEqual({nets: 0, balance: 0});
  });

  test('are disputed after they were paid, and lost at once', () => {
    const account = openAccount();
    const intent = debit(account, 'pm_usBankAccount_dispute');
    account.passDays(6);
    const [dispute] = dataOf(account.read('/v1/disputes', {payment_intent: at(intent, 'id')}));
    expect(dispute).toMatchObject({amount: 100_000, status: 'lost'});
    expect(ledger(account)).toEqual({nets: -2000, balance: -2000});
  });
});
