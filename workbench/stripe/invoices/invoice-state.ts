/** Which acts an invoice allows. https://docs.stripe.com/invoicing/integration/workflow-transitions */
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {StoredInvoice} from './objects.ts';

/** The invoice that a path names. @throws StripeRefusal 404 */
export function invoiceOfPath(call: Pick<Call, 'pathIds' | 'store'>): StoredInvoice {
  const id = call.pathIds[0] ?? '';
  const invoice = call.store.invoices.get(id);
  if (invoice === undefined) throw noSuchObject({kind: 'invoice', id, param: 'invoice', inPath: true});
  return invoice;
}

/** The invoice that a parameter names. @throws StripeRefusal 400 */
export function invoiceOfParam(call: Pick<Call, 'store'>, id: string, param: string): StoredInvoice {
  const invoice = call.store.invoices.get(id);
  if (invoice === undefined) throw noSuchObject({kind: 'invoice', id, param, inPath: false});
  return invoice;
}

/** @throws StripeRefusal for anything but a draft */
export function requireDraft(invoice: StoredInvoice): void {
  if (invoice.status === 'draft') return;
  throw new StripeRefusal({
    status: 400,
    code: 'invoice_not_editable',
    message: `This invoice is no longer editable: its status is ${invoice.status}, and only drafts can be changed so.`,
  });
}

/** @throws StripeRefusal unless its status is one of them */
export function requireStatus(invoice: StoredInvoice, allowed: readonly string[], act: string): void {
  if (invoice.status !== null && allowed.includes(invoice.status)) return;
  const last = allowed.at(-1) ?? '';
  const list = allowed.length > 1 ? `${allowed.slice(0, -1).join(', ')} or ${last}` : last;
  throw new StripeRefusal({
    status: 400,
    message: `You can only ${act} an invoice that is ${list}. This invoice is ${invoice.status}.`,
  });
}
