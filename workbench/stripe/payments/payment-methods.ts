/** Finding, making and attaching payment methods. https://docs.stripe.com/api/payment_methods */
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {declineFacts} from './declines.ts';
import type {StoredPaymentMethod} from './objects.ts';
import {paymentMethodCard, testExpiry, usBankAccount} from './payment-method-objects.ts';
import {cardRefusal, invalidRequest} from './refusals.ts';
import {testUsAccount} from './test-bank-accounts.ts';
import {cardBehaviour, type TestCard, testCardOfPaymentMethod} from './test-cards.ts';

type AnyCall = Pick<Call, 'store' | 'nowUnixS' | 'change' | 'render'>;

/**
 * The payment method that a parameter names. `pm_card_visa` and its kind make a new one each time, as in Stripe's test
 * mode.
 *
 * @throws StripeRefusal (400) when there is none
 */
export function paymentMethodNamed(
  call: AnyCall,
  named: {readonly id: string; readonly param: string; readonly inPath?: boolean},
): StoredPaymentMethod {
  const kept = call.store.paymentMethods.get(named.id);
  if (kept !== undefined) return kept;
  const made = call.store.livemode ? null : testPaymentMethod(call, named.id);
  if (made === null) {
    throw noSuchObject({
      kind: 'PaymentMethod',
      id: named.id,
      param: named.param,
      inPath: named.inPath === true,
    });
  }
  return made;
}

function testPaymentMethod(call: AnyCall, id: string): StoredPaymentMethod | null {
  const card = testCardOfPaymentMethod(id);
  if (card !== undefined) {
    return insertPaymentMethod(call, {
      type: 'card',
      card: paymentMethodCard(card, testExpiry(call.nowUnixS)),
    });
  }
  const account = testUsAccount(id);
  if (account === undefined) return null;
  return insertPaymentMethod(call, {
    type: 'us_bank_account',
    us_bank_account: usBankAccount(account, {
      holderType: 'individual',
      accountType: 'checking',
      routingNumber: '110000000',
    }),
  });
}

/** A new payment method, which is nobody's unless the fields say so. Stripe tells no event of it. */
export function insertPaymentMethod(
  call: AnyCall,
  fields: Partial<StoredPaymentMethod> & Pick<StoredPaymentMethod, 'type'>,
): StoredPaymentMethod {
  const row: StoredPaymentMethod = {
    id: call.change.newId('pm'),
    object: 'payment_method',
    created: call.nowUnixS,
    livemode: call.store.livemode,
    ...fields,
  };
  call.change.insert('payment_method', row);
  return row;
}

/**
 * Attaches the payment method to the customer and returns it.
 *
 * @throws StripeRefusal when it is somebody else's, was used up, or its issuer refuses
 */
export function attachPaymentMethod(
  call: AnyCall,
  given: {
    readonly id: string;
    readonly customer: string;
    readonly param: string;
    readonly inPath?: boolean;
  },
): StoredPaymentMethod {
  const method = paymentMethodNamed(call, given);
  if (method.customer === given.customer) return method;
  if (typeof method.customer === 'string') {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
    });
  }
  refuseUsedUp(method);
  refuseUnattachable(call, method);
  const attached = call.change.update('payment_method', method.id, {customer: given.customer});
  call.change.event('payment_method.attached', 'payment_method', method.id);
  return attached;
}

function refuseUnattachable(call: AnyCall, method: StoredPaymentMethod): void {
  if (method.card === undefined) return;
  const behaviour = cardBehaviour(method.card, call.store.livemode);
  if (behaviour.kind !== 'declines' || behaviour.attachable) return;
  throw cardRefusal(declineFacts(behaviour.decline), {}, {keepsEffects: false});
}

/** @throws StripeRefusal for one that was paid with, or detached, and belongs to nobody */
export function refuseUsedUp(method: StoredPaymentMethod): void {
  if (method.used_up !== true) return;
  throw invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a ' +
      'connected account without Customer attachment, or was detached from a Customer. It may not be used again. To ' +
      'use a PaymentMethod multiple times, you must attach it to a Customer first.',
  );
}

/**
 * The customer's payment method that a parameter names, where it must be attached to them. `pm_card_visa` and its kind
 * stand for the one that was attached last.
 *
 * @throws StripeRefusal (400) when the customer has no such payment method
 */
export function paymentMethodOf(
  call: AnyCall,
  named: {readonly id: string; readonly customer: string; readonly param: string},
): StoredPaymentMethod {
  const theirs = call.store.paymentMethods.where('customer', named.customer);
  const card = call.store.livemode ? undefined : testCardOfPaymentMethod(named.id);
  const account = call.store.livemode ? undefined : testUsAccount(named.id);
  const found = theirs.findLast(
    (method) =>
      method.id === named.id ||
      (card !== undefined && isCard(method, card)) ||
      (account !== undefined && method.us_bank_account?.last4 === account.slice(-4)),
  );
  if (found !== undefined) return found;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${named.id}. The payment method must be attached to the ` +
      'customer.',
    {code: 'resource_missing', param: named.param},
  );
}

function isCard(method: StoredPaymentMethod, card: TestCard): boolean {
  return (
    method.card?.last4 === card.number.slice(-4) &&
    method.card.brand === card.brand &&
    method.card.country === card.country
  );
}

/** What is charged when a customer pays without being asked; null where they have set nothing up. */
export function defaultPaymentMethodOf(
  call: AnyCall,
  given: {readonly customer: string | null; readonly first: string | null},
): StoredPaymentMethod | null {
  const {paymentMethods, customers} = call.store;
  const first = given.first === null ? undefined : paymentMethods.get(given.first);
  if (first !== undefined) return first;
  const customer = given.customer === null ? undefined : customers.get(given.customer);
  if (customer === undefined || 'deleted' in customer) return null;
  const named = customer.invoice_settings?.default_payment_method ?? null;
  const id = named === null || typeof named === 'string' ? named : named.id;
  return id === null ? null : (paymentMethods.get(id) ?? null);
}
