/** What Stripe does by itself with a subscription, and when. */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {StoredSubscription} from './objects.ts';
import {itemsOf} from './render-subscription.ts';

/** https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
const incompleteS = 23 * 3600;
/** https://docs.stripe.com/billing/subscriptions/trials#trial-ending-reminder */
const trialNoticeS = 3 * 86_400;

/** The account's setting "Upcoming renewal events", as Stripe delivers it. */
const renewalNoticeS = 7 * 86_400;

const ended: readonly string[] = ['canceled', 'incomplete_expired'];

export function isEnded({status}: Pick<StoredSubscription, 'status'>): boolean {
  return ended.includes(status);
}

/** Puts the next renewal, end of trial or cancellation on the agenda, and takes it off where there is none. */
export function scheduleNext(call: Call<unknown>, id: string): void {
  const subscription = call.store.subscriptions.get(id);
  const key = `subscription_cycle:${id}`;
  if (subscription === undefined || isEnded(subscription) || subscription.status === 'paused') {
    call.change.cancelLater(key);
    call.change.cancelLater(`subscription_renewal:${id}`);
    return;
  }
  const ends = itemsOf(id, call.store).map((item) => item.current_period_end);
  const moments = subscription.cancel_at === null ? ends : [...ends, subscription.cancel_at];
  if (moments.length === 0) return;
  call.change.later({
    key,
    kind: 'subscription_cycle',
    id,
    atUnixS: Math.min(...moments),
    customer: subscription.customer,
  });
  planNotice(call, subscription, Math.min(...ends) - renewalNoticeS);
}

/** Cycles too short for a notice have none. */
function planNotice(call: Call<unknown>, subscription: StoredSubscription, atUnixS: number): void {
  const key = `subscription_renewal:${subscription.id}`;
  if (atUnixS <= nowOf(call, subscription.customer)) {
    call.change.cancelLater(key);
    return;
  }
  call.change.later({
    key,
    kind: 'subscription_renewal',
    id: subscription.id,
    atUnixS,
    customer: subscription.customer,
  });
}

/** An unpaid first invoice ends the subscription after 23 hours. */
export function scheduleExpiry(call: Call<unknown>, subscription: StoredSubscription): void {
  call.change.later({
    key: `subscription_expires:${subscription.id}`,
    kind: 'subscription_expires',
    id: subscription.id,
    atUnixS: subscription.created + incompleteS,
    customer: subscription.customer,
  });
}

/** Three days before the end of the trial; at once where it is shorter. */
export function announceTrialEnd(
  call: Call<unknown>,
  subscription: StoredSubscription,
  nowUnixS: number,
): void {
  const key = `subscription_trial_notice:${subscription.id}`;
  if (subscription.trial_end === null) {
    call.change.cancelLater(key);
    return;
  }
  const atUnixS = subscription.trial_end - trialNoticeS;
  if (atUnixS <= nowUnixS) {
    call.change.cancelLater(key);
    call.change.event('customer.subscription.trial_will_end', 'subscription', subscription.id);
    return;
  }
  call.change.later({
    key,
    kind: 'subscription_trial_notice',
    id: subscription.id,
    atUnixS,
    customer: subscription.customer,
  });
}

/** The trial is about to end, unless something ended it before. */
export function noticeTrialEnd(call: Call<unknown>, id: string): void {
  if (call.store.subscriptions.get(id)?.status !== 'trialing') return;
  call.change.event('customer.subscription.trial_will_end', 'subscription', id);
}

/** Nothing more is to be done for a subscription that has ended. */
export function clearAgenda(call: Call<unknown>, id: string): void {
  for (const what of ['cycle', 'expires', 'renewal', 'resumes', 'trial_notice']) {
    call.change.cancelLater(`subscription_${what}:${id}`);
  }
}
