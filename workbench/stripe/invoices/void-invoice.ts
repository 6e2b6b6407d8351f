/** Cancels a finalized invoice for good; it stays on record. https://docs.stripe.com/api/invoices/void */
import {adjustBalance} from '../customer-balance/adjust-balance.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {requireStatus} from './invoice-state.ts';
import type {StoredInvoice} from './objects.ts';
import {cancelOpenPayments, openPayments} from './open-payments.ts';

/** What remained of it stays written on it; what was taken from the customer's balance goes back. */
export function voidInvoice(call: Call, invoiceId: string): StoredInvoice {
  const {change} = call;
  const invoice = change.update('invoice', invoiceId, {});
  requireStatus(invoice, ['open', 'uncollectible'], 'void');
  if (invoice.amount_paid > 0) {
    throw new StripeRefusal({
      status: 400,
      message:
        'This invoice has been partly paid, so it cannot be voided. Issue a credit note, or mark it uncollectible.',
    });
  }
  const before = call.render('invoice', invoiceId);
  openPayments(call, invoice);
  change.cancelLater(`collect:${invoiceId}`);
  const voided = change.update('invoice', invoiceId, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: {...invoice.status_transitions, voided_at: nowOf(call, invoice.customer)},
  });
  giveBalanceBack(call, invoice);
  change.event('invoice.updated', 'invoice', invoiceId, before);
  change.event('invoice.voided', 'invoice', invoiceId);
  cancelOpenPayments(call, voided);
  return change.update('invoice', invoiceId, {});
}

function giveBalanceBack(call: Call, invoice: StoredInvoice): void {
  const applied = (invoice.ending_balance ?? 0) - (invoice.starting_balance ?? 0);
  const customer = invoice.customer === null ? undefined : call.store.customers.get(invoice.customer);
  if (applied === 0 || customer === undefined || 'deleted' in customer) return;
  adjustBalance(call, customer.id, {
    amount: -applied,
    currency: invoice.currency,
    type: 'unapplied_from_invoice',
    invoice: invoice.id,
  });
}
