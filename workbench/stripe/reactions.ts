/** What one feature does when something has happened in another: each is given the object of the event. */
import type Stripe from 'stripe';
import type {Call} from './engine/endpoint.ts';
import {followInvoice} from './subscriptions/follow-invoice.ts';

/** Called right after the event is recorded, within the same request. */
export const reactions: Readonly<Partial<Record<Stripe.Event.Type, (call: Call, id: string) => void>>> = {
  'invoice.marked_uncollectible': followInvoice,
  'invoice.paid': followInvoice,
  'invoice.payment_failed': followInvoice,
  'invoice.voided': followInvoice,
};
