/** What becomes of a quote: it is finalized, and then accepted, canceled, or forgotten. https://docs.stripe.com/quotes/overview */
import type Stripe from 'stripe';
import {ofPath} from '../catalogue/find.ts';
import {priceParts} from '../catalogue/price-amount.ts';
import {invalid} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {WireObject} from '../engine/wire.ts';
import {createInvoice} from '../invoices/create-invoice.ts';
import type {NewLine} from '../invoices/invoice-lines.ts';
import {pricingIn, productName} from '../subscriptions/billed-lines.ts';
import {createSubscription} from '../subscriptions/create-subscription.ts';
import {priceOf, taxRatesByIds} from '../subscriptions/render-subscription.ts';
import {planExpiry} from './change-quote.ts';
import type {StoredQuote, StoredQuoteLine} from './objects.ts';
import {isRecurring} from './quote-amounts.ts';

const secondsPerDay = 86_400;

export function finalizeQuote(call: Call<Stripe.QuoteFinalizeQuoteParams>): WireObject {
  const quote = requireStatus(ofPath(call, 'quote', 'quote'), ['draft'], 'finalize');
  const {params, change} = call;
  if (quote.customer === null) {
    throw invalid('A quote must have a customer before it can be finalized.', 'customer');
  }
  if (quote.lines.length === 0) {
    throw invalid('A quote must have at least one line item before it can be finalized.', 'line_items');
  }
  const nowUnixS = nowOf(call, quote.customer);
  const expiresAt = params.expires_at ?? quote.expires_at;
  if (expiresAt <= nowUnixS) throw invalid('`expires_at` must be a time in the future.', 'expires_at');
  change.update('quote', quote.id, {
    expires_at: expiresAt,
    number: numberOf(quote.id),
    status: 'open',
    status_transitions: {...quote.status_transitions, finalized_at: nowUnixS},
  });
  planExpiry(call, quote.id);
  change.event('quote.finalized', 'quote', quote.id);
  return call.render('quote', quote.id);
}

/** `QT-<eight characters>-0001-1`: the last digit counts revisions. */
function numberOf(id: string): string {
  return `QT-${id.slice(-8).toUpperCase()}-0001-1`;
}

function requireStatus(quote: StoredQuote, statuses: readonly string[], act: string): StoredQuote {
  if (statuses.includes(quote.status)) return quote;
  throw invalid(
    `You cannot ${act} a quote that is ${quote.status}: it must be ${statuses.join(' or ')}.`,
    undefined,
    'invalid_state',
  );
}

export function cancelQuote(call: Call): WireObject {
  const quote = requireStatus(ofPath(call, 'quote', 'quote'), ['draft', 'open'], 'cancel');
  cancel(call, quote);
  return call.render('quote', quote.id);
}

/** The agenda's work: nobody accepted it in time. */
export function expireQuote(call: Call, id: string): void {
  const quote = call.store.quotes.get(id);
  if (quote === undefined || (quote.status !== 'draft' && quote.status !== 'open')) return;
  cancel(call, quote);
}

function cancel(call: Call, quote: StoredQuote): void {
  call.change.cancelLater(`quote_expires:${quote.id}`);
  call.change.update('quote', quote.id, {
    status: 'canceled',
    status_transitions: {...quote.status_transitions, canceled_at: nowOf(call, quote.customer)},
  });
  call.change.event('quote.canceled', 'quote', quote.id);
}

/** What recurs becomes a subscription, the rest a part of its first invoice; without that, an invoice of its own. */
export function acceptQuote(call: Call): WireObject {
  const quote = requireStatus(ofPath(call, 'quote', 'quote'), ['open'], 'accept');
  const {change, store} = call;
  const {customer} = quote;
  if (customer === null) throw invalid('A quote must have a customer before it can be accepted.', 'customer');
  const recurring = quote.lines.filter((line) => isRecurring(line, store));
  const result =
    recurring.length === 0
      ? {invoice: invoiceOf(call, quote, customer), subscription: null}
      : subscribe(call, quote, recurring);

  change.cancelLater(`quote_expires:${quote.id}`);
  change.update('quote', quote.id, {
    ...result,
    status: 'accepted',
    status_transitions: {...quote.status_transitions, accepted_at: nowOf(call, customer)},
  });
  change.event('quote.accepted', 'quote', quote.id);
  return call.render('quote', quote.id);
}

function subscribe(
  call: Call,
  quote: StoredQuote,
  recurring: readonly StoredQuoteLine[],
): Pick<StoredQuote, 'invoice' | 'subscription'> {
  const {subscription_data: data, invoice_settings: settings} = quote;
  const once = quote.lines.filter((line) => !recurring.includes(line));
  const subscription = createSubscription(
    call,
    {
      collection_method: quote.collection_method,
      ...(quote.customer === null ? {} : {customer: quote.customer}),
      items: recurring.map(asGiven),
      ...(once.length === 0 ? {} : {add_invoice_items: once.map(asGiven)}),
      ...(settings.days_until_due === null ? {} : {days_until_due: settings.days_until_due}),
      ...(quote.default_tax_rates.length === 0 ? {} : {default_tax_rates: quote.default_tax_rates}),
      ...(quote.discounts.length === 0 ? {} : {discounts: quote.discounts.map((discount) => ({discount}))}),
      ...(data.description === null ? {} : {description: data.description}),
      metadata: data.metadata ?? {},
      ...(data.trial_period_days === null ? {} : {trial_period_days: data.trial_period_days}),
    },
    {firstInvoiceAsDraft: true},
  );
  return {invoice: call.store.subscriptions.get(subscription)?.latest_invoice ?? null, subscription};
}

function asGiven(line: StoredQuoteLine) {
  return {
    price: line.price,
    quantity: line.quantity,
    ...(line.discounts.length === 0 ? {} : {discounts: line.discounts.map((discount) => ({discount}))}),
    ...(line.taxRates === null || line.taxRates.length === 0 ? {} : {tax_rates: line.taxRates}),
  };
}

/** A draft that stays one: Stripe leaves it to the seller to finalize it. */
function invoiceOf(call: Call, quote: StoredQuote, customer: string): string {
  const {store} = call;
  const currency = quote.currency ?? 'usd';
  const nowUnixS = nowOf(call, customer);
  const days = quote.invoice_settings.days_until_due;
  const {custom_fields, description, footer} = quote.invoice_settings;
  return createInvoice(call, {
    customer,
    currency,
    fields: {
      billing_reason: 'quote_accept',
      collection_method: quote.collection_method,
      custom_fields,
      default_tax_rates: [...taxRatesByIds(quote.default_tax_rates, store)],
      description,
      discounts: [...quote.discounts],
      due_date: days === null ? null : nowUnixS + days * secondsPerDay,
      footer,
      parent: {quote_details: {quote: quote.id}, subscription_details: null, type: 'quote_details'},
      period_end: nowUnixS,
      period_start: nowUnixS,
    },
    lines: quote.lines.flatMap((line) => linesOf(call, line, {currency, nowUnixS})),
  }).id;
}

function linesOf(
  call: Call,
  line: StoredQuoteLine,
  on: {readonly currency: string; readonly nowUnixS: number},
): readonly NewLine[] {
  const {currency, nowUnixS} = on;
  const price = priceOf(line.price, call.store);
  return priceParts(pricingIn(price, currency), line.quantity).map((part) => ({
    amount: part.amount,
    currency,
    description: productName(price, call.store),
    discountable: true,
    discounts: [...line.discounts],
    metadata: {},
    period: {end: nowUnixS, start: nowUnixS},
    pricing: {
      price_details: {price: price.id, product: price.product},
      type: 'price_details',
      unit_amount_decimal: part.unitAmountDecimal,
    },
    quantity: part.quantity,
    quantity_decimal: String(part.quantity),
    terms: {taxRates: line.taxRates, invoiceItem: null},
  }));
}
