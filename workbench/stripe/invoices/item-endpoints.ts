/** Invoice items: what is to be billed, now or with the next invoice. https://docs.stripe.com/api/invoiceitems */
import type Stripe from 'stripe';
import {referredCustomer} from '../catalogue/find.ts';
import {invalid, missing, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {emptyIsNull, readBilledItem} from './billed-item.ts';
import {currencyOf} from './create-endpoint.ts';
import {keepCurrencyOf} from './create-invoice.ts';
import {insertLine, lineOf, lineOfItem, newItem} from './invoice-lines.ts';
import {invoiceOfParam, requireDraft} from './invoice-state.ts';
import {keepLinesOf} from './line-items.ts';
import type {StoredInvoice, StoredInvoiceItem} from './objects.ts';
import {renderInvoiceItem} from './render-invoice-item.ts';
import {totalInvoice} from './total-invoice.ts';
import {readExtras, rebilled, updateLine} from './update-line.ts';

function createItem(call: Call<Stripe.InvoiceItemCreateParams>): object {
  const {change, params} = call;
  if (params.customer_account !== undefined) throw notModelled('customer_account');
  if (params.customer === undefined) throw missing('customer');
  const customer = referredCustomer(call, params.customer);
  const invoice = params.invoice === undefined ? null : invoiceFor(call, params.invoice, customer);
  refuseForeignSubscription(call, params.subscription, customer);
  const currency =
    invoice?.currency ??
    currencyOf(call, customer, params.currency ?? params.price_data?.currency ?? priceCurrency(call));
  if (
    invoice !== null &&
    params.currency !== undefined &&
    params.currency.toLowerCase() !== invoice.currency
  ) {
    throw invalid(`The invoice is in ${invoice.currency}, so its items are too.`, 'currency');
  }
  const before = invoice === null ? null : call.render('invoice', invoice.id);
  const billed = readBilledItem(call, params, {currency, within: ''});
  const created = nowOf(call, customer);
  const item = newItem(call, billed, {created, currency, customer, invoice: invoice?.id ?? null});
  change.insert('invoiceitem', {
    ...item,
    ...readExtras(call, params, {invoice: {customer}, item: item.id, within: ''}),
    metadata: mergedMetadata({}, params.metadata),
    subscription: params.subscription ?? null,
  });
  keepCurrencyOf(call, customer, currency);
  if (invoice !== null) {
    keepLinesOf(call, invoice);
    insertLine(call, invoice.id, lineOfItem(change.update('invoiceitem', item.id, {})));
    totalInvoice(call, invoice.id);
  }
  change.event('invoiceitem.created', 'invoiceitem', item.id);
  if (invoice !== null && before !== null) change.event('invoice.updated', 'invoice', invoice.id, before);
  return call.render('invoiceitem', item.id);
}

function priceCurrency(call: Call<Stripe.InvoiceItemCreateParams>): string | undefined {
  return call.store.prices.get(call.params.pricing?.price ?? '')?.currency;
}

function invoiceFor(call: Call, id: string, customer: string): StoredInvoice {
  const invoice = invoiceOfParam(call, id, 'invoice');
  if (invoice.customer !== customer) {
    throw invalid(`The invoice ${id} is of another customer than ${customer}.`, 'invoice');
  }
  requireDraft(invoice);
  return invoice;
}

function refuseForeignSubscription(call: Call, id: string | undefined, customer: string): void {
  if (id === undefined) return;
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || subscription.customer !== customer) {
    throw noSuchObject({kind: 'subscription', id, param: 'subscription', inPath: false});
  }
}

function updateItem(call: Call<Stripe.InvoiceItemUpdateParams>): object {
  const {change, params} = call;
  const item = itemOfPath(call);
  if (params.invoicing_rules !== undefined && params.invoicing_rules !== '')
    throw notModelled('invoicing_rules');
  const invoice = item.invoice === null ? undefined : call.store.invoices.get(item.invoice);
  if (invoice !== undefined) requireDraft(invoice);
  const line = lineOf(call, item);
  if (invoice !== undefined && line !== undefined) {
    const before = call.render('invoice', invoice.id);
    updateLine(call, invoice, line, {given: params, within: ''});
    totalInvoice(call, invoice.id);
    change.event('invoice.updated', 'invoice', invoice.id, before);
    return call.render('invoiceitem', item.id);
  }
  const billed = rebilled(call, lineOfItem(item), {given: params, currency: item.currency, within: ''});
  change.update('invoiceitem', item.id, {
    ...readExtras(call, params, {invoice: {customer: item.customer}, item: item.id, within: ''}),
    ...billed,
    ...(params.description === undefined ? {} : {description: emptyIsNull(params.description)}),
    ...(params.metadata === undefined ? {} : {metadata: mergedMetadata(item.metadata, params.metadata)}),
  });
  return call.render('invoiceitem', item.id);
}

function deleteItem(call: Call): object {
  const {change} = call;
  const item = itemOfPath(call);
  const invoice = item.invoice === null ? undefined : call.store.invoices.get(item.invoice);
  if (invoice !== undefined) requireDraft(invoice);
  const before = invoice === undefined ? null : call.render('invoice', invoice.id);
  const line = lineOf(call, item);
  change.event('invoiceitem.deleted', 'invoiceitem', item.id);
  if (line !== undefined) change.remove('line_item', line.id);
  change.remove('invoiceitem', item.id);
  if (invoice !== undefined && before !== null) {
    totalInvoice(call, invoice.id);
    change.event('invoice.updated', 'invoice', invoice.id, before);
  }
  return {id: item.id, object: 'invoiceitem', deleted: true};
}

function listItems(call: Call<Stripe.InvoiceItemListParams>): WireObject {
  const {params, store} = call;
  if (params.customer !== undefined && !store.customers.has(params.customer)) {
    throw noSuchObject({kind: 'customer', id: params.customer, param: 'customer', inPath: false});
  }
  return listPage(call, {
    rows: newestFirst(store.invoiceItems),
    kind: 'invoiceitem',
    url: '/v1/invoiceitems',
    render: (item) => renderInvoiceItem(item, store),
    matches: (item) =>
      (params.customer === undefined || item.customer === params.customer) &&
      (params.invoice === undefined || item.invoice === params.invoice) &&
      (params.pending === undefined || (item.invoice === null) === params.pending) &&
      isWithin(item.created, params.created),
  });
}

function itemOfPath(call: Call): StoredInvoiceItem {
  const id = pathIdOf(call);
  const item = call.store.invoiceItems.get(id);
  if (item === undefined) throw noSuchObject({kind: 'invoiceitem', id, param: 'id', inPath: true});
  return item;
}

const expansion = {shape: 'object', of: 'invoiceitem'} as const;

export const invoiceItemEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.InvoiceItemListParams>({
    method: 'GET',
    path: '/v1/invoiceitems',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    expansion: {shape: 'list', of: 'invoiceitem'},
    answer: listItems,
  }),
  endpoint<Stripe.InvoiceItemCreateParams>({
    method: 'POST',
    path: '/v1/invoiceitems',
    evidence: 'recorded',
    permission: 'rak_invoice_write',
    expansion,
    answer: createItem,
  }),
  endpoint<Stripe.InvoiceItemRetrieveParams>({
    method: 'GET',
    path: '/v1/invoiceitems/{id}',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    expansion,
    answer: (call) => renderInvoiceItem(itemOfPath(call), call.store),
  }),
  endpoint<Stripe.InvoiceItemUpdateParams>({
    method: 'POST',
    path: '/v1/invoiceitems/{id}',
    evidence: 'modelled',
    permission: 'rak_invoice_write',
    expansion,
    answer: updateItem,
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/invoiceitems/{id}',
    evidence: 'modelled',
    permission: 'rak_invoice_write',
    expansion,
    answer: deleteItem,
  }),
];
