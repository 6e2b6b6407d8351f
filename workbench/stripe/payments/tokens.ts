/** Tokens stand for a card whose number nobody keeps; each is used once. https://docs.stripe.com/api/tokens */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {Store} from '../engine/store.ts';
import type {StoredToken, WireToken} from './objects.ts';
import {type Expiry, testExpiry, tokenCard} from './payment-method-objects.ts';
import {inPath} from './references.ts';
import {invalidRequest} from './refusals.ts';
import {type TestCard, testCardOfNumber, testCardOfToken} from './test-cards.ts';

export const tokenEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.TokenCreateParams>({
    method: 'POST',
    path: '/v1/tokens',
    evidence: 'modelled',
    permission: 'rak_token_write',
    expansion: {shape: 'object', of: 'token'},
    answer: createToken,
  }),
  endpoint<Stripe.TokenRetrieveParams>({
    method: 'GET',
    path: '/v1/tokens/{id}',
    evidence: 'modelled',
    permission: 'rak_token_read',
    expansion: {shape: 'object', of: 'token'},
    answer: (call) => renderToken(inPath(call.store.tokens, {kind: 'token', id: pathIdOf(call)}), call.store),
  }),
];

export function renderToken(row: StoredToken, {livemode}: Pick<Store, 'livemode'>): WireToken {
  const {number: _number, ...fields} = row;
  return {...fields, client_ip: null, livemode, type: 'card'};
}

function createToken(call: Call<Stripe.TokenCreateParams>): object {
  const {card} = call.params;
  if (card === undefined || typeof card === 'string') {
    throw invalidRequest(
      'This sandbox makes tokens of test cards only. Pass card[number], card[exp_month] and card[exp_year].',
      {param: 'card'},
    );
  }
  const test = testCardNumbered(call, {number: card.number, param: 'card[number]'});
  const expiry = {month: Number(card.exp_month), year: Number(card.exp_year)};
  const row: StoredToken = {
    id: call.change.newId('tok'),
    object: 'token',
    card: tokenCard(test, expiry, call.change.newId('card')),
    created: call.nowUnixS,
    number: test.number,
    used: false,
  };
  call.change.insert('token', row);
  return renderToken(row, call.store);
}

/** @throws StripeRefusal for numbers that are no test card's: real ones never belong here */
export function testCardNumbered(
  call: Pick<Call, 'store'>,
  given: {readonly number: string; readonly param: string},
): TestCard {
  const test = call.store.livemode ? undefined : testCardOfNumber(given.number);
  if (test !== undefined) return test;
  throw new StripeRefusal({
    status: 402,
    type: 'card_error',
    code: 'incorrect_number',
    message: 'Your card number is incorrect.',
    param: given.param,
  });
}

/**
 * The card behind a token, which is used up by this; `tok_visa` and its kind can be used again and again.
 *
 * @throws StripeRefusal (400)
 */
export function cardOfToken(
  call: Call,
  named: {readonly id: string; readonly param: string},
): {readonly test: TestCard; readonly expiry: Expiry} {
  const known = call.store.livemode ? undefined : testCardOfToken(named.id);
  if (known !== undefined) return {test: known, expiry: testExpiry(call.nowUnixS)};
  const token = call.store.tokens.get(named.id);
  const test = token === undefined ? undefined : testCardOfNumber(token.number);
  if (token === undefined || test === undefined) {
    throw noSuchObject({kind: 'token', ...named, inPath: false});
  }
  if (token.used) {
    throw invalidRequest(`You cannot use a Stripe token more than once: ${token.id}.`, {
      code: 'token_already_used',
    });
  }
  call.change.update('token', token.id, {used: true});
  return {test, expiry: {month: token.card.exp_month, year: token.card.exp_year}};
}
