import type Stripe from 'stripe';

export type WireCustomerBalanceTransaction = Stripe.CustomerBalanceTransaction;

export type StoredCustomerBalanceTransaction = Omit<
  WireCustomerBalanceTransaction,
  'credit_note' | 'customer' | 'invoice' | 'livemode'
> & {
  readonly credit_note: string | null;
  readonly customer: string;
  readonly invoice: string | null;
};
