/** Which payment pays how much of which invoice. https://docs.stripe.com/api/invoice-payment */
import {derivedId} from '../engine/ids.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import type {StoredInvoicePayment, WireInvoicePayment} from './objects.ts';

/** Oldest first. What a world leaves out follows from its invoices: `seedInvoicePayments`. */
export function paymentsOfInvoice(
  invoice: Pick<StoredInvoice, 'id'>,
  store: Store,
): readonly StoredInvoicePayment[] {
  return store.invoicePayments.where('invoice', invoice.id);
}

/** The list that `expand[]=payments` adds to an invoice. */
export function renderPaymentsInside(invoice: StoredInvoice, store: Store): WireList<WireInvoicePayment> {
  return {
    object: 'list',
    data: paymentsOfInvoice(invoice, store).map((payment) => renderInvoicePayment(payment)),
    has_more: false,
    url: `/v1/invoices/${invoice.id}/payments`,
  };
}

/** The part of `amount_paid` that reached the vendor outside Stripe: reported with a record, or only said so. */
export function amountPaidOffStripe(invoice: StoredInvoice, store: Store): number {
  return paymentsOfInvoice(invoice, store)
    .filter((payment) => payment.status === 'paid' && payment.payment.type === 'payment_record')
    .reduce((sum, payment) => sum + (payment.amount_paid ?? 0), invoice.paidOutOfBand ?? 0);
}

export function renderInvoicePayment(row: StoredInvoicePayment): WireInvoicePayment {
  return {is_default: true, livemode: false, ...row};
}

/** The payment intent by which it is paid; null where it is paid in another way. */
export function intentOf({payment}: StoredInvoicePayment): string | null {
  const intent = payment.payment_intent;
  return intent === undefined || typeof intent === 'string' ? (intent ?? null) : intent.id;
}

/** The report of a payment made outside Stripe; null where it was made within. */
export function recordOf({payment}: StoredInvoicePayment): string | null {
  const record = payment.payment_record;
  return record === undefined || typeof record === 'string' ? (record ?? null) : record.id;
}

/** Finalizing makes a default payment for what remains; paying settles it, voiding cancels it. */
export function impliedPayments(invoice: StoredInvoice): readonly StoredInvoicePayment[] {
  if (invoice.status === 'draft' || invoice.amount_due === 0) return [];
  const {finalized_at, paid_at, voided_at} = invoice.status_transitions;
  const created = finalized_at ?? invoice.created;
  const payments: StoredInvoicePayment[] = [];
  if (invoice.amount_paid > 0) {
    payments.push({
      ...impliedPayment(invoice, payments.length, created),
      amount_paid: invoice.amount_paid,
      amount_requested: invoice.amount_paid,
      is_default: invoice.amount_remaining === 0,
      status: 'paid',
      status_transitions: {canceled_at: null, paid_at: paid_at ?? created},
    });
  }
  if (invoice.amount_remaining > 0) {
    const voided = invoice.status === 'void';
    payments.push({
      ...impliedPayment(invoice, payments.length, created),
      amount_paid: null,
      amount_requested: invoice.amount_remaining,
      status: voided ? 'canceled' : 'open',
      status_transitions: {canceled_at: voided ? voided_at : null, paid_at: null},
    });
  }
  return payments;
}

function impliedPayment(invoice: StoredInvoice, index: number, created: number) {
  const intent = derivedId('pi', `${invoice.id}:${index}`);
  return {
    // As if both were made in one breath: hashing once is half the work in a world of 100,000 invoices.
    id: `inpay_${intent.slice(3)}`,
    object: 'invoice_payment',
    created,
    currency: invoice.currency,
    invoice: invoice.id,
    ...(invoice.livemode === true ? {livemode: true} : {}),
    payment: {payment_intent: intent, type: 'payment_intent'},
  } as const;
}
