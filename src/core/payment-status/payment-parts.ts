import type Stripe from 'stripe';
import * as v from 'valibot';
import {currencyCode} from '../money/currency.ts';
import {type Money, money} from '../money/money.ts';
import {paymentMethodWords} from '../stripe/payment-method-words.ts';
import {decodeWire, schemaOf, wireAmount, wireCurrency, wireId, wireTime} from '../stripe/wire.ts';
import {declineWords} from './decline-words.ts';

/** A payment intent, or a charge without one: how the money moves. */
export interface PaymentAttempt {
  readonly id: string;
  /** Stripe's word. An open set. */
  readonly status: string;
  /** Stripe's word for what the customer is to do; null when nothing is. An open set. */
  readonly nextAction: string | null;
  readonly amount: Money;
  readonly createdUnixS: number;
  /** `Visa •4242`; null when Stripe does not say. */
  readonly method: string | null;
  /** Of the last try, in plain words; null when none has failed since it was last given a way to pay. */
  readonly failure: {readonly words: string; readonly atUnixS: number | null} | null;
  readonly refunded: Money | null;
}

/** https://docs.stripe.com/api/credit_notes/object */
export interface CreditNote {
  readonly id: string;
  readonly number: string;
  /** `issued` or `void` today. */
  readonly status: string;
  readonly total: Money;
  readonly reason: string | null;
  readonly createdUnixS: number;
}

/** https://docs.stripe.com/api/disputes/object */
export interface Dispute {
  readonly id: string;
  readonly paymentIntentId: string | null;
  readonly status: string;
  readonly reason: string;
  readonly amount: Money;
  readonly evidenceDueAtUnixS: number | null;
}

/** Money that arrived by bank transfer. https://docs.stripe.com/api/cash_balance/object */
export interface CashHeld {
  readonly available: readonly Money[];
}

/** One transfer as it arrived. */
export interface CashArrival {
  readonly amount: Money;
  readonly atUnixS: number;
}

const text = v.string();
const textOrNull = v.nullish(text);

const wireFailure = v.object({
  code: textOrNull,
  decline_code: textOrNull,
  message: textOrNull,
  payment_method: v.optional(v.unknown()),
});

const wireCharge = schemaOf<Stripe.Charge>()(
  v.object({
    id: wireId,
    object: v.literal('charge'),
    status: text,
    amount: wireAmount,
    amount_refunded: v.nullish(wireAmount, 0),
    currency: wireCurrency,
    created: wireTime,
    failure_code: textOrNull,
    failure_message: textOrNull,
    outcome: v.nullish(v.object({reason: textOrNull})),
    payment_method_details: v.unknown(),
  }),
);

const wireIntent = schemaOf<Stripe.PaymentIntent>()(
  v.object({
    id: wireId,
    object: v.literal('payment_intent'),
    status: text,
    amount: wireAmount,
    currency: wireCurrency,
    created: wireTime,
    next_action: v.nullish(v.object({type: text})),
    last_payment_error: v.nullish(wireFailure),
    latest_charge: v.unknown(),
    payment_method_types: v.nullish(v.array(text)),
  }),
);

/** A payment intent with its latest charge expanded. */
export function decodePaymentIntent(wire: unknown): PaymentAttempt {
  const read = decodeWire(wireIntent, wire, 'payment intent');
  const charge =
    typeof read.latest_charge === 'object' && read.latest_charge !== null
      ? decodeCharge(read.latest_charge)
      : null;
  const error = read.last_payment_error ?? null;
  const onlyType = read.payment_method_types?.length === 1 ? read.payment_method_types[0] : undefined;
  const method =
    charge?.method ?? paymentMethodWords(error?.payment_method) ?? paymentMethodWords({type: onlyType});
  const failure =
    error === null
      ? null
      : {
          words: declineWords({
            declineCode: error.decline_code ?? null,
            code: error.code ?? null,
            message: error.message ?? null,
          }),
          atUnixS: charge?.createdUnixS ?? null,
        };
  return {
    id: read.id,
    status: read.status,
    nextAction: read.next_action?.type ?? null,
    amount: money(read.amount, currencyCode(read.currency)),
    createdUnixS: charge?.createdUnixS ?? read.created,
    method,
    failure: failure ?? (read.status === 'succeeded' ? null : (charge?.failure ?? null)),
    refunded: charge?.refunded ?? null,
  };
}

export function decodeCharge(wire: unknown): PaymentAttempt {
  const read = decodeWire(wireCharge, wire, 'charge');
  const currency = currencyCode(read.currency);
  const words = declineWords({
    declineCode: read.outcome?.reason ?? null,
    code: read.failure_code ?? null,
    message: read.failure_message ?? null,
  });
  return {
    id: read.id,
    status: read.status,
    nextAction: null,
    amount: money(read.amount, currency),
    createdUnixS: read.created,
    method: paymentMethodWords(read.payment_method_details),
    failure: read.status === 'failed' ? {words, atUnixS: read.created} : null,
    refunded: read.amount_refunded > 0 ? money(read.amount_refunded, currency) : null,
  };
}

const wireCreditNote = schemaOf<Stripe.CreditNote>()(
  v.object({
    id: wireId,
    object: v.literal('credit_note'),
    number: text,
    status: text,
    total: wireAmount,
    currency: wireCurrency,
    reason: textOrNull,
    created: wireTime,
  }),
);

export function decodeCreditNote(wire: unknown): CreditNote {
  const read = decodeWire(wireCreditNote, wire, 'credit note');
  return {
    id: read.id,
    number: read.number,
    status: read.status,
    total: money(read.total, currencyCode(read.currency)),
    reason: read.reason ?? null,
    createdUnixS: read.created,
  };
}

const wireDispute = schemaOf<Stripe.Dispute>()(
  v.object({
    id: wireId,
    object: v.literal('dispute'),
    status: text,
    reason: text,
    amount: wireAmount,
    currency: wireCurrency,
    payment_intent: v.nullish(v.union([wireId, v.object({id: wireId})])),
    evidence_details: v.nullish(v.object({due_by: v.nullish(wireTime)})),
  }),
);

export function decodeDispute(wire: unknown): Dispute {
  const read = decodeWire(wireDispute, wire, 'dispute');
  const intent = read.payment_intent ?? null;
  return {
    id: read.id,
    paymentIntentId: intent === null || typeof intent === 'string' ? intent : intent.id,
    status: read.status,
    reason: read.reason,
    amount: money(read.amount, currencyCode(read.currency)),
    evidenceDueAtUnixS: read.evidence_details?.due_by ?? null,
  };
}

const wireCash = schemaOf<Stripe.CashBalance>()(
  v.object({object: v.literal('cash_balance'), available: v.nullable(v.record(text, wireAmount))}),
);

export function decodeCashHeld(wire: unknown): CashHeld {
  const {available} = decodeWire(wireCash, wire, 'cash balance');
  return {
    available: Object.entries(available ?? {}).map(([code, amount]) => money(amount, currencyCode(code))),
  };
}

const wireFunding = schemaOf<Stripe.CustomerCashBalanceTransaction>()(
  v.object({type: text, created: wireTime, net_amount: wireAmount, currency: wireCurrency}),
);

/** When money last arrived in a currency by bank transfer; null when this entry is no arrival. */
export function decodeArrival(wire: unknown): CashArrival | null {
  const read = decodeWire(wireFunding, wire, 'cash balance transaction');
  if (read.type !== 'funded') return null;
  return {amount: money(read.net_amount, currencyCode(read.currency)), atUnixS: read.created};
}

const wireSent = v.object({
  created: wireTime,
  data: v.object({object: v.object({id: v.optional(wireId), customer_email: textOrNull})}),
});

/** When an invoice was e-mailed, from an `invoice.sent` event. */
export function decodeSent(wire: unknown): {
  readonly invoiceId: string | null;
  readonly to: string | null;
  readonly atUnixS: number;
} {
  const {created, data} = decodeWire(wireSent, wire, 'event');
  return {invoiceId: data.object.id ?? null, to: data.object.customer_email ?? null, atUnixS: created};
}
