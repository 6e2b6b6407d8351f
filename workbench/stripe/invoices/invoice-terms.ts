/** The terms of an invoice as requests give them, for drafts that are made and drafts that are changed. */
import type Stripe from 'stripe';
import {invalid, notModelled, onlyOneOf} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import type {Call, WireParams} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {emptyIsNull} from './billed-item.ts';
import type {StoredInvoice} from './objects.ts';

type Given = WireParams<
  Pick<
    Stripe.InvoiceUpdateParams,
    | 'account_tax_ids'
    | 'application_fee_amount'
    | 'automatic_tax'
    | 'collection_method'
    | 'custom_fields'
    | 'days_until_due'
    | 'default_payment_method'
    | 'default_source'
    | 'default_tax_rates'
    | 'description'
    | 'due_date'
    | 'effective_at'
    | 'footer'
    | 'issuer'
    | 'number'
    | 'on_behalf_of'
    | 'payment_settings'
    | 'rendering'
    | 'shipping_cost'
    | 'shipping_details'
    | 'statement_descriptor'
    | 'transfer_data'
  >
>;

const secondsPerDay = 86_400;

/** Refuses what the sandbox would otherwise quietly leave out. @throws StripeRefusal */
export function refuseUnmodelled(given: Given): void {
  const named = [
    'account_tax_ids',
    'application_fee_amount',
    'on_behalf_of',
    'shipping_cost',
    'transfer_data',
  ] as const;
  for (const name of named) {
    if (given[name] !== undefined && given[name] !== '') throw notModelled(name);
  }
  if (given.automatic_tax?.enabled === true) throw notModelled('automatic_tax[enabled]');
  if (given.issuer?.type === 'account') throw notModelled('issuer[type]');
  const settings = given.payment_settings;
  if (settings?.payment_method_options !== undefined)
    throw notModelled('payment_settings[payment_method_options]');
  if (settings?.default_mandate !== undefined) throw notModelled('payment_settings[default_mandate]');
}

/** The fields that the request sets; what it does not name is not among them. @throws StripeRefusal */
export function readTerms(call: Call, given: Given): Partial<StoredInvoice> {
  return {
    ...(given.custom_fields === undefined
      ? {}
      : {
          custom_fields: given.custom_fields === '' ? null : given.custom_fields.map((field) => ({...field})),
        }),
    ...(given.default_payment_method === undefined
      ? {}
      : {default_payment_method: requireMethod(call, given.default_payment_method)}),
    ...(given.default_source === undefined ? {} : {default_source: emptyIsNull(given.default_source)}),
    ...(given.default_tax_rates === undefined
      ? {}
      : {default_tax_rates: wholeRates(call, given.default_tax_rates)}),
    ...(given.description === undefined ? {} : {description: emptyIsNull(given.description)}),
    ...(given.effective_at === undefined
      ? {}
      : {effective_at: given.effective_at === '' ? null : given.effective_at}),
    ...(given.footer === undefined ? {} : {footer: emptyIsNull(given.footer)}),
    ...(given.number === undefined ? {} : {number: emptyIsNull(given.number)}),
    ...(given.payment_settings === undefined
      ? {}
      : {payment_settings: paymentSettings(given.payment_settings)}),
    ...(given.rendering === undefined ? {} : {rendering: rendering(given.rendering)}),
    ...(given.shipping_details === undefined
      ? {}
      : {shipping_details: shippingDetails(given.shipping_details)}),
    ...(given.statement_descriptor === undefined
      ? {}
      : {statement_descriptor: emptyIsNull(given.statement_descriptor)}),
  };
}

/** How it is collected and by when. `current` is what holds where the request says nothing. @throws StripeRefusal */
export function readDueDate(
  given: Given,
  current: {
    readonly collection_method: StoredInvoice['collection_method'];
    readonly due_date: number | null;
    readonly created: number;
    readonly nowUnixS: number;
  },
): Pick<StoredInvoice, 'collection_method' | 'due_date'> {
  const method = given.collection_method ?? current.collection_method;
  const {days_until_due: days, due_date: due} = given;
  if (method === 'charge_automatically') {
    const named = days !== undefined ? 'days_until_due' : due !== undefined ? 'due_date' : null;
    if (named !== null) {
      throw invalid(`\`${named}\` can only be set if \`collection_method\` is \`send_invoice\`.`, named);
    }
    return {collection_method: method, due_date: null};
  }
  if (days !== undefined && due !== undefined) throw onlyOneOf('days_until_due', 'due_date');
  if (days !== undefined) {
    if (days < 0) {
      throw invalid(
        'This value must be greater than or equal to 0.',
        'days_until_due',
        'parameter_invalid_integer',
      );
    }
    return {collection_method: method, due_date: current.created + days * secondsPerDay};
  }
  if (due !== undefined) {
    if (due <= current.nowUnixS) throw invalid('The due date must be in the future.', 'due_date');
    return {collection_method: method, due_date: due};
  }
  if (current.due_date !== null) return {collection_method: method, due_date: current.due_date};
  throw invalid(
    'If `collection_method` is `send_invoice`, you must pass either `days_until_due` or `due_date`.',
    'days_until_due',
    'parameter_missing',
  );
}

function requireMethod(call: Call, id: string): string | null {
  if (id === '') return null;
  if (!call.store.paymentMethods.has(id)) {
    throw noSuchObject({kind: 'PaymentMethod', id, param: 'default_payment_method', inPath: false});
  }
  return id;
}

function wholeRates(
  call: Call,
  given: readonly string[] | '',
): NonNullable<StoredInvoice['default_tax_rates']> {
  return taxRatesOf(call, given, 'default_tax_rates').flatMap((id) => call.store.taxRates.get(id) ?? []);
}

function paymentSettings(
  given: NonNullable<Given['payment_settings']>,
): StoredInvoice['payment_settings'] & object {
  const types = given.payment_method_types;
  return {
    default_mandate: null,
    payment_method_options: null,
    payment_method_types: types === undefined || types === '' ? null : [...types],
  };
}

function rendering(given: NonNullable<Given['rendering']>): NonNullable<StoredInvoice['rendering']> {
  const display = given.amount_tax_display;
  return {
    amount_tax_display: display === undefined || display === '' ? null : display,
    pdf: {page_size: given.pdf?.page_size ?? 'auto'},
    template: given.template ?? null,
    template_version: typeof given.template_version === 'number' ? given.template_version : null,
  };
}

function shippingDetails(
  given: NonNullable<Given['shipping_details']>,
): StoredInvoice['shipping_details'] & (object | null) {
  if (given === '') return null;
  const line = (text: string | undefined) => emptyIsNull(text);
  const {city, country, line1, line2, postal_code, state} = given.address;
  return {
    address: {
      city: line(city),
      country: line(country),
      line1: line(line1),
      line2: line(line2),
      postal_code: line(postal_code),
      state: line(state),
    },
    name: given.name,
    ...(given.phone === undefined || given.phone === '' ? {} : {phone: given.phone}),
  };
}
