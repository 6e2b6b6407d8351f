/** Makes a schedule of phases, or of what a subscription has. https://docs.stripe.com/api/subscription_schedules/create */
import type Stripe from 'stripe';
import {referred, referredCustomer} from '../catalogue/find.ts';
import {invalid, missing, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {isEnded} from './agenda.ts';
import type {StoredPhase} from './objects.ts';
import {refuseUnmodelled} from './read-items.ts';
import {readPhases} from './read-phases.ts';
import {itemsOf} from './render-subscription.ts';
import {advanceSchedule, planNextPhase} from './schedule-phases.ts';

type CreateParams = Call<Stripe.SubscriptionScheduleCreateParams>['params'];

export function createSchedule(call: Call<Stripe.SubscriptionScheduleCreateParams>): WireObject {
  const {params} = call;
  refuseUnmodelled(params, ['customer_account', 'pause_schedules']);
  refuseUnmodelled(params.default_settings ?? {}, [
    'application_fee_percent',
    'automatic_tax',
    'billing_thresholds',
    'on_behalf_of',
    'transfer_data',
  ]);
  const id =
    params.from_subscription === undefined
      ? scheduleOfPhases(call)
      : scheduleOfSubscription(call, params.from_subscription);
  call.change.event('subscription_schedule.created', 'subscription_schedule', id);
  advanceSchedule(call, id);
  planNextPhase(call, id);
  return call.render('subscription_schedule', id);
}

function scheduleOfPhases(call: Call<Stripe.SubscriptionScheduleCreateParams>): string {
  const {params} = call;
  if (params.customer === undefined) throw missing('customer');
  const customer = referredCustomer(call, params.customer);
  const nowUnixS = nowOf(call, customer);
  const start = params.start_date === undefined || params.start_date === 'now' ? nowUnixS : params.start_date;
  if (start < nowUnixS) throw notModelled('start_date');
  return insertSchedule(call, params, {
    customer,
    phases: readPhases(call, params.phases, start),
    subscription: null,
  });
}

/** One phase: what the subscription has, until its current period ends. */
function scheduleOfSubscription(call: Call<Stripe.SubscriptionScheduleCreateParams>, from: string): string {
  const {params, change} = call;
  if (params.phases !== undefined) {
    throw invalid('You cannot set `phases` if `from_subscription` is set.', 'phases');
  }
  const subscription = referred(call, 'subscription', {
    id: from,
    param: 'from_subscription',
    said: 'subscription',
  });
  if (isEnded(subscription) || subscription.schedule !== null) {
    throw invalid(
      'You cannot migrate a subscription that has ended or is already attached to a schedule.',
      'from_subscription',
    );
  }
  const items = itemsOf(from, call.store);
  const phase: StoredPhase = {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: subscription.collection_method,
    currency: subscription.currency,
    default_payment_method: subscription.default_payment_method,
    default_tax_rates: subscription.default_tax_rates,
    description: subscription.description,
    discounts: [],
    end_date: Math.max(...items.map((item) => item.current_period_end)),
    invoice_settings: null,
    items: items.map((item) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: {...item.metadata},
      price: item.price,
      ...(item.quantity === null ? {} : {quantity: item.quantity}),
      tax_rates: item.tax_rates,
    })),
    metadata: {...subscription.metadata},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    start_date: Math.min(...items.map((item) => item.current_period_start)),
    transfer_data: null,
    trial_end: subscription.status === 'trialing' ? subscription.trial_end : null,
  };
  const id = insertSchedule(call, params, {
    customer: subscription.customer,
    phases: [phase],
    subscription: from,
  });
  change.update('subscription_schedule', id, {
    current_phase: {end_date: phase.end_date, start_date: phase.start_date},
    status: 'active',
  });
  change.update('subscription', from, {schedule: id});
  return id;
}

function insertSchedule(
  call: Call,
  params: CreateParams,
  of: {
    readonly customer: string;
    readonly phases: readonly StoredPhase[];
    readonly subscription: string | null;
  },
): string {
  const {change, store} = call;
  const id = change.newId('sub_sched');
  const settings = params.default_settings;
  if (settings?.default_payment_method !== undefined) {
    referred(call, 'payment_method', {
      id: settings.default_payment_method,
      param: 'default_settings[default_payment_method]',
      said: 'PaymentMethod',
    });
  }
  const classic = params.billing_mode?.type === 'classic';
  change.insert('subscription_schedule', {
    id,
    object: 'subscription_schedule',
    application: null,
    billing_mode: classic
      ? {flexible: null, type: 'classic'}
      : {flexible: {proration_discounts: 'included'}, type: 'flexible'},
    canceled_at: null,
    completed_at: null,
    created: nowOf(call, of.customer),
    current_phase: null,
    customer: of.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: {disabled_reason: null, enabled: false, liability: null},
      billing_cycle_anchor: settings?.billing_cycle_anchor ?? 'automatic',
      billing_thresholds: null,
      collection_method: settings?.collection_method ?? 'charge_automatically',
      default_payment_method: settings?.default_payment_method ?? null,
      description:
        settings?.description === undefined || settings.description === '' ? null : settings.description,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: settings?.invoice_settings?.days_until_due ?? null,
        description: null,
        footer: null,
        issuer: {type: 'self'},
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: params.end_behavior ?? 'release',
    livemode: store.livemode,
    metadata: mergedMetadata({}, params.metadata),
    pause_schedules: [],
    phases: of.phases,
    released_at: null,
    released_subscription: null,
    status: 'not_started',
    subscription: of.subscription,
  });
  return id;
}
