import type Stripe from 'stripe';
import type {Sparse} from '../engine/wire.ts';

export type WireCustomer = Omit<Stripe.Customer, 'deleted' | 'subscriptions'>;
export interface WireDeletedCustomer {
  readonly id: string;
  readonly object: 'customer';
  readonly deleted: true;
}
export type StoredLiveCustomer = Sparse<WireCustomer, 'id' | 'object' | 'created'>;
export type StoredCustomer = StoredLiveCustomer | WireDeletedCustomer;
