/**
 * Putting a payment that was made for itself towards an invoice: a payment intent, or the report of a payment outside
 * Stripe. https://docs.stripe.com/api/invoices/attach_payment
 */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {applyPayment} from '../invoices/settle-invoice.ts';
import {intentOf, recordOf} from './invoice-payments.ts';
import {inParameter} from './references.ts';
import {invalidRequest} from './refusals.ts';

/** @throws StripeRefusal unless one payment is named that can still be put towards the open invoice */
export function attachPayment(
  call: Call,
  invoice: StoredInvoice,
  {
    payment_intent,
    payment_record,
  }: Pick<Stripe.InvoiceAttachPaymentParams, 'payment_intent' | 'payment_record'>,
): void {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
    throw invalidRequest(
      `Payments can only be attached to open invoices. This invoice has the status ${invoice.status}.`,
    );
  }
  if ((payment_intent === undefined) === (payment_record === undefined)) {
    throw invalidRequest('You must provide exactly one of `payment_intent` or `payment_record`.');
  }
  if (payment_intent !== undefined) attachIntent(call, invoice, payment_intent);
  if (payment_record !== undefined) attachRecord(call, invoice, payment_record);
}

function attachIntent(call: Call, invoice: StoredInvoice, id: string): void {
  const intent = inParameter(call.store.paymentIntents, {
    kind: 'payment_intent',
    id,
    param: 'payment_intent',
  });
  refuseOther(invoice, {
    currency: intent.currency,
    customer: intent.customer ?? null,
    param: 'payment_intent',
  });
  if (intent.status === 'canceled') {
    throw invalidRequest('A PaymentIntent with a status of canceled cannot be attached to an invoice.', {
      param: 'payment_intent',
    });
  }
  const attached = call.store.invoicePayments.by(intentOf, id).filter(({status}) => status !== 'canceled');
  if (intent.pays_invoice !== undefined || attached.some((payment) => payment.invoice === invoice.id)) {
    throw invalidRequest('This PaymentIntent is already attached to an invoice.', {param: 'payment_intent'});
  }
  // One payment may be meant for several invoices: each takes from what the earlier ones leave.
  const taken = attached.reduce((sum, payment) => sum + (payment.amount_paid ?? payment.amount_requested), 0);
  const whole = intent.status === 'succeeded' ? (intent.amount_received ?? intent.amount) : intent.amount;
  const left = whole - taken;
  if (left <= 0) {
    throw invalidRequest('The whole amount of this PaymentIntent is attached to invoices already.', {
      param: 'payment_intent',
    });
  }
  if (intent.status === 'succeeded') {
    applyPayment(call, invoice.id, {amount: left, payment: {type: 'payment_intent', id}, attempt: false});
    return;
  }
  call.change.insert('invoice_payment', {
    id: call.change.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: Math.min(left, invoice.amount_remaining),
    created: nowOf(call, invoice.customer),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: false,
    livemode: call.store.livemode,
    payment: {payment_intent: id, type: 'payment_intent'},
    status: 'open',
    status_transitions: {canceled_at: null, paid_at: null},
  });
}

function attachRecord(call: Call, invoice: StoredInvoice, id: string): void {
  const record = inParameter(call.store.paymentRecords, {
    kind: 'payment_record',
    id,
    param: 'payment_record',
  });
  const {currency} = record.amount_requested;
  refuseOther(invoice, {
    currency,
    customer: record.customer_details?.customer ?? null,
    param: 'payment_record',
  });
  if (call.store.invoicePayments.by(recordOf, id).length > 0) {
    throw invalidRequest('This PaymentRecord is already attached to an invoice.', {param: 'payment_record'});
  }
  const amount = record.amount_guaranteed?.value ?? 0;
  if (amount <= 0) {
    throw invalidRequest('Only a PaymentRecord whose payment is guaranteed can be attached to an invoice.', {
      param: 'payment_record',
    });
  }
  applyPayment(call, invoice.id, {amount, payment: {type: 'payment_record', id}, attempt: false});
}

function refuseOther(
  invoice: StoredInvoice,
  payment: {readonly currency: string; readonly customer: string | null; readonly param: string},
): void {
  if (payment.currency !== invoice.currency) {
    throw invalidRequest(
      `The payment is in ${payment.currency}, but the invoice is in ${invoice.currency}. Their currencies must match.`,
      {param: payment.param},
    );
  }
  if (payment.customer !== null && payment.customer !== invoice.customer) {
    throw invalidRequest("The payment belongs to another customer than the invoice's.", {
      param: payment.param,
    });
  }
}
