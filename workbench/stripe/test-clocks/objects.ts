import type Stripe from 'stripe';

export type WireTestClock = Omit<Stripe.TestHelpers.TestClock, 'deleted'>;
export type StoredTestClock = WireTestClock;
