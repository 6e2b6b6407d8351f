/** Refunds: money that goes back to whoever paid. https://docs.stripe.com/refunds */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {displayAmount} from './amounts.ts';
import {postMovement} from './ledger.ts';
import type {StoredCharge, StoredRefund} from './objects.ts';
import {invalidRequest} from './refusals.ts';

interface RefundRequest {
  /** Null: all that is not yet refunded. */
  readonly amount: number | null;
  readonly reason: Stripe.Refund.Reason | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Gives back a charge or a part of it. Invoices stay as they are: a refund does not make a paid invoice owed again.
 *
 * @throws StripeRefusal when there is not so much left to refund
 */
export function refundCharge(call: Call, chargeId: string, request: RefundRequest): StoredRefund {
  const charge = call.store.charges.get(chargeId);
  if (charge === undefined) throw new Error(`The sandbox does not hold the charge '${chargeId}'.`);
  refuseUnrefundable(call, charge);
  const amount = amountToRefund(charge, request.amount);

  const card = charge.payment_method_details?.card !== undefined;
  const id = call.change.newId(card || charge.id.startsWith('ch_') ? 're' : 'pyr');
  const refundedBefore = charge.amount_refunded ?? 0;
  const moved = isCaptured(charge)
    ? postMovement(call, {
        type: id.startsWith('re_') ? 'refund' : 'payment_refund',
        amount: -amount,
        fee: 0,
        currency: charge.currency,
        source: id,
        description: `REFUND FOR ${charge.id.startsWith('ch_') ? 'CHARGE' : 'PAYMENT'}${
          charge.description === null || charge.description === undefined ? '' : ` (${charge.description})`
        }`,
        createdUnixS: call.nowUnixS,
      })
    : null;
  const before = call.render('charge', chargeId);
  call.change.insert('refund', refundRow(call, {charge, id, amount, moved, request}));
  call.change.event('refund.created', 'refund', id);
  const refunded = refundedBefore + amount;
  call.change.update('charge', chargeId, {
    amount_refunded: refunded,
    refunded: refunded >= (isCaptured(charge) ? capturedOf(charge) : charge.amount),
  });
  call.change.event('charge.refunded', 'charge', chargeId, before);
  return requireRefund(call, id);
}

function refundRow(
  call: Call,
  given: {
    readonly charge: StoredCharge;
    readonly id: string;
    readonly amount: number;
    readonly moved: string | null;
    readonly request: RefundRequest;
  },
): StoredRefund {
  const {charge, id, amount, moved, request} = given;
  return {
    id,
    object: 'refund',
    amount,
    balance_transaction: moved,
    charge: charge.id,
    created: nowOf(call, charge.customer ?? null),
    currency: charge.currency,
    destination_details: destinationOf(charge, moved !== null),
    metadata: request.metadata,
    payment_intent: charge.payment_intent ?? null,
    reason: request.reason,
    status: 'succeeded',
  };
}

function destinationOf(charge: StoredCharge, captured: boolean): Stripe.Refund.DestinationDetails {
  const details = charge.payment_method_details;
  if (details?.us_bank_account !== undefined || details?.customer_balance !== undefined) {
    return {type: 'us_bank_transfer', us_bank_transfer: {reference: null, reference_status: 'pending'}};
  }
  if (details?.sepa_debit !== undefined) {
    return {eu_bank_transfer: {reference: null, reference_status: 'pending'}, type: 'eu_bank_transfer'};
  }
  if (!captured) return {card: {type: 'reversal'}, type: 'card'};
  return {
    card: {reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund'},
    type: 'card',
  };
}

function refuseUnrefundable({store}: Call, charge: StoredCharge): void {
  const {id} = charge;
  if (charge.status === 'failed') {
    throw invalidRequest(`Charge ${id} has failed, so it cannot be refunded.`, {
      code: 'charge_not_refundable',
    });
  }
  const disputes = store.disputes.where('charge', id);
  if (disputes.some((dispute) => dispute.is_charge_refundable !== true)) {
    throw invalidRequest(`Charge ${id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
}

function amountToRefund(charge: StoredCharge, asked: number | null): number {
  const {id, currency} = charge;
  const whole = isCaptured(charge) ? capturedOf(charge) : charge.amount;
  const refunded = charge.amount_refunded ?? 0;
  const left = whole - refunded;
  if (left <= 0) {
    throw invalidRequest(`Charge ${id} has already been refunded.`, {code: 'charge_already_refunded'});
  }
  const amount = asked ?? left;
  if (amount > left) {
    const limit =
      refunded === 0
        ? `charge amount (${displayAmount(whole, currency)})`
        : `unrefunded amount on charge (${displayAmount(left, currency)})`;
    throw invalidRequest(`Refund amount (${displayAmount(amount, currency)}) is greater than ${limit}`, {
      param: 'amount',
    });
  }
  return amount;
}

function isCaptured(charge: StoredCharge): boolean {
  return charge.captured ?? charge.status === 'succeeded';
}

function capturedOf(charge: StoredCharge): number {
  return charge.amount_captured ?? charge.amount;
}

function requireRefund({store}: Call, id: string): StoredRefund {
  const refund = store.refunds.get(id);
  if (refund === undefined) throw new Error(`The sandbox does not hold the refund '${id}'.`);
  return refund;
}
