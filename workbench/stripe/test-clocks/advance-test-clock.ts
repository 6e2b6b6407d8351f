/** Lets a test clock's time pass. https://docs.stripe.com/api/test_clocks/advance */
import type Stripe from 'stripe';
import {testClockOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import type {Store} from '../engine/store.ts';
import type {WireObject} from '../engine/wire.ts';
import {averageSeconds, boundary, type Recurrence} from '../subscriptions/billing-periods.ts';
import {itemsOf, priceOf} from '../subscriptions/render-subscription.ts';
import {testClockOfPath} from './test-clocks.ts';

/** Without a subscription on the clock. */
const twoYears: Recurrence = {interval: 'year', interval_count: 1};
const intervalsMax = 2;

/**
 * Everything that becomes due is done in order, each at its own moment, before the answer is given. The answer says
 * `advancing` all the same, as Stripe's does, so that clients wait for `ready` as they must there.
 */
export function advanceTestClock(call: Call<Stripe.TestHelpers.TestClockAdvanceParams>): WireObject {
  const clock = testClockOfPath(call);
  const {params, change, store} = call;
  const target = params.frozen_time;
  if (target <= clock.frozen_time) {
    throw refused(
      `The new frozen_time (${target}) must be later than the clock's current frozen_time (${clock.frozen_time}).`,
    );
  }
  const latest = boundary(shortestRecurrence(store, clock.id), clock.frozen_time, intervalsMax);
  if (target > latest) {
    throw refused(
      'A test clock can be advanced by at most two intervals of its shortest subscription at a time; here at most ' +
        `to ${latest}.`,
    );
  }

  change.update('test_helpers.test_clock', clock.id, {
    status: 'advancing',
    status_details: {advancing: {target_frozen_time: target}},
  });
  const answer = call.render('test_helpers.test_clock', clock.id);
  change.event('test_helpers.test_clock.advancing', 'test_helpers.test_clock', clock.id);
  change.advanceClock(clock.id, target);
  change.update('test_helpers.test_clock', clock.id, {status: 'ready', status_details: {}});
  change.event('test_helpers.test_clock.ready', 'test_helpers.test_clock', clock.id);
  return answer;
}

function refused(message: string): StripeRefusal {
  return new StripeRefusal({status: 400, message, param: 'frozen_time'});
}

function shortestRecurrence(store: Store, clockId: string): Recurrence {
  const recurrences = store.subscriptions
    .all()
    .filter(
      ({customer, status}) =>
        status !== 'canceled' && status !== 'incomplete_expired' && testClockOf(store, customer) === clockId,
    )
    .flatMap(({id}) => itemsOf(id, store).map((item) => priceOf(item.price, store).recurring ?? twoYears));
  return recurrences.reduce(
    (shortest, other) => (averageSeconds(other) < averageSeconds(shortest) ? other : shortest),
    recurrences[0] ?? twoYears,
  );
}
