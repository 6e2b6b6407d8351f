/** Writes an open invoice off; it can still be paid or voided. https://docs.stripe.com/api/invoices/mark_uncollectible */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {requireStatus} from './invoice-state.ts';
import type {StoredInvoice} from './objects.ts';
import {openPayments} from './open-payments.ts';

type Reason = Stripe.Invoice.StatusDetails.Uncollectible.Reason;

export function markUncollectible(
  call: Call,
  invoiceId: string,
  reason: Reason = 'user_forgiven',
): StoredInvoice {
  const {change} = call;
  const invoice = change.update('invoice', invoiceId, {});
  requireStatus(invoice, ['open'], 'mark as uncollectible');
  const before = call.render('invoice', invoiceId);
  openPayments(call, invoice);
  change.cancelLater(`collect:${invoiceId}`);
  const marked = change.update('invoice', invoiceId, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_transitions: {
      ...invoice.status_transitions,
      marked_uncollectible_at: nowOf(call, invoice.customer),
    },
    uncollectibleReason: reason,
  });
  change.event('invoice.updated', 'invoice', invoiceId, before);
  change.event('invoice.marked_uncollectible', 'invoice', invoiceId);
  return marked;
}
