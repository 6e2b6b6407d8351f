/** Lets a schedule go from phase to phase. https://docs.stripe.com/billing/subscriptions/subscription-schedules */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {createSubscription} from './create-subscription.ts';
import {endSubscription} from './end-subscription.ts';
import type {StoredPhase, StoredSchedule} from './objects.ts';
import {itemsOf} from './render-subscription.ts';
import {updateSubscription} from './update-subscription.ts';

/** Does what the schedule has for this moment; nothing where it is between two changes. */
export function advanceSchedule(call: Call, id: string): void {
  const schedule = call.store.subscriptionSchedules.get(id);
  if (schedule === undefined || (schedule.status !== 'active' && schedule.status !== 'not_started')) return;
  const nowUnixS = nowOf(call, schedule.customer);
  const current = schedule.current_phase;
  if (current !== null && current.end_date > nowUnixS) return;

  const next = schedule.phases.find((phase) => phase.start_date <= nowUnixS && phase.end_date > nowUnixS);
  if (next !== undefined) startPhase(call, schedule, next);
  else if (schedule.phases.every((phase) => phase.end_date <= nowUnixS))
    finishSchedule(call, schedule, nowUnixS);
  planNextPhase(call, id);
}

/** Puts the start of the next phase, or the end of the last, on the agenda. */
export function planNextPhase(call: Call, id: string): void {
  const schedule = call.store.subscriptionSchedules.get(id);
  if (schedule === undefined || (schedule.status !== 'active' && schedule.status !== 'not_started')) return;
  call.change.later({
    key: `schedule_phase:${id}`,
    kind: 'schedule_phase',
    id,
    atUnixS: schedule.current_phase?.end_date ?? schedule.phases[0]?.start_date ?? schedule.created,
    customer: schedule.customer,
  });
}

function startPhase(call: Call, schedule: StoredSchedule, phase: StoredPhase): void {
  const {change} = call;
  const before = call.render('subscription_schedule', schedule.id);
  const subscription = schedule.subscription ?? beginSubscription(call, schedule, phase);
  change.update('subscription_schedule', schedule.id, {
    current_phase: {end_date: phase.end_date, start_date: phase.start_date},
    status: 'active',
    subscription,
  });
  if (schedule.subscription !== null) changeToPhase(call, schedule.subscription, phase);
  change.event('subscription_schedule.updated', 'subscription_schedule', schedule.id, before);
}

/** Nobody waits for the answer, so its first invoice is a draft for an hour like those of later cycles. */
function beginSubscription(call: Call, schedule: StoredSchedule, phase: StoredPhase): string {
  const settings = schedule.default_settings;
  const days = phase.invoice_settings?.days_until_due ?? settings.invoice_settings.days_until_due;
  const method = phase.collection_method ?? settings.collection_method;
  const paymentMethod = phase.default_payment_method ?? settings.default_payment_method;
  return createSubscription(
    call,
    {
      customer: schedule.customer,
      currency: phase.currency,
      items: phase.items.map(asGiven),
      metadata: {...phase.metadata},
      ...(method === null ? {} : {collection_method: method}),
      ...(days === null ? {} : {days_until_due: days}),
      ...(typeof paymentMethod === 'string' ? {default_payment_method: paymentMethod} : {}),
      ...(phase.description === null ? {} : {description: phase.description}),
      ...(phase.default_tax_rates.length === 0 ? {} : {default_tax_rates: phase.default_tax_rates}),
      ...(phase.trial_end === null ? {} : {trial_end: phase.trial_end}),
    },
    {schedule: schedule.id, firstInvoiceAsDraft: true},
  );
}

function asGiven(item: StoredPhase['items'][number]) {
  return {
    price: item.price,
    metadata: {...item.metadata},
    ...(item.quantity === undefined ? {} : {quantity: item.quantity}),
    ...(item.tax_rates.length === 0 ? {} : {tax_rates: item.tax_rates}),
  };
}

/** Items of a price that goes on are kept, others are taken away and added. */
export function changeToPhase(call: Call, subscription: string, phase: StoredPhase): void {
  const items = itemsOf(subscription, call.store);
  const kept = new Set(phase.items.map(({price}) => price));
  updateSubscription(call, subscription, {
    items: [
      ...phase.items.map((item) => {
        const existing = items.find(({price}) => price === item.price);
        if (existing === undefined) return asGiven(item);
        const quantity = item.quantity === undefined ? {} : {quantity: item.quantity};
        return {id: existing.id, ...quantity};
      }),
      ...items.filter(({price}) => !kept.has(price)).map(({id}) => ({id, deleted: true})),
    ],
    metadata: {...phase.metadata},
    proration_behavior: phase.proration_behavior,
    ...(phase.collection_method === null ? {} : {collection_method: phase.collection_method}),
    ...(phase.trial_end === null ? {} : {trial_end: phase.trial_end}),
  });
}

function finishSchedule(call: Call, schedule: StoredSchedule, nowUnixS: number): void {
  const {change} = call;
  const {id, subscription} = schedule;
  if (schedule.end_behavior !== 'cancel') {
    releaseSchedule(call, schedule, nowUnixS);
    return;
  }
  change.update('subscription_schedule', id, {
    completed_at: nowUnixS,
    current_phase: null,
    status: 'completed',
  });
  change.event('subscription_schedule.completed', 'subscription_schedule', id);
  if (subscription !== null) endSubscription(call, subscription, {atUnixS: nowUnixS});
}

/** Leaves the subscription to itself. */
export function releaseSchedule(call: Call, schedule: StoredSchedule, nowUnixS: number): void {
  const {change} = call;
  change.cancelLater(`schedule_phase:${schedule.id}`);
  if (schedule.subscription !== null) change.update('subscription', schedule.subscription, {schedule: null});
  change.update('subscription_schedule', schedule.id, {
    current_phase: null,
    released_at: nowUnixS,
    released_subscription: schedule.subscription,
    status: 'released',
    subscription: null,
  });
  change.event('subscription_schedule.released', 'subscription_schedule', schedule.id);
}
