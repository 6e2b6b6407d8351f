import type {Call} from '../engine/endpoint.ts';
import type {StoredInvoice} from './objects.ts';
import {voidInvoice} from './void-invoice.ts';

/** The finalized revision takes the place of the invoice that it revises. https://docs.stripe.com/invoicing/invoice-edits */
export function replaceRevised(call: Call, revision: StoredInvoice): void {
  const from = revision.from_invoice;
  if (from === undefined || from === null) return;
  const oldId = typeof from.invoice === 'string' ? from.invoice : from.invoice.id;
  const old = call.store.invoices.get(oldId);
  if (old === undefined || (old.status !== 'open' && old.status !== 'uncollectible')) return;
  call.change.update('invoice', oldId, {latest_revision: revision.id});
  voidInvoice(call, oldId);
}
