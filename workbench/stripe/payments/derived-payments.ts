/**
 * What a world does not write down: an invoice that was paid has a payment intent, a charge and a line on the ledger,
 * and an open one the payment intent with which it will be paid. All of it follows from the invoice and its payments,
 * until somebody changes it.
 */
import type {StoredCustomer} from '../customers/objects.ts';
import {derivedId} from '../engine/ids.ts';
import type {StoredObjects} from '../engine/world-objects.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {processingFee} from './amounts.ts';
import {methodDetails} from './charge-objects.ts';
import {impliedPayments, intentOf} from './invoice-payments.ts';
import {movementRow} from './ledger.ts';
import type {
  StoredBalanceTransaction,
  StoredCharge,
  StoredInvoicePayment,
  StoredPaymentIntent,
  StoredPaymentMethod,
} from './objects.ts';
import {paymentMethodCard} from './payment-method-objects.ts';
import {testCardOfPaymentMethod} from './test-cards.ts';

/** A payment intent that only invoice payments speak of. */
interface DerivedIntent {
  readonly id: string;
  readonly invoice: StoredInvoice;
  readonly payments: readonly StoredInvoicePayment[];
}

function* derivedIntents(world: StoredObjects): Generator<DerivedIntent> {
  const written = new Set(world.others.map(({id}) => id));
  const withPayments = new Set(world.invoicePayments.map(({invoice}) => invoice));
  const invoiceById = new Map(world.invoices.map((invoice) => [invoice.id, invoice]));
  const shared = new Map<string, StoredInvoicePayment[]>();
  for (const payment of world.invoicePayments) {
    const id = intentOf(payment);
    if (id === null || written.has(id)) continue;
    const known = shared.get(id);
    if (known === undefined) shared.set(id, [payment]);
    else known.push(payment);
  }
  for (const [id, payments] of shared) {
    const invoice = invoiceById.get(payments[0]?.invoice ?? '');
    if (invoice !== undefined) yield {id, invoice, payments};
  }
  for (const invoice of world.invoices) {
    if (withPayments.has(invoice.id) || 'payments' in invoice) continue;
    for (const payment of impliedPayments(invoice)) {
      const id = intentOf(payment);
      if (id !== null && !written.has(id)) yield {id, invoice, payments: [payment]};
    }
  }
}

/** The world's payment intents, and those that its invoices imply. */
export function seedPaymentIntents(world: StoredObjects): readonly StoredPaymentIntent[] {
  const emails = new Map(world.customers.map((customer) => [customer.id, emailOf(customer)]));
  const rows = [...writtenRows<StoredPaymentIntent>(world, 'payment_intent')];
  for (const intent of derivedIntents(world)) {
    rows.push(intentRow(intent, emails.get(intent.invoice.customer ?? '') ?? null));
  }
  return rows;
}

function intentRow({id, invoice, payments}: DerivedIntent, email: string | null): StoredPaymentIntent {
  const received = receivedBy(payments);
  const canceledAt = payments[0]?.status_transitions.canceled_at ?? null;
  const amount = payments.reduce((sum, payment) => sum + payment.amount_requested, 0);
  return {
    id,
    object: 'payment_intent',
    amount: received > 0 ? received : amount,
    created: payments[0]?.created ?? invoice.created,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    payment_method_types: ['card', 'link'],
    pays_invoice: invoice.id,
    receipt_email: email,
    ...(invoice.livemode === true ? {livemode: true} : {}),
    ...(received > 0
      ? {
          latest_charge: derivedId('ch', id),
          payment_details: {customer_reference: null, order_reference: orderReference(invoice.id)},
          payment_method: methodIdOf(invoice),
          status: 'succeeded',
        }
      : canceledAt === null
        ? {status: 'requires_payment_method'}
        : {canceled_at: canceledAt, cancellation_reason: 'requested_by_customer', status: 'canceled'}),
  };
}

/** The world's charges, and those by which its invoices were paid. */
export function seedCharges(world: StoredObjects): readonly StoredCharge[] {
  const rows = [...writtenRows<StoredCharge>(world, 'charge')];
  for (const intent of derivedIntents(world)) {
    const charge = chargeRow(intent);
    if (charge !== null) rows.push(charge);
  }
  return rows;
}

function chargeRow({id, invoice, payments}: DerivedIntent): StoredCharge | null {
  const amount = receivedBy(payments);
  if (amount === 0) return null;
  const created = paidAt(payments) ?? invoice.created;
  const charge = {id: derivedId('ch', id), amount, captured: true, created};
  return {
    id: charge.id,
    object: 'charge',
    amount,
    balance_transaction: derivedId('txn', id),
    created,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    payment_intent: id,
    payment_method: methodIdOf(invoice),
    payment_method_details: methodDetails(derivedCard(methodIdOf(invoice), created), charge),
    status: 'succeeded',
    ...(invoice.livemode === true ? {livemode: true} : {}),
  };
}

/** The world's balance transactions, and those of the charges by which its invoices were paid. */
export function seedBalanceTransactions(world: StoredObjects): readonly StoredBalanceTransaction[] {
  const rows = [...writtenRows<StoredBalanceTransaction>(world, 'balance_transaction')];
  for (const {id, invoice, payments} of derivedIntents(world)) {
    const amount = receivedBy(payments);
    if (amount === 0) continue;
    rows.push(
      movementRow(derivedId('txn', id), {
        type: 'charge',
        amount,
        fee: processingFee(amount, invoice.currency, 'card'),
        currency: invoice.currency,
        source: derivedId('ch', id),
        description: 'Payment for Invoice',
        createdUnixS: paidAt(payments) ?? invoice.created,
      }),
    );
  }
  return rows;
}

/** The world's payment methods, and the card of each customer who has paid. */
export function seedPaymentMethods(world: StoredObjects): readonly StoredPaymentMethod[] {
  const rows = new Map(writtenRows<StoredPaymentMethod>(world, 'payment_method').map((row) => [row.id, row]));
  for (const {invoice, payments} of derivedIntents(world)) {
    const id = methodIdOf(invoice);
    if (receivedBy(payments) === 0 || rows.has(id)) continue;
    const created = payments[0]?.created ?? invoice.created;
    rows.set(id, {
      ...derivedCard(id, created),
      customer: invoice.customer,
      ...(invoice.livemode === true ? {livemode: true} : {}),
    });
  }
  return [...rows.values()];
}

function methodIdOf(invoice: StoredInvoice): string {
  return derivedId('pm', invoice.customer ?? invoice.id);
}

const visa = testCardOfPaymentMethod('pm_card_visa');

function derivedCard(id: string, created: number): StoredPaymentMethod {
  if (visa === undefined)
    throw new Error("The table of test cards lacks Stripe's most used one, pm_card_visa.");
  return {
    id,
    object: 'payment_method',
    card: paymentMethodCard(visa, {month: 12, year: 2034}),
    created,
    type: 'card',
  };
}

function receivedBy(payments: readonly StoredInvoicePayment[]): number {
  return payments.reduce(
    (sum, payment) => sum + (payment.status === 'paid' ? (payment.amount_paid ?? 0) : 0),
    0,
  );
}

function paidAt(payments: readonly StoredInvoicePayment[]): number | null {
  return payments.find(({status}) => status === 'paid')?.status_transitions.paid_at ?? null;
}

/** Card networks take 25 characters. */
export function orderReference(invoiceId: string): string {
  return invoiceId.slice(0, 25);
}

function emailOf(customer: StoredCustomer): string | null {
  return 'deleted' in customer ? null : (customer.email ?? null);
}

function writtenRows<Row extends {readonly object: string}>(
  world: StoredObjects,
  object: Row['object'],
): readonly Row[] {
  // A world keeps objects of these kinds unchecked, as somebody exported them from Stripe.
  return world.others.filter((other) => other.object === object) as unknown as readonly Row[];
}
