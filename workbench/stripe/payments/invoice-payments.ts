import {derivedId} from '../engine/ids.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import type {StoredInvoicePayment, WireInvoicePayment} from './objects.ts';

function paymentsOfInvoice(invoice: StoredInvoice, store: Store): readonly StoredInvoicePayment[] {
  const payments = store.invoicePayments.where('invoice', invoice.id);
  return payments.length > 0 || 'payments' in invoice ? payments : impliedPayments(invoice);
}

/** The list that `expand[]=payments` adds to an invoice. */
export function renderPaymentsInside(invoice: StoredInvoice, store: Store): WireList<WireInvoicePayment> {
  const payments = paymentsOfInvoice(invoice, store);
  return {
    object: 'list',
    data: payments.map((payment) => renderInvoicePayment(payment)),
    has_more: false,
    url: `/v1/invoices/${invoice.id}/payments`,
  };
}

/** The part of `amount_paid` that reached the vendor outside Stripe. */
export function amountPaidOffStripe(invoice: StoredInvoice, store: Store): number {
  return paymentsOfInvoice(invoice, store)
    .filter((payment) => payment.status === 'paid' && payment.payment.type === 'payment_record')
    .reduce((sum, payment) => sum + (payment.amount_paid ?? 0), 0);
}

export function renderInvoicePayment(row: StoredInvoicePayment): WireInvoicePayment {
  return {is_default: true, livemode: false, ...row};
}

/**
 * Finalizing makes a default payment for what remains; paying settles it, voiding cancels it.
 * https://docs.stripe.com/api/invoice-payment
 */
function impliedPayments(invoice: StoredInvoice): readonly StoredInvoicePayment[] {
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
  const text = `${invoice.id}:${index}`;
  return {
    id: derivedId('inpay', text),
    object: 'invoice_payment',
    created,
    currency: invoice.currency,
    invoice: invoice.id,
    payment: {payment_intent: derivedId('pi', text), type: 'payment_intent'},
  } as const;
}
