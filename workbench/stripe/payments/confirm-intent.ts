/**
 * What confirming a payment intent leads to: the charge, the intent's next status, and what the account hears of it.
 * https://docs.stripe.com/payments/paymentintents/lifecycle
 */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {spendCash} from './cash.ts';
import {approveCharge, beginDebit, type ChargeRequest, refuseCharge} from './charge-payment.ts';
import {type Decline, type DeclineFacts, declineFacts} from './declines.ts';
import type {StoredPaymentIntent, StoredPaymentMethod} from './objects.ts';
import {renderPaymentMethod} from './payment-method-objects.ts';
import {declineFields} from './refusals.ts';
import {debitOutcome} from './test-bank-accounts.ts';
import {cardBehaviour} from './test-cards.ts';

/** Where confirming has led; what was declined names its failed charge. */
export type PaymentOutcome =
  | {readonly kind: 'succeeded' | 'processing' | 'requires_action' | 'requires_capture'}
  | {readonly kind: 'declined'; readonly facts: DeclineFacts; readonly charge: string};

interface Confirmation {
  readonly intent: StoredPaymentIntent;
  readonly method: StoredPaymentMethod;
  /** Nobody is there who could authenticate. */
  readonly offSession: boolean;
}

const secondsPerDay = 86_400;
/** How long a card's money waits to be captured. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const authorizationDays = 7;
/** How long banks take for a debit. https://docs.stripe.com/payments/bank-debits */
const debitDays = {sepa_debit: 5, us_bank_account: 4} as const;
/** How long a payer of a test account takes to have their bank take the money back. */
const debitDisputeDays = 1;

/** Asks the payment method for the intent's amount. Whether it may be asked has been looked at before. */
export function confirmIntent(call: Call, confirmation: Confirmation): PaymentOutcome {
  const {method} = confirmation;
  switch (method.type) {
    case 'us_bank_account':
      return debit(call, confirmation, 'us_bank_account');
    case 'sepa_debit':
      return debit(call, confirmation, 'sepa_debit');
    case 'customer_balance':
      return payFromCash(call, confirmation);
    default:
      return payByCard(call, confirmation);
  }
}

function payByCard(call: Call, confirmation: Confirmation): PaymentOutcome {
  const {method, offSession} = confirmation;
  const behaviour =
    method.card === undefined ? ({kind: 'pays'} as const) : cardBehaviour(method.card, call.store.livemode);
  switch (behaviour.kind) {
    case 'declines':
      return decline(call, confirmation, behaviour.decline);
    case 'authenticates':
      if (!offSession) return askForAuthentication(call, confirmation);
      if (behaviour.offSession === 'declines') return decline(call, confirmation, 'authentication_required');
      return approve(call, confirmation);
    case 'disputes': {
      const outcome = approve(call, confirmation);
      const charge = call.store.paymentIntents.get(confirmation.intent.id)?.latest_charge ?? '';
      // The cardholder complains once everybody has heard of the payment.
      call.change.later({
        key: `open_dispute:${charge}`,
        kind: 'open_dispute',
        id: charge,
        atUnixS: call.nowUnixS,
        customer: null,
      });
      return outcome;
    }
    case 'pays':
      return approve(call, confirmation);
  }
}

function approve(call: Call, confirmation: Confirmation): PaymentOutcome {
  const {intent, method} = confirmation;
  const capture = intent.capture_method !== 'manual';
  const charge = approveCharge(call, chargeRequest(call, confirmation, capture));
  const before = call.render('payment_intent', intent.id);
  const common = {
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    processing: null,
  };
  if (intent.customer === null || intent.customer === undefined) {
    call.change.update('payment_method', method.id, {used_up: true});
  }
  if (!capture) {
    call.change.update('payment_intent', intent.id, {
      ...common,
      amount_capturable: intent.amount,
      status: 'requires_capture',
    });
    call.change.event('payment_intent.amount_capturable_updated', 'payment_intent', intent.id, before);
    call.change.later({
      key: `authorization_expires:${intent.id}`,
      kind: 'authorization_expires',
      id: intent.id,
      atUnixS: nowOf(call, intent.customer ?? null) + authorizationDays * secondsPerDay,
      customer: intent.customer ?? null,
    });
    return {kind: 'requires_capture'};
  }
  call.change.update('payment_intent', intent.id, {
    ...common,
    amount_received: intent.amount,
    status: 'succeeded',
  });
  call.change.event('payment_intent.succeeded', 'payment_intent', intent.id);
  return {kind: 'succeeded'};
}

function decline(call: Call, confirmation: Confirmation, reason: Decline): PaymentOutcome {
  const {intent} = confirmation;
  const facts = declineFacts(reason);
  const charge = refuseCharge(call, chargeRequest(call, confirmation, true), facts);
  failIntent(call, {
    intent: intent.id,
    charge: charge.id,
    error: {
      ...declineFields(facts),
      charge: charge.id,
      code: facts.code,
      doc_url: `https://stripe.com/docs/error-codes/${facts.code.replaceAll('_', '-')}`,
      message: facts.message,
      payment_method: renderPaymentMethod(confirmation.method),
      type: 'card_error',
    },
  });
  return {kind: 'declined', facts, charge: charge.id};
}

/** The intent waits for another payment method. */
export function failIntent(
  call: Call,
  failed: {
    readonly intent: string;
    readonly charge: string;
    // The rendered payment method in it differs from the SDK's by its customer being an id.
    readonly error: Omit<Stripe.PaymentIntent.LastPaymentError, 'payment_method' | 'code'> & {
      readonly code: string;
      readonly payment_method: ReturnType<typeof renderPaymentMethod>;
    };
  },
): void {
  call.change.update('payment_intent', failed.intent, {
    last_payment_error: failed.error,
    latest_charge: failed.charge,
    next_action: null,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  });
  call.change.event('payment_intent.payment_failed', 'payment_intent', failed.intent);
}

function askForAuthentication(call: Call, {intent, method}: Confirmation): PaymentOutcome {
  call.change.update('payment_intent', intent.id, {
    last_payment_error: null,
    next_action: {
      type: 'use_stripe_sdk',
      use_stripe_sdk: {source: `src_${intent.id.slice(3)}`, type: 'three_d_secure_redirect'},
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  call.change.event('payment_intent.requires_action', 'payment_intent', intent.id);
  return {kind: 'requires_action'};
}

function debit(
  call: Call,
  confirmation: Confirmation,
  type: 'sepa_debit' | 'us_bank_account',
): PaymentOutcome {
  const {intent, method} = confirmation;
  const charge = beginDebit(call, chargeRequest(call, confirmation, true));
  call.change.update('payment_intent', intent.id, {
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'processing',
  });
  call.change.event('payment_intent.processing', 'payment_intent', intent.id);
  const last4 = method[type]?.last4 ?? '';
  const outcome = debitOutcome(type, last4, call.store.livemode);
  if (outcome.kind === 'stays processing') return {kind: 'processing'};
  const customer = intent.customer ?? null;
  const settledAt = nowOf(call, customer) + debitDays[type] * secondsPerDay;
  call.change.later({
    key: `settle_debit:${charge.id}`,
    kind: 'settle_debit',
    id: charge.id,
    atUnixS: settledAt,
    customer,
  });
  if (outcome.kind === 'succeeds then is disputed') {
    call.change.later({
      key: `open_dispute:${charge.id}`,
      kind: 'open_dispute',
      id: charge.id,
      atUnixS: settledAt + debitDisputeDays * secondsPerDay,
      customer,
    });
  }
  return {kind: 'processing'};
}

/** A bank transfer: paid from the customer's cash if there is enough, else they are told where to send it. */
function payFromCash(call: Call, confirmation: Confirmation): PaymentOutcome {
  const {intent, method} = confirmation;
  const customer = intent.customer ?? null;
  const paid =
    customer !== null &&
    spendCash(call, {customer, currency: intent.currency, amount: intent.amount, paymentIntent: intent.id});
  if (paid) return approve(call, confirmation);
  call.change.update('payment_intent', intent.id, {
    last_payment_error: null,
    next_action: {
      display_bank_transfer_instructions: {
        amount_remaining: intent.amount,
        currency: intent.currency,
        hosted_instructions_url: `https://payments.stripe.com/bank_transfers/instructions/${intent.id.slice(3)}`,
        reference: intent.id.slice(-8).toUpperCase(),
        type: transferTypeOf(intent.currency),
      },
      type: 'display_bank_transfer_instructions',
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  call.change.event('payment_intent.requires_action', 'payment_intent', intent.id);
  return {kind: 'requires_action'};
}

/** By which system bank transfers of the currency come. */
export function transferTypeOf(
  currency: string,
): 'eu_bank_transfer' | 'gb_bank_transfer' | 'jp_bank_transfer' | 'mx_bank_transfer' | 'us_bank_transfer' {
  switch (currency) {
    case 'eur':
      return 'eu_bank_transfer';
    case 'gbp':
      return 'gb_bank_transfer';
    case 'jpy':
      return 'jp_bank_transfer';
    case 'mxn':
      return 'mx_bank_transfer';
    default:
      return 'us_bank_transfer';
  }
}

function chargeRequest(call: Call, {intent, method}: Confirmation, capture: boolean): ChargeRequest {
  const customer = intent.customer ?? null;
  return {
    amount: intent.amount,
    currency: intent.currency,
    customer,
    method,
    paymentIntent: intent.id,
    description: intent.description ?? null,
    createdUnixS: nowOf(call, customer),
    capture,
    fields: {
      metadata: intent.metadata ?? {},
      receipt_email: intent.receipt_email ?? null,
      shipping: intent.shipping ?? null,
      statement_descriptor: intent.statement_descriptor ?? null,
      statement_descriptor_suffix: intent.statement_descriptor_suffix ?? null,
      transfer_group: intent.transfer_group ?? null,
    },
  };
}
