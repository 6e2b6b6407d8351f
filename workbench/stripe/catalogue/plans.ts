/** Plans: recurring prices in their older shape, which Stripe still serves. https://docs.stripe.com/api/plans */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {referred} from './find.ts';
import {insertPrice} from './insert-price.ts';
import type {StoredPrice} from './objects.ts';
import {requirePrice} from './prices.ts';
import {insertProduct} from './products.ts';
import {alreadyExists, missing} from './refusals.ts';
import {renderPlan} from './render-plan.ts';

type CreateCall = Call<Stripe.PlanCreateParams>;

function planOfPath(call: Call<unknown>): StoredPrice {
  return requirePrice(call, pathIdOf(call), {param: 'plan', inPath: true, said: 'plan'});
}

function createPlan(call: CreateCall): WireObject {
  const {params, change} = call;
  const id = params.id ?? change.newId('plan');
  if (call.store.prices.has(id)) throw alreadyExists('Plan');
  const product = productOf(call, params.product);
  const price = insertPrice(
    call,
    {
      id,
      active: params.active,
      billing_scheme: params.billing_scheme,
      currency: params.currency,
      metadata: params.metadata,
      nickname: params.nickname,
      product,
      recurring: {
        interval: params.interval,
        interval_count: params.interval_count,
        meter: params.meter,
        trial_period_days: params.trial_period_days,
        usage_type: params.usage_type,
      },
      tiers: params.tiers,
      tiers_mode: params.tiers_mode,
      transform_quantity: params.transform_usage,
      unit_amount: params.amount,
      unit_amount_decimal: params.amount_decimal,
    },
    '',
  );
  return {...renderPlan(price)};
}

function productOf(call: Call<unknown>, product: CreateCall['params']['product']): string {
  if (product === undefined) throw missing('product');
  if (typeof product === 'string') {
    return referred(call, 'product', {id: product, param: 'product', said: 'product'}).id;
  }
  return insertProduct(call, product, 'product[id]').id;
}

function updatePlan(call: Call<Stripe.PlanUpdateParams>): WireObject {
  const plan = planOfPath(call);
  const {params, change} = call;
  if (params.product !== undefined) {
    referred(call, 'product', {id: params.product, param: 'product', said: 'product'});
  }
  const before = {...renderPlan(plan)};
  const updated = change.update('price', plan.id, {
    ...(params.active === undefined ? {} : {active: params.active}),
    ...(params.metadata === undefined ? {} : {metadata: mergedMetadata(plan.metadata, params.metadata)}),
    ...(params.nickname === undefined ? {} : {nickname: params.nickname}),
    ...(params.product === undefined ? {} : {product: params.product}),
    ...(params.trial_period_days === undefined || plan.recurring === null
      ? {}
      : {recurring: {...plan.recurring, trial_period_days: params.trial_period_days}}),
  });
  change.eventAbout('plan.updated', {...renderPlan(updated)}, before);
  return {...renderPlan(updated)};
}

/** New subscribers cannot have it any more; those who have it keep it. */
function deletePlan(call: Call<unknown>): WireObject {
  const plan = planOfPath(call);
  call.change.eventAbout('plan.deleted', {...renderPlan(plan)});
  call.change.event('price.deleted', 'price', plan.id);
  call.change.update('price', plan.id, {active: false, withdrawn: true});
  return {id: plan.id, object: 'plan', deleted: true};
}

function listPlans(call: Call<Stripe.PlanListParams>): WireObject {
  const {params} = call;
  return listPage(call, {
    rows: newestFirst(call.store.prices),
    kind: 'plan',
    url: '/v1/plans',
    matches: (price) =>
      price.withdrawn !== true &&
      price.recurring !== null &&
      (params.active === undefined || price.active === params.active) &&
      (params.product === undefined || price.product === params.product) &&
      isWithin(price.created, params.created),
    render: (price) => ({...renderPlan(price)}),
  });
}

const expansion = {shape: 'object', of: 'plan'} as const;

export const planEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.PlanListParams>({
    method: 'GET',
    path: '/v1/plans',
    evidence: 'modelled',
    permission: 'rak_plan_read',
    expansion: {shape: 'list', of: 'plan'},
    answer: listPlans,
  }),
  endpoint<Stripe.PlanCreateParams>({
    method: 'POST',
    path: '/v1/plans',
    evidence: 'scripted',
    permission: 'rak_plan_write',
    expansion,
    answer: createPlan,
  }),
  endpoint<Stripe.PlanRetrieveParams>({
    method: 'GET',
    path: '/v1/plans/{id}',
    evidence: 'modelled',
    permission: 'rak_plan_read',
    expansion,
    answer: (call) => ({...renderPlan(planOfPath(call))}),
  }),
  endpoint<Stripe.PlanUpdateParams>({
    method: 'POST',
    path: '/v1/plans/{id}',
    evidence: 'modelled',
    permission: 'rak_plan_write',
    expansion,
    answer: updatePlan,
  }),
  endpoint<Stripe.PlanDeleteParams>({
    method: 'DELETE',
    path: '/v1/plans/{id}',
    evidence: 'scripted',
    permission: 'rak_plan_write',
    expansion,
    answer: deletePlan,
  }),
];
