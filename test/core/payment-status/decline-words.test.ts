import {declineWords} from '../../../src/core/payment-status/decline-words.ts';
import {paymentMethodWords} from '../../../src/core/stripe/payment-method-words.ts';

describe('declineWords()', () => {
  test.each([
    ['insufficient_funds', 'card_declined', 'there was not enough money'],
    ['no_such_decline', 'expired_card', 'the card has expired'],
    [null, 'debit_not_authorized', 'the customer told the bank not to allow the debit'],
    [null, 'toString', 'Told by Stripe (toString)'],
    ['something_new', 'card_new', 'Told by Stripe (something_new)'],
    [null, null, 'Told by Stripe'],
  ])('of %s and %s: %s', (declineCode, code, words) => {
    expect(declineWords({declineCode, code, message: 'Told by Stripe.'})).toBe(words);
  });

  test('has something to say even where Stripe says nothing', () => {
    expect(declineWords({declineCode: null, code: null, message: null})).toBe('no reason given');
    expect(declineWords({declineCode: 'new_code', code: null, message: null})).toBe('new_code');
  });

  test('never tells the reader to name a stolen or suspicious card to the customer', () => {
    for (const declineCode of ['lost_card', 'stolen_card', 'pickup_card', 'fraudulent']) {
      expect(declineWords({declineCode, code: null, message: null})).toMatch(
        /do not tell|tell the customer nothing/,
      );
    }
  });
});

describe('paymentMethodWords()', () => {
  test.each([
    [{type: 'card', card: {brand: 'visa', last4: '4242'}}, 'Visa •4242'],
    [{type: 'card', card: {brand: 'newcard', last4: '1'}}, 'newcard •1'],
    [{type: 'sepa_debit', sepa_debit: {last4: '3000'}}, 'SEPA debit •3000'],
    [{type: 'customer_balance', customer_balance: {}}, 'bank transfer'],
    [{type: 'some_new_wallet'}, 'some new wallet'],
    [{card: {}}, null],
    [null, null],
  ])('of %j: %s', (wire, words) => {
    expect(paymentMethodWords(wire)).toBe(words);
  });
});
