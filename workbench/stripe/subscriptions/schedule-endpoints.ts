/** Schedules of subscriptions. https://docs.stripe.com/api/subscription_schedules */
import type Stripe from 'stripe';
import {ofPath, referred, referredCustomer} from '../catalogue/find.ts';
import {invalid, missing, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {isEnded} from './agenda.ts';
import {cancelSubscription} from './cancel-subscription.ts';
import type {StoredPhase, StoredSchedule} from './objects.ts';
import {refuseUnmodelled} from './read-items.ts';
import {readPhases} from './read-phases.ts';
import {itemsOf} from './render-subscription.ts';
import {advanceSchedule, changeToPhase, planNextPhase, releaseSchedule} from './schedule-phases.ts';

type CreateParams = Call<Stripe.SubscriptionScheduleCreateParams>['params'];

const expansion = {shape: 'object', of: 'subscription_schedule'} as const;

function scheduleOfPath(call: Call): StoredSchedule {
  return ofPath(call, 'subscription_schedule', 'subscription schedule');
}

function createSchedule(call: Call<Stripe.SubscriptionScheduleCreateParams>): WireObject {
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

/** Phases that are over stay; the first one given takes the place of the current phase and begins when it did. */
function updateSchedule(call: Call<Stripe.SubscriptionScheduleUpdateParams>): WireObject {
  const schedule = requireRunning(scheduleOfPath(call), 'updated');
  const {params, change} = call;
  refuseUnmodelled(params, ['default_settings', 'pause_schedules']);
  const before = call.render('subscription_schedule', schedule.id);
  change.update('subscription_schedule', schedule.id, {
    ...(params.end_behavior === undefined ? {} : {end_behavior: params.end_behavior}),
    ...(params.metadata === undefined
      ? {}
      : {metadata: mergedMetadata(schedule.metadata ?? {}, params.metadata)}),
  });
  if (params.phases !== undefined) replacePhases(call, schedule, params.phases);
  change.event('subscription_schedule.updated', 'subscription_schedule', schedule.id, before);
  advanceSchedule(call, schedule.id);
  planNextPhase(call, schedule.id);
  return call.render('subscription_schedule', schedule.id);
}

type GivenPhases = NonNullable<Call<Stripe.SubscriptionScheduleUpdateParams>['params']['phases']>;

function replacePhases(call: Call, schedule: StoredSchedule, given: GivenPhases): void {
  const current = schedule.current_phase;
  const start = current?.start_date ?? schedule.phases[0]?.start_date ?? schedule.created;
  const nowUnixS = nowOf(call, schedule.customer);
  const phases = readPhases(
    call,
    given.map(({start_date: _start, end_date: end, trial_end: trial, ...phase}) => ({
      ...phase,
      ...(end === undefined ? {} : {end_date: end === 'now' ? nowUnixS : end}),
      ...(trial === undefined ? {} : {trial_end: trial === 'now' ? nowUnixS : trial}),
    })),
    start,
  );
  const over = schedule.phases.filter((phase) => current !== null && phase.end_date <= current.start_date);
  const [first] = phases;
  call.change.update('subscription_schedule', schedule.id, {
    phases: [...over, ...phases],
    ...(current === null || first === undefined
      ? {}
      : {current_phase: {end_date: first.end_date, start_date: first.start_date}}),
  });
  if (
    current !== null &&
    first !== undefined &&
    first.end_date > nowUnixS &&
    schedule.subscription !== null
  ) {
    changeToPhase(call, schedule.subscription, first);
  }
}

function requireRunning(schedule: StoredSchedule, act: string): StoredSchedule {
  if (schedule.status === 'active' || schedule.status === 'not_started') return schedule;
  throw invalid(
    `A subscription schedule that is ${schedule.status} cannot be ${act}: only those with the status not_started or active can.`,
  );
}

function cancelSchedule(call: Call<Stripe.SubscriptionScheduleCancelParams>): WireObject {
  const schedule = requireRunning(scheduleOfPath(call), 'canceled');
  const {params, change} = call;
  if (schedule.subscription !== null) {
    cancelSubscription(call, schedule.subscription, {
      invoice_now: params.invoice_now ?? schedule.status === 'active',
      prorate: params.prorate ?? schedule.status === 'active',
    });
    return call.render('subscription_schedule', schedule.id);
  }
  change.cancelLater(`schedule_phase:${schedule.id}`);
  change.update('subscription_schedule', schedule.id, {
    canceled_at: nowOf(call, schedule.customer),
    current_phase: null,
    status: 'canceled',
  });
  change.event('subscription_schedule.canceled', 'subscription_schedule', schedule.id);
  return call.render('subscription_schedule', schedule.id);
}

function release(call: Call<Stripe.SubscriptionScheduleReleaseParams>): WireObject {
  const schedule = requireRunning(scheduleOfPath(call), 'released');
  releaseSchedule(call, schedule, nowOf(call, schedule.customer));
  return call.render('subscription_schedule', schedule.id);
}

function listSchedules(call: Call<Stripe.SubscriptionScheduleListParams>): WireObject {
  const {params, store} = call;
  return listPage(call, {
    rows: newestFirst(store.subscriptionSchedules),
    kind: 'subscription schedule',
    url: '/v1/subscription_schedules',
    render: (schedule) => call.render('subscription_schedule', schedule.id),
    matches: (schedule) =>
      (params.customer === undefined || schedule.customer === params.customer) &&
      (params.scheduled !== true || schedule.status === 'not_started') &&
      isWithin(schedule.created, params.created) &&
      isWithin(schedule.canceled_at, params.canceled_at) &&
      isWithin(schedule.completed_at, params.completed_at) &&
      isWithin(schedule.released_at, params.released_at),
  });
}

const read = {evidence: 'modelled', permission: 'rak_subscription_read'} as const;
const write = {evidence: 'modelled', permission: 'rak_subscription_write'} as const;

export const scheduleEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.SubscriptionScheduleListParams>({
    method: 'GET',
    path: '/v1/subscription_schedules',
    ...read,
    expansion: {shape: 'list', of: 'subscription_schedule'},
    answer: listSchedules,
  }),
  endpoint<Stripe.SubscriptionScheduleCreateParams>({
    method: 'POST',
    path: '/v1/subscription_schedules',
    ...write,
    expansion,
    answer: createSchedule,
  }),
  endpoint<Stripe.SubscriptionScheduleRetrieveParams>({
    method: 'GET',
    path: '/v1/subscription_schedules/{id}',
    ...read,
    expansion,
    answer: (call) => call.render('subscription_schedule', scheduleOfPath(call).id),
  }),
  endpoint<Stripe.SubscriptionScheduleUpdateParams>({
    method: 'POST',
    path: '/v1/subscription_schedules/{id}',
    ...write,
    expansion,
    answer: updateSchedule,
  }),
  endpoint<Stripe.SubscriptionScheduleCancelParams>({
    method: 'POST',
    path: '/v1/subscription_schedules/{id}/cancel',
    ...write,
    expansion,
    answer: cancelSchedule,
  }),
  endpoint<Stripe.SubscriptionScheduleReleaseParams>({
    method: 'POST',
    path: '/v1/subscription_schedules/{id}/release',
    ...write,
    expansion,
    answer: release,
  }),
];
