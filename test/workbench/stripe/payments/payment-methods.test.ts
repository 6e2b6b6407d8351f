import {at, dataOf} from '../ask.ts';
import {openAccount} from './account.ts';

const paid = {
  amount: 2000,
  confirm: true,
  currency: 'usd',
  payment_method: 'pm_card_visa',
  payment_method_types: ['card'],
};

describe('payment methods', () => {
  test('a customer has the ones that were attached, until they are detached', () => {
    const account = openAccount();
    const {customer} = account;
    const attached = account.made('/v1/payment_methods/pm_card_visa/attach', {customer});
    expect(attached).toMatchObject({card: {brand: 'visa', last4: '4242'}, customer});
    expect(dataOf(account.read(`/v1/customers/${customer}/payment_methods`))).toHaveLength(1);
    const id = at(attached, 'id');
    const detached = account.made(`/v1/payment_methods/${id}/detach`);
    expect(at(detached, 'customer')).toBeNull();
    expect(dataOf(account.read('/v1/payment_methods', {customer}))).toEqual([]);
    expect(
      at(account.post('/v1/payment_intents', {...paid, payment_method: id}).body, 'error', 'message'),
    ).toContain('It may not be used again');
    expect(account.eventTypes()).toEqual(['payment_method.attached', 'payment_method.detached']);
  });

  test('a card that its issuer refuses cannot be attached, one that fails only later can', () => {
    const account = openAccount();
    const {customer} = account;
    const refused = account.post('/v1/payment_methods/pm_card_chargeDeclined/attach', {customer});
    expect(refused).toMatchObject({status: 402, body: {error: {code: 'card_declined'}}});
    expect(account.post('/v1/payment_methods/pm_card_chargeCustomerFail/attach', {customer}).status).toBe(
      200,
    );
  });

  test('are made of tokens, numbers and bank accounts', () => {
    const account = openAccount();
    const token = account.made('/v1/tokens', {
      card: {number: '5555 5555 5555 4444', exp_month: '4', exp_year: '2031'},
    });
    const ofToken = account.made('/v1/payment_methods', {type: 'card', card: {token: at(token, 'id')}});
    expect(ofToken).toMatchObject({card: {brand: 'mastercard', exp_year: 2031, last4: '4444'}});
    const again = account.post('/v1/payment_methods', {type: 'card', card: {token: at(token, 'id')}});
    expect(at(again.body, 'error', 'code')).toBe('token_already_used');
    const bank = account.made('/v1/payment_methods', {
      type: 'us_bank_account',
      billing_details: {name: 'Ada'},
      us_bank_account: {
        account_holder_type: 'company',
        account_number: '000123456789',
        routing_number: '110000000',
      },
    });
    expect(bank).toMatchObject({billing_details: {name: 'Ada'}, us_bank_account: {last4: '6789'}});
    const sepa = account.made('/v1/payment_methods', {
      type: 'sepa_debit',
      sepa_debit: {iban: 'DE89370400440532013000'},
    });
    expect(at(sepa, 'sepa_debit')).toMatchObject({country: 'DE', last4: '3000'});
    expect(
      account.post('/v1/payment_methods', {type: 'card', card: {number: '4111111111111111'}}).status,
    ).toBe(402);
  });
});

describe('POST /v1/charges', () => {
  test('charges a token, authorises without capture, and records a decline', () => {
    const account = openAccount();
    const charge = account.made('/v1/charges', {
      amount: 500,
      currency: 'usd',
      source: 'tok_visa',
      capture: false,
    });
    expect(charge).toMatchObject({amount_captured: 0, captured: false, paid: true, source: {brand: 'Visa'}});
    const captured = account.made(`/v1/charges/${at(charge, 'id')}/capture`);
    expect(captured).toMatchObject({amount_captured: 500, captured: true});
    expect(at(account.post(`/v1/charges/${at(charge, 'id')}/capture`).body, 'error', 'code')).toBe(
      'charge_already_captured',
    );
    const refused = account.post('/v1/charges', {amount: 500, currency: 'usd', source: 'tok_chargeDeclined'});
    expect(refused.status).toBe(402);
    expect(account.read(`/v1/charges/${at(refused.body, 'error', 'charge')}`)).toMatchObject({
      status: 'failed',
    });
  });
});

describe('setup intents', () => {
  test('save a card for the customer', () => {
    const account = openAccount();
    const {customer} = account;
    const intent = account.made('/v1/setup_intents', {
      confirm: true,
      customer,
      payment_method: 'pm_card_visa',
    });
    expect(intent).toMatchObject({status: 'succeeded', usage: 'off_session'});
    expect(dataOf(account.read('/v1/payment_methods', {customer}))).toHaveLength(1);
    expect(account.newEventTypes()).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
    const refused = account.post('/v1/setup_intents', {
      confirm: true,
      customer,
      payment_method: 'pm_card_chargeDeclined',
    });
    expect(at(refused.body, 'error')).toMatchObject({
      decline_code: 'generic_decline',
      setup_intent: {last_setup_error: {code: 'card_declined'}, status: 'requires_payment_method'},
    });
  });
});
