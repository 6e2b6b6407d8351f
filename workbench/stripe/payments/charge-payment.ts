/**
 * Charges: money that a payment method was asked for. What is paid is on the ledger with its fee; what is pending or was
 * refused is not.
 */
import type {Call} from '../engine/endpoint.ts';
import {processingFee} from './amounts.ts';
import {methodDetails, refusedOutcome} from './charge-objects.ts';
import type {DeclineFacts} from './declines.ts';
import {postMovement} from './ledger.ts';
import type {StoredCharge, StoredPaymentMethod} from './objects.ts';
import {noBillingDetails} from './payment-method-objects.ts';
import {cardBehaviour} from './test-cards.ts';

/** Who pays how much for what, and how. Amounts are in the currency's smallest unit. */
export interface ChargeRequest {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly method: StoredPaymentMethod;
  readonly paymentIntent: string | null;
  readonly description: string | null;
  readonly createdUnixS: number;
  /** False: only authorised; the money moves when it is captured. */
  readonly capture: boolean;
  /** What the charge takes over from whoever asked for it. */
  readonly fields: Partial<StoredCharge>;
}

/** A charge that its issuer approved; recorded with its event, and on the ledger once it is captured. */
export function approveCharge(call: Call, request: ChargeRequest): StoredCharge {
  const row = chargeRow(call, request, {captured: request.capture});
  call.change.insert('charge', row);
  const charge = request.capture ? moveMoney(call, row, request.amount) : row;
  call.change.event('charge.succeeded', 'charge', charge.id);
  return charge;
}

/** A charge that its issuer refused. */
export function refuseCharge(call: Call, request: ChargeRequest, facts: DeclineFacts): StoredCharge {
  const row: StoredCharge = {
    ...chargeRow(call, request, {captured: false}),
    amount_captured: 0,
    failure_code: facts.code,
    failure_message: facts.message,
    outcome: refusedOutcome(facts),
    paid: false,
    receipt_url: null,
    status: 'failed',
  };
  call.change.insert('charge', row);
  call.change.event('charge.failed', 'charge', row.id);
  return row;
}

/** A debit that takes its bank days to answer. */
export function beginDebit(call: Call, request: ChargeRequest): StoredCharge {
  const row: StoredCharge = {
    ...chargeRow(call, request, {captured: true}),
    amount_captured: 0,
    outcome: {...refusedOutcomeOfDebit, seller_message: 'Payment pending.'},
    paid: false,
    receipt_url: null,
    status: 'pending',
  };
  call.change.insert('charge', row);
  call.change.event('charge.pending', 'charge', row.id);
  return row;
}

const refusedOutcomeOfDebit = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'not_assessed',
  seller_message: 'Payment complete.',
  type: 'authorized',
} as const;

/** The bank paid the debit. */
export function settleDebit(call: Call, charge: StoredCharge): StoredCharge {
  const {receipt_url: _none, ...pending} = charge;
  call.change.replace('charge', {
    ...pending,
    captured: true,
    outcome: refusedOutcomeOfDebit,
    paid: true,
    status: 'succeeded',
  });
  const settled = moveMoney(call, charge, charge.amount);
  call.change.event('charge.succeeded', 'charge', charge.id);
  return settled;
}

/** The bank returned the debit. */
export function returnDebit(
  call: Call,
  charge: StoredCharge,
  failure: {readonly code: string; readonly message: string},
): StoredCharge {
  const returned = call.change.update('charge', charge.id, {
    failure_code: failure.code,
    failure_message: failure.message,
    paid: false,
    status: 'failed',
  });
  call.change.event('charge.failed', 'charge', charge.id);
  return returned;
}

/** Takes the authorised money, or less of it. */
export function captureCharge(call: Call, charge: StoredCharge, amount: number): StoredCharge {
  const before = call.render('charge', charge.id);
  const captured = moveMoney(call, charge, amount);
  call.change.event('charge.captured', 'charge', charge.id, before);
  return captured;
}

function moveMoney(call: Call, charge: StoredCharge, amount: number): StoredCharge {
  const method = charge.payment_method_details?.type ?? 'card';
  const card = charge.payment_method_details?.card;
  const behaviour = cardBehaviour(
    {last4: card?.last4 ?? '', country: card?.country ?? null},
    call.store.livemode,
  );
  const priced =
    method === 'us_bank_account' || method === 'sepa_debit' || method === 'customer_balance'
      ? method
      : 'card';
  const transaction = postMovement(
    call,
    {
      type: priced === 'card' ? 'charge' : 'payment',
      amount,
      fee: processingFee(amount, charge.currency, priced),
      currency: charge.currency,
      source: charge.id,
      description: charge.description ?? null,
      createdUnixS: call.nowUnixS,
    },
    {availableAtOnce: behaviour.kind === 'pays' && behaviour.atOnceAvailable === true},
  );
  return call.change.update('charge', charge.id, {
    amount_captured: amount,
    balance_transaction: transaction,
    captured: true,
    paid: true,
  });
}

function chargeRow(
  call: Call,
  request: ChargeRequest,
  {captured}: {readonly captured: boolean},
): StoredCharge {
  const {amount, createdUnixS, method} = request;
  // What is not a card is a payment, and its id says so.
  const id = call.change.newId(method.type === 'card' ? 'ch' : 'py');
  return {
    id,
    object: 'charge',
    amount,
    amount_captured: captured ? amount : 0,
    billing_details: method.billing_details ?? noBillingDetails,
    captured,
    created: createdUnixS,
    currency: request.currency,
    customer: request.customer,
    description: request.description,
    livemode: call.store.livemode,
    paid: true,
    payment_intent: request.paymentIntent,
    payment_method: method.id,
    payment_method_details: methodDetails(method, {id, amount, captured, created: createdUnixS}),
    status: 'succeeded',
    ...request.fields,
  };
}
