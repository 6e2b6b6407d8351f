/** The filters of the invoice list. https://docs.stripe.com/api/invoices/list */
import type Stripe from 'stripe';
import type {WireParams} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {isWithin} from '../engine/lists.ts';
import type {Store} from '../engine/store.ts';
import type {StoredInvoice} from './objects.ts';

/** @throws StripeRefusal for a customer or subscription that does not exist */
export function matchesInvoiceFilters(
  params: WireParams<Stripe.InvoiceListParams>,
  store: Store,
): (invoice: StoredInvoice) => boolean {
  const {collection_method: method, created, customer, customer_account: account, due_date: due} = params;
  const {status, subscription} = params;
  if (customer !== undefined && !store.customers.has(customer)) {
    throw noSuchObject({kind: 'customer', id: customer, param: 'customer', inPath: false});
  }
  if (subscription !== undefined && store.invoices.by(subscriptionIdOf, subscription).length === 0) {
    throw noSuchObject({kind: 'subscription', id: subscription, param: 'subscription', inPath: false});
  }
  return (invoice) =>
    (status === undefined || invoice.status === status) &&
    (customer === undefined || invoice.customer === customer) &&
    (method === undefined || invoice.collection_method === method) &&
    (account === undefined || invoice.customer_account === account) &&
    (subscription === undefined || subscriptionIdOf(invoice) === subscription) &&
    isWithin(invoice.created, created) &&
    isWithin(invoice.due_date, due);
}

/** The subscription that made the invoice; null for one made by hand. */
export function subscriptionIdOf(invoice: StoredInvoice): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  if (subscription === undefined) return null;
  return typeof subscription === 'string' ? subscription : subscription.id;
}
