import type {Store} from '../engine/store.ts';
import {intentOf, paymentsOfInvoice} from '../payments/invoice-payments.ts';
import {renderPaymentIntent} from '../payments/payment-intent-objects.ts';

/** With what a payer's browser confirms the payment of an open invoice; null where there is nothing to pay. */
export function confirmationSecret(invoiceId: string, store: Store): object | null {
  const invoice = store.invoices.get(invoiceId);
  if (invoice === undefined || invoice.status !== 'open') return null;
  const open = paymentsOfInvoice(invoice, store).find(({status}) => status === 'open');
  const intent = store.paymentIntents.get((open === undefined ? null : intentOf(open)) ?? '');
  const secret = intent === undefined ? null : renderPaymentIntent(intent).client_secret;
  return secret === null ? null : {client_secret: secret, type: 'payment_intent'};
}
