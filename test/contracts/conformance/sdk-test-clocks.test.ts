import type Stripe from 'stripe';
import {openTarget, type Target} from './target.ts';

/** A subscription lives on a test clock for months, within one test. */
let target: Target;

beforeEach(async () => {
  target = await openTarget();
});
afterEach(() => target.close());

const january31 = Date.parse('2027-01-31T12:00:00Z') / 1000;

async function subscribe(stripe: Stripe) {
  const clock = await stripe.testHelpers.testClocks.create({frozen_time: january31, name: 'Month ends'});
  const customer = await stripe.customers.create({name: 'Monthly Ltd', test_clock: clock.id});
  const method = await stripe.paymentMethods.attach('pm_card_visa', {customer: customer.id});
  await stripe.customers.update(customer.id, {invoice_settings: {default_payment_method: method.id}});
  const product = await stripe.products.create({name: 'Seat'});
  const price = await stripe.prices.create({
    currency: 'usd',
    product: product.id,
    recurring: {interval: 'month'},
    unit_amount: 2500,
  });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{price: price.id, quantity: 2}],
  });
  return {clock, customer, subscription};
}

async function advance(stripe: Stripe, clockId: string, iso: string): Promise<void> {
  const asked = await stripe.testHelpers.testClocks.advance(clockId, {frozen_time: Date.parse(iso) / 1000});
  expect(asked.id).toBe(clockId);
  for (let asks = 0; asks < 20; asks += 1) {
    const {status} = await stripe.testHelpers.testClocks.retrieve(clockId);
    if (status === 'ready') return;
  }
  throw new Error('The clock did not become ready.');
}

describe('a test clock', () => {
  test('bills each cycle at its own moment, at month ends too', async () => {
    const stripe = target.sdk();
    const {clock, customer, subscription} = await subscribe(stripe);
    expect(subscription.status).toBe('active');

    await advance(stripe, clock.id, '2027-03-01T12:00:00Z');
    await advance(stripe, clock.id, '2027-04-01T12:00:00Z');

    const invoices = await stripe.invoices.list({customer: customer.id, limit: 100});
    const days = invoices.data.map(({created}) => new Date(created * 1000).toISOString().slice(0, 10));
    expect(days).toEqual(['2027-03-31', '2027-02-28', '2027-01-31']);
    expect(invoices.data.map(({billing_reason}) => billing_reason)).toEqual([
      'subscription_cycle',
      'subscription_cycle',
      'subscription_create',
    ]);
    for (const invoice of invoices.data) {
      expect(invoice).toMatchObject({
        amount_due: 5000,
        amount_paid: 5000,
        status: 'paid',
        test_clock: clock.id,
      });
      expect(invoice.parent?.subscription_details?.subscription).toBe(subscription.id);
    }
  });

  test('does not move other customers’ time', async () => {
    const stripe = target.sdk();
    const {clock} = await subscribe(stripe);
    await advance(stripe, clock.id, '2027-03-01T12:00:00Z');
    const other = await stripe.customers.create({name: 'Today Ltd'});
    expect(other.created).toBe(Date.parse('2026-10-31T17:00:00Z') / 1000);
  });

  test('takes its customers along when it is deleted', async () => {
    const stripe = target.sdk();
    const {clock, customer} = await subscribe(stripe);
    await stripe.testHelpers.testClocks.del(clock.id);
    const gone = await stripe.customers.retrieve(customer.id).then(
      (found) => found.deleted === true,
      (error: {readonly code?: string}) => error.code === 'resource_missing',
    );
    expect(gone).toBe(true);
  });
});
