import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {inOrder, listPage, newestFirst, newestOfThese} from '../engine/lists.ts';
import {createInvoiceOnRequest} from './create-endpoint.ts';
import {finalizeInvoice} from './finalize-invoice.ts';
import {matchesInvoiceFilters} from './invoice-filters.ts';
import {invoiceOfPath} from './invoice-state.ts';
import {invoiceItemEndpoints} from './item-endpoints.ts';
import {addLines, removeLines, updateLines, updateOneLine} from './line-endpoints.ts';
import {linesOfInvoice, renderLineItem} from './line-items.ts';
import {markUncollectible} from './mark-uncollectible.ts';
import type {StoredInvoice} from './objects.ts';
import {previewInvoice} from './preview-invoice.ts';
import {renderInvoice} from './render-invoice.ts';
import {sendInvoice} from './send-invoice.ts';
import {deleteInvoice, updateInvoice} from './update-endpoint.ts';
import {voidInvoice} from './void-invoice.ts';

const read = {permission: 'rak_invoice_read'} as const;
const write = {permission: 'rak_invoice_write'} as const;
const ofInvoice = {expansion: {shape: 'object', of: 'invoice'}} as const;

function listInvoices(call: Call<Stripe.InvoiceListParams>): object {
  const {store, params} = call;
  return listPage(call, {
    rows:
      params.customer === undefined
        ? newestFirst(store.invoices)
        : newestOfThese(store.invoices.where('customer', params.customer), store.invoices),
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

/** An act on the invoice of the path, answered with the invoice. */
function act(work: (call: Call, invoice: StoredInvoice) => void): (call: Call) => object {
  return (call) => {
    const invoice = invoiceOfPath(call);
    work(call, invoice);
    return call.render('invoice', invoice.id);
  };
}

export const invoiceEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.InvoiceListParams>({
    method: 'GET',
    path: '/v1/invoices',
    evidence: 'recorded',
    ...read,
    expansion: {shape: 'list', of: 'invoice'},
    answer: listInvoices,
  }),
  endpoint<Stripe.InvoiceCreateParams>({
    method: 'POST',
    path: '/v1/invoices',
    evidence: 'recorded',
    ...write,
    ...ofInvoice,
    answer: createInvoiceOnRequest,
  }),
  endpoint<Stripe.InvoiceCreatePreviewParams>({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    evidence: 'modelled',
    ...write,
    ...ofInvoice,
    answer: previewInvoice,
  }),
  endpoint<Stripe.InvoiceRetrieveParams>({
    method: 'GET',
    path: '/v1/invoices/{id}',
    evidence: 'recorded',
    ...read,
    ...ofInvoice,
    answer: (call) => renderInvoice(invoiceOfPath(call), call.store),
  }),
  endpoint<Stripe.InvoiceUpdateParams>({
    method: 'POST',
    path: '/v1/invoices/{id}',
    evidence: 'scripted',
    ...write,
    ...ofInvoice,
    answer: updateInvoice,
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/invoices/{id}',
    evidence: 'scripted',
    ...write,
    ...ofInvoice,
    answer: deleteInvoice,
  }),
  endpoint<Stripe.InvoiceFinalizeInvoiceParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/finalize',
    evidence: 'recorded',
    ...write,
    ...ofInvoice,
    answer: (call) =>
      act((_call, {id}) => {
        const {auto_advance: autoAdvance} = call.params;
        finalizeInvoice(call, id, autoAdvance === undefined ? {} : {autoAdvance});
      })(call),
  }),
  endpoint<Stripe.InvoiceSendInvoiceParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/send',
    evidence: 'scripted',
    ...write,
    ...ofInvoice,
    // Sending a draft finalizes it first.
    answer: act((call, {id, status}) => {
      if (status === 'draft') finalizeInvoice(call, id);
      sendInvoice(call, id);
    }),
  }),
  endpoint<Stripe.InvoiceVoidInvoiceParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/void',
    evidence: 'recorded',
    ...write,
    ...ofInvoice,
    answer: act((call, {id}) => voidInvoice(call, id)),
  }),
  endpoint<Stripe.InvoiceMarkUncollectibleParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/mark_uncollectible',
    evidence: 'modelled',
    ...write,
    ...ofInvoice,
    answer: act((call, {id}) => markUncollectible(call, id)),
  }),
  endpoint<Stripe.InvoiceListLineItemsParams>({
    method: 'GET',
    path: '/v1/invoices/{id}/lines',
    evidence: 'modelled',
    ...read,
    expansion: {shape: 'list', of: 'line_item'},
    answer: listLines,
  }),
  endpoint<Stripe.InvoiceUpdateLineItemParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/lines/{id}',
    evidence: 'modelled',
    ...write,
    expansion: {shape: 'object', of: 'line_item'},
    answer: updateOneLine,
  }),
  ...[
    endpoint<Stripe.InvoiceAddLinesParams>({...lineAct('add_lines'), answer: addLines}),
    endpoint<Stripe.InvoiceUpdateLinesParams>({...lineAct('update_lines'), answer: updateLines}),
    endpoint<Stripe.InvoiceRemoveLinesParams>({...lineAct('remove_lines'), answer: removeLines}),
  ],
  ...invoiceItemEndpoints,
];

function lineAct(name: string) {
  return {
    method: 'POST',
    path: `/v1/invoices/{id}/${name}`,
    evidence: 'modelled',
    ...write,
    ...ofInvoice,
  } as const;
}
