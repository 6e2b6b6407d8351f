/** Makes test clocks and takes them away with everything they rule. https://docs.stripe.com/billing/testing/test-clocks */
import type Stripe from 'stripe';
import {notModelled} from '../catalogue/refusals.ts';
import {testClockOf} from '../engine/clock.ts';
import {type Call, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {WireObject} from '../engine/wire.ts';
import type {StoredTestClock} from './objects.ts';

/** Stripe deletes test clocks by itself 30 days after they were made. */
const keptS = 30 * 86_400;

export function createTestClock(call: Call<Stripe.TestHelpers.TestClockCreateParams>): WireObject {
  const {params, change, nowUnixS, store} = call;
  if (store.livemode) {
    throw new StripeRefusal({
      status: 400,
      message: 'Test clocks are only available in test mode. Use a test mode key.',
    });
  }
  if (params.customer !== undefined) throw notModelled('customer');
  const id = change.newId('clock');
  change.insert('test_helpers.test_clock', {
    id,
    object: 'test_helpers.test_clock',
    created: nowUnixS,
    deletes_after: nowUnixS + keptS,
    frozen_time: params.frozen_time,
    livemode: false,
    name: params.name ?? null,
    status: 'ready',
    status_details: {},
  });
  change.later({
    key: `test_clock_expires:${id}`,
    kind: 'test_clock_expires',
    id,
    atUnixS: nowUnixS + keptS,
    customer: null,
  });
  change.event('test_helpers.test_clock.created', 'test_helpers.test_clock', id);
  return call.render('test_helpers.test_clock', id);
}

/** @throws StripeRefusal 404 */
export function testClockOfPath(call: Call): StoredTestClock {
  const id = pathIdOf(call);
  const clock = call.store.testClocks.get(id);
  if (clock === undefined) throw noSuchObject({kind: 'billing clock', id, param: 'id', inPath: true});
  return clock;
}

export function deleteTestClock(call: Call): WireObject {
  const {id} = testClockOfPath(call);
  removeTestClock(call, id);
  return {id, object: 'test_helpers.test_clock', deleted: true};
}

/** The customers of the clock go with it, and their subscriptions are canceled. */
export function removeTestClock(call: Call, id: string): void {
  const {store, change} = call;
  if (!store.testClocks.has(id)) return;
  for (const work of store.dueWork.where('clock', id)) change.cancelLater(work.id);
  for (const customer of store.customers.all()) {
    if ('deleted' in customer || testClockOf(store, customer.id) !== id) continue;
    for (const subscription of store.subscriptions.where('customer', customer.id)) {
      change.update('subscription', subscription.id, {status: 'canceled', ended_at: call.nowUnixS});
    }
    change.replace('customer', {id: customer.id, object: 'customer', deleted: true});
  }
  change.event('test_helpers.test_clock.deleted', 'test_helpers.test_clock', id);
  change.remove('test_helpers.test_clock', id);
  change.cancelLater(`test_clock_expires:${id}`);
}
