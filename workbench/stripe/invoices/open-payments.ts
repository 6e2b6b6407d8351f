/** The default payment of a finalized invoice, which asks for what remains. https://docs.stripe.com/api/invoice-payment */

import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {orderReference} from '../payments/derived-payments.ts';
import {intentOf, paymentsOfInvoice} from '../payments/invoice-payments.ts';
import type {StoredInvoicePayment} from '../payments/objects.ts';
import {insertIntent} from '../payments/payment-intents.ts';
import type {StoredInvoice} from './objects.ts';

/** Finalizing makes it, with its payment intent. */
export function openDefaultPayment(call: Call, invoice: StoredInvoice): void {
  const {change, store} = call;
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  const email = customer === undefined || 'deleted' in customer ? null : (customer.email ?? null);
  const intent = insertIntent(call, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    payment_method_types: ['card', 'link'],
    pays_invoice: invoice.id,
    receipt_email: email,
    statement_descriptor: invoice.statement_descriptor ?? null,
  });
  change.insert('invoice_payment', {
    id: change.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: nowOf(call, invoice.customer),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: store.livemode,
    payment: {payment_intent: intent.id, type: 'payment_intent'},
    status: 'open',
    status_transitions: {canceled_at: null, paid_at: null},
  });
}

/** Payments that have not been made yet, oldest first. */
export function openPayments(call: Call, invoice: StoredInvoice): readonly StoredInvoicePayment[] {
  return paymentsOfInvoice(invoice, call.store).filter(({status}) => status === 'open');
}

/** The default payment asks for what remains, after that has become less. */
export function followRemaining(call: Call, invoice: StoredInvoice): void {
  const {change, store} = call;
  for (const payment of openPayments(call, invoice)) {
    if (payment.is_default === false || payment.amount_requested === invoice.amount_remaining) continue;
    change.update('invoice_payment', payment.id, {amount_requested: invoice.amount_remaining});
    const intent = store.paymentIntents.get(intentOf(payment) ?? '');
    if (intent !== undefined) change.update('payment_intent', intent.id, {amount: invoice.amount_remaining});
  }
}

/** Nothing is to be paid any more: the open payments and their payment intents are canceled. */
export function cancelOpenPayments(call: Call, invoice: StoredInvoice): void {
  const {change, store} = call;
  const canceledAt = nowOf(call, invoice.customer);
  for (const payment of openPayments(call, invoice)) {
    change.update('invoice_payment', payment.id, {
      status: 'canceled',
      status_transitions: {canceled_at: canceledAt, paid_at: null},
    });
    const intent = store.paymentIntents.get(intentOf(payment) ?? '');
    if (intent === undefined || ['canceled', 'processing', 'succeeded'].includes(intent.status)) continue;
    change.update('payment_intent', intent.id, {
      canceled_at: canceledAt,
      // As recorded, whoever asked for it.
      cancellation_reason: 'requested_by_customer',
      next_action: null,
      payment_details: {customer_reference: null, order_reference: orderReference(invoice.id)},
      status: 'canceled',
    });
    change.event('payment_intent.canceled', 'payment_intent', intent.id);
  }
}
