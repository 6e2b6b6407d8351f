/** Makes and collects the invoices of a subscription. https://docs.stripe.com/billing/invoices/subscription */
import type Stripe from 'stripe';
import {placeDiscounts} from '../catalogue/discounts.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {readBilledItem} from '../invoices/billed-item.ts';
import {createInvoice} from '../invoices/create-invoice.ts';
import {finalizeInvoice} from '../invoices/finalize-invoice.ts';
import {type NewLine, newItem} from '../invoices/invoice-lines.ts';
import type {StoredInvoice, StoredInvoiceItem} from '../invoices/objects.ts';
import {type Collected, collectWith, methodToCollect} from '../payments/collect-invoice.ts';
import type {PaymentOutcome} from '../payments/confirm-intent.ts';
import type {StoredPaymentMethod} from '../payments/objects.ts';
import {declined} from '../payments/payment-intents.ts';
import type {BilledLine} from './billed-lines.ts';
import type {Period} from './billing-periods.ts';
import {followInvoice} from './follow-invoice.ts';
import type {StoredSubscription} from './objects.ts';
import {itemsOf, taxRatesByIds} from './render-subscription.ts';

const secondsPerDay = 86_400;

/** Drafts an invoice with the lines, and with everything that waits for the customer's next one. */
export function draftInvoice(
  call: Call,
  subscription: StoredSubscription,
  draft: {
    readonly reason: Stripe.Invoice.BillingReason;
    readonly lines: readonly BilledLine[];
    readonly period: Period;
    /** Whether it is finalized and collected by itself after an hour. */
    readonly advances: boolean;
  },
): StoredInvoice {
  const days = subscription.days_until_due;
  const {custom_fields, description, footer} = subscription.invoice_settings;
  return createInvoice(call, {
    customer: subscription.customer,
    currency: subscription.currency,
    fields: {
      auto_advance: draft.advances,
      billing_reason: draft.reason,
      collection_method: subscription.collection_method,
      custom_fields,
      default_payment_method: subscription.default_payment_method,
      default_tax_rates: [...taxRatesByIds(subscription.default_tax_rates, call.store)],
      description,
      discounts: [...discountsOn(call, subscription)],
      due_date: days === null ? null : nowOf(call, subscription.customer) + days * secondsPerDay,
      footer,
      parent: {
        quote_details: null,
        subscription_details: {metadata: subscription.metadata, subscription: subscription.id},
        type: 'subscription_details',
      },
      period_end: draft.period.end,
      period_start: draft.period.start,
    },
    lines: draft.lines.map(newLine),
    pendingItems: {subscription: subscription.id},
  });
}

/** Its own, or else its customer's. https://docs.stripe.com/billing/subscriptions/coupons */
function discountsOn(call: Call, {customer, discounts}: StoredSubscription): readonly string[] {
  if (discounts.length > 0) return discounts;
  const payer = call.store.customers.get(customer);
  const discount = payer === undefined || 'deleted' in payer ? null : (payer.discount ?? null);
  return discount !== null && call.store.discounts.has(discount.id) ? [discount.id] : [];
}

function newLine(line: BilledLine): NewLine {
  return {
    amount: line.amount,
    currency: line.currency,
    description: line.description,
    discountable: true,
    discounts: [...line.discounts],
    metadata: {...line.metadata},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: line.proration,
        proration_details: {credited_items: null},
        subscription: line.subscription,
        subscription_item: line.subscriptionItem,
      },
      type: 'subscription_item_details',
    },
    period: line.period,
    pricing: {
      price_details: {price: line.price, product: line.product},
      type: 'price_details',
      unit_amount_decimal: line.unitAmountDecimal,
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: line.subscription,
    terms: {taxRates: taxRatesOfLine(line), invoiceItem: null},
  };
}

/** Without rates of its own, a line takes the invoice's. */
function taxRatesOfLine(line: BilledLine): readonly string[] | null {
  return line.taxRates.length === 0 ? null : line.taxRates;
}

/** Adds lines that wait for the subscription's next invoice. */
export function addPending(call: Call, subscription: StoredSubscription, lines: readonly BilledLine[]): void {
  const created = nowOf(call, subscription.customer);
  for (const line of lines) {
    insertItem(call, {
      id: call.change.newId('ii'),
      object: 'invoiceitem',
      amount: line.amount,
      created,
      currency: line.currency,
      customer: subscription.customer,
      description: line.description,
      // Prorations are of prices that may have been discounted already. https://docs.stripe.com/billing/subscriptions/prorations
      discountable: !line.proration,
      discounts: line.proration ? [] : line.discounts,
      invoice: null,
      metadata: line.metadata,
      period: line.period,
      price: line.price,
      product: line.product,
      proration: line.proration,
      quantity: line.quantity,
      quantityDecimal: String(line.quantity),
      subscription: line.subscription,
      subscriptionItem: line.subscriptionItem,
      taxRates: taxRatesOfLine(line),
      unitAmountDecimal: line.unitAmountDecimal,
    });
  }
}

function insertItem(call: Call, item: StoredInvoiceItem): void {
  call.change.insert('invoiceitem', item);
  call.change.event('invoiceitem.created', 'invoiceitem', item.id);
}

type GivenOneOff = NonNullable<Call<Stripe.SubscriptionCreateParams>['params']['add_invoice_items']>[number];

/** What is billed once, with the subscription's next invoice. @throws StripeRefusal */
export function addOneOffItems(
  call: Call,
  subscription: StoredSubscription,
  given: readonly GivenOneOff[] | undefined,
): void {
  const {currency, customer} = subscription;
  const created = nowOf(call, customer);
  for (const [index, one] of (given ?? []).entries()) {
    const param = `add_invoice_items[${index}]`;
    const {discountable, discounts, metadata, period, tax_rates, ...priced} = one;
    const billed = readBilledItem(call, priced, {currency, within: param});
    const item = newItem(call, billed, {created, currency, customer, invoice: null});
    const rates = taxRatesOf(call, tax_rates, `${param}[tax_rates]`);
    insertItem(call, {
      ...item,
      discountable: discountable ?? true,
      discounts: placeDiscounts(call, discounts, {
        param: `${param}[discounts]`,
        place: {customer, invoice_item: item.id, startUnixS: created},
      }),
      metadata: metadata ?? {},
      period: period === undefined ? item.period : periodOf(call, subscription, period),
      subscription: subscription.id,
      taxRates: rates.length === 0 ? null : rates,
    });
  }
}

function periodOf(
  call: Call,
  subscription: StoredSubscription,
  given: NonNullable<GivenOneOff['period']>,
): Period {
  const nowUnixS = nowOf(call, subscription.customer);
  const items = itemsOf(subscription.id, call.store);
  const starts = items.map((item) => item.current_period_start);
  const ends = items.map((item) => item.current_period_end);
  const start =
    given.start.type === 'timestamp'
      ? (given.start.timestamp ?? nowUnixS)
      : given.start.type === 'now'
        ? nowUnixS
        : Math.max(...starts);
  const end = given.end.type === 'timestamp' ? (given.end.timestamp ?? start) : Math.min(...ends);
  return {start, end: Math.max(start, end)};
}

/** Finalizes without a payment; what comes to nothing is paid by that. */
export function finalizeOnly(call: Call, invoiceId: string): void {
  finalizeInvoice(call, invoiceId);
  followInvoice(call, invoiceId);
}

/**
 * Finalizes and charges at once; tells how the payment went, `none` where nothing could be or had to be charged.
 *
 * @throws StripeRefusal 402 for a payment that did not go through, where that refuses the request
 */
export function collectNow(
  call: Call,
  invoiceId: string,
  how: {readonly declineRefuses: boolean},
): PaymentOutcome['kind'] | 'none' {
  const invoice = finalizeInvoice(call, invoiceId);
  const method = invoice.status === 'open' ? methodToCollect(call, invoice) : null;
  if (method === null) {
    followInvoice(call, invoiceId);
    return 'none';
  }
  const {intent, outcome} = collectWith(call, invoiceId, {method, offSession: false});
  if (how.declineRefuses) refuseUnpaid(call, {intent, method, outcome});
  followInvoice(call, invoiceId);
  return outcome.kind;
}

/** Takes back everything that the request did. */
function refuseUnpaid(
  call: Call,
  {intent, method, outcome}: Collected & {readonly method: StoredPaymentMethod},
): void {
  if (outcome.kind === 'declined') {
    const {refusal} = declined(call, {intent, method}, outcome);
    throw new StripeRefusal({...refusal, keepsEffects: false});
  }
  if (outcome.kind !== 'requires_action') return;
  throw new StripeRefusal({
    status: 402,
    type: 'card_error',
    code: 'subscription_payment_intent_requires_action',
    message:
      'Payment for this subscription requires additional user action before it can be completed successfully. ' +
      'Payment can be completed using the PaymentIntent associated with `subscription.latest_invoice`.',
    details: {payment_intent: call.render('payment_intent', intent.id)},
  });
}

/** An invoice that is sent makes its subscription past due when its day has passed. */
export function watchDueDate(call: Call, invoiceId: string): void {
  const invoice = call.store.invoices.get(invoiceId);
  if (invoice === undefined || invoice.due_date === null) return;
  call.change.later({
    key: `subscription_invoice_due:${invoiceId}`,
    kind: 'subscription_invoice_due',
    id: invoiceId,
    atUnixS: invoice.due_date + 1,
    customer: invoice.customer,
  });
}

/** The day has passed; finalizing may have moved it. */
export function dueDatePassed(call: Call, invoiceId: string): void {
  const invoice = call.store.invoices.get(invoiceId);
  if (invoice === undefined || invoice.due_date === null || invoice.status !== 'open') return;
  if (invoice.due_date >= nowOf(call, invoice.customer)) watchDueDate(call, invoiceId);
  else followInvoice(call, invoiceId);
}
