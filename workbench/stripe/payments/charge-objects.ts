/** Charges as Stripe sends them. What a charge says of its card was read from recorded charges of Stripe's test mode. */
import type Stripe from 'stripe';
import {derivedId} from '../engine/ids.ts';
import {overlay} from '../engine/overlay.ts';
import type {DeclineFacts} from './declines.ts';
import type {StoredCharge, StoredPaymentMethod, WireCharge} from './objects.ts';
import {derivedCard, noBillingDetails, renderPaymentMethod} from './payment-method-objects.ts';

/** Every required key in Stripe's order. */
const everyField: WireCharge = {
  id: '',
  object: 'charge',
  amount: 0,
  amount_captured: 0,
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: noBillingDetails,
  calculated_statement_descriptor: null,
  captured: false,
  created: 0,
  currency: '',
  customer: null,
  description: null,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  outcome: null,
  paid: false,
  payment_intent: null,
  payment_method: null,
  payment_method_details: null,
  radar_options: {},
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'succeeded',
  transfer_data: null,
  transfer_group: null,
};

export function renderCharge(row: StoredCharge): WireCharge {
  const succeeded = row.status === 'succeeded';
  const {paid_by_derived_card: isDerived, ...fields} = row;
  return overlay(
    everyField,
    {
      amount_captured: succeeded ? row.amount : 0,
      captured: succeeded,
      paid: succeeded,
      outcome: succeeded ? approved : null,
      receipt_url: succeeded
        ? `https://pay.stripe.com/receipts/payment/${derivedId('in', `receipt:${row.id}`).slice(3)}?s=ap`
        : null,
    },
    isDerived === true
      ? {
          payment_method_details: methodDetails(derivedCard(row.payment_method ?? '', row.created), {
            id: row.id,
            amount: row.amount,
            captured: true,
            created: row.created,
          }),
        }
      : {},
    fields,
  );
}

/** What a charge says that its network approved. */
const approved: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 0,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

/** What a charge says of the refusal. */
export function refusedOutcome(facts: DeclineFacts): Stripe.Charge.Outcome {
  const blocked = facts.declineCode === 'fraudulent';
  return {
    advice_code: facts.adviceCode,
    network_advice_code: null,
    network_decline_code: facts.networkDeclineCode,
    network_status: blocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: blocked ? 'highest_risk_level' : facts.declineCode,
    risk_level: blocked ? 'highest' : 'normal',
    risk_score: blocked ? 100 : 0,
    seller_message: facts.sellerMessage,
    type: blocked ? 'blocked' : 'issuer_declined',
  };
}

/** How it was paid, frozen when it was. */
export function methodDetails(
  method: StoredPaymentMethod,
  charge: {
    readonly id: string;
    readonly amount: number;
    readonly captured: boolean;
    readonly created: number;
  },
): Stripe.Charge.PaymentMethodDetails {
  const {card} = renderPaymentMethod(method);
  if (card !== undefined) return {card: cardDetails(card, charge), type: 'card'};
  if (method.us_bank_account !== undefined) {
    const {account_holder_type, account_type, bank_name, fingerprint, last4, routing_number} =
      method.us_bank_account;
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type,
        account_type,
        bank_name,
        fingerprint,
        last4,
        payment_reference: null,
        routing_number,
      },
    };
  }
  if (method.sepa_debit !== undefined) {
    const {bank_code, branch_code, country, fingerprint, last4} = method.sepa_debit;
    return {
      sepa_debit: {bank_code, branch_code, country, fingerprint, last4, mandate: null},
      type: 'sepa_debit',
    };
  }
  return {customer_balance: {}, type: 'customer_balance'};
}

const secondsPerWeek = 7 * 86_400;

function cardDetails(
  card: Stripe.PaymentMethod.Card,
  charge: {
    readonly id: string;
    readonly amount: number;
    readonly captured: boolean;
    readonly created: number;
  },
): Stripe.Charge.PaymentMethodDetails.Card {
  const digits = derivedDigits(charge.id);
  return {
    amount_authorized: charge.amount,
    authorization_code: digits.slice(0, 6),
    brand: card.brand,
    ...(charge.captured ? {} : {capture_before: charge.created + secondsPerWeek}),
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: {status: 'disabled'},
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: {status: 'unavailable'},
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: {status: 'unavailable'},
    network: card.brand,
    network_token: {used: false},
    network_transaction_id: digits,
    overcapture: {maximum_amount_capturable: charge.amount, status: 'unavailable'},
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}

/** Fifteen digits, the same for the same charge. */
function derivedDigits(chargeId: string): string {
  const letters = derivedId('in', `network:${chargeId}`).slice(4, 19);
  return Array.from(letters, (letter) => String(letter.charCodeAt(0) % 10)).join('');
}
