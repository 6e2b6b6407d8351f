import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {inOrder, isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {intentOf, recordOf, renderInvoicePayment} from './invoice-payments.ts';
import {inParameter, inPath} from './references.ts';

export const invoicePaymentEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.InvoicePaymentListParams>({
    method: 'GET',
    path: '/v1/invoice_payments',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    expansion: {shape: 'list', of: 'invoice_payment'},
    answer: listInvoicePayments,
  }),
  endpoint<Stripe.InvoicePaymentRetrieveParams>({
    method: 'GET',
    path: '/v1/invoice_payments/{id}',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    expansion: {shape: 'object', of: 'invoice_payment'},
    answer: (call) =>
      renderInvoicePayment(inPath(call.store.invoicePayments, {kind: 'invoice_payment', id: pathIdOf(call)})),
  }),
];

function listInvoicePayments(call: Call<Stripe.InvoicePaymentListParams>): object {
  const {created, payment, status} = call.params;
  return listPage(call, {
    rows: rowsFor(call),
    kind: 'invoice_payment',
    url: '/v1/invoice_payments',
    render: renderInvoicePayment,
    matches: (row) =>
      isWithin(row.created, created) &&
      (status === undefined || row.status === status) &&
      (payment === undefined ||
        (row.payment.type === payment.type &&
          (payment.payment_intent === undefined || intentOf(row) === payment.payment_intent) &&
          (payment.payment_record === undefined || recordOf(row) === payment.payment_record))),
  });
}

/** As few as the parameters allow. */
function rowsFor({store, params}: Call<Stripe.InvoicePaymentListParams>) {
  const {invoicePayments} = store;
  const intent = params.payment?.payment_intent;
  if (params.invoice !== undefined) {
    const invoice = inParameter(store.invoices, {kind: 'invoice', id: params.invoice, param: 'invoice'});
    return inOrder(invoicePayments.where('invoice', invoice.id).toReversed());
  }
  if (intent !== undefined) return inOrder(invoicePayments.by(intentOf, intent).toReversed());
  return newestFirst(invoicePayments);
}
