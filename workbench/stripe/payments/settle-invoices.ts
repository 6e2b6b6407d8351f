/** What a payment that went through means for the invoices it was made for. */
import type {Call} from '../engine/endpoint.ts';
import {applyPayment} from '../invoices/settle-invoice.ts';
import {intentOf} from './invoice-payments.ts';
import type {StoredInvoicePayment} from './objects.ts';
import {requireIntent} from './payment-intents.ts';

/**
 * Puts what the intent received towards its invoices, oldest payment first. `attempt`: Stripe asked for the money by
 * itself or was told to, so that it counts as an attempt to collect.
 */
export function settleInvoicesOf(call: Call, intentId: string, {attempt}: {readonly attempt: boolean}): void {
  let left = requireIntent(call, intentId).amount_received ?? 0;
  for (const payment of openPaymentsOf(call, intentId)) {
    const amount = Math.min(left, payment.amount_requested);
    if (amount <= 0) return;
    applyPayment(call, payment.invoice, {amount, payment: {type: 'payment_intent', id: intentId}, attempt});
    left -= amount;
  }
}

/** Payments of invoices that wait for the intent. */
export function openPaymentsOf({store}: Call, intentId: string): readonly StoredInvoicePayment[] {
  return store.invoicePayments.by(intentOf, intentId).filter(({status}) => status === 'open');
}
