/** Writes a planned invoice down as Stripe keeps it: the invoice, its lines and, where they matter, its payments. */
import {nextId} from '../../stripe/engine/ids.ts';
import type {RandomSource} from '../../stripe/engine/random.ts';
import type {StoredInvoice, StoredLineItem} from '../../stripe/invoices/objects.ts';
import type {StoredInvoicePayment} from '../../stripe/payments/objects.ts';
import type {Buyer} from './buyers.ts';
import {type LinePlan, lineItemOf, sumOfLines} from './price-list.ts';

export interface InvoicePlan {
  readonly buyer: Buyer;
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  readonly collection: 'charge_automatically' | 'send_invoice';
  /** Of a draft: when it was made. */
  readonly finalizedAtUnixS: number;
  readonly dueAtUnixS: number | null;
  readonly lines: readonly LinePlan[];
  /** When it was paid, voided or written off; null while nothing of that has happened. */
  readonly closedAtUnixS: number | null;
  /** What came in, where it is not all of a paid invoice and nothing of another. */
  readonly payment?: {
    readonly amount: number;
    readonly atUnixS: number;
    /** By a check or a wire that Stripe only has a record of. */
    readonly outsideStripe: boolean;
  };
  /** Fields that no rule gives this invoice. */
  readonly particular?: Partial<StoredInvoice>;
}

interface WrittenInvoice {
  readonly invoice: StoredInvoice;
  readonly lines: readonly StoredLineItem[];
  readonly payments: readonly StoredInvoicePayment[];
}

const secondsPerHour = 3600;
const secondsPerMonth = 30 * 24 * secondsPerHour;

/** Stripe finalizes an automatic invoice an hour after it was made; a person takes minutes. */
export function madeAt({status, collection, finalizedAtUnixS}: InvoicePlan): number {
  if (status === 'draft') return finalizedAtUnixS;
  return finalizedAtUnixS - (collection === 'charge_automatically' ? secondsPerHour : 600);
}

export function writeInvoice(
  plan: InvoicePlan,
  options: {
    readonly random: RandomSource;
    readonly number: string | null;
    /** Leaves the lines to be derived from the invoice. */
    readonly impliesLines: boolean;
  },
): WrittenInvoice {
  const {random, number} = options;
  const {buyer} = plan;
  const total = sumOfLines(plan.lines);
  const due = Math.max(0, total + (plan.particular?.starting_balance ?? 0));
  const paid = plan.payment?.amount ?? (plan.status === 'paid' ? due : 0);
  const created = madeAt(plan);
  const invoice: StoredInvoice = {
    id: nextId('in', random),
    object: 'invoice',
    amount_due: due,
    amount_overpaid: Math.max(0, paid - due),
    amount_paid: paid,
    amount_remaining: Math.max(0, due - paid),
    collection_method: plan.collection,
    created,
    currency: buyer.currency,
    customer: buyer.id,
    due_date: plan.dueAtUnixS,
    number,
    period_end: created,
    period_start: created - secondsPerMonth,
    status: plan.status,
    status_transitions: {
      finalized_at: plan.status === 'draft' ? null : plan.finalizedAtUnixS,
      marked_uncollectible_at: plan.status === 'uncollectible' ? plan.closedAtUnixS : null,
      paid_at: plan.status === 'paid' ? plan.closedAtUnixS : null,
      voided_at: plan.status === 'void' ? plan.closedAtUnixS : null,
    },
    subtotal: total,
    total,
  };
  Object.assign(invoice, automation(plan), reference(plan), snapshot(buyer), plan.particular);
  return {
    invoice,
    lines: options.impliesLines ? [] : plan.lines.map((line) => lineItemOf(line, {invoice, buyer, random})),
    payments: paymentsOf(invoice, plan, random),
  };
}

/** A subscription's invoice says so; while it is open Stripe goes on collecting it. */
function automation({buyer, status}: InvoicePlan): Partial<StoredInvoice> {
  const {subscriptionId} = buyer;
  const byItself = status === 'open' || status === 'draft' ? {auto_advance: true} : {};
  if (subscriptionId === null) return byItself;
  return {
    ...byItself,
    billing_reason: 'subscription_cycle',
    parent: {
      quote_details: null,
      subscription_details: {metadata: {}, subscription: subscriptionId},
      type: 'subscription_details',
    },
  };
}

/** What an invoice remembers of a customer who is no more. */
function snapshot({deleted, name, email}: Buyer): Partial<StoredInvoice> {
  return deleted ? {customer_name: name, customer_email: email} : {};
}

/** The customer's order number: on the document for some, in the metadata for others. */
function reference({buyer}: InvoicePlan): Partial<StoredInvoice> {
  if (buyer.poNumber === null) return {};
  return Number(buyer.poNumber.at(-1)) < 6
    ? {custom_fields: [{name: 'PO number', value: buyer.poNumber}]}
    : {metadata: {po_number: buyer.poNumber}};
}

/** Written only where the amounts alone do not tell them: payments in part, above the amount, or outside Stripe. */
function paymentsOf(
  invoice: StoredInvoice,
  {payment}: InvoicePlan,
  random: RandomSource,
): readonly StoredInvoicePayment[] {
  if (payment === undefined) return [];
  const common = {
    object: 'invoice_payment',
    created: payment.atUnixS,
    currency: invoice.currency,
    invoice: invoice.id,
  } as const;
  const received: StoredInvoicePayment = {
    ...common,
    id: nextId('inpay', random),
    amount_paid: payment.amount,
    amount_requested: payment.amount,
    is_default: false,
    payment: payment.outsideStripe
      ? {payment_record: nextId('pyr', random), type: 'payment_record'}
      : {payment_intent: nextId('pi', random), type: 'payment_intent'},
    status: 'paid',
    status_transitions: {canceled_at: null, paid_at: payment.atUnixS},
  };
  if (invoice.amount_remaining === 0) return [received];
  const remaining: StoredInvoicePayment = {
    ...common,
    id: nextId('inpay', random),
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    payment: {payment_intent: nextId('pi', random), type: 'payment_intent'},
    status: 'open',
    status_transitions: {canceled_at: null, paid_at: null},
  };
  return [received, remaining];
}
