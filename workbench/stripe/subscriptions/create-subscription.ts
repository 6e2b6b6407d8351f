/** Subscribes a customer. https://docs.stripe.com/api/subscriptions/create */
import type Stripe from 'stripe';
import {placeDiscounts} from '../catalogue/discounts.ts';
import {referredCustomer} from '../catalogue/find.ts';
import {missing} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {announceTrialEnd, scheduleExpiry, scheduleNext} from './agenda.ts';
import {addOneOffItems, collectNow, draftInvoice, finalizeOnly, watchDueDate} from './bill-subscription.ts';
import {type BilledLine, chargeLines, shortPeriodLines, trialLine} from './billed-lines.ts';
import type {Period} from './billing-periods.ts';
import {firstAnchor, type Start} from './first-period.ts';
import type {StoredSubscription, StoredSubscriptionItem} from './objects.ts';
import {plainSubscription} from './plain-subscription.ts';
import {type ReadItem, readItems, refuseUnmodelled} from './read-items.ts';
import {periodsOf, readStart} from './read-start.ts';
import {dropSpentDiscounts} from './spent-discounts.ts';
import {readPaymentMethod, readTerms, requirePaymentMethod} from './subscription-terms.ts';

export type CreateParams = Call<Stripe.SubscriptionCreateParams>['params'];

const unmodelled = [
  'application_fee_percent',
  'backdate_start_date',
  'billing_schedules',
  'billing_thresholds',
  'customer_account',
  'on_behalf_of',
  'pending_invoice_item_interval',
  'transfer_data',
] as const;

/** What else decides how a subscription begins, for those who make one without a request of its own. */
export interface Beginning {
  /** The schedule or quote that makes it. */
  readonly schedule?: string;
  readonly reason?: Stripe.Invoice.BillingReason;
  /** Leaves the first invoice a draft that advances by itself. */
  readonly firstInvoiceAsDraft?: boolean;
}

/** Adds the subscription, bills its first period, and returns its id. @throws StripeRefusal */
export function createSubscription(
  call: Call<unknown>,
  params: CreateParams,
  beginning: Beginning = {},
): string {
  refuseUnmodelled(params, unmodelled);
  if (params.customer === undefined) throw missing('customer');
  const customer = referredCustomer(call, params.customer);
  const nowUnixS = nowOf(call, customer);
  const items = readItems(call, params.items, params.currency);
  const start = readStart(params, items, nowUnixS);

  const subscription = insertSubscription(call, {params, customer, start, items, nowUnixS, beginning});
  const rows = items.map((item) => insertItem(call, subscription, item, periodsOf(start, item).current));
  const lines = rows.flatMap((row, index) =>
    firstLines(call, subscription, row, {
      start,
      item: items[index],
      free: params.proration_behavior === 'none',
    }),
  );
  addOneOffItems(call, subscription, params.add_invoice_items);
  const automatic = subscription.collection_method === 'charge_automatically';
  const invoice = draftInvoice(call, subscription, {
    reason: beginning.reason ?? 'subscription_create',
    lines,
    period: {start: nowUnixS, end: nowUnixS},
    advances: !automatic || beginning.firstInvoiceAsDraft === true,
  });

  const outcome = collectFirst(call, subscription, invoice, {
    behavior: params.payment_behavior ?? 'allow_incomplete',
    staysDraft: beginning.firstInvoiceAsDraft === true,
  });
  // A debit that is under way is good until it comes back.
  if (outcome === 'processing') call.change.update('subscription', subscription.id, {status: 'active'});
  begin(call, subscription.id, {invoiceId: invoice.id, nowUnixS});
  return subscription.id;
}

/** What comes to nothing is paid at once; what is sent waits as a draft. */
function collectFirst(
  call: Call,
  subscription: StoredSubscription,
  invoice: StoredInvoice,
  how: {readonly behavior: string; readonly staysDraft: boolean},
): ReturnType<typeof collectNow> {
  if (how.staysDraft) return 'none';
  if (invoice.total <= 0) finalizeOnly(call, invoice.id);
  else if (subscription.collection_method === 'charge_automatically') {
    if (how.behavior !== 'default_incomplete') {
      requirePaymentMethod(call, subscription);
      return collectNow(call, invoice.id, {declineRefuses: how.behavior === 'error_if_incomplete'});
    }
    finalizeOnly(call, invoice.id);
  }
  return 'none';
}

/** Settles the status by what became of the first invoice, and puts what comes next on the agenda. */
function begin(
  call: Call<unknown>,
  id: string,
  first: {readonly invoiceId: string; readonly nowUnixS: number},
): void {
  const {store, change} = call;
  const subscription = store.subscriptions.get(id);
  const invoice = store.invoices.get(first.invoiceId);
  if (subscription === undefined || invoice === undefined) return;
  change.update('subscription', id, {
    latest_invoice: invoice.id,
    // What waits as a draft holds nothing up.
    ...(subscription.status === 'incomplete' && invoice.status === 'draft' ? {status: 'active'} : {}),
  });
  dropSpentDiscounts(call, id);
  change.event('customer.subscription.created', 'subscription', id);
  if (store.subscriptions.get(id)?.status === 'incomplete') scheduleExpiry(call, subscription);
  scheduleNext(call, id);
  watchDueDate(call, invoice.id);
  announceTrialEnd(call, subscription, first.nowUnixS);
}

function insertSubscription(
  call: Call<unknown>,
  given: {
    readonly params: CreateParams;
    readonly customer: string;
    readonly start: Start;
    readonly items: readonly ReadItem[];
    readonly nowUnixS: number;
    readonly beginning: Beginning;
  },
): StoredSubscription {
  const {params, customer, start, nowUnixS} = given;
  const id = call.change.newId('sub');
  const trialing = start.trialEndUnixS !== null;
  const method = params.collection_method ?? 'charge_automatically';
  const currency = params.currency?.toLowerCase() ?? given.items[0]?.price.currency ?? 'usd';
  const subscription: StoredSubscription = {
    ...plainSubscription({id, customer, currency, nowUnixS, livemode: call.store.livemode}),
    ...readTerms(params, null),
    billing_cycle_anchor: firstAnchor(start),
    collection_method: method,
    default_payment_method: readPaymentMethod(call, params.default_payment_method, customer) ?? null,
    default_tax_rates: taxRatesOf(call, params.default_tax_rates, 'default_tax_rates'),
    metadata: mergedMetadata({}, params.metadata),
    schedule: given.beginning.schedule ?? null,
    status: trialing ? 'trialing' : method === 'charge_automatically' ? 'incomplete' : 'active',
    trial_end: start.trialEndUnixS,
    trial_start: trialing ? nowUnixS : null,
  };
  call.change.insert('subscription', subscription);
  const discounts = placeDiscounts(call, params.discounts, {
    param: 'discounts',
    place: {customer, subscription: id, startUnixS: nowUnixS},
  });
  return call.change.update('subscription', id, {discounts});
}

/** Adds the item as asked for, in its first period. */
export function insertItem(
  call: Call<unknown>,
  subscription: Pick<StoredSubscription, 'customer' | 'id'>,
  item: ReadItem,
  period: Period,
): StoredSubscriptionItem {
  const nowUnixS = nowOf(call, subscription.customer);
  const id = call.change.newId('si');
  const row: StoredSubscriptionItem = {
    id,
    object: 'subscription_item',
    created: nowUnixS,
    current_period_end: period.end,
    current_period_start: period.start,
    discounts: placeDiscounts(call, item.discounts, {
      param: `${item.param}[discounts]`,
      place: {
        customer: subscription.customer,
        subscription: subscription.id,
        subscription_item: id,
        startUnixS: nowUnixS,
      },
    }),
    metadata: item.metadata,
    price: item.price.id,
    quantity: item.quantity,
    subscription: subscription.id,
    tax_rates: item.taxRates,
  };
  call.change.insert('subscription_item', row);
  return row;
}

function firstLines(
  call: Call<unknown>,
  subscription: StoredSubscription,
  row: StoredSubscriptionItem,
  first: {readonly start: Start; readonly item: ReadItem | undefined; readonly free: boolean},
): readonly BilledLine[] {
  const {store} = call;
  const {currency} = subscription;
  if (first.start.trialEndUnixS !== null) return [trialLine(row, currency, store)];
  const whole = first.item === undefined ? null : periodsOf(first.start, first.item).whole;
  if (whole === null || whole.start === row.current_period_start) return chargeLines(row, currency, store);
  return shortPeriodLines(row, whole, {currency, free: first.free, store});
}
