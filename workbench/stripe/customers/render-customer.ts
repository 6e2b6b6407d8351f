import {derivedInvoicePrefix} from '../engine/ids.ts';
import {overlay} from '../engine/overlay.ts';
import type {StoredCustomer, WireCustomer, WireDeletedCustomer} from './objects.ts';

/** A deleted customer keeps its id and nothing else. https://docs.stripe.com/api/customers/delete */
export function renderCustomer(row: StoredCustomer): WireCustomer | WireDeletedCustomer {
  if ('deleted' in row) return {id: row.id, object: 'customer', deleted: true};
  return overlay(everyField, {invoice_prefix: derivedInvoicePrefix(row.id)}, row, {
    invoice_settings: {...everyField.invoice_settings, ...row.invoice_settings},
  });
}

/** Every key Stripe always sends, in its order. */
const everyField: WireCustomer = {
  id: '',
  object: 'customer',
  address: null,
  balance: 0,
  created: 0,
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: null,
  invoice_prefix: null,
  invoice_settings: {
    custom_fields: null,
    default_payment_method: null,
    footer: null,
    rendering_options: null,
  },
  livemode: false,
  metadata: {},
  name: null,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
};
