/** Reads when a subscription is to begin. https://docs.stripe.com/billing/subscriptions/billing-cycle */
import type Stripe from 'stripe';
import {invalid, onlyOneOf} from '../catalogue/refusals.ts';
import type {Call} from '../engine/endpoint.ts';
import type {Recurrence} from './billing-periods.ts';
import {configuredAnchor, firstPeriod, latestAnchor, type Start} from './first-period.ts';
import type {ReadItem} from './read-items.ts';

type StartParams = Pick<
  Call<Stripe.SubscriptionCreateParams>['params'],
  | 'billing_cycle_anchor'
  | 'billing_cycle_anchor_config'
  | 'trial_end'
  | 'trial_from_plan'
  | 'trial_period_days'
>;

/** When it begins to bill, and until when it is tried. @throws StripeRefusal */
export function readStart(params: StartParams, items: readonly ReadItem[], nowUnixS: number): Start {
  const trialEndUnixS = readTrialEnd(params, items, nowUnixS);
  if (params.billing_cycle_anchor !== undefined && params.billing_cycle_anchor_config !== undefined) {
    throw onlyOneOf('billing_cycle_anchor', 'billing_cycle_anchor_config');
  }
  const day = params.billing_cycle_anchor_config;
  const configured =
    day === undefined
      ? null
      : configuredAnchor(
          {
            day_of_month: day.day_of_month,
            hour: day.hour ?? null,
            minute: day.minute ?? null,
            month: day.month ?? null,
            second: day.second ?? null,
          },
          {nowUnixS, trialEndUnixS},
        );
  const start = {nowUnixS, trialEndUnixS, anchorUnixS: params.billing_cycle_anchor ?? configured};
  if (start.anchorUnixS === null) return start;
  if (start.anchorUnixS < nowUnixS) {
    throw invalid('Timestamp in billing_cycle_anchor must be in the future.', 'billing_cycle_anchor');
  }
  const latest = latestAnchor(start, items.map(recurrenceOf));
  if (start.anchorUnixS > latest) {
    throw invalid(
      `billing_cycle_anchor cannot be later than next natural billing date (${latest}) for plan`,
      'billing_cycle_anchor',
    );
  }
  return start;
}

const secondsPerDay = 86_400;
const trialDaysMax = 730;

function readTrialEnd(params: StartParams, items: readonly ReadItem[], nowUnixS: number): number | null {
  const {trial_end: end, trial_period_days: days} = params;
  if (end !== undefined && days !== undefined) throw onlyOneOf('trial_end', 'trial_period_days');
  if (end === 'now') return null;
  if (end !== undefined) return readTrialMoment(end, nowUnixS);
  const fromPrice =
    params.trial_from_plan === true
      ? Math.max(0, ...items.map(({price}) => price.recurring?.trial_period_days ?? 0))
      : 0;
  const given = days ?? fromPrice;
  if (given < 0) {
    throw invalid(
      'This value must be greater than or equal to 1.',
      'trial_period_days',
      'parameter_invalid_integer',
    );
  }
  if (given > trialDaysMax) {
    throw invalid(
      `The maximum number of trial period days is ${trialDaysMax} (2 years).`,
      'trial_period_days',
    );
  }
  return given === 0 ? null : nowUnixS + given * secondsPerDay;
}

/** @throws StripeRefusal for a trial that ends in the past or more than two years from now */
export function readTrialMoment(endUnixS: number, nowUnixS: number): number {
  if (endUnixS <= nowUnixS) {
    throw invalid(
      'Invalid timestamp: must be an integer Unix timestamp in the future.',
      'trial_end',
      'parameter_invalid_integer',
    );
  }
  if (endUnixS > nowUnixS + trialDaysMax * secondsPerDay) {
    throw invalid('Invalid timestamp: can be no more than two years in the future.', 'trial_end');
  }
  return endUnixS;
}

function recurrenceOf({price}: Pick<ReadItem, 'price'>): Recurrence {
  return price.recurring ?? {interval: 'month', interval_count: 1};
}

/** The first period of an item, and the whole cycle that it is a part of. */
export function periodsOf(start: Start, item: ReadItem) {
  return firstPeriod(start, recurrenceOf(item));
}
