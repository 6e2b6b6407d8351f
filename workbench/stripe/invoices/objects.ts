import type Stripe from 'stripe';
import type {Sparse, WireList} from '../engine/wire.ts';
import type {WireInvoicePayment} from '../payments/objects.ts';

type LinePricing = Omit<Stripe.InvoiceLineItem.Pricing, 'unit_amount_decimal'> & {
  readonly unit_amount_decimal: string | null;
};
export type WireLineItem = Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal'> & {
  readonly pricing: LinePricing | null;
  readonly quantity_decimal: string | null;
};
export type WireInvoice = Omit<Stripe.Invoice, 'deleted' | 'lines' | 'payments'> & {
  readonly lines: WireList<WireLineItem>;
  readonly payments?: WireList<WireInvoicePayment>;
};

export type StoredLineItem = Sparse<
  WireLineItem,
  'id' | 'object' | 'invoice' | 'amount' | 'currency' | 'period'
> & {
  readonly invoice: string;
};

/**
 * An invoice whose amounts are complete. Its lines and payments are objects of their own. Where there are none, they
 * follow from the invoice (one line for the subtotal, and the payments its amounts and status imply), unless an empty
 * list under `lines` or `payments` says that it has none.
 */
export type StoredInvoice = Sparse<
  WireInvoice,
  | 'id'
  | 'object'
  | 'amount_due'
  | 'amount_overpaid'
  | 'amount_paid'
  | 'amount_remaining'
  | 'collection_method'
  | 'created'
  | 'currency'
  | 'due_date'
  | 'status'
  | 'status_transitions'
  | 'subtotal'
  | 'total'
> & {readonly customer: string | null};
