import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inOrder, listPage, newestFirst} from '../engine/lists.ts';
import {matchesInvoiceFilters} from './invoice-filters.ts';
import {linesOfInvoice, renderLineItem} from './line-items.ts';
import type {StoredInvoice} from './objects.ts';
import {renderInvoice} from './render-invoice.ts';

export const invoiceEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.InvoiceListParams>({
    method: 'GET',
    path: '/v1/invoices',
    evidence: 'recorded',
    permission: 'rak_invoice_read',
    expansion: {shape: 'list', of: 'invoice'},
    answer: listInvoices,
  }),
  endpoint<Stripe.InvoiceRetrieveParams>({
    method: 'GET',
    path: '/v1/invoices/{id}',
    evidence: 'recorded',
    permission: 'rak_invoice_read',
    expansion: {shape: 'object', of: 'invoice'},
    answer: (call) => renderInvoice(invoiceOfPath(call), call.store),
  }),
  endpoint<Stripe.InvoiceListLineItemsParams>({
    method: 'GET',
    path: '/v1/invoices/{id}/lines',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    expansion: {shape: 'list', of: 'line_item'},
    answer: listLines,
  }),
];

function listInvoices(call: Call<Stripe.InvoiceListParams>): object {
  const {store, params} = call;
  return listPage(call, {
    rows: newestFirst(store.invoices),
    kind: 'invoice',
    url: '/v1/invoices',
    render: (invoice) => renderInvoice(invoice, store),
    matches: matchesInvoiceFilters(params, store),
  });
}

function listLines(call: Call<Stripe.InvoiceListLineItemsParams>): object {
  const invoice = invoiceOfPath(call);
  return listPage(call, {
    rows: inOrder(linesOfInvoice(invoice, call.store)),
    kind: 'line_item',
    url: `/v1/invoices/${invoice.id}/lines`,
    render: (line) => renderLineItem(line, call.store),
  });
}

/** @throws StripeRefusal 404 */
function invoiceOfPath(call: Call): StoredInvoice {
  const id = pathIdOf(call);
  const invoice = call.store.invoices.get(id);
  if (invoice === undefined) throw noSuchObject({kind: 'invoice', id, param: 'invoice', inPath: true});
  return invoice;
}
