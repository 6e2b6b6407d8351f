/** Quotes and their lines, as they are sent and as they are kept. */
import type Stripe from 'stripe';
import type {WirePrice} from '../catalogue/objects.ts';

export type WireQuoteLine = Omit<Stripe.LineItem, 'discounts' | 'price' | 'taxes'> & {
  readonly price: WirePrice;
};

/** References are ids here; `line_items` is sent only when asked for. */
export type WireQuote = Omit<
  Stripe.Quote,
  'customer' | 'default_tax_rates' | 'discounts' | 'invoice' | 'line_items' | 'subscription' | 'test_clock'
> & {
  readonly customer: string | null;
  readonly default_tax_rates: readonly string[];
  readonly discounts: readonly string[];
  readonly invoice: string | null;
  readonly subscription: string | null;
  readonly test_clock: string | null;
};

export interface StoredQuoteLine {
  readonly id: string;
  readonly discounts: readonly string[];
  readonly price: string;
  readonly quantity: number;
  /** Null: the quote's default tax rates. */
  readonly taxRates: readonly string[] | null;
}

/** Amounts follow from the lines; `testClock` is only for a quote that has no customer yet. */
export type StoredQuote = Omit<
  WireQuote,
  'amount_subtotal' | 'amount_total' | 'computed' | 'test_clock' | 'total_details'
> & {
  readonly lines: readonly StoredQuoteLine[];
  readonly testClock: string | null;
};
