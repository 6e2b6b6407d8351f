import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {inOrder, isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {StoredRefund} from './objects.ts';
import {inParameter, inPath} from './references.ts';
import {refundCharge} from './refund.ts';
import {renderRefund} from './refund-objects.ts';
import {invalidRequest, refuseUnmodelled} from './refusals.ts';

const read = {permission: 'rak_charge_read', evidence: 'modelled'} as const;
const write = {permission: 'rak_charge_write', evidence: 'modelled'} as const;
const one = {expansion: {shape: 'object', of: 'refund'}} as const;

export const refundEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.RefundCreateParams>({
    ...write,
    ...one,
    evidence: 'scripted',
    method: 'POST',
    path: '/v1/refunds',
    answer: createRefund,
  }),
  endpoint<Stripe.RefundListParams>({
    ...read,
    expansion: {shape: 'list', of: 'refund'},
    method: 'GET',
    path: '/v1/refunds',
    answer: listRefunds,
  }),
  endpoint<Stripe.RefundRetrieveParams>({
    ...read,
    ...one,
    method: 'GET',
    path: '/v1/refunds/{id}',
    answer: (call) => renderRefund(refundOfPath(call)),
  }),
  endpoint<Stripe.RefundUpdateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/refunds/{id}',
    answer: updateRefund,
  }),
];

function refundOfPath(call: Call): StoredRefund {
  return inPath(call.store.refunds, {kind: 'refund', id: pathIdOf(call)});
}

function createRefund(call: Call<Stripe.RefundCreateParams>): object {
  const {amount, metadata, origin, reason} = call.params;
  refuseUnmodelled(call.params, ['refund_application_fee', 'reverse_transfer']);
  if (origin !== undefined) {
    throw invalidRequest(
      "This sandbox refunds charges and payment intents only, not a customer's cash. Leave `origin` out.",
      {param: 'origin'},
    );
  }
  if (amount !== undefined && amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  const refund = refundCharge(call, chargeToRefund(call), {
    amount: amount ?? null,
    metadata: mergedMetadata({}, metadata),
    reason: reason ?? null,
  });
  return renderRefund(refund);
}

function chargeToRefund(call: Call<Stripe.RefundCreateParams>): string {
  const {charge, payment_intent} = call.params;
  if (charge !== undefined) {
    return inParameter(call.store.charges, {kind: 'charge', id: charge, param: 'charge'}).id;
  }
  if (payment_intent === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const intent = inParameter(call.store.paymentIntents, {
    kind: 'payment_intent',
    id: payment_intent,
    param: 'payment_intent',
  });
  const latest = call.store.charges.get(intent.latest_charge ?? '');
  if (latest === undefined || latest.status === 'failed') {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  }
  return latest.id;
}

function listRefunds(call: Call<Stripe.RefundListParams>): object {
  const {charge, created, payment_intent} = call.params;
  const {refunds} = call.store;
  return listPage(call, {
    rows: charge === undefined ? newestFirst(refunds) : inOrder(refunds.where('charge', charge).toReversed()),
    kind: 'refund',
    url: '/v1/refunds',
    render: renderRefund,
    matches: (row) =>
      isWithin(row.created, created) &&
      (payment_intent === undefined || row.payment_intent === payment_intent),
  });
}

function updateRefund(call: Call<Stripe.RefundUpdateParams>): object {
  const refund = refundOfPath(call);
  const before = call.render('refund', refund.id);
  const updated = call.change.update('refund', refund.id, {
    metadata: mergedMetadata(refund.metadata ?? {}, call.params.metadata),
  });
  call.change.event('refund.updated', 'refund', refund.id, before);
  call.change.event('charge.refund.updated', 'refund', refund.id, before);
  return renderRefund(updated);
}
