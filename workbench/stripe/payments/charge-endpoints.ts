import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {inOrder, isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {renderCharge} from './charge-objects.ts';
import {approveCharge, type ChargeRequest, captureCharge, refuseCharge} from './charge-payment.ts';
import {declineFacts} from './declines.ts';
import {wholeShipping} from './given-fields.ts';
import type {StoredCharge, StoredPaymentMethod, WireCard} from './objects.ts';
import {captureIntent, refuseTooSmall} from './payment-intents.ts';
import {noBillingDetails, paymentMethodCard, tokenCard} from './payment-method-objects.ts';
import {defaultPaymentMethodOf} from './payment-methods.ts';
import {inPath, refuseMissingCustomer} from './references.ts';
import {cardRefusal, invalidRequest, refuseUnmodelled} from './refusals.ts';
import {settleInvoicesOf} from './settle-invoices.ts';
import {cardBehaviour} from './test-cards.ts';
import {cardOfToken} from './tokens.ts';

const read = {permission: 'rak_charge_read', evidence: 'recorded'} as const;
const write = {permission: 'rak_charge_write', evidence: 'modelled'} as const;
const one = {expansion: {shape: 'object', of: 'charge'}} as const;

export const chargeEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.ChargeCreateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/charges',
    answer: createCharge,
  }),
  endpoint<Stripe.ChargeListParams>({
    ...read,
    expansion: {shape: 'list', of: 'charge'},
    method: 'GET',
    path: '/v1/charges',
    answer: listCharges,
  }),
  endpoint<Stripe.ChargeRetrieveParams>({
    ...read,
    ...one,
    method: 'GET',
    path: '/v1/charges/{id}',
    answer: (call) => renderCharge(chargeOfPath(call)),
  }),
  endpoint<Stripe.ChargeUpdateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/charges/{id}',
    answer: updateCharge,
  }),
  endpoint<Stripe.ChargeCaptureParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/charges/{id}/capture',
    answer: captureByCharge,
  }),
];

function chargeOfPath(call: Call): StoredCharge {
  return inPath(call.store.charges, {kind: 'charge', id: pathIdOf(call)});
}

function listCharges(call: Call<Stripe.ChargeListParams>): object {
  const {created, customer, payment_intent, transfer_group} = call.params;
  const {charges} = call.store;
  return listPage(call, {
    rows:
      payment_intent === undefined
        ? newestFirst(charges)
        : inOrder(charges.where('payment_intent', payment_intent).toReversed()),
    kind: 'charge',
    url: '/v1/charges',
    render: renderCharge,
    matches: (row) =>
      isWithin(row.created, created) &&
      (customer === undefined || row.customer === customer) &&
      (transfer_group === undefined || row.transfer_group === transfer_group),
  });
}

function createCharge(call: Call<Stripe.ChargeCreateParams>): object {
  const {params} = call;
  refuseUnmodelled(params, [
    'application_fee',
    'application_fee_amount',
    'destination',
    'on_behalf_of',
    'transfer_data',
  ]);
  const {amount, currency: given, customer} = params;
  if (amount === undefined) throw missing('amount');
  if (given === undefined) throw missing('currency');
  const currency = given.toLowerCase();
  refuseTooSmall(amount, currency);
  if (customer !== undefined) refuseMissingCustomer(call, customer);
  const {method, source} = payerOf(call);
  const request: ChargeRequest = {
    amount,
    currency,
    customer: customer ?? null,
    method,
    paymentIntent: null,
    description: params.description ?? null,
    createdUnixS: nowOf(call, customer ?? null),
    capture: params.capture !== false,
    fields: {
      metadata: mergedMetadata({}, params.metadata),
      receipt_email: params.receipt_email ?? null,
      shipping: params.shipping === undefined ? null : wholeShipping(params.shipping),
      source,
      statement_descriptor: params.statement_descriptor ?? null,
      statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
      transfer_group: params.transfer_group ?? null,
    },
  };
  const behaviour = method.card === undefined ? null : cardBehaviour(method.card, call.store.livemode);
  if (behaviour?.kind === 'declines' || behaviour?.kind === 'authenticates') {
    // A charge cannot be authenticated: only payment intents can.
    const facts = declineFacts(behaviour.kind === 'declines' ? behaviour.decline : 'authentication_required');
    const charge = refuseCharge(call, request, facts);
    throw cardRefusal(facts, {charge: charge.id}, {keepsEffects: true});
  }
  const charge = approveCharge(call, request);
  if (behaviour?.kind === 'disputes') {
    call.change.later({
      key: `open_dispute:${charge.id}`,
      kind: 'open_dispute',
      id: charge.id,
      atUnixS: call.nowUnixS,
      customer: null,
    });
  }
  return renderCharge(charge);
}

/** The card that a charge names, or the customer's own. */
function payerOf(call: Call<Stripe.ChargeCreateParams>): {
  readonly method: StoredPaymentMethod;
  readonly source: WireCard | null;
} {
  const {customer, source} = call.params;
  if (source === undefined) {
    const method = defaultPaymentMethodOf(call, {customer: customer ?? null, first: null});
    if (method !== null) return {method, source: null};
    if (customer === undefined) {
      throw invalidRequest('Must provide source or customer.', {code: 'parameter_missing'});
    }
    throw new StripeRefusal({
      status: 402,
      type: 'card_error',
      code: 'missing',
      message: 'Cannot charge a customer that has no active card',
      param: 'card',
    });
  }
  const {test, expiry} = cardOfToken(call, {id: source, param: 'source'});
  const card = tokenCard(test, expiry, call.change.newId('card'));
  return {
    method: {
      id: card.id,
      object: 'payment_method',
      billing_details: noBillingDetails,
      card: paymentMethodCard(test, expiry),
      created: call.nowUnixS,
      type: 'card',
    },
    source: card,
  };
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, {code: 'parameter_missing', param});
}

function updateCharge(call: Call<Stripe.ChargeUpdateParams>): object {
  const {customer, description, fraud_details, metadata, receipt_email, shipping, transfer_group} =
    call.params;
  const charge = chargeOfPath(call);
  if (customer !== undefined) refuseMissingCustomer(call, customer);
  const before = call.render('charge', charge.id);
  const updated = call.change.update('charge', charge.id, {
    metadata: mergedMetadata(charge.metadata, metadata),
    ...(customer === undefined ? {} : {customer}),
    ...(description === undefined ? {} : {description}),
    ...(fraud_details === undefined ? {} : {fraud_details: {user_report: fraud_details.user_report}}),
    ...(receipt_email === undefined ? {} : {receipt_email}),
    ...(shipping === undefined ? {} : {shipping: wholeShipping(shipping)}),
    ...(transfer_group === undefined ? {} : {transfer_group}),
  });
  call.change.event('charge.updated', 'charge', charge.id, before);
  return renderCharge(updated);
}

function captureByCharge(call: Call<Stripe.ChargeCaptureParams>): object {
  const charge = chargeOfPath(call);
  const {amount} = call.params;
  refuseUnmodelled(call.params, ['application_fee', 'application_fee_amount', 'transfer_data']);
  const intent = call.store.paymentIntents.get(charge.payment_intent ?? '');
  if (charge.captured === true || (charge.captured === undefined && charge.status === 'succeeded')) {
    throw invalidRequest(`Charge ${charge.id} has already been captured.`, {code: 'charge_already_captured'});
  }
  if (charge.status !== 'succeeded' || charge.refunded === true) {
    throw invalidRequest(`Charge ${charge.id} cannot be captured because nothing is authorized any more.`, {
      code: 'charge_expired_for_capture',
    });
  }
  if (intent !== undefined) {
    captureIntent(call, intent, amount);
    settleInvoicesOf(call, intent.id, {attempt: false});
  } else {
    if (amount !== undefined && amount > charge.amount) {
      throw invalidRequest('The capture amount is greater than the amount of the charge.', {
        code: 'amount_too_large',
        param: 'amount',
      });
    }
    captureCharge(call, charge, amount ?? charge.amount);
  }
  return call.render('charge', charge.id);
}
