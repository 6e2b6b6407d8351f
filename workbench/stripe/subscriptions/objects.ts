/** Subscriptions, their items and schedules, as they are sent and as they are kept. */
import type Stripe from 'stripe';
import type {WirePlan, WirePrice, WireTaxRate} from '../catalogue/objects.ts';
import type {WireList} from '../engine/wire.ts';

export type WireSubscriptionItem = Omit<
  Stripe.SubscriptionItem,
  'deleted' | 'discounts' | 'plan' | 'price' | 'tax_rates'
> & {
  readonly discounts: readonly string[];
  readonly plan: WirePlan;
  readonly price: WirePrice;
  readonly tax_rates: readonly WireTaxRate[];
};

/** References are ids here; expansion puts the objects in. */
export type WireSubscription = Omit<
  Stripe.Subscription,
  | 'customer'
  | 'default_payment_method'
  | 'default_tax_rates'
  | 'discounts'
  | 'items'
  | 'latest_invoice'
  | 'schedule'
  | 'test_clock'
> & {
  readonly customer: string;
  readonly default_payment_method: string | null;
  readonly default_tax_rates: readonly WireTaxRate[];
  readonly discounts: readonly string[];
  readonly items: WireList<WireSubscriptionItem>;
  readonly latest_invoice: string | null;
  readonly schedule: string | null;
  readonly test_clock: string | null;
};

/** The price and the tax rates as ids: they are shown as they are when the item is read. */
export interface StoredSubscriptionItem {
  readonly id: string;
  readonly object: 'subscription_item';
  readonly created: number;
  readonly current_period_end: number;
  readonly current_period_start: number;
  readonly discounts: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly price: string;
  /** Null for metered prices, which are billed by usage. */
  readonly quantity: number | null;
  readonly subscription: string;
  readonly tax_rates: readonly string[];
}

/** Its items are rows of their own; the tax rates are ids. */
export type StoredSubscription = Omit<WireSubscription, 'default_tax_rates' | 'items' | 'test_clock'> & {
  readonly default_tax_rates: readonly string[];
};

type SchedulePhase = Stripe.SubscriptionSchedule.Phase;

export type WirePhaseItem = Omit<
  SchedulePhase['items'][number],
  'discounts' | 'plan' | 'price' | 'tax_rates'
> & {
  readonly discounts: readonly Stripe.SubscriptionSchedule.Phase.Item.Discount[];
  readonly plan: string;
  readonly price: string;
  readonly tax_rates: readonly WireTaxRate[];
};
export type WirePhase = Omit<
  SchedulePhase,
  'add_invoice_items' | 'default_tax_rates' | 'discounts' | 'items'
> & {
  readonly add_invoice_items: readonly never[];
  readonly default_tax_rates: readonly WireTaxRate[];
  readonly discounts: readonly Stripe.SubscriptionSchedule.Phase.Discount[];
  readonly items: readonly WirePhaseItem[];
};
export type WireSchedule = Omit<
  Stripe.SubscriptionSchedule,
  'customer' | 'phases' | 'subscription' | 'test_clock'
> & {
  readonly customer: string;
  readonly phases: readonly WirePhase[];
  readonly subscription: string | null;
  readonly test_clock: string | null;
};

export type StoredPhaseItem = Omit<WirePhaseItem, 'plan' | 'tax_rates'> & {
  readonly tax_rates: readonly string[];
};
export type StoredPhase = Omit<WirePhase, 'default_tax_rates' | 'items'> & {
  readonly default_tax_rates: readonly string[];
  readonly items: readonly StoredPhaseItem[];
};
export type StoredSchedule = Omit<WireSchedule, 'phases' | 'test_clock'> & {
  readonly phases: readonly StoredPhase[];
};
