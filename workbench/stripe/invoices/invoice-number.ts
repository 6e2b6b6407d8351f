/** Invoice numbers: the customer's prefix and the next of their sequence. https://docs.stripe.com/invoicing/customize#invoice-numbering-schemes */
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {derivedInvoicePrefix} from '../engine/ids.ts';
import type {StoredInvoice} from './objects.ts';

/** Takes the next number of the customer's sequence that no invoice has yet. */
export function nextNumber(call: Call, invoice: StoredInvoice): string {
  const {change, store} = call;
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  const live = customer === undefined || 'deleted' in customer ? undefined : customer;
  const prefix = live?.invoice_prefix ?? derivedInvoicePrefix(live?.id ?? invoice.id);
  let sequence = live?.next_invoice_sequence ?? 1;
  while (store.invoices.where('number', numbered(prefix, sequence)).length > 0) sequence += 1;
  if (live !== undefined) change.update('customer', live.id, {next_invoice_sequence: sequence + 1});
  return numbered(prefix, sequence);
}

function numbered(prefix: string, sequence: number): string {
  return `${prefix}-${String(sequence).padStart(4, '0')}`;
}

/** @throws StripeRefusal for a number that another invoice has */
export function requireFreeNumber(call: Pick<Call, 'store'>, number: string, ownId: string | null): void {
  if (call.store.invoices.where('number', number).every(({id}) => id === ownId)) return;
  throw new StripeRefusal({
    status: 400,
    message: `The invoice number ${number} is already in use. Invoice numbers must be unique.`,
    param: 'number',
  });
}
