/** Emails an invoice to its customer: in a sandbox the event is all there is. https://docs.stripe.com/api/invoices/send */
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import type {Store} from '../engine/store.ts';
import {requireStatus} from './invoice-state.ts';
import type {StoredInvoice} from './objects.ts';

/** Whether anybody's email address is known to send it to. */
export function hasAddressee(store: Store, invoice: StoredInvoice): boolean {
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  const email = customer === undefined || 'deleted' in customer ? null : (customer.email ?? null);
  return (invoice.customer_email ?? email) !== null;
}

/** @throws StripeRefusal for an invoice that is charged automatically, is no longer owed, or has nobody to go to */
export function sendInvoice(call: Call, invoiceId: string): StoredInvoice {
  const invoice = call.change.update('invoice', invoiceId, {});
  if (invoice.collection_method !== 'send_invoice') {
    throw new StripeRefusal({
      status: 400,
      message:
        'You can only manually send an invoice if its collection method is "send_invoice". This one is charged automatically.',
    });
  }
  requireStatus(invoice, ['open', 'paid', 'uncollectible'], 'send');
  if (!hasAddressee(call.store, invoice)) {
    throw new StripeRefusal({
      status: 400,
      message: 'Cannot send this invoice: its customer has no email address. Give the customer one.',
    });
  }
  call.change.event('invoice.sent', 'invoice', invoiceId);
  return invoice;
}
