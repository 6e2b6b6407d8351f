import type {Store} from '../engine/store.ts';
import type {StoredInvoice} from './objects.ts';

/** What the invoice says of its customer from now on, whatever becomes of them. */
export function freezeCustomer(store: Store, invoice: StoredInvoice): Partial<StoredInvoice> {
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  if (customer === undefined || 'deleted' in customer) return {};
  return {
    customer_address: customer.address ?? null,
    customer_email: customer.email ?? null,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping ?? null,
    customer_tax_exempt: customer.tax_exempt ?? ('none' as const),
    customer_tax_ids: taxIdsOf(store, customer.id),
  };
}

/** As an invoice lists them. */
export function taxIdsOf(store: Store, customerId: string): NonNullable<StoredInvoice['customer_tax_ids']> {
  return store.taxIds.where('customer', customerId).map(({type, value}) => ({type, value}));
}
