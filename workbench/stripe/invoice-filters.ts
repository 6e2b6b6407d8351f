/** The filters of the invoice list. https://docs.stripe.com/api/invoices/list */
import {noSuchObject} from './errors.ts';
import type {StoredInvoice} from './objects.ts';
import type {Parameters, ParameterTable, TimeRange} from './parameters.ts';
import {type Store, subscriptionIdOf} from './store.ts';

export const invoiceListParameters: ParameterTable = {
  collection_method: {kind: 'choice', choices: ['charge_automatically', 'send_invoice']},
  created: {kind: 'range'},
  customer: {kind: 'text'},
  customer_account: {kind: 'text'},
  due_date: {kind: 'range'},
  status: {kind: 'choice', choices: ['draft', 'open', 'paid', 'uncollectible', 'void']},
  subscription: {kind: 'text'},
};

/** @throws StripeRefusal for a customer or subscription that does not exist */
export function matchesInvoiceFilters(
  parameters: Parameters,
  store: Store,
): (invoice: StoredInvoice) => boolean {
  const {texts, ranges} = parameters;
  const customer = texts.get('customer');
  if (customer !== undefined && !store.customerById.has(customer)) {
    throw noSuchObject({kind: 'customer', id: customer, param: 'customer', inPath: false});
  }
  const subscription = texts.get('subscription');
  if (subscription !== undefined && !store.subscriptionIds.has(subscription)) {
    throw noSuchObject({kind: 'subscription', id: subscription, param: 'subscription', inPath: false});
  }
  const status = texts.get('status');
  const collectionMethod = texts.get('collection_method');
  const customerAccount = texts.get('customer_account');
  const created = ranges.get('created');
  const dueDate = ranges.get('due_date');
  return (invoice) =>
    (status === undefined || invoice.status === status) &&
    (customer === undefined || invoice.customer === customer) &&
    (collectionMethod === undefined || invoice.collection_method === collectionMethod) &&
    (customerAccount === undefined || invoice.customer_account === customerAccount) &&
    (subscription === undefined || subscriptionIdOf(invoice) === subscription) &&
    isWithin(invoice.created, created) &&
    isWithin(invoice.due_date, dueDate);
}

/** An invoice without the time is within no range. */
function isWithin(atUnixS: number | null, range: TimeRange | undefined): boolean {
  if (range === undefined) return true;
  return atUnixS !== null && atUnixS >= range.fromUnixS && atUnixS <= range.toUnixS;
}
