/**
 * Fills in what a world's objects leave out, with what Stripe would have there. The `as` of this file stand after the
 * check of every field against the tables of Stripe's types, and nowhere else.
 */

import type {StoredAccount} from '../stripe/account/objects.ts';
import type {StoredCustomer} from '../stripe/customers/objects.ts';
import {derivedId, derivedInvoicePrefix} from '../stripe/engine/ids.ts';
import type {StoredObjects, StoredOther} from '../stripe/engine/world-objects.ts';
import type {StoredInvoice, StoredLineItem} from '../stripe/invoices/objects.ts';
import type {StoredInvoicePayment} from '../stripe/payments/objects.ts';
import {isRecord} from './check-fields.ts';
import type {CollectedObject, CollectedObjects} from './collect-objects.ts';
import {completeInvoice, isSettled} from './complete-invoice.ts';
import {WorldFault} from './world.ts';

const servedKinds = ['account', 'customer', 'invoice', 'invoice_payment', 'line_item'];

/** @throws WorldFault for contradictory amounts and for lines and payments of invoices that are not there */
export function completeObjects(collected: CollectedObjects, nowUnixS: number): StoredObjects {
  const ofKind = (kind: string) => [...(collected.byKind.get(kind)?.values() ?? [])];
  const account = onlyAccount(ofKind('account'));
  const lineItems = ofKind('line_item');
  const payments = ofKind('invoice_payment');
  const linesOf = groupByInvoice(lineItems);
  const paymentsOf = groupByInvoice(payments);
  const [deletedInvoices, written] = partition(ofKind('invoice'), (object) => 'deleted' in object.fields);
  const unnumbered = written.map((object) =>
    completeInvoice(object, {
      nowUnixS,
      defaultCurrency: account?.default_currency ?? 'usd',
      lines: linesOf.get(object.id) ?? [],
      payments: paymentsOf.get(object.id) ?? [],
    }),
  );

  const customers = completeCustomers(ofKind('customer'), unnumbered, nowUnixS);
  const invoices = numberInvoices(unnumbered, customers);
  const invoiceById = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  return {
    account,
    customers,
    invoices,
    lineItems: lineItems.map((object) => completeLineItem(object, invoiceOf(object, invoiceById))),
    invoicePayments: payments.map((object) => completePayment(object, invoiceOf(object, invoiceById))),
    others: [
      ...deletedInvoices,
      ...[...collected.byKind.keys()].filter((kind) => !servedKinds.includes(kind)).flatMap(ofKind),
    ].map((object) => object.fields as StoredOther),
  };
}

function onlyAccount(accounts: readonly CollectedObject[]): StoredAccount | null {
  const [first, second] = accounts;
  if (second !== undefined) {
    throw new WorldFault(`${second.path} is a second account. Remove it: a world has one.`);
  }
  if (first === undefined) return null;
  const settings = record(first.fields['settings']);
  const dashboard = {display_name: null, timezone: null, ...record(settings['dashboard'])};
  return {...first.fields, settings: {...settings, dashboard}} as unknown as StoredAccount;
}

/** The customers of the file, then a bare one for each that only an invoice names. */
function completeCustomers(
  objects: readonly CollectedObject[],
  invoices: readonly StoredInvoice[],
  nowUnixS: number,
): readonly StoredCustomer[] {
  const written = objects.map(({fields}) =>
    'deleted' in fields
      ? (fields as unknown as StoredCustomer)
      : ({created: nowUnixS, ...fields} as unknown as StoredCustomer),
  );
  const known = new Set(objects.map((object) => object.id));
  const bare = new Map<string, StoredCustomer>();
  for (const {customer, created} of invoices) {
    if (customer === null || known.has(customer)) continue;
    const earliest = Math.min(created, createdOf(bare.get(customer)));
    bare.set(customer, {id: customer, object: 'customer', created: earliest});
  }
  return [...written, ...bare.values()];
}

function createdOf(customer: StoredCustomer | undefined): number {
  return customer === undefined || 'deleted' in customer ? Number.POSITIVE_INFINITY : customer.created;
}

/** Stripe numbers an invoice when it is finalized: the customer's prefix and the next number of their sequence. */
function numberInvoices(
  invoices: readonly StoredInvoice[],
  customers: readonly StoredCustomer[],
): readonly StoredInvoice[] {
  const taken = new Set(invoices.map((invoice) => invoice.number));
  const prefixOf = new Map(
    customers.map((customer) => [
      customer.id,
      'deleted' in customer ? null : (customer.invoice_prefix ?? null),
    ]),
  );
  const sequenceOf = new Map<string, number>();
  return invoices.map((invoice) => {
    if (invoice.status === 'draft' || invoice.number !== undefined) return invoice;
    const payer = invoice.customer ?? invoice.customer_account ?? '';
    const prefix = prefixOf.get(payer) ?? derivedInvoicePrefix(payer);
    let sequence = (sequenceOf.get(payer) ?? 0) + 1;
    while (taken.has(invoiceNumber(prefix, sequence))) sequence += 1;
    sequenceOf.set(payer, sequence);
    return {...invoice, number: invoiceNumber(prefix, sequence)};
  });
}

function invoiceNumber(prefix: string, sequence: number): string {
  return `${prefix}-${String(sequence).padStart(4, '0')}`;
}

function completeLineItem({path, fields}: CollectedObject, invoice: StoredInvoice): StoredLineItem {
  if (fields['amount'] === undefined) {
    throw new WorldFault(`${path}.amount is missing. Write it as an integer in the smallest currency unit.`);
  }
  const period = {
    start: invoice.period_start ?? invoice.created,
    end: invoice.period_end ?? invoice.created,
  };
  const pricing = isRecord(fields['pricing'])
    ? {pricing: {type: 'price_details', unit_amount_decimal: null, ...fields['pricing']}}
    : {};
  return {
    currency: invoice.currency,
    ...fields,
    ...pricing,
    period: {...period, ...record(fields['period'])},
  } as StoredLineItem;
}

function completePayment({id, fields}: CollectedObject, invoice: StoredInvoice): StoredInvoicePayment {
  const settled = isSettled(fields);
  const settledAt = invoice.status_transitions.paid_at ?? invoice.created;
  return {
    amount_paid: null,
    amount_requested: fields['amount_paid'] ?? invoice.amount_remaining,
    created: invoice.status_transitions.finalized_at ?? invoice.created,
    currency: invoice.currency,
    status: settled ? 'paid' : 'open',
    ...fields,
    payment: completeMeans(fields['payment'], id),
    status_transitions: {
      canceled_at: null,
      paid_at: settled ? settledAt : null,
      ...record(fields['status_transitions']),
    },
  } as StoredInvoicePayment;
}

/** What the payment is made by, named by the id it carries. */
function completeMeans(given: unknown, paymentId: string) {
  const means = record(given);
  const named = ['charge', 'payment_intent', 'payment_record'].find((type) => type in means);
  if (named === undefined && means['type'] === undefined) {
    return {payment_intent: derivedId('pi', paymentId), type: 'payment_intent'};
  }
  return {type: named, ...means};
}

function invoiceOf(
  {path, fields}: CollectedObject,
  invoices: ReadonlyMap<string, StoredInvoice>,
): StoredInvoice {
  const id = fields['invoice'];
  const invoice = typeof id === 'string' ? invoices.get(id) : undefined;
  if (invoice !== undefined) return invoice;
  throw new WorldFault(
    typeof id === 'string'
      ? `${path}.invoice is "${id}", which is not in this world. Add that invoice, or remove this object.`
      : `${path}.invoice is missing. Write the id of the invoice it belongs to.`,
  );
}

function groupByInvoice(
  objects: readonly CollectedObject[],
): ReadonlyMap<string, readonly CollectedObject[]> {
  const groups = new Map<string, CollectedObject[]>();
  for (const object of objects) {
    const invoice = String(object.fields['invoice']);
    const group = groups.get(invoice);
    if (group === undefined) groups.set(invoice, [object]);
    else group.push(object);
  }
  return groups;
}

function partition<T>(rows: readonly T[], holds: (row: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [rows.filter(holds), rows.filter((row) => !holds(row))];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
