/** Paying an invoice now: by what the customer has set up, by another payment method, or outside Stripe. */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {finalizeInvoice} from '../invoices/finalize-invoice.ts';
import {invoiceOfPath} from '../invoices/invoice-state.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {cancelOpenPayments} from '../invoices/open-payments.ts';
import {applyPayment, paidFields} from '../invoices/settle-invoice.ts';
import {attachPayment} from './attach-payment.ts';
import {availableCash} from './cash.ts';
import {collectPart, collectWith, isUnderWay, methodToCollect} from './collect-invoice.ts';
import type {StoredPaymentMethod} from './objects.ts';
import {declined} from './payment-intents.ts';
import {paymentMethodNamed, paymentMethodOf} from './payment-methods.ts';
import {invalidRequest} from './refusals.ts';

export const payInvoiceEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.InvoicePayParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/pay',
    evidence: 'recorded',
    permission: 'rak_invoice_write',
    expansion: {shape: 'object', of: 'invoice'},
    answer: payInvoice,
  }),
  endpoint<Stripe.InvoiceAttachPaymentParams>({
    method: 'POST',
    path: '/v1/invoices/{id}/attach_payment',
    evidence: 'modelled',
    permission: 'rak_invoice_write',
    expansion: {shape: 'object', of: 'invoice'},
    answer(call) {
      const invoice = invoiceOfPath(call);
      attachPayment(call, invoice, call.params);
      return call.render('invoice', invoice.id);
    },
  }),
];

function payInvoice(call: Call<Stripe.InvoicePayParams>): object {
  const {forgive, off_session, paid_out_of_band, payment_method, source} = call.params;
  const found = invoiceOfPath(call);
  refuseUnpayable(found);
  if (paid_out_of_band === true && (payment_method !== undefined || source !== undefined)) {
    throw invalidRequest(
      'You cannot specify a payment method when paid_out_of_band is true, because the payment happens outside of Stripe.',
      {param: 'paid_out_of_band'},
    );
  }
  const invoice = found.status === 'draft' ? finalizeInvoice(call, found.id) : found;
  if (invoice.status === 'paid') return call.render('invoice', invoice.id);
  if (isUnderWay(call, invoice)) {
    throw invalidRequest('This invoice cannot be paid now because a payment for it is already processing.');
  }
  if (paid_out_of_band === true) {
    applyPayment(call, invoice.id, {
      amount: invoice.amount_remaining,
      payment: {type: 'out_of_band'},
      attempt: false,
    });
    return call.render('invoice', invoice.id);
  }
  const method = methodGiven(call, invoice);
  if (forgive === true && method.type === 'customer_balance' && forgivesRest(call, invoice, method)) {
    return call.render('invoice', invoice.id);
  }
  collectOrRefuse(call, invoice, {method, offSession: off_session !== false});
  return call.render('invoice', invoice.id);
}

/** @throws StripeRefusal */
function refuseUnpayable({status}: StoredInvoice): void {
  if (status === 'paid') throw invalidRequest('Invoice is already paid');
  if (status === 'void') throw invalidRequest('Voided invoices cannot be paid');
}

function methodGiven(call: Call<Stripe.InvoicePayParams>, invoice: StoredInvoice): StoredPaymentMethod {
  const {payment_method, source} = call.params;
  if (source !== undefined) {
    throw invalidRequest(
      'This sandbox pays invoices with payment methods, not with sources. Pass `payment_method`.',
      {
        param: 'source',
      },
    );
  }
  if (payment_method !== undefined) {
    const {customer} = invoice;
    const param = 'payment_method';
    return customer === null
      ? paymentMethodNamed(call, {id: payment_method, param})
      : paymentMethodOf(call, {id: payment_method, customer, param});
  }
  const method = methodToCollect(call, invoice);
  if (method !== null) return method;
  throw invalidRequest(
    'There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method, or pass ' +
      'one as `payment_method`.',
  );
}

/**
 * `forgive`: a bank transfer that fell short pays the invoice with what there is, and the rest is forgiven. False where
 * there is nothing at all, or enough.
 */
function forgivesRest(call: Call, invoice: StoredInvoice, method: StoredPaymentMethod): boolean {
  const {customer, currency, amount_remaining: remaining} = invoice;
  const cash = customer === null ? 0 : availableCash(call, customer, currency);
  if (cash <= 0 || cash >= remaining) return false;
  collectPart(call, invoice.id, {method, amount: cash});
  const before = call.render('invoice', invoice.id);
  const short = call.change.update('invoice', invoice.id, {});
  call.change.cancelLater(`collect:${invoice.id}`);
  call.change.update('invoice', invoice.id, {
    ...paidFields(short, nowOf(call, customer)),
    forgivenAmount: short.amount_remaining,
  });
  call.change.event('invoice.updated', 'invoice', invoice.id, before);
  call.change.event('invoice.paid', 'invoice', invoice.id);
  call.change.event('invoice.payment_succeeded', 'invoice', invoice.id);
  cancelOpenPayments(call, short);
  return true;
}

/** A decline is answered as 402 and leaves its attempt; so does a payment that somebody must authenticate. */
function collectOrRefuse(
  call: Call,
  invoice: StoredInvoice,
  given: {readonly method: StoredPaymentMethod; readonly offSession: boolean},
): void {
  const {intent, outcome} = collectWith(call, invoice.id, given);
  if (outcome.kind === 'declined') throw declined(call, {intent, method: given.method}, outcome);
  if (outcome.kind !== 'requires_action' || given.method.type === 'customer_balance') return;
  throw new StripeRefusal({
    status: 402,
    type: 'card_error',
    code: 'invoice_payment_intent_requires_action',
    message:
      'This payment requires additional user action before it can be completed successfully. Payment can be completed ' +
      'using the PaymentIntent associated with the invoice. For more details see: ' +
      'https://stripe.com/docs/billing/subscriptions/overview#requires-action',
    details: {payment_intent: call.render('payment_intent', intent.id)},
    keepsEffects: true,
  });
}
