/** Making, confirming, capturing and canceling payment intents. https://docs.stripe.com/api/payment_intents */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {StripeRefusal} from '../engine/errors.ts';
import {displayAmount, minimumCharge} from './amounts.ts';
import {captureCharge} from './charge-payment.ts';
import type {PaymentOutcome} from './confirm-intent.ts';
import type {StoredPaymentIntent, StoredPaymentMethod} from './objects.ts';
import {renderPaymentMethod} from './payment-method-objects.ts';
import {paymentMethodNamed, refuseUsedUp} from './payment-methods.ts';
import {refundCharge} from './refund.ts';
import {cardRefusal, invalidRequest} from './refusals.ts';

/** @throws StripeRefusal for less than Stripe moves */
export function refuseTooSmall(amount: number, currency: string): void {
  const least = minimumCharge(currency);
  if (amount >= least) return;
  throw invalidRequest(`Amount must be at least ${displayAmount(least, currency)} ${currency}`, {
    code: 'amount_too_small',
    param: 'amount',
  });
}

/** Records a new intent with its event. */
export function insertIntent(
  call: Call,
  fields: Pick<StoredPaymentIntent, 'amount' | 'currency'> & Partial<StoredPaymentIntent>,
): StoredPaymentIntent {
  const row: StoredPaymentIntent = {
    id: call.change.newId('pi'),
    object: 'payment_intent',
    created: nowOf(call, fields.customer ?? null),
    livemode: call.store.livemode,
    status: 'requires_payment_method',
    ...fields,
  };
  call.change.insert('payment_intent', row);
  call.change.event('payment_intent.created', 'payment_intent', row.id);
  return row;
}

/** The intent that another object names. @throws Error when the sandbox does not hold it */
export function requireIntent({store}: Pick<Call, 'store'>, id: string): StoredPaymentIntent {
  const intent = store.paymentIntents.get(id);
  if (intent === undefined) throw new Error(`The sandbox does not hold the payment intent '${id}'.`);
  return intent;
}

/** Stripe's words where the status does not allow it; the error carries the intent. */
export function unexpectedState(call: Call, id: string, message: string): StripeRefusal {
  return invalidRequest(message, {
    code: 'payment_intent_unexpected_state',
    details: {payment_intent: call.render('payment_intent', id)},
  });
}

const confirmable: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
] satisfies readonly Stripe.PaymentIntent.Status[];

/**
 * The payment method to confirm with, after everything that keeps the intent from being confirmed.
 *
 * @throws StripeRefusal
 */
export function methodToConfirm(
  call: Call,
  intent: StoredPaymentIntent,
  named: {readonly id: string | undefined; readonly param: string},
): StoredPaymentMethod {
  if (intent.status === 'succeeded') {
    throw unexpectedState(
      call,
      intent.id,
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
  }
  if (!confirmable.includes(intent.status)) {
    throw unexpectedState(
      call,
      intent.id,
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with ` +
        'one of the following statuses may be confirmed: requires_confirmation, requires_action.',
    );
  }
  const id = named.id ?? intent.payment_method ?? null;
  if (id === null) {
    throw unexpectedState(
      call,
      intent.id,
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
        'PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment ' +
        'method or ConfirmationToken.',
    );
  }
  const method = paymentMethodNamed(call, {id, param: named.param});
  refuseUsedUp(method);
  refuseForeign(method, intent.customer ?? null);
  const types = intent.payment_method_types ?? ['card'];
  if (types.includes(method.type)) return method;
  throw invalidRequest(
    `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod ` +
      `of one of the following types: ${types.join(', ')}.`,
    {code: 'payment_intent_incompatible_payment_method', param: named.param},
  );
}

/** A saved payment method pays for its own customer only. */
function refuseForeign(method: StoredPaymentMethod, customer: string | null): void {
  if (typeof method.customer !== 'string' || method.customer === customer) return;
  throw invalidRequest(
    customer === null
      ? 'The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.'
      : `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this ` +
          'PaymentMethod with the Customer that it belongs to instead.',
    {param: 'payment_method'},
  );
}

/** The 402 of a decline, which carries the charge, the payment intent and the payment method. */
export function declined(
  call: Call,
  confirmation: {readonly intent: StoredPaymentIntent; readonly method: StoredPaymentMethod},
  outcome: Extract<PaymentOutcome, {readonly kind: 'declined'}>,
): StripeRefusal {
  return cardRefusal(
    outcome.facts,
    {
      charge: outcome.charge,
      payment_intent: call.render('payment_intent', confirmation.intent.id),
      payment_method: renderPaymentMethod(confirmation.method),
    },
    {keepsEffects: true},
  );
}

/** @throws StripeRefusal unless the money is authorised, and for more than that */
export function captureIntent(call: Call, intent: StoredPaymentIntent, amount: number | undefined): void {
  const charge = call.store.charges.get(intent.latest_charge ?? '');
  if (intent.status !== 'requires_capture' || charge === undefined) {
    throw unexpectedState(
      call,
      intent.id,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with ` +
        'one of the following statuses may be captured: requires_capture.',
    );
  }
  const capturable = intent.amount_capturable ?? intent.amount;
  const captured = amount ?? capturable;
  if (captured > capturable) {
    throw invalidRequest(
      'The payment could not be captured because the requested capture amount is greater than the authorized amount.',
      {code: 'amount_too_large', param: 'amount_to_capture'},
    );
  }
  captureCharge(call, charge, captured);
  call.change.update('payment_intent', intent.id, {
    amount_capturable: 0,
    amount_received: captured,
    status: 'succeeded',
  });
  call.change.event('payment_intent.succeeded', 'payment_intent', intent.id);
}

const cancelable: readonly string[] = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
] satisfies readonly Stripe.PaymentIntent.Status[];

/** Ends an intent with which nothing was paid. */
export function cancelIntent(
  call: Call,
  intent: StoredPaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): void {
  if (!cancelable.includes(intent.status)) {
    throw unexpectedState(
      call,
      intent.id,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one ` +
        `of the following statuses may be canceled: ${[...cancelable, 'processing'].join(', ')}.`,
    );
  }
  releaseAuthorisation(call, intent, reason);
  call.change.update('payment_intent', intent.id, {
    amount_capturable: 0,
    canceled_at: nowOf(call, intent.customer ?? null),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  call.change.event('payment_intent.canceled', 'payment_intent', intent.id);
}

/** Due when the money has waited too long to be captured. */
export function expireAuthorization(call: Call, intentId: string): void {
  const intent = call.store.paymentIntents.get(intentId);
  if (intent?.status !== 'requires_capture') return;
  call.change.event('charge.expired', 'charge', intent.latest_charge ?? '');
  cancelIntent(call, intent, 'automatic');
}

/** What was authorised and never taken goes back to the card, as a refund that moves no money of the account's. */
function releaseAuthorisation(
  call: Call,
  intent: StoredPaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): void {
  if (intent.status !== 'requires_capture' || typeof intent.latest_charge !== 'string') return;
  refundCharge(call, intent.latest_charge, {
    amount: null,
    metadata: {},
    reason: reason === 'automatic' ? 'expired_uncaptured_charge' : null,
  });
}
