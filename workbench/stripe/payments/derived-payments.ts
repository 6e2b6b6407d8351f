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
import {impliedPayments, intentOf} from './invoice-payments.ts';
import {movementRow} from './ledger.ts';
import type {
  StoredBalanceTransaction,
  StoredCharge,
  StoredInvoicePayment,
  StoredPaymentIntent,
  StoredPaymentMethod,
} from './objects.ts';
import {derivedCard} from './payment-method-objects.ts';

/** A payment intent that only invoice payments speak of. */
interface DerivedIntent {
  readonly id: string;
  readonly invoice: StoredInvoice;
  readonly amountRequested: number;
  /** 0: not paid. */
  readonly amountReceived: number;
  readonly created: number;
  /** When it was paid; when it began where it was not. */
  readonly paidAt: number;
  readonly canceledAt: number | null;
  readonly paymentMethod: string;
}

/** Five collections begin with what follows from the same payments. */
const paymentsByWorld = new WeakMap<StoredObjects, readonly StoredInvoicePayment[]>();
const intentsByWorld = new WeakMap<StoredObjects, readonly DerivedIntent[]>();

function onceFor<T>(known: WeakMap<StoredObjects, T>, world: StoredObjects, make: () => T): T {
  const found = known.get(world) ?? make();
  known.set(world, found);
  return found;
}

/** The world's invoice payments, and those that its invoices imply. */
export function seedInvoicePayments(world: StoredObjects): readonly StoredInvoicePayment[] {
  return onceFor(paymentsByWorld, world, () => allPayments(world));
}

function intentsOf(world: StoredObjects): readonly DerivedIntent[] {
  return onceFor(intentsByWorld, world, () => derivedIntents(world, seedInvoicePayments(world)));
}

function allPayments(world: StoredObjects): readonly StoredInvoicePayment[] {
  const withPayments = new Set(world.invoicePayments.map(({invoice}) => invoice));
  const payments = [...world.invoicePayments];
  for (const invoice of world.invoices) {
    if (!withPayments.has(invoice.id) && !('payments' in invoice)) payments.push(...impliedPayments(invoice));
  }
  return payments;
}

function derivedIntents(
  world: StoredObjects,
  payments: readonly StoredInvoicePayment[],
): readonly DerivedIntent[] {
  const written = new Set(world.others.map(({id}) => id));
  const invoiceById = new Map(world.invoices.map((invoice) => [invoice.id, invoice]));
  const methodOf = createMethodIds();
  const intents = new Map<string, DerivedIntent>();
  for (const payment of payments) {
    const id = intentOf(payment);
    const invoice = invoiceById.get(payment.invoice);
    if (id === null || invoice === undefined || written.has(id)) continue;
    intents.set(id, withPayment(intents.get(id), {id, invoice, payment, paymentMethod: methodOf(invoice)}));
  }
  return [...intents.values()];
}

/** One intent may pay several invoices. */
function withPayment(
  before: DerivedIntent | undefined,
  {
    id,
    invoice,
    payment,
    paymentMethod,
  }: {
    readonly id: string;
    readonly invoice: StoredInvoice;
    readonly payment: StoredInvoicePayment;
    readonly paymentMethod: string;
  },
): DerivedIntent {
  const received = payment.status === 'paid' ? (payment.amount_paid ?? 0) : 0;
  const {canceled_at, paid_at} = payment.status_transitions;
  return {
    id,
    invoice: before?.invoice ?? invoice,
    amountRequested: (before?.amountRequested ?? 0) + payment.amount_requested,
    amountReceived: (before?.amountReceived ?? 0) + received,
    created: before?.created ?? payment.created,
    paidAt: paid_at ?? before?.paidAt ?? payment.created,
    canceledAt: canceled_at ?? before?.canceledAt ?? null,
    paymentMethod: before?.paymentMethod ?? paymentMethod,
  };
}

function createMethodIds(): (invoice: StoredInvoice) => string {
  const ids = new Map<string, string>();
  return ({customer, id}) => {
    const payer = customer ?? id;
    const known = ids.get(payer);
    if (known !== undefined) return known;
    const made = derivedId('pm', payer);
    ids.set(payer, made);
    return made;
  };
}

/** The world's payment intents, and those that its invoices imply. */
export function seedPaymentIntents(world: StoredObjects): readonly StoredPaymentIntent[] {
  const emails = new Map(world.customers.map((customer) => [customer.id, emailOf(customer)]));
  return [
    ...writtenRows<StoredPaymentIntent>(world, 'payment_intent'),
    ...intentsOf(world).map((intent) => intentRow(intent, emails.get(intent.invoice.customer ?? '') ?? null)),
  ];
}

function intentRow(intent: DerivedIntent, email: string | null): StoredPaymentIntent {
  const {amountReceived: received, canceledAt, id, invoice} = intent;
  return {
    id,
    object: 'payment_intent',
    amount: received > 0 ? received : intent.amountRequested,
    created: intent.created,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    livemode: invoice.livemode === true,
    payment_method_types: invoiceMethodTypes,
    pays_invoice: invoice.id,
    receipt_email: email,
    ...(received > 0
      ? {
          latest_charge: sameIdAs(id, 'ch'),
          payment_details: {customer_reference: null, order_reference: orderReference(invoice.id)},
          payment_method: intent.paymentMethod,
          status: 'succeeded',
        }
      : canceledAt === null
        ? {status: 'requires_payment_method'}
        : {canceled_at: canceledAt, cancellation_reason: 'requested_by_customer', status: 'canceled'}),
  };
}

const invoiceMethodTypes = ['card', 'link'];

/** As in Stripe's own ids, a payment's objects share their characters. */
function sameIdAs(intentId: string, prefix: 'ch' | 'txn'): string {
  return `${prefix}_${intentId.slice(intentId.indexOf('_') + 1)}`;
}

/** The world's charges, and those by which its invoices were paid. */
export function seedCharges(world: StoredObjects): readonly StoredCharge[] {
  return [...writtenRows<StoredCharge>(world, 'charge'), ...paidIntents(world).map(chargeRow)];
}

function paidIntents(world: StoredObjects): readonly DerivedIntent[] {
  return intentsOf(world).filter(({amountReceived}) => amountReceived > 0);
}

function chargeRow({id, invoice, amountReceived, paidAt, paymentMethod}: DerivedIntent): StoredCharge {
  return {
    id: sameIdAs(id, 'ch'),
    object: 'charge',
    amount: amountReceived,
    balance_transaction: sameIdAs(id, 'txn'),
    created: paidAt,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    livemode: invoice.livemode === true,
    paid_by_derived_card: true,
    payment_intent: id,
    payment_method: paymentMethod,
    status: 'succeeded',
  };
}

/** The world's balance transactions, and those of the charges by which its invoices were paid. */
export function seedBalanceTransactions(world: StoredObjects): readonly StoredBalanceTransaction[] {
  return [
    ...writtenRows<StoredBalanceTransaction>(world, 'balance_transaction'),
    ...paidIntents(world).map(({id, invoice, amountReceived, paidAt}) =>
      movementRow(sameIdAs(id, 'txn'), {
        type: 'charge',
        amount: amountReceived,
        fee: processingFee(amountReceived, invoice.currency, 'card'),
        currency: invoice.currency,
        source: sameIdAs(id, 'ch'),
        description: 'Payment for Invoice',
        createdUnixS: paidAt,
      }),
    ),
  ];
}

/** The world's payment methods, and the card of each customer who has paid. */
export function seedPaymentMethods(world: StoredObjects): readonly StoredPaymentMethod[] {
  const rows = new Map(writtenRows<StoredPaymentMethod>(world, 'payment_method').map((row) => [row.id, row]));
  for (const {invoice, created, paymentMethod: id} of paidIntents(world)) {
    if (rows.has(id)) continue;
    rows.set(id, {
      ...derivedCard(id, created),
      customer: invoice.customer,
      livemode: invoice.livemode === true,
    });
  }
  return [...rows.values()];
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
