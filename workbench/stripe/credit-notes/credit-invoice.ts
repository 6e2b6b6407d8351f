/** What a credit note does to its invoice: less is due, and where nothing more is, the invoice is paid. */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {cancelOpenPayments, followRemaining, openPayments} from '../invoices/open-payments.ts';
import {paidFields} from '../invoices/settle-invoice.ts';

/** Both negative when the credit note is taken back. */
export function creditInvoice(
  call: Call,
  invoiceId: string,
  {prePayment, postPayment}: {readonly prePayment: number; readonly postPayment: number},
): void {
  const {change, store} = call;
  const invoice = store.invoices.get(invoiceId);
  if (invoice === undefined) throw new Error(`The sandbox does not hold the invoice '${invoiceId}'.`);
  const before = call.render('invoice', invoiceId);
  // Written down before the amounts from which they follow become others.
  openPayments(call, invoice);
  const amountRemaining = invoice.amount_remaining - prePayment;
  const isSettled = prePayment > 0 && amountRemaining === 0;
  const credited = change.update('invoice', invoiceId, {
    amount_due: invoice.amount_due - prePayment,
    amount_remaining: amountRemaining,
    post_payment_credit_notes_amount: (invoice.post_payment_credit_notes_amount ?? 0) + postPayment,
    pre_payment_credit_notes_amount: (invoice.pre_payment_credit_notes_amount ?? 0) + prePayment,
    ...(isSettled ? paidFields(invoice, nowOf(call, invoice.customer)) : {}),
  });
  change.event('invoice.updated', 'invoice', invoiceId, before);
  if (!isSettled) {
    followRemaining(call, credited);
    return;
  }
  change.cancelLater(`collect:${invoiceId}`);
  change.event('invoice.paid', 'invoice', invoiceId);
  cancelOpenPayments(call, credited);
}
