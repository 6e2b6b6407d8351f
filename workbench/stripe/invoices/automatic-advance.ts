/**
 * What Stripe does with an invoice by itself: it finalizes a draft about an hour after it was made, and then charges or
 * sends it. https://docs.stripe.com/invoicing/integration/automatic-advancement-collection
 */
import type {Call} from '../engine/endpoint.ts';
import {finalizeInvoice} from './finalize-invoice.ts';
import type {StoredInvoice} from './objects.ts';
import {hasAddressee, sendInvoice} from './send-invoice.ts';

const secondsPerHour = 3600;

/** Puts the draft's finalization on the agenda, or takes it off where it does not advance by itself. */
export function scheduleAdvance(call: Call, invoiceId: string, atUnixS: number | null = null): StoredInvoice {
  const invoice = call.change.update('invoice', invoiceId, {});
  const key = `finalize:${invoiceId}`;
  if (invoice.status !== 'draft' || invoice.auto_advance !== true) {
    call.change.cancelLater(key);
    return call.change.update('invoice', invoiceId, {
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    });
  }
  const at = atUnixS ?? invoice.automatically_finalizes_at ?? invoice.created + secondsPerHour;
  call.change.later({key, kind: 'finalize_invoice', id: invoiceId, atUnixS: at, customer: invoice.customer});
  return call.change.update('invoice', invoiceId, {
    automatically_finalizes_at: at,
    next_payment_attempt: invoice.collection_method === 'charge_automatically' ? at : null,
  });
}

/** The agenda's work: a draft whose hour has passed. */
export function advanceDraft(call: Call, invoiceId: string): void {
  const invoice = call.store.invoices.get(invoiceId);
  if (invoice === undefined || invoice.status !== 'draft' || invoice.auto_advance !== true) return;
  const finalized = finalizeInvoice(call, invoiceId, {collectsAtOnce: true});
  if (finalized.status !== 'open' || finalized.collection_method !== 'send_invoice') return;
  // Without an email address the invoice stands all the same; nobody hears of it.
  if (hasAddressee(call.store, finalized)) sendInvoice(call, invoiceId);
}
