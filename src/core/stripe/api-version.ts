import type Stripe from 'stripe';

/**
 * The Stripe API version every request asks for and every decoder reads. The type is the version the pinned `stripe`
 * package describes, so the compiler stops an update of that package that forgets this line.
 */
export const stripeApiVersion: Stripe.LatestApiVersion = '2026-10-28.endive';
