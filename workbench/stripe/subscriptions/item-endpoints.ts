/** The items of subscriptions, each for itself. https://docs.stripe.com/api/subscription_items */
import type Stripe from 'stripe';
import {ofPath, referred} from '../catalogue/find.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {inOrder, listPage} from '../engine/lists.ts';
import type {WireObject} from '../engine/wire.ts';
import type {GivenItemChange} from './change-items.ts';
import type {StoredSubscriptionItem} from './objects.ts';
import {itemsOf} from './render-subscription.ts';
import {type UpdateParams, updateSubscription} from './update-subscription.ts';

const expansion = {shape: 'object', of: 'subscription_item'} as const;

type How = Pick<UpdateParams, 'off_session' | 'payment_behavior' | 'proration_behavior' | 'proration_date'>;

/** A change of one item is an update of its subscription. */
function change(call: Call, subscription: string, item: GivenItemChange, how: How): void {
  const {off_session, payment_behavior, proration_behavior, proration_date} = how;
  updateSubscription(call, subscription, {
    items: [item],
    ...(off_session === undefined ? {} : {off_session}),
    ...(payment_behavior === undefined ? {} : {payment_behavior}),
    ...(proration_behavior === undefined ? {} : {proration_behavior}),
    ...(proration_date === undefined ? {} : {proration_date}),
  });
}

function itemOfPath(call: Call): StoredSubscriptionItem {
  return ofPath(call, 'subscription_item', 'subscription item');
}

function listItems(call: Call<Stripe.SubscriptionItemListParams>): WireObject {
  const {subscription} = call.params;
  referred(call, 'subscription', {id: subscription, param: 'subscription', said: 'subscription'});
  return listPage(call, {
    rows: inOrder(itemsOf(subscription, call.store)),
    kind: 'subscription item',
    url: '/v1/subscription_items',
    render: (item) => call.render('subscription_item', item.id),
  });
}

function createItem(call: Call<Stripe.SubscriptionItemCreateParams>): WireObject {
  const {subscription, expand: _expand, ...given} = call.params;
  referred(call, 'subscription', {id: subscription, param: 'subscription', said: 'subscription'});
  const before = new Set(itemsOf(subscription, call.store).map(({id}) => id));
  const {payment_behavior: _payment, proration_behavior: _behavior, proration_date: _date, ...item} = given;
  change(call, subscription, item, given);
  const added = itemsOf(subscription, call.store).find(({id}) => !before.has(id));
  return call.render('subscription_item', added?.id ?? '');
}

function updateItem(call: Call<Stripe.SubscriptionItemUpdateParams>): WireObject {
  const {id, subscription} = itemOfPath(call);
  const {
    expand: _expand,
    off_session: _session,
    payment_behavior: _payment,
    proration_behavior: _behavior,
    proration_date: _date,
    ...item
  } = call.params;
  change(call, subscription, {...item, id}, call.params);
  return call.render('subscription_item', id);
}

function deleteItem(call: Call<Stripe.SubscriptionItemDeleteParams>): WireObject {
  const {id, subscription} = itemOfPath(call);
  change(call, subscription, {id, deleted: true}, call.params);
  return {id, object: 'subscription_item', deleted: true};
}

export const subscriptionItemEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.SubscriptionItemListParams>({
    method: 'GET',
    path: '/v1/subscription_items',
    evidence: 'modelled',
    permission: 'rak_subscription_read',
    expansion: {shape: 'list', of: 'subscription_item'},
    answer: listItems,
  }),
  endpoint<Stripe.SubscriptionItemCreateParams>({
    method: 'POST',
    path: '/v1/subscription_items',
    evidence: 'modelled',
    permission: 'rak_subscription_write',
    expansion,
    answer: createItem,
  }),
  endpoint<Stripe.SubscriptionItemRetrieveParams>({
    method: 'GET',
    path: '/v1/subscription_items/{id}',
    evidence: 'modelled',
    permission: 'rak_subscription_read',
    expansion,
    answer: (call) => call.render('subscription_item', itemOfPath(call).id),
  }),
  endpoint<Stripe.SubscriptionItemUpdateParams>({
    method: 'POST',
    path: '/v1/subscription_items/{id}',
    evidence: 'modelled',
    permission: 'rak_subscription_write',
    expansion,
    answer: updateItem,
  }),
  endpoint<Stripe.SubscriptionItemDeleteParams>({
    method: 'DELETE',
    path: '/v1/subscription_items/{id}',
    evidence: 'modelled',
    permission: 'rak_subscription_write',
    expansion,
    answer: deleteItem,
  }),
];
