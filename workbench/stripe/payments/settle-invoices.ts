/** What a payment that went through means for the invoices it was made for. */
import type {Call} from '../engine/endpoint.ts';
import {intentOf} from './invoice-payments.ts';
import {requireIntent} from './payment-intents.ts';
import {invalidRequest} from './refusals.ts';

/**
 * Puts what the intent received towards its invoices. `attempt`: Stripe asked for the money, so that it counts as an
 * attempt to collect.
 */
export function settleInvoicesOf(call: Call, intentId: string, _how: {readonly attempt: boolean}): void {
  const intent = requireIntent(call, intentId);
  const waiting = call.store.invoicePayments.by(intentOf, intentId).some(({status}) => status === 'open');
  if (!waiting && intent.pays_invoice === undefined) return;
  throw invalidRequest(
    'This sandbox pays invoices through their own endpoint only: POST /v1/invoices/{id}/pay.',
  );
}

/** A debit that came back leaves its invoices owed. */
export function reportFailedAttempt(call: Call, intentId: string): void {
  for (const payment of call.store.invoicePayments.by(intentOf, intentId)) {
    if (payment.status === 'open') call.change.event('invoice.payment_failed', 'invoice', payment.invoice);
  }
}
