import type {Call} from './endpoint.ts';
import type {Store} from './store.ts';

/** The test clock that rules the customer; null where the account's clock does. https://docs.stripe.com/billing/testing/test-clocks */
export function testClockOf(store: Store, customerId: string | null): string | null {
  const customer = customerId === null ? undefined : store.customers.get(customerId);
  if (customer === undefined || 'deleted' in customer) return null;
  const clock = customer.test_clock ?? null;
  return clock === null || typeof clock === 'string' ? clock : clock.id;
}

/** What time it is for a customer: their test clock's, else the account's. */
export function nowOf(call: Pick<Call, 'store' | 'nowUnixS'>, customerId: string | null): number {
  const clockId = testClockOf(call.store, customerId);
  const clock = clockId === null ? undefined : call.store.testClocks.get(clockId);
  return clock?.frozen_time ?? call.nowUnixS;
}
