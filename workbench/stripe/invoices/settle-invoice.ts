/** Puts a payment towards an invoice. https://docs.stripe.com/invoicing/partial-payments */
import {adjustBalance} from '../customer-balance/adjust-balance.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {StoredInvoicePayment} from '../payments/objects.ts';
import type {StoredInvoice} from './objects.ts';
import {cancelOpenPayments, followRemaining} from './open-payments.ts';

export interface AppliedPayment {
  readonly amount: number;
  readonly payment:
    | {readonly type: 'charge' | 'payment_intent' | 'payment_record'; readonly id: string}
    /** The vendor says that it was paid somewhere else. */
    | {readonly type: 'out_of_band'};
  /** Stripe asked for the money, so that it counts as an attempt to collect. */
  readonly attempt: boolean;
}

/**
 * Moves the amounts, marks the invoice paid when nothing remains, and records the payment and the events in the order
 * in which Stripe's test mode does. What is paid above what remains becomes the customer's credit.
 */
export function applyPayment(call: Call, invoiceId: string, applied: AppliedPayment): StoredInvoice {
  const {change} = call;
  const before = call.render('invoice', invoiceId);
  const invoice = change.update('invoice', invoiceId, {});
  const now = nowOf(call, invoice.customer);
  const remaining = Math.max(0, invoice.amount_remaining - applied.amount);
  const overpaid = Math.max(0, applied.amount - invoice.amount_remaining);
  const isPaid = remaining === 0;
  const paidOutside = applied.payment.type === 'out_of_band' ? applied.amount : 0;
  const moved = change.update('invoice', invoiceId, {
    amount_paid: invoice.amount_paid + applied.amount,
    amount_remaining: remaining,
    amount_overpaid: invoice.amount_overpaid + overpaid,
    ...(paidOutside === 0 ? {} : {paidOutOfBand: (invoice.paidOutOfBand ?? 0) + paidOutside}),
    ...attempted(invoice, applied),
    ...(isPaid ? paidFields(invoice, now) : {}),
  });
  const payment = recordPayment(call, moved, applied);
  change.event('invoice.updated', 'invoice', invoiceId, before);
  if (isPaid) {
    change.cancelLater(`collect:${invoiceId}`);
    change.event('invoice.paid', 'invoice', invoiceId);
    if (applied.payment.type !== 'out_of_band')
      change.event('invoice.payment_succeeded', 'invoice', invoiceId);
  }
  if (payment !== null) change.event('invoice_payment.paid', 'invoice_payment', payment);
  if (overpaid > 0) creditOverpayment(call, moved, overpaid);
  if (isPaid) cancelOpenPayments(call, moved);
  else followRemaining(call, moved);
  return change.update('invoice', invoiceId, {});
}

/** What an invoice holds once nothing of it remains. */
export function paidFields(invoice: StoredInvoice, nowUnixS: number) {
  return {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: {...invoice.status_transitions, paid_at: nowUnixS},
  } as const;
}

/** Written down, also where it follows from the status: what was seen before must not change with it. */
function attempted(invoice: StoredInvoice, {attempt}: AppliedPayment) {
  return {
    attempted: attempt || invoice.attempted === true,
    attempt_count: (invoice.attempt_count ?? 0) + (attempt ? 1 : 0),
  };
}

/** The payment that was open for it, or a new one; null for what Stripe had no hand in. */
function recordPayment(call: Call, invoice: StoredInvoice, applied: AppliedPayment): string | null {
  const {payment} = applied;
  if (payment.type === 'out_of_band') return null;
  const {change, store} = call;
  const now = nowOf(call, invoice.customer);
  const paid = {
    amount_paid: applied.amount,
    status: 'paid',
    status_transitions: {canceled_at: null, paid_at: now},
  } as const;
  const open = store.invoicePayments
    .where('invoice', invoice.id)
    .find((row) => row.status === 'open' && isBy(row, payment));
  if (open !== undefined) {
    change.update('invoice_payment', open.id, paid);
    return open.id;
  }
  const id = change.newId('inpay');
  change.insert('invoice_payment', {
    id,
    object: 'invoice_payment',
    ...paid,
    amount_requested: applied.amount,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: false,
    livemode: store.livemode,
    payment: {[payment.type]: payment.id, type: payment.type},
  });
  return id;
}

function isBy(row: StoredInvoicePayment, payment: {readonly type: string; readonly id: string}): boolean {
  return Object.entries(row.payment).some(([name, value]) => name === payment.type && value === payment.id);
}

function creditOverpayment(call: Call, invoice: StoredInvoice, overpaid: number): void {
  if (invoice.customer !== null) {
    adjustBalance(call, invoice.customer, {
      amount: -overpaid,
      currency: invoice.currency,
      type: 'invoice_overpaid',
      invoice: invoice.id,
    });
  }
  call.change.event('invoice.overpaid', 'invoice', invoice.id);
}
