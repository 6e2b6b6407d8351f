/** Subscriptions. https://docs.stripe.com/api/subscriptions */
import type Stripe from 'stripe';
import {removeDiscount} from '../catalogue/discounts.ts';
import {ofPath} from '../catalogue/find.ts';
import {testClockOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import type {WireObject} from '../engine/wire.ts';
import {isEnded} from './agenda.ts';
import {cancelSubscription} from './cancel-subscription.ts';
import {createSubscription} from './create-subscription.ts';
import {subscriptionItemEndpoints} from './item-endpoints.ts';
import type {StoredSubscription} from './objects.ts';
import {itemsOf} from './render-subscription.ts';
import {resumeSubscription} from './resume-subscription.ts';
import {scheduleEndpoints} from './schedule-endpoints.ts';
import {updateSubscription} from './update-subscription.ts';

const expansion = {shape: 'object', of: 'subscription'} as const;

function subscriptionOfPath(call: Call): StoredSubscription {
  return ofPath(call, 'subscription', 'subscription');
}

/** Without a status asked for, those that have ended are left out. */
function listSubscriptions(call: Call<Stripe.SubscriptionListParams>): WireObject {
  const {params, store} = call;
  const isListed = (subscription: StoredSubscription): boolean => {
    if (params.status === undefined) return subscription.status !== 'canceled';
    if (params.status === 'all') return true;
    return params.status === 'ended' ? isEnded(subscription) : subscription.status === params.status;
  };
  const price = params.price ?? params.plan;
  return listPage(call, {
    rows: newestFirst(store.subscriptions),
    kind: 'subscription',
    url: '/v1/subscriptions',
    render: (subscription) => call.render('subscription', subscription.id),
    matches: (subscription) => {
      const items = itemsOf(subscription.id, store);
      return (
        isListed(subscription) &&
        (params.automatic_tax === undefined ||
          subscription.automatic_tax.enabled === params.automatic_tax.enabled) &&
        (params.collection_method === undefined ||
          subscription.collection_method === params.collection_method) &&
        (params.customer === undefined || subscription.customer === params.customer) &&
        (price === undefined || items.some((item) => item.price === price)) &&
        // Those of a test clock are listed only when their clock or their customer is asked for.
        (params.test_clock === undefined
          ? params.customer !== undefined || testClockOf(store, subscription.customer) === null
          : testClockOf(store, subscription.customer) === params.test_clock) &&
        isWithin(subscription.created, params.created) &&
        (params.current_period_end === undefined ||
          items.some((item) => isWithin(item.current_period_end, params.current_period_end))) &&
        (params.current_period_start === undefined ||
          items.some((item) => isWithin(item.current_period_start, params.current_period_start)))
      );
    },
  });
}

function cancel(call: Call<Stripe.SubscriptionCancelParams>): WireObject {
  const subscription = subscriptionOfPath(call);
  // What has ended cannot be ended again, and Stripe says it as if it were gone.
  if (isEnded(subscription)) {
    throw noSuchObject({kind: 'subscription', id: subscription.id, param: 'id', inPath: true});
  }
  cancelSubscription(call, subscription.id, call.params);
  return call.render('subscription', subscription.id);
}

function deleteDiscount(call: Call): WireObject {
  const subscription = subscriptionOfPath(call);
  const last = subscription.discounts.at(-1);
  if (last === undefined) {
    throw noSuchObject({
      kind: 'active discount for subscription',
      id: subscription.id,
      param: 'id',
      inPath: true,
    });
  }
  const removed = removeDiscount(call, last);
  const discounts = subscription.discounts.filter((id) => id !== last);
  call.change.update('subscription', subscription.id, {discounts});
  return {...removed};
}

export const subscriptionEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.SubscriptionListParams>({
    method: 'GET',
    path: '/v1/subscriptions',
    evidence: 'modelled',
    permission: 'rak_subscription_read',
    expansion: {shape: 'list', of: 'subscription'},
    answer: listSubscriptions,
  }),
  endpoint<Stripe.SubscriptionCreateParams>({
    method: 'POST',
    path: '/v1/subscriptions',
    evidence: 'scripted',
    permission: 'rak_subscription_write',
    expansion,
    answer: (call) => call.render('subscription', createSubscription(call, call.params)),
  }),
  endpoint<Stripe.SubscriptionRetrieveParams>({
    method: 'GET',
    path: '/v1/subscriptions/{id}',
    evidence: 'modelled',
    permission: 'rak_subscription_read',
    expansion,
    answer: (call) => call.render('subscription', subscriptionOfPath(call).id),
  }),
  endpoint<Stripe.SubscriptionUpdateParams>({
    method: 'POST',
    path: '/v1/subscriptions/{id}',
    evidence: 'scripted',
    permission: 'rak_subscription_write',
    expansion,
    answer: (call) => {
      const {id} = subscriptionOfPath(call);
      updateSubscription(call, id, call.params);
      return call.render('subscription', id);
    },
  }),
  endpoint<Stripe.SubscriptionCancelParams>({
    method: 'DELETE',
    path: '/v1/subscriptions/{id}',
    evidence: 'scripted',
    permission: 'rak_subscription_write',
    expansion,
    answer: cancel,
  }),
  endpoint<Stripe.SubscriptionDeleteDiscountParams>({
    method: 'DELETE',
    path: '/v1/subscriptions/{id}/discount',
    evidence: 'modelled',
    permission: 'rak_subscription_write',
    expansion: {shape: 'object', of: 'discount'},
    answer: deleteDiscount,
  }),
  endpoint<Stripe.SubscriptionResumeParams>({
    method: 'POST',
    path: '/v1/subscriptions/{id}/resume',
    evidence: 'modelled',
    permission: 'rak_subscription_write',
    expansion,
    answer: (call) => {
      const {id} = subscriptionOfPath(call);
      resumeSubscription(call, id, call.params);
      return call.render('subscription', id);
    },
  }),
  ...subscriptionItemEndpoints,
  ...scheduleEndpoints,
];
