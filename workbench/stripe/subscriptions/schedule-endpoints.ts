/** Schedules of subscriptions. https://docs.stripe.com/api/subscription_schedules */
import type Stripe from 'stripe';
import {ofPath} from '../catalogue/find.ts';
import {invalid} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {cancelSubscription} from './cancel-subscription.ts';
import {createSchedule} from './create-schedule.ts';
import type {StoredSchedule} from './objects.ts';
import {refuseUnmodelled} from './read-items.ts';
import {readPhases} from './read-phases.ts';
import {advanceSchedule, changeToPhase, planNextPhase, releaseSchedule} from './schedule-phases.ts';

const expansion = {shape: 'object', of: 'subscription_schedule'} as const;

function scheduleOfPath(call: Call): StoredSchedule {
  return ofPath(call, 'subscription_schedule', 'subscription schedule');
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
