/** Makes a price of what a request says, wherever it says it. https://docs.stripe.com/api/prices/create */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {StoredPrice, WireTier} from './objects.ts';
import {
  customAmount,
  type GivenAmount,
  type GivenCurrencyOption,
  type GivenTier,
  readCurrencyOptions,
  readTiers,
  unitAmount,
} from './price-terms.ts';
import {invalid, missing} from './refusals.ts';
import {renderPlan} from './render-plan.ts';

interface GivenRecurrence {
  readonly interval: Stripe.Price.Recurring.Interval;
  readonly interval_count?: number | undefined;
  readonly meter?: string | undefined;
  readonly trial_period_days?: number | undefined;
  readonly usage_type?: Stripe.Price.Recurring.UsageType | undefined;
}

export interface PriceTerms extends GivenAmount {
  readonly id?: string;
  readonly active?: boolean | undefined;
  readonly billing_scheme?: Stripe.Price.BillingScheme | undefined;
  readonly currency: string;
  readonly currency_options?: Readonly<Record<string, GivenCurrencyOption>> | undefined;
  readonly custom_unit_amount?:
    | {
        readonly enabled: boolean;
        readonly maximum?: number;
        readonly minimum?: number;
        readonly preset?: number;
      }
    | undefined;
  readonly lookup_key?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, string>> | '' | undefined;
  readonly nickname?: string | undefined;
  readonly product: string;
  readonly recurring?: GivenRecurrence | undefined;
  readonly tax_behavior?: Stripe.Price.TaxBehavior | undefined;
  readonly tiers?: readonly GivenTier[] | undefined;
  readonly tiers_mode?: Stripe.Price.TiersMode | undefined;
  readonly transform_quantity?: Stripe.Price.TransformQuantity | undefined;
}

/** Three years. https://docs.stripe.com/api/prices/create#create_price-recurring-interval_count */
const intervalCountMax: Readonly<Record<string, number>> = {day: 1095, week: 156, month: 36, year: 3};

/**
 * Adds the price and its events; a recurring one is a plan too.
 *
 * @param at what stands before the parameters' names, such as `items[0][price_data].`
 * @throws StripeRefusal
 */
export function insertPrice(call: Call<unknown>, terms: PriceTerms, at: string): StoredPrice {
  const {change} = call;
  const price: StoredPrice = {
    id: terms.id ?? change.newId('price'),
    object: 'price',
    active: terms.active ?? true,
    billing_scheme: terms.billing_scheme ?? 'per_unit',
    created: call.nowUnixS,
    currency: terms.currency.toLowerCase(),
    ...(terms.currency_options === undefined
      ? {}
      : {currency_options: readCurrencyOptions(terms.currency_options)}),
    custom_unit_amount: customAmount(terms.custom_unit_amount),
    livemode: call.store.livemode,
    lookup_key: terms.lookup_key ?? null,
    metadata: mergedMetadata({}, terms.metadata),
    nickname: terms.nickname ?? null,
    product: terms.product,
    recurring: recurrence(terms.recurring, at),
    tax_behavior: terms.tax_behavior ?? 'unspecified',
    ...amounts(terms, at),
    transform_quantity: terms.transform_quantity ?? null,
    type: terms.recurring === undefined ? 'one_time' : 'recurring',
  };
  change.insert('price', price);
  if (price.recurring !== null) change.eventAbout('plan.created', {...renderPlan(price)});
  change.event('price.created', 'price', price.id);
  return price;
}

function recurrence(given: GivenRecurrence | undefined, at: string): Stripe.Price.Recurring | null {
  if (given === undefined) return null;
  const count = given.interval_count ?? 1;
  const param = `${at}recurring[interval_count]`;
  if (count < 1) {
    throw invalid('This value must be greater than or equal to 1.', param, 'parameter_invalid_integer');
  }
  if (count > (intervalCountMax[given.interval] ?? 1)) {
    throw invalid('Prices can have a billing interval of at most three years.', param);
  }
  return {
    interval: given.interval,
    interval_count: count,
    meter: given.meter ?? null,
    trial_period_days: given.trial_period_days ?? null,
    usage_type: given.usage_type ?? 'licensed',
  };
}

function amounts(
  terms: PriceTerms,
  at: string,
): {
  readonly tiers?: readonly WireTier[];
  readonly tiers_mode: Stripe.Price.TiersMode | null;
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
} {
  const unit = unitAmount(terms, at);
  if (terms.billing_scheme === 'tiered') {
    if (terms.tiers === undefined) throw missing(`${at}tiers`);
    if (terms.tiers_mode === undefined) throw missing(`${at}tiers_mode`);
    if (unit !== null)
      throw invalid('A tiered price takes its amounts from `tiers` alone.', `${at}unit_amount`);
    if (terms.transform_quantity !== undefined) {
      throw invalid('`transform_quantity` cannot be combined with `tiers`.', `${at}transform_quantity`);
    }
    return {
      tiers: readTiers(terms.tiers, `${at}tiers`),
      tiers_mode: terms.tiers_mode,
      unit_amount: null,
      unit_amount_decimal: null,
    };
  }
  if (terms.tiers !== undefined) {
    throw invalid('`tiers` can only be given with `billing_scheme` set to `tiered`.', `${at}tiers`);
  }
  if (terms.custom_unit_amount?.enabled === true) {
    return {tiers_mode: null, unit_amount: null, unit_amount_decimal: null};
  }
  if (unit === null) {
    throw invalid(
      'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
      `${at}unit_amount`,
      'parameter_missing',
    );
  }
  return {tiers_mode: null, ...unit};
}
