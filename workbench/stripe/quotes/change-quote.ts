/** Makes quotes and changes drafts of them. https://docs.stripe.com/api/quotes */
import type Stripe from 'stripe';
import {placeDiscounts} from '../catalogue/discounts.ts';
import {ofPath, referred, referredCustomer} from '../catalogue/find.ts';
import {insertPrice} from '../catalogue/insert-price.ts';
import type {StoredPrice} from '../catalogue/objects.ts';
import {requirePrice} from '../catalogue/prices.ts';
import {invalid, missing, notModelled, onlyOneOf} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {refuseUnmodelled} from '../subscriptions/read-items.ts';
import {priceOf} from '../subscriptions/render-subscription.ts';
import type {StoredQuote, StoredQuoteLine} from './objects.ts';

type CreateParams = Call<Stripe.QuoteCreateParams>['params'];
type UpdateParams = Call<Stripe.QuoteUpdateParams>['params'];
type GivenLine = NonNullable<UpdateParams['line_items']>[number];

const keptS = 30 * 86_400;
const unmodelled = [
  'application_fee_amount',
  'application_fee_percent',
  'customer_account',
  'from_quote',
  'on_behalf_of',
  'transfer_data',
] as const;

export function createQuote(call: Call<Stripe.QuoteCreateParams>): WireObject {
  const {params, change, store} = call;
  refuseUnmodelled(params, unmodelled);
  const customer = params.customer === undefined ? null : referredCustomer(call, params.customer);
  if (params.test_clock !== undefined) {
    if (customer !== null) throw onlyOneOf('customer', 'test_clock');
    referred(call, 'test_helpers.test_clock', {
      id: params.test_clock,
      param: 'test_clock',
      said: 'billing clock',
    });
  }
  const clock = store.testClocks.get(params.test_clock ?? '');
  const created = clock?.frozen_time ?? nowOf(call, customer);
  const id = change.newId('qt');
  const plain: StoredQuote = {
    id,
    object: 'quote',
    application: null,
    application_fee_amount: null,
    application_fee_percent: null,
    automatic_tax: {enabled: false, liability: null, provider: null, status: null},
    collection_method: 'charge_automatically',
    created,
    currency: null,
    customer,
    customer_account: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    expires_at: params.expires_at ?? created + keptS,
    footer: null,
    from_quote: null,
    header: null,
    invoice: null,
    invoice_settings: {
      custom_fields: null,
      days_until_due: null,
      description: null,
      footer: null,
      issuer: {type: 'self'},
    },
    lines: [],
    livemode: store.livemode,
    metadata: {},
    number: null,
    on_behalf_of: null,
    status: 'draft',
    status_transitions: {accepted_at: null, canceled_at: null, finalized_at: null},
    subscription: null,
    subscription_data: {
      billing_mode: {flexible: {proration_discounts: 'included'}, type: 'flexible'},
      description: null,
      effective_date: null,
      metadata: null,
      trial_period_days: null,
    },
    subscription_schedule: null,
    testClock: params.test_clock ?? null,
    transfer_data: null,
  };
  change.insert('quote', {...plain, ...changedFields(call, plain, params)});
  planExpiry(call, id);
  change.event('quote.created', 'quote', id);
  return call.render('quote', id);
}

/** Stripe has no event for it. @throws StripeRefusal for a quote that is a draft no more */
export function updateQuote(call: Call<Stripe.QuoteUpdateParams>): WireObject {
  const quote = ofPath(call, 'quote', 'quote');
  const {params, change} = call;
  refuseUnmodelled(params, unmodelled);
  const onlyTold = Object.keys(params).every((name) => name === 'metadata' || name === 'expand');
  if (quote.status !== 'draft' && !onlyTold) {
    throw invalid(`You cannot update a quote that is ${quote.status}: only drafts can be changed.`);
  }
  change.update('quote', quote.id, {
    ...changedFields(call, quote, params),
    ...(params.customer === undefined ? {} : {customer: referredCustomer(call, params.customer)}),
    ...(params.expires_at === undefined ? {} : {expires_at: params.expires_at}),
  });
  planExpiry(call, quote.id);
  return call.render('quote', quote.id);
}

/** A quote that nobody accepted in time is canceled. */
export function planExpiry(call: Call, id: string): void {
  const quote = call.store.quotes.get(id);
  if (quote === undefined) return;
  call.change.later({
    key: `quote_expires:${id}`,
    kind: 'quote_expires',
    id,
    atUnixS: quote.expires_at,
    customer: quote.customer,
  });
}

function changedFields(
  call: Call,
  quote: StoredQuote,
  params: Omit<CreateParams & UpdateParams, 'line_items'> & Pick<UpdateParams, 'line_items'>,
): Partial<StoredQuote> {
  if (params.automatic_tax?.enabled === true) throw notModelled('automatic_tax[enabled]');
  const lines = params.line_items === undefined ? quote.lines : readLines(call, quote, params.line_items);
  const settings = params.invoice_settings;
  const method = params.collection_method ?? quote.collection_method;
  const days = settings?.days_until_due ?? quote.invoice_settings.days_until_due;
  if (method === 'send_invoice' && days === null) throw missing('invoice_settings[days_until_due]');
  const text = (given: string | undefined, before: string | null) =>
    given === undefined ? before : given === '' ? null : given;
  return {
    collection_method: method,
    currency: lines[0] === undefined ? null : priceOf(lines[0].price, call.store).currency,
    default_tax_rates:
      params.default_tax_rates === undefined
        ? quote.default_tax_rates
        : taxRatesOf(call, params.default_tax_rates, 'default_tax_rates'),
    description: text(params.description, quote.description),
    discounts:
      params.discounts === undefined
        ? quote.discounts
        : placeDiscounts(call, params.discounts, {
            param: 'discounts',
            place: {customer: quote.customer, startUnixS: nowOf(call, quote.customer)},
          }),
    footer: text(params.footer, quote.footer),
    header: text(params.header, quote.header),
    invoice_settings: {
      ...quote.invoice_settings,
      days_until_due: days,
      description: text(settings?.description, quote.invoice_settings.description),
      footer: text(settings?.footer, quote.invoice_settings.footer),
    },
    lines,
    metadata: mergedMetadata(quote.metadata, params.metadata),
    subscription_data: subscriptionData(quote, params.subscription_data),
  };
}

function subscriptionData(
  quote: StoredQuote,
  given: (CreateParams & UpdateParams)['subscription_data'],
): StoredQuote['subscription_data'] {
  const before = quote.subscription_data;
  if (given === undefined) return before;
  if (given.effective_date !== undefined && given.effective_date !== '') {
    throw notModelled('subscription_data[effective_date]');
  }
  const days = given.trial_period_days;
  return {
    ...before,
    description:
      given.description === undefined
        ? before.description
        : given.description === ''
          ? null
          : given.description,
    metadata:
      given.metadata === undefined ? before.metadata : mergedMetadata(before.metadata ?? {}, given.metadata),
    trial_period_days: days === undefined ? before.trial_period_days : days === '' ? null : days,
  };
}

/** Lines named by their id keep what the request leaves out; those it does not name go. */
function readLines(call: Call, quote: StoredQuote, given: readonly GivenLine[]): readonly StoredQuoteLine[] {
  const lines = given.map((line, index) => readLine(call, quote, line, `line_items[${index}]`));
  const currencies = new Set(lines.map((line) => priceOf(line.price, call.store).currency));
  if (currencies.size > 1) {
    throw invalid('All prices of a quote must be in the same currency.', 'line_items');
  }
  return lines;
}

function readLine(call: Call, quote: StoredQuote, given: GivenLine, param: string): StoredQuoteLine {
  const before = given.id === undefined ? undefined : quote.lines.find(({id}) => id === given.id);
  if (given.id !== undefined && before === undefined) {
    throw invalid(`No such line item: '${given.id}'`, `${param}[id]`, 'resource_missing');
  }
  const price = readPrice(call, given, param);
  const priceId = price?.id ?? before?.price;
  if (priceId === undefined) throw missing(`${param}[price]`);
  return {
    id: before?.id ?? call.change.newId('li'),
    discounts:
      given.discounts === undefined
        ? (before?.discounts ?? [])
        : placeDiscounts(call, given.discounts, {
            param: `${param}[discounts]`,
            place: {customer: quote.customer, startUnixS: nowOf(call, quote.customer)},
          }),
    price: priceId,
    quantity: given.quantity ?? before?.quantity ?? 1,
    taxRates:
      given.tax_rates === undefined
        ? (before?.taxRates ?? null)
        : taxRatesOf(call, given.tax_rates, `${param}[tax_rates]`),
  };
}

function readPrice(call: Call, given: GivenLine, param: string): StoredPrice | null {
  if (given.price !== undefined && given.price_data !== undefined) {
    throw onlyOneOf(`${param}[price]`, `${param}[price_data]`);
  }
  if (given.price_data !== undefined) {
    referred(call, 'product', {
      id: given.price_data.product,
      param: `${param}[price_data][product]`,
      said: 'product',
    });
    return insertPrice(call, {...given.price_data, active: false}, `${param}[price_data].`);
  }
  if (given.price === undefined) return null;
  return requirePrice(call, given.price, {param: `${param}[price]`, inPath: false});
}
