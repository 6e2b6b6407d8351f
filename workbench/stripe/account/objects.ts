import type Stripe from 'stripe';
import type {Sparse} from '../engine/wire.ts';

export type WireAccount = Stripe.Account;
export type StoredAccount = Sparse<WireAccount, 'id' | 'object'>;
