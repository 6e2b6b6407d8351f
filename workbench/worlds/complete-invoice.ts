/** Fills in what an invoice of a world leaves out: its status, its times and its amounts. */
import type {StoredInvoice} from '../stripe/invoices/objects.ts';
import {isRecord} from './check-fields.ts';
import type {CollectedObject} from './collect-objects.ts';
import {completeAmounts} from './complete-amounts.ts';

interface InvoiceSurroundings {
  readonly nowUnixS: number;
  readonly defaultCurrency: string;
  readonly lines: readonly CollectedObject[];
  readonly payments: readonly CollectedObject[];
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws WorldFault for contradictory amounts */
export function completeInvoice(object: CollectedObject, surroundings: InvoiceSurroundings): StoredInvoice {
  const {fields, path} = object;
  const transitions = isRecord(fields['status_transitions']) ? fields['status_transitions'] : {};
  const status = statusOf(fields, transitions);
  const created = numberIn(fields, 'created') ?? earliest(fields, transitions, surroundings.nowUnixS);
  const payments = surroundings.payments.filter((payment) => isSettled(payment.fields));
  const amounts = completeAmounts(
    {
      status,
      amountDue: numberIn(fields, 'amount_due'),
      amountOverpaid: numberIn(fields, 'amount_overpaid'),
      amountPaid: numberIn(fields, 'amount_paid'),
      amountRemaining: numberIn(fields, 'amount_remaining'),
      subtotal: numberIn(fields, 'subtotal'),
      total: numberIn(fields, 'total'),
      startingBalance: numberIn(fields, 'starting_balance') ?? 0,
      prePaymentCreditNotes: numberIn(fields, 'pre_payment_credit_notes_amount') ?? 0,
      addedToSubtotal: taxOnTop(fields) - sumOf(fields['total_discount_amounts']),
      linesSum: surroundings.lines.length === 0 ? undefined : sumOfField(surroundings.lines, 'amount'),
      paymentsSum: payments.length === 0 ? undefined : sumOfField(payments, 'amount_paid'),
    },
    path,
  );
  // The collection has checked every field that is there; those that a stored invoice must have are all named here.
  return {
    collection_method: typeof fields['due_date'] === 'number' ? 'send_invoice' : 'charge_automatically',
    created,
    currency: surroundings.defaultCurrency,
    customer: null,
    due_date: null,
    status,
    ...fields,
    ...amounts,
    status_transitions: completeTransitions(transitions, {status, created, payments}),
  } as unknown as StoredInvoice;
}

/** A payment that says no status is settled when it says how much was paid. */
export function isSettled(fields: Fields): boolean {
  const status = fields['status'];
  return status === undefined ? typeof fields['amount_paid'] === 'number' : status === 'paid';
}

/** Any text is kept, known or not. Without one the last thing that happened decides; at first an invoice is a draft. */
function statusOf(fields: Fields, transitions: Fields): string | null {
  const status = fields['status'];
  if (typeof status === 'string' || status === null) return status;
  if (numberIn(transitions, 'paid_at') !== undefined) return 'paid';
  if (numberIn(transitions, 'voided_at') !== undefined) return 'void';
  if (numberIn(transitions, 'marked_uncollectible_at') !== undefined) return 'uncollectible';
  if (numberIn(transitions, 'finalized_at') !== undefined) return 'open';
  return typeof fields['number'] === 'string' ? 'open' : 'draft';
}

function earliest(fields: Fields, transitions: Fields, nowUnixS: number): number {
  const times = [...Object.values(transitions), fields['due_date'], nowUnixS];
  return Math.min(...times.filter((time) => typeof time === 'number'));
}

function completeTransitions(
  given: Fields,
  invoice: {
    readonly status: string | null;
    readonly created: number;
    readonly payments: readonly CollectedObject[];
  },
) {
  const {status, created, payments} = invoice;
  const finalizedAt = numberIn(given, 'finalized_at') ?? created;
  const settledAt = payments.flatMap(({fields}) => {
    const transitions = fields['status_transitions'];
    return isRecord(transitions) ? (numberIn(transitions, 'paid_at') ?? []) : [];
  });
  return {
    finalized_at: status === 'draft' ? null : finalizedAt,
    marked_uncollectible_at: status === 'uncollectible' ? finalizedAt : null,
    paid_at: status === 'paid' ? Math.max(finalizedAt, ...settledAt) : null,
    voided_at: status === 'void' ? finalizedAt : null,
    ...given,
  };
}

/** Tax that is not already in the amounts. */
function taxOnTop(fields: Fields): number {
  const taxes = fields['total_taxes'];
  if (!Array.isArray(taxes)) return 0;
  return sumOf(taxes.filter((tax) => isRecord(tax) && tax['tax_behavior'] === 'exclusive'));
}

function sumOf(entries: unknown): number {
  if (!Array.isArray(entries)) return 0;
  return entries.reduce(
    (sum: number, entry: unknown) => sum + (isRecord(entry) ? (numberIn(entry, 'amount') ?? 0) : 0),
    0,
  );
}

function sumOfField(objects: readonly CollectedObject[], field: string): number {
  return objects.reduce((sum, object) => sum + (numberIn(object.fields, field) ?? 0), 0);
}

function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}
