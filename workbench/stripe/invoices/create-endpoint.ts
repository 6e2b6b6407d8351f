/** `POST /v1/invoices`. https://docs.stripe.com/api/invoices/create */
import type Stripe from 'stripe';
import {referredCustomer} from '../catalogue/find.ts';
import {invalid, missing, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {createInvoice} from './create-invoice.ts';
import {requireFreeNumber} from './invoice-number.ts';
import {readDueDate, readTerms, refuseUnmodelled} from './invoice-terms.ts';
import type {StoredInvoice} from './objects.ts';
import {createRevision} from './revise-invoice.ts';

export function createInvoiceOnRequest(call: Call<Stripe.InvoiceCreateParams>): object {
  const {params} = call;
  refuseUnmodelled(params);
  if (params.customer_account !== undefined) throw notModelled('customer_account');
  if (params.from_invoice !== undefined) {
    return call.render('invoice', createRevision(call, params.from_invoice.invoice, params.metadata));
  }
  if (params.customer === undefined) throw missing('customer');
  const customer = referredCustomer(call, params.customer);
  const {subscription} = params;
  if (subscription !== undefined && !call.store.subscriptions.has(subscription)) {
    throw noSuchObject({kind: 'subscription', id: subscription, param: 'subscription', inPath: false});
  }
  const takesItems = subscription !== undefined || params.pending_invoice_items_behavior === 'include';
  const invoice = createInvoice(call, {
    customer,
    currency: currencyOf(call, customer, params.currency),
    fields: fieldsOf(call, params, customer),
    discounts: {given: discountsOf(call, params.discounts, customer), param: 'discounts'},
    ...(takesItems ? {pendingItems: subscription === undefined ? {} : {subscription}} : {}),
  });
  return call.render('invoice', invoice.id);
}

function fieldsOf(
  call: Call,
  params: Call<Stripe.InvoiceCreateParams>['params'],
  customer: string,
): Partial<StoredInvoice> {
  const now = nowOf(call, customer);
  if (params.number !== undefined) requireFreeNumber(call, params.number, null);
  if (params.automatically_finalizes_at !== undefined) {
    if (params.auto_advance !== true) {
      throw invalid(
        '`automatically_finalizes_at` can only be set if `auto_advance` is `true`.',
        'automatically_finalizes_at',
      );
    }
    if (params.automatically_finalizes_at <= now) {
      throw invalid(
        '`automatically_finalizes_at` must be a time in the future.',
        'automatically_finalizes_at',
      );
    }
  }
  return {
    ...ofCustomer(call, customer),
    ...readTerms(call, params),
    ...readDueDate(params, {
      collection_method: 'charge_automatically',
      due_date: null,
      created: now,
      nowUnixS: now,
    }),
    auto_advance: params.auto_advance ?? false,
    automatically_finalizes_at: params.automatically_finalizes_at ?? null,
    metadata: mergedMetadata({}, params.metadata),
    ...(params.subscription === undefined
      ? {}
      : {
          parent: {
            quote_details: null,
            subscription_details: {metadata: null, subscription: params.subscription},
            type: 'subscription_details',
          },
        }),
  };
}

/** What the customer wants on all of their invoices. */
function ofCustomer(call: Call, id: string): Partial<StoredInvoice> {
  const customer = call.store.customers.get(id);
  if (customer === undefined || 'deleted' in customer) return {};
  const settings = customer.invoice_settings;
  return {
    ...(settings?.custom_fields ? {custom_fields: settings.custom_fields} : {}),
    ...(settings?.footer ? {footer: settings.footer} : {}),
  };
}

/** The one asked for, else the customer's, else the account's. */
export function currencyOf(call: Call, customerId: string, asked: string | undefined): string {
  const customer = call.store.customers.get(customerId);
  const own = customer === undefined || 'deleted' in customer ? null : (customer.currency ?? null);
  return asked?.toLowerCase() ?? own ?? call.store.account.default_currency ?? 'usd';
}

type GivenDiscounts = Call<Stripe.InvoiceCreateParams>['params']['discounts'];

/** An invoice that says nothing of discounts has its customer's; an empty text keeps that off. */
function discountsOf(call: Call, given: GivenDiscounts, customerId: string): GivenDiscounts {
  if (given !== undefined) return given;
  const customer = call.store.customers.get(customerId);
  const discount = customer === undefined || 'deleted' in customer ? null : customer.discount;
  if (discount === null || discount === undefined || !call.store.discounts.has(discount.id)) return undefined;
  return [{discount: discount.id}];
}
