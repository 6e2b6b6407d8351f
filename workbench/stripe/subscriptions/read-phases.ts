/** Reads the phases of a schedule. https://docs.stripe.com/api/subscription_schedules/create */
import type Stripe from 'stripe';
import {invalid, missing, notModelled, onlyOneOf} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import type {Call} from '../engine/endpoint.ts';
import {boundary} from './billing-periods.ts';
import type {StoredPhase, StoredPhaseItem} from './objects.ts';
import {type ReadItem, readItem, refuseTogether} from './read-items.ts';

type GivenPhase = NonNullable<Call<Stripe.SubscriptionScheduleCreateParams>['params']['phases']>[number];

const phasesMax = 10;
const unmodelled = [
  'add_invoice_items',
  'application_fee_percent',
  'automatic_tax',
  'billing_thresholds',
  'discounts',
  'on_behalf_of',
  'transfer_data',
] as const;

/** One after the other, the first from `startUnixS` on. @throws StripeRefusal */
export function readPhases(
  call: Call,
  given: readonly GivenPhase[] | undefined,
  startUnixS: number,
): readonly StoredPhase[] {
  if (given === undefined || given.length === 0) throw missing('phases');
  if (given.length > phasesMax) {
    throw invalid(`A schedule can have at most ${phasesMax} current and future phases.`, 'phases');
  }
  let start = startUnixS;
  return given.map((phase, index) => {
    const read = readPhase(call, phase, {param: `phases[${index}]`, startUnixS: start});
    start = read.end_date;
    return read;
  });
}

function readPhase(
  call: Call,
  given: GivenPhase,
  at: {readonly param: string; readonly startUnixS: number},
): StoredPhase {
  const {param, startUnixS} = at;
  for (const name of unmodelled) if (given[name] !== undefined) throw notModelled(`${param}[${name}]`);
  const items = given.items.map((item, index) => {
    if (item.discounts !== undefined) throw notModelled(`${param}[items][${index}][discounts]`);
    const {billing_thresholds: _thresholds, discounts: _discounts, ...rest} = item;
    return readItem(call, rest, `${param}[items][${index}]`);
  });
  refuseTogether(items, given.currency);
  const end = phaseEnd(given, items, at);
  if (end <= startUnixS) {
    throw invalid('The end of a phase must be after its start.', `${param}[end_date]`);
  }
  const settings = given.invoice_settings;
  const method = given.collection_method ?? null;
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: given.billing_cycle_anchor ?? null,
    billing_thresholds: null,
    collection_method: method,
    currency: given.currency?.toLowerCase() ?? items[0]?.price.currency ?? 'usd',
    default_payment_method: given.default_payment_method ?? null,
    default_tax_rates: taxRatesOf(call, given.default_tax_rates, `${param}[default_tax_rates]`),
    description: given.description === undefined || given.description === '' ? null : given.description,
    discounts: [],
    end_date: end,
    invoice_settings:
      settings === undefined
        ? null
        : {
            account_tax_ids: null,
            custom_fields: null,
            days_until_due: settings.days_until_due ?? null,
            description: null,
            footer: null,
            issuer: null,
          },
    items: items.map(phaseItem),
    metadata: given.metadata ?? {},
    on_behalf_of: null,
    proration_behavior: given.proration_behavior ?? 'create_prorations',
    start_date: startUnixS,
    transfer_data: null,
    trial_end: given.trial === true ? end : (given.trial_end ?? null),
  };
}

/** One interval of its first price where the request does not say. */
function phaseEnd(
  given: GivenPhase,
  items: readonly ReadItem[],
  {param, startUnixS}: {readonly param: string; readonly startUnixS: number},
): number {
  if (given.end_date !== undefined && given.duration !== undefined) {
    throw onlyOneOf(`${param}[end_date]`, `${param}[duration]`);
  }
  if (given.end_date !== undefined) return given.end_date;
  const one = items[0]?.price.recurring ?? {interval: 'month', interval_count: 1};
  const {interval, interval_count: count} = given.duration ?? one;
  return boundary({interval, interval_count: count ?? 1}, startUnixS, 1);
}

function phaseItem(item: ReadItem): StoredPhaseItem {
  return {
    billing_thresholds: null,
    discounts: [],
    metadata: item.metadata,
    price: item.price.id,
    ...(item.quantity === null ? {} : {quantity: item.quantity}),
    tax_rates: item.taxRates,
  };
}
