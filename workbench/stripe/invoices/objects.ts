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
  /**
   * What its taxes follow from; never sent. Absent for the lines of a world: what they say of discounts and taxes
   * stands.
   */
  readonly terms?: LineTerms;
};

export interface LineTerms {
  /** Ids; null: the invoice's default tax rates. */
  readonly taxRates: readonly string[] | null;
  /** The invoice item whose line it is, which goes when the line goes; null for a subscription's own line. */
  readonly invoiceItem: string | null;
}

/**
 * What is to be billed: on an invoice (then it is one of its lines too), or waiting for the customer's next one. Prices
 * and tax rates are ids here.
 */
export interface StoredInvoiceItem {
  readonly id: string;
  readonly object: 'invoiceitem';
  readonly amount: number;
  readonly created: number;
  readonly currency: string;
  readonly customer: string;
  readonly description: string | null;
  readonly discountable: boolean;
  readonly discounts: readonly string[];
  /** Null: pending. */
  readonly invoice: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly period: {readonly end: number; readonly start: number};
  readonly price: string;
  readonly product: string;
  readonly proration: boolean;
  readonly quantity: number;
  /** With up to 12 decimals; `quantity` is its whole part. */
  readonly quantityDecimal: string;
  readonly subscription: string | null;
  readonly subscriptionItem: string | null;
  /** Null: the invoice's default tax rates. */
  readonly taxRates: readonly string[] | null;
  readonly unitAmountDecimal: string | null;
}

type ItemPricing = Omit<Stripe.InvoiceItem.Pricing, 'unit_amount_decimal'> & {
  readonly unit_amount_decimal: string | null;
};
export type WireInvoiceItem = Omit<
  Stripe.InvoiceItem,
  'customer' | 'deleted' | 'discounts' | 'pricing' | 'quantity_decimal'
> & {
  readonly customer: string;
  readonly discounts: readonly string[];
  readonly pricing: ItemPricing | null;
  readonly quantity_decimal: string;
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
> & {
  readonly customer: string | null;
  /** How much of `amount_paid` the vendor says was paid somewhere else. Sent only on request. */
  readonly paidOutOfBand?: number;
  /** What remains of it although it is paid: a bank transfer fell short, and the rest was forgiven. Never sent. */
  readonly forgivenAmount?: number;
  /** Sent while it is uncollectible. */
  readonly uncollectibleReason?: Stripe.Invoice.StatusDetails.Uncollectible.Reason;
};
