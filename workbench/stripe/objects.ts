/**
 * The objects the sandbox keeps, in Stripe's wire names, and what it renders them to.
 *
 * A stored object carries what is particular about it; everything Stripe always sends is filled in when it is read.
 * The wire types are the ones of the `stripe` package, so the compiler proves that a rendered object has every
 * required key. They differ in one point: `Decimal` is a class in that package and a decimal string on the wire.
 */
import type Stripe from 'stripe';

export interface WireList<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
  /** Only nested lists have it. */
  readonly total_count?: number;
}

export type WireAccount = Stripe.Account;
export type WireCustomer = Omit<Stripe.Customer, 'deleted' | 'subscriptions'>;
export interface WireDeletedCustomer {
  readonly id: string;
  readonly object: 'customer';
  readonly deleted: true;
}
export type WireInvoicePayment = Stripe.InvoicePayment;

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

/** `Partial` with the named keys required. */
type Sparse<T, K extends keyof T> = Partial<Omit<T, K>> & Readonly<Pick<T, K>>;

export type StoredAccount = Sparse<WireAccount, 'id' | 'object'>;
export type StoredLiveCustomer = Sparse<WireCustomer, 'id' | 'object' | 'created'>;
export type StoredCustomer = StoredLiveCustomer | WireDeletedCustomer;
export type StoredLineItem = Sparse<
  WireLineItem,
  'id' | 'object' | 'invoice' | 'amount' | 'currency' | 'period'
> & {
  readonly invoice: string;
};
export type StoredInvoicePayment = Sparse<
  WireInvoicePayment,
  'id' | 'object' | 'amount_paid' | 'amount_requested' | 'created' | 'currency' | 'payment' | 'status'
> & {
  readonly invoice: string;
  readonly status_transitions: Stripe.InvoicePayment.StatusTransitions;
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

/** An object of a kind that no endpoint serves yet. It is kept, so that a reference to it can be expanded. */
export interface StoredOther {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

export interface StoredObjects {
  /** Null: the sandbox makes a plain test account. */
  readonly account: StoredAccount | null;
  /** In the order they came into being; of two with the same `created` the later one is listed first. */
  readonly customers: readonly StoredCustomer[];
  readonly invoices: readonly StoredInvoice[];
  readonly lineItems: readonly StoredLineItem[];
  readonly invoicePayments: readonly StoredInvoicePayment[];
  readonly others: readonly StoredOther[];
}

/** A rendered object as expansion and serialisation see it. */
export type WireObject = Readonly<Record<string, unknown>>;
