import type Stripe from 'stripe';
import type {Sparse} from '../engine/wire.ts';

export type WireCustomer = Omit<Stripe.Customer, 'deleted' | 'subscriptions'>;
export interface WireDeletedCustomer {
  readonly id: string;
  readonly object: 'customer';
  readonly deleted: true;
}
export type StoredLiveCustomer = Sparse<WireCustomer, 'id' | 'object' | 'created'>;
export type StoredTaxId = Omit<Stripe.TaxId, 'customer' | 'deleted' | 'owner'> & {
  readonly customer: string;
  readonly owner: {readonly customer: string; readonly customer_account: null; readonly type: 'customer'};
};
export type StoredCustomer = StoredLiveCustomer | WireDeletedCustomer;
