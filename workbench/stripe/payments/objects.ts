import type Stripe from 'stripe';
import type {Sparse} from '../engine/wire.ts';

export type WireInvoicePayment = Stripe.InvoicePayment;
export type StoredInvoicePayment = Sparse<
  WireInvoicePayment,
  'id' | 'object' | 'amount_paid' | 'amount_requested' | 'created' | 'currency' | 'payment' | 'status'
> & {
  readonly invoice: string;
  readonly status_transitions: Stripe.InvoicePayment.StatusTransitions;
};
