/** Changes a subscription. https://docs.stripe.com/api/subscriptions/update */
import type Stripe from 'stripe';
import {placeDiscounts, removeDiscount} from '../catalogue/discounts.ts';
import {invalid, notModelled} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {isEnded, scheduleNext} from './agenda.ts';
import {addOneOffItems, collectNow, finalizeOnly} from './bill-subscription.ts';
import {changeItems} from './change-items.ts';
import type {StoredSubscription} from './objects.ts';
import {refuseUnmodelled} from './read-items.ts';
import {readRestart, rebill} from './rebill-subscription.ts';
import {itemsOf} from './render-subscription.ts';
import {stopWithoutMethod} from './stop-without-method.ts';
import {hasPaymentMethod, readPaymentMethod, readTerms} from './subscription-terms.ts';

export type UpdateParams = Call<Stripe.SubscriptionUpdateParams>['params'];

const unmodelled = [
  'application_fee_percent',
  'billing_schedules',
  'billing_thresholds',
  'default_source',
  'on_behalf_of',
  'pending_invoice_item_interval',
  'transfer_data',
] as const;

/** Carries out the request on a subscription that has not ended. @throws StripeRefusal */
export function updateSubscription(call: Call<unknown>, id: string, params: UpdateParams): void {
  const current = call.change.update('subscription', id, {});
  refuseUnmodelled(params, unmodelled);
  if (isEnded(current)) refuseChangeOfEnded(params);
  if (params.payment_behavior === 'pending_if_incomplete') throw notModelled('payment_behavior');
  const nowUnixS = nowOf(call, current.customer);
  const before = call.render('subscription', id);

  const changed = call.change.update('subscription', id, {
    ...readTerms(params, current),
    ...plainFields(call, current, params),
    ...cancellation(call, current, params, nowUnixS),
  });
  const restart = readRestart(params, nowUnixS);
  if (
    restart?.kind === 'now' &&
    current.status === 'trialing' &&
    stopsWithoutMethod(call, changed, nowUnixS)
  ) {
    return;
  }
  const changes = params.items === undefined ? [] : changeItems(call, changed, params.items);
  addOneOffItems(call, changed, params.add_invoice_items);
  const billed = rebill(call, changed, {params, changes, restart, nowUnixS});

  scheduleNext(call, id);
  call.change.event('customer.subscription.updated', 'subscription', id, before);
  if (billed !== null) collectUpdate(call, id, billed, params);
}

function refuseChangeOfEnded(params: UpdateParams): void {
  const allowed = ['cancellation_details', 'expand', 'metadata'];
  const other = Object.keys(params).find((name) => !allowed.includes(name));
  if (other === undefined) return;
  throw invalid('A canceled subscription can only update its cancellation_details and metadata.', other);
}

function plainFields(
  call: Call<unknown>,
  current: StoredSubscription,
  params: UpdateParams,
): Partial<StoredSubscription> {
  const method = readPaymentMethod(call, params.default_payment_method, current.customer);
  const pause = params.pause_collection;
  if (pause !== undefined && pause !== '' && pause.resumes_at !== undefined) {
    call.change.later({
      key: `subscription_resumes:${current.id}`,
      kind: 'subscription_resumes',
      id: current.id,
      atUnixS: pause.resumes_at,
      customer: current.customer,
    });
  } else if (pause !== undefined) {
    call.change.cancelLater(`subscription_resumes:${current.id}`);
  }
  return {
    ...(method === undefined ? {} : {default_payment_method: method}),
    ...(params.default_tax_rates === undefined
      ? {}
      : {default_tax_rates: taxRatesOf(call, params.default_tax_rates, 'default_tax_rates')}),
    ...(params.discounts === undefined
      ? {}
      : {discounts: replacedDiscounts(call, current, params.discounts)}),
    ...(params.metadata === undefined ? {} : {metadata: mergedMetadata(current.metadata, params.metadata)}),
    ...(pause === undefined
      ? {}
      : {
          pause_collection:
            pause === '' ? null : {behavior: pause.behavior, resumes_at: pause.resumes_at ?? null},
        }),
  };
}

function replacedDiscounts(
  call: Call<unknown>,
  current: StoredSubscription,
  given: UpdateParams['discounts'],
): readonly string[] {
  const placed = placeDiscounts(call, given, {
    param: 'discounts',
    place: {
      customer: current.customer,
      subscription: current.id,
      startUnixS: nowOf(call, current.customer),
    },
  });
  for (const id of current.discounts) if (!placed.includes(id)) removeDiscount(call, id);
  return placed;
}

/** The moment itself is the end of the current period where the request says so. */
function cancellation(
  call: Call<unknown>,
  current: StoredSubscription,
  params: UpdateParams,
  nowUnixS: number,
): Partial<StoredSubscription> {
  const details = params.cancellation_details;
  const none = {comment: null, feedback: null, feedback_option: null, reason: null};
  const said = {
    ...none,
    ...current.cancellation_details,
    ...(details?.comment === undefined ? {} : {comment: details.comment === '' ? null : details.comment}),
    ...(details?.feedback === undefined ? {} : {feedback: details.feedback === '' ? null : details.feedback}),
  };
  const requested = {
    canceled_at: nowUnixS,
    cancellation_details: {...said, reason: 'cancellation_requested' as const},
  };
  const withdrawn = {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: {...said, reason: null},
  };
  const ends = itemsOf(current.id, call.store).map((item) => item.current_period_end);
  if (params.cancel_at_period_end === true) {
    return {...requested, cancel_at: Math.max(...ends), cancel_at_period_end: true};
  }
  if (params.cancel_at_period_end === false && current.cancel_at_period_end) return withdrawn;
  const at = params.cancel_at;
  if (at === '') return withdrawn;
  if (at === undefined) return details === undefined ? {} : {cancellation_details: said};
  if (typeof at === 'number') {
    if (at <= nowUnixS) throw invalid('`cancel_at` must be a time in the future.', 'cancel_at');
    return {...requested, cancel_at: at, cancel_at_period_end: false};
  }
  if (at === 'max_billed_until') throw notModelled('cancel_at');
  const moment = at === 'min_period_end' ? Math.min(...ends) : Math.max(...ends);
  return {...requested, cancel_at: moment, cancel_at_period_end: false};
}

function stopsWithoutMethod(
  call: Call<unknown>,
  subscription: StoredSubscription,
  nowUnixS: number,
): boolean {
  if (subscription.collection_method !== 'charge_automatically' || hasPaymentMethod(call, subscription)) {
    return false;
  }
  call.change.update('subscription', subscription.id, {trial_end: nowUnixS});
  return stopWithoutMethod(call, {...subscription, trial_end: nowUnixS}, nowUnixS) === 'stopped';
}

function collectUpdate(call: Call<unknown>, id: string, invoiceId: string, params: UpdateParams): void {
  const invoice = call.store.invoices.get(invoiceId);
  const subscription = call.store.subscriptions.get(id);
  if (invoice === undefined || subscription === undefined) return;
  if (invoice.total > 0 && subscription.collection_method === 'send_invoice') return;
  if (invoice.total <= 0 || params.payment_behavior === 'default_incomplete') {
    finalizeOnly(call, invoiceId);
    return;
  }
  collectNow(call, invoiceId, {declineRefuses: params.payment_behavior === 'error_if_incomplete'});
}
