import type Stripe from 'stripe';
import * as v from 'valibot';
import {type CurrencyCode, currencyCode} from '../money/currency.ts';
import {type Money, money} from '../money/money.ts';
import {decodeWire, schemaOf, wireAmount, wireCurrency, wireId, wireTime} from './wire.ts';

/** A Stripe invoice in our words. Instants are Unix seconds; null is where Stripe says null. */
export interface Invoice {
  readonly id: string;
  /** The printed number; null on a draft. */
  readonly number: string | null;
  readonly livemode: boolean;
  /** Stripe's word. An open set: a word that is not known yet is kept as it is. */
  readonly status: string | null;
  /** `charge_automatically` or `send_invoice` today; an open set too. */
  readonly collectionMethod: string;
  readonly currency: CurrencyCode;
  /** The customer, or the account that is the customer (`customer_account`); null when Stripe names neither. */
  readonly customerId: string | null;
  /** Today's name when the customer was expanded; else, and for a deleted customer, the one printed on the invoice. */
  readonly customerName: string | null;
  /** As customerName. */
  readonly customerEmail: string | null;
  /** Known only when the customer was expanded. */
  readonly customerDeleted: boolean;
  readonly createdUnixS: number;
  readonly finalizedAtUnixS: number | null;
  /** Null for an invoice that is charged automatically. */
  readonly dueAtUnixS: number | null;
  /** The printed issue date where it differs from finalization. */
  readonly effectiveAtUnixS: number | null;
  readonly markedUncollectibleAtUnixS: number | null;
  readonly paidAtUnixS: number | null;
  readonly voidedAtUnixS: number | null;
  readonly total: Money;
  /** What was due when it was finalized, after the customer's balance. */
  readonly amountDue: Money;
  readonly amountPaid: Money;
  /** Stands also on a void or uncollectible invoice: the status decides whether it is receivable. */
  readonly amountRemaining: Money;
  /** Paid above due; it became the customer's credit. */
  readonly amountOverpaid: Money;
  readonly customFields: readonly {readonly name: string; readonly value: string}[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly hostedInvoiceUrl: string | null;
}

const text = v.string();
const textOrNull = v.nullable(text);
const timeOrNull = v.nullable(wireTime);

const wireCustomer = v.object({
  id: wireId,
  // True or absent; the package declares it `void` on a customer that exists.
  deleted: v.optional(v.unknown()),
  name: v.nullish(text),
  email: v.nullish(text),
});

/** Only what is read: fields are many, and each one more costs time on every invoice of a refresh. */
const wireInvoice = schemaOf<Stripe.Invoice>()(
  v.object({
    id: wireId,
    object: v.literal('invoice'),
    number: textOrNull,
    livemode: v.boolean(),
    status: textOrNull,
    collection_method: text,
    currency: wireCurrency,
    customer: v.nullable(v.union([wireId, wireCustomer])),
    // Younger than some recorded answers, so it may be absent.
    customer_account: v.nullish(wireId),
    customer_name: textOrNull,
    customer_email: textOrNull,
    created: wireTime,
    due_date: timeOrNull,
    effective_at: timeOrNull,
    status_transitions: v.object({
      finalized_at: timeOrNull,
      marked_uncollectible_at: timeOrNull,
      paid_at: timeOrNull,
      voided_at: timeOrNull,
    }),
    total: wireAmount,
    amount_due: wireAmount,
    amount_paid: wireAmount,
    amount_remaining: wireAmount,
    // Answers of older API versions lack it.
    amount_overpaid: v.optional(wireAmount, 0),
    custom_fields: v.nullable(v.array(v.object({name: text, value: text}))),
    metadata: v.nullable(v.record(text, text)),
    hosted_invoice_url: v.nullish(text),
  }),
);

/**
 * An invoice as Stripe sent it, made ours.
 *
 * @throws AddonError RESPONSE_UNREADABLE naming the invoice and the path of the field that is not as declared
 */
export function decodeInvoice(wire: unknown): Invoice {
  const read = decodeWire(wireInvoice, wire, 'invoice');
  const currency = currencyCode(read.currency);
  const transitions = read.status_transitions;
  return {
    id: read.id,
    number: read.number,
    livemode: read.livemode,
    status: read.status,
    collectionMethod: read.collection_method,
    currency,
    ...customerOf(read),
    createdUnixS: read.created,
    finalizedAtUnixS: transitions.finalized_at,
    dueAtUnixS: read.due_date,
    effectiveAtUnixS: read.effective_at,
    markedUncollectibleAtUnixS: transitions.marked_uncollectible_at,
    paidAtUnixS: transitions.paid_at,
    voidedAtUnixS: transitions.voided_at,
    total: money(read.total, currency),
    amountDue: money(read.amount_due, currency),
    amountPaid: money(read.amount_paid, currency),
    amountRemaining: money(read.amount_remaining, currency),
    amountOverpaid: money(read.amount_overpaid, currency),
    customFields: read.custom_fields ?? [],
    metadata: read.metadata ?? {},
    hostedInvoiceUrl: read.hosted_invoice_url ?? null,
  };
}

type CustomerPart = Pick<Invoice, 'customerId' | 'customerName' | 'customerEmail' | 'customerDeleted'>;

function customerOf(read: v.InferOutput<typeof wireInvoice>): CustomerPart {
  const {customer} = read;
  const printed = {customerName: read.customer_name, customerEmail: read.customer_email};
  if (customer === null || typeof customer === 'string') {
    return {customerId: customer ?? read.customer_account ?? null, ...printed, customerDeleted: false};
  }
  // A deleted customer has an id and nothing else: what was printed is all that is left of its name.
  if (customer.deleted === true) return {customerId: customer.id, ...printed, customerDeleted: true};
  return {
    customerId: customer.id,
    customerName: customer.name ?? null,
    customerEmail: customer.email ?? null,
    customerDeleted: false,
  };
}
