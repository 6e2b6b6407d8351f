import {at, dataOf} from '../ask.ts';
import {openAccount} from './account.ts';

const manual = {amount: 2000, currency: 'usd', payment_method_types: ['card']};
const paid = {...manual, confirm: true, payment_method: 'pm_card_visa'};

describe('POST /v1/payment_intents', () => {
  test('pays with a test card: charge, ledger line and events in the recorded order', () => {
    const account = openAccount();
    const intent = account.made('/v1/payment_intents', paid);
    expect(at(intent, 'status')).toBe('succeeded');
    expect(at(intent, 'amount_received')).toBe(2000);
    const charge = account.read(`/v1/charges/${at(intent, 'latest_charge')}`);
    expect(at(charge, 'outcome', 'type')).toBe('authorized');
    expect(at(charge, 'payment_method_details', 'card', 'last4')).toBe('4242');
    const line = account.read(`/v1/balance_transactions/${at(charge, 'balance_transaction')}`);
    expect(line).toMatchObject({
      amount: 2000,
      fee: 88,
      net: 1912,
      status: 'pending',
      source: at(charge, 'id'),
    });
    expect(account.eventTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  test('waits for a payment method, then for confirmation', () => {
    const account = openAccount();
    const intent = account.made('/v1/payment_intents', {amount: 2000, currency: 'usd'});
    expect(intent).toMatchObject({
      automatic_payment_methods: {allow_redirects: 'always', enabled: true},
      payment_method: null,
      status: 'requires_payment_method',
    });
    const path = `/v1/payment_intents/${at(intent, 'id')}`;
    expect(at(account.post(`${path}/confirm`).body, 'error', 'code')).toBe('payment_intent_unexpected_state');
    const updated = account.made(path, {payment_method: 'pm_card_mastercard', metadata: {order: '7'}});
    expect(updated).toMatchObject({metadata: {order: '7'}, status: 'requires_confirmation'});
    expect(at(account.post(`${path}/confirm`).body, 'error', 'param')).toBe('return_url');
    const confirmed = account.made(`${path}/confirm`, {return_url: 'https://example.com'});
    expect(at(confirmed, 'status')).toBe('succeeded');
    expect(at(account.post(`${path}/confirm`).body, 'error', 'message')).toBe(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
  });

  test('captures less than it authorised, and no more', () => {
    const account = openAccount();
    const intent = account.made('/v1/payment_intents', {...paid, capture_method: 'manual'});
    expect(intent).toMatchObject({amount_capturable: 2000, amount_received: 0, status: 'requires_capture'});
    expect(dataOf(account.read('/v1/balance_transactions'))).toEqual([]);
    const path = `/v1/payment_intents/${at(intent, 'id')}/capture`;
    expect(account.post(path, {amount_to_capture: 2001}).status).toBe(400);
    const captured = account.made(path, {amount_to_capture: 1500});
    expect(captured).toMatchObject({amount_capturable: 0, amount_received: 1500, status: 'succeeded'});
    expect(dataOf(account.read('/v1/balance_transactions'))).toMatchObject([
      {amount: 1500, fee: 74, net: 1426},
    ]);
    expect(account.newEventTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
    expect(at(account.post(path).body, 'error', 'message')).toContain('it has a status of succeeded');
  });

  test('cancels what is not paid, and nothing else', () => {
    const account = openAccount();
    const open = account.made('/v1/payment_intents', manual);
    const canceled = account.made(`/v1/payment_intents/${at(open, 'id')}/cancel`, {
      cancellation_reason: 'duplicate',
    });
    expect(canceled).toMatchObject({cancellation_reason: 'duplicate', status: 'canceled'});
    const done = account.made('/v1/payment_intents', paid);
    expect(at(account.post(`/v1/payment_intents/${at(done, 'id')}/cancel`).body, 'error')).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: {id: at(done, 'id')},
    });
  });

  test('refuses less than Stripe moves, and a payment method of another type', () => {
    const account = openAccount();
    expect(at(account.post('/v1/payment_intents', {...manual, amount: 49}).body, 'error')).toMatchObject({
      code: 'amount_too_small',
      message: 'Amount must be at least $0.50 usd',
      param: 'amount',
    });
    const bank = account.post('/v1/payment_intents', {...paid, payment_method: 'pm_usBankAccount_success'});
    expect(at(bank.body, 'error', 'code')).toBe('payment_intent_incompatible_payment_method');
    const unknown = account.post('/v1/payment_intents', {...paid, payment_method: 'pm_none'});
    expect(unknown).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'resource_missing',
          message: "No such PaymentMethod: 'pm_none'",
          param: 'payment_method',
        },
      },
    });
  });
});

describe('test cards', () => {
  test.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline', 'try_again_later', '01'],
    [
      'pm_card_visa_chargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
      'try_again_later',
      '51',
    ],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'do_not_try_again', '41'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card', 'confirm_card_data', '54'],
    [
      'pm_card_chargeDeclinedProcessingError',
      'processing_error',
      'processing_error',
      'try_again_later',
      '96',
    ],
  ])('%s is declined as %s', (method, code, declineCode, advice, network) => {
    const account = openAccount();
    const refusal = account.post('/v1/payment_intents', {...paid, payment_method: method});
    expect(refusal.status).toBe(402);
    const error = at(refusal.body, 'error');
    expect(error).toMatchObject({
      advice_code: advice,
      code,
      decline_code: declineCode,
      network_decline_code: network,
      type: 'card_error',
    });
    expect(at(error, 'payment_intent', 'status')).toBe('requires_payment_method');
    expect(at(error, 'payment_intent', 'last_payment_error', 'code')).toBe(code);
    const charge = account.read(`/v1/charges/${at(error, 'charge')}`);
    expect(charge).toMatchObject({
      balance_transaction: null,
      failure_code: code,
      paid: false,
      status: 'failed',
    });
    expect(account.eventTypes()).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
  });

  test('a card that needs authentication waits for it, and is declined when nobody is there', () => {
    const account = openAccount();
    const card = {...paid, payment_method: 'pm_card_authenticationRequired'};
    const waiting = account.made('/v1/payment_intents', card);
    expect(waiting).toMatchObject({next_action: {type: 'use_stripe_sdk'}, status: 'requires_action'});
    const {customer} = account;
    const away = account.post('/v1/payment_intents', {...card, customer, off_session: true});
    expect(at(away.body, 'error')).toMatchObject({
      code: 'authentication_required',
      decline_code: 'authentication_required',
    });
  });

  test('a declined intent is paid with another card', () => {
    const account = openAccount();
    const refusal = account.post('/v1/payment_intents', {...paid, payment_method: 'pm_card_chargeDeclined'});
    const id = at(refusal.body, 'error', 'payment_intent', 'id');
    const done = account.made(`/v1/payment_intents/${id}/confirm`, {payment_method: 'pm_card_visa'});
    expect(done).toMatchObject({last_payment_error: null, status: 'succeeded'});
    expect(dataOf(account.read('/v1/charges', {payment_intent: id}))).toHaveLength(2);
  });
});

describe('what the clock does to payments', () => {
  test('an authorization that nobody captures expires after a week', () => {
    const account = openAccount();
    const intent = account.made('/v1/payment_intents', {...paid, capture_method: 'manual'});
    account.passDays(8);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      amount_capturable: 0,
      cancellation_reason: 'automatic',
      status: 'canceled',
    });
    expect(account.read(`/v1/charges/${at(intent, 'latest_charge')}`)).toMatchObject({
      captured: false,
      refunded: true,
    });
    expect(account.eventTypes()).toContain('charge.expired');
    expect(dataOf(account.read('/v1/balance_transactions'))).toEqual([]);
  });
});

describe('parameters of payment intents', () => {
  test('error_on_requires_action declines instead of waiting', () => {
    const account = openAccount();
    const card = {...paid, error_on_requires_action: true, payment_method: 'pm_card_authenticationRequired'};
    expect(at(account.post('/v1/payment_intents', card).body, 'error', 'code')).toBe(
      'authentication_required',
    );
  });

  test('what would change whose money it is, and is not modelled, is refused', () => {
    const account = openAccount();
    expect(account.post('/v1/payment_intents', {...paid, application_fee_amount: 10})).toMatchObject({
      status: 400,
      body: {error: {param: 'application_fee_amount'}},
    });
    expect(dataOf(account.read('/v1/payment_intents'))).toEqual([]);
  });

  test('types follow the currency, what is allowed and what is excluded', () => {
    const account = openAccount();
    const typesOf = (params: object) =>
      at(
        account.made('/v1/payment_intents', {amount: 2000, currency: 'usd', ...params}),
        'payment_method_types',
      );
    expect(typesOf({})).toEqual(['card', 'link', 'us_bank_account']);
    expect(typesOf({currency: 'eur'})).toEqual(['card', 'link', 'sepa_debit']);
    expect(typesOf({allowed_payment_method_types: ['card']})).toEqual(['card']);
    expect(typesOf({excluded_payment_method_types: ['us_bank_account']})).toEqual(['card', 'link']);
  });
});
