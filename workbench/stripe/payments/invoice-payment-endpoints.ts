import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inOrder, isWithin, listPage} from '../engine/lists.ts';
import {intentOf, paymentsOfInvoice, recordOf, renderInvoicePayment} from './invoice-payments.ts';
import type {StoredInvoicePayment} from './objects.ts';

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
    answer(call) {
      const id = pathIdOf(call);
      const row =
        call.store.invoicePayments.get(id) ?? allPayments(call).find((payment) => payment.id === id);
      if (row === undefined)
        throw noSuchObject({kind: 'invoice_payment', id, param: 'invoice_payment', inPath: true});
      return renderInvoicePayment(row);
    },
  }),
];

function listInvoicePayments(call: Call<Stripe.InvoicePaymentListParams>): object {
  const {created, payment, status} = call.params;
  const rows = candidates(call).toSorted((one, other) => other.created - one.created);
  return listPage(call, {
    rows: inOrder(rows),
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

/** As few as the parameters allow; newest last. */
function candidates(call: Call<Stripe.InvoicePaymentListParams>): readonly StoredInvoicePayment[] {
  const {store, params} = call;
  if (params.invoice !== undefined) {
    const invoice = store.invoices.get(params.invoice);
    if (invoice === undefined) {
      throw noSuchObject({kind: 'invoice', id: params.invoice, param: 'invoice', inPath: false});
    }
    return paymentsOfInvoice(invoice, store).toReversed();
  }
  const intent = params.payment?.payment_intent;
  if (intent === undefined) return allPayments(call).toReversed();
  const written = store.invoicePayments.by(intentOf, intent);
  const invoice = store.invoices.get(store.paymentIntents.get(intent)?.pays_invoice ?? '');
  return written.length > 0 || invoice === undefined ? written : paymentsOfInvoice(invoice, store);
}

function allPayments({store}: Call): readonly StoredInvoicePayment[] {
  return store.invoices.all().flatMap((invoice) => paymentsOfInvoice(invoice, store));
}
