import type Stripe from 'stripe';
import * as v from 'valibot';
import {currencyCode} from '../money/currency.ts';
import {type Money, money} from '../money/money.ts';
import {decodeInvoice, type Invoice} from './invoice.ts';
import {decodeWire, schemaOf, wireAmount, wireCurrency, wireId, wireTime} from './wire.ts';

/** An invoice with what only a look-up shows. */
export interface InvoiceDetails extends Invoice {
  readonly attemptCount: number;
  readonly nextAttemptAtUnixS: number | null;
  /** False: Stripe neither retries nor reminds. Null where Stripe does not say. */
  readonly autoAdvance: boolean | null;
  readonly finalizationProblem: string | null;
  /** Credit notes before and after payment, over its whole life. */
  readonly credited: Money;
  readonly pdfUrl: string | null;
  /** Money that the customer has in their favour, applied to the next invoice; Stripe's own sign is the opposite. Null when it is in another currency or was not read. */
  readonly creditBalance: Money | null;
  /** Null when the payments were not read. */
  readonly payments: readonly InvoicePayment[] | null;
}

/** What one payment gives to one invoice. https://docs.stripe.com/api/invoice-payment/object */
export interface InvoicePayment {
  readonly id: string;
  /** `open`, `paid` or `canceled` today; an open set. */
  readonly status: string;
  readonly requested: Money;
  /** Null until it is paid. */
  readonly paid: Money | null;
  readonly createdUnixS: number;
  readonly paidAtUnixS: number | null;
  readonly canceledAtUnixS: number | null;
  /** What it was made with; `type` is an open set, and `id` null where it is none of the known ones. */
  readonly source: {readonly type: string; readonly id: string | null};
}

const text = v.string();
const idOrObject = v.nullish(v.union([wireId, v.object({id: wireId})]));

const wirePayment = schemaOf<Stripe.InvoicePayment>()(
  v.object({
    id: wireId,
    object: v.literal('invoice_payment'),
    status: text,
    amount_requested: wireAmount,
    amount_paid: v.nullable(wireAmount),
    currency: wireCurrency,
    created: wireTime,
    payment: v.object({
      type: text,
      payment_intent: idOrObject,
      charge: idOrObject,
      payment_record: idOrObject,
    }),
    status_transitions: v.object({
      paid_at: v.nullable(wireTime),
      canceled_at: v.nullable(wireTime),
    }),
  }),
);

const wireDetails = schemaOf<Stripe.Invoice>()(
  v.object({
    attempt_count: v.nullish(v.number(), 0),
    next_payment_attempt: v.nullish(wireTime),
    auto_advance: v.nullish(v.boolean()),
    last_finalization_error: v.nullish(v.object({message: v.nullish(text)})),
    pre_payment_credit_notes_amount: v.nullish(wireAmount, 0),
    post_payment_credit_notes_amount: v.nullish(wireAmount, 0),
    invoice_pdf: v.nullish(text),
    customer: v.unknown(),
    payments: v.nullish(v.object({data: v.array(v.unknown())})),
  }),
);

/** Present on a customer that was expanded and is not deleted. */
const wireBalance = v.object({balance: wireAmount, currency: v.nullable(text)});

/** @throws AddonError RESPONSE_UNREADABLE naming the invoice and the path of the field that is not as declared */
export function decodeInvoiceDetails(wire: unknown): InvoiceDetails {
  const invoice = decodeInvoice(wire);
  const read = decodeWire(wireDetails, wire, 'invoice');
  const {currency} = invoice;
  return {
    ...invoice,
    attemptCount: read.attempt_count,
    nextAttemptAtUnixS: read.next_payment_attempt ?? null,
    autoAdvance: read.auto_advance ?? null,
    finalizationProblem: read.last_finalization_error?.message ?? null,
    credited: money(read.pre_payment_credit_notes_amount + read.post_payment_credit_notes_amount, currency),
    pdfUrl: read.invoice_pdf ?? null,
    creditBalance: creditBalanceOf(read.customer, invoice),
    payments: read.payments?.data.map(decodeInvoicePayment) ?? null,
  };
}

function creditBalanceOf(customer: unknown, {currency}: Invoice): Money | null {
  const read = v.safeParse(wireBalance, customer);
  if (!read.success || read.output.currency?.toUpperCase() !== currency) return null;
  const {balance} = read.output;
  return balance < 0 ? money(-balance, currency) : money(0, currency);
}

function decodeInvoicePayment(wire: unknown): InvoicePayment {
  const read = decodeWire(wirePayment, wire, 'payment');
  const currency = currencyCode(read.currency);
  const {type, payment_intent, charge, payment_record} = read.payment;
  return {
    id: read.id,
    status: read.status,
    requested: money(read.amount_requested, currency),
    paid: read.amount_paid === null ? null : money(read.amount_paid, currency),
    createdUnixS: read.created,
    paidAtUnixS: read.status_transitions.paid_at,
    canceledAtUnixS: read.status_transitions.canceled_at,
    source: {type, id: idOf(payment_intent ?? charge ?? payment_record)},
  };
}

function idOf(reference: string | {readonly id: string} | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}
