/** Refunds and credit notes: a refund either belongs to a credit note or lowers what can still be credited. */
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {Store} from '../engine/store.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {displayAmount} from '../payments/amounts.ts';
import {paymentsOfInvoice} from '../payments/invoice-payments.ts';
import type {StoredCharge, StoredRefund} from '../payments/objects.ts';
import type {StoredCreditNote} from './objects.ts';

type CreditNoteRefund = StoredCreditNote['refunds'][number];

/** One existing refund as a request links it. */
interface RefundLink {
  readonly amount_refunded?: number;
  readonly payment_record_refund?: object;
  readonly refund?: string;
  readonly type?: string;
}

interface CreditedInvoice {
  readonly invoice: StoredInvoice;
  /** The credit notes of the invoice that are not void. */
  readonly standing: readonly StoredCreditNote[];
}

/** @throws StripeRefusal for a refund of something else, or for more of it than is not linked yet */
export function linkedRefunds(
  store: Store,
  {invoice, standing}: CreditedInvoice,
  links: readonly RefundLink[],
): CreditNoteRefund[] {
  const linked: CreditNoteRefund[] = [];
  for (const [index, link] of links.entries()) {
    const param = `refunds[${index}]`;
    if (link.type === 'payment_record_refund' || link.payment_record_refund !== undefined) {
      throw new StripeRefusal({
        status: 400,
        message:
          'The sandbox cannot link refunds of payment records to a credit note. Use out_of_band_amount.',
        param,
      });
    }
    const refund = refundOfInvoice(store, invoice, link.refund, `${param}[refund]`);
    const free = refund.amount - linkedBefore(standing, refund.id) - linkedNow(linked, refund.id);
    const amount = link.amount_refunded ?? free;
    if (amount <= 0 || amount > free) {
      throw new StripeRefusal({
        status: 400,
        message:
          `The amount to link of refund ${refund.id} (${displayAmount(amount, invoice.currency)}) must be more than ` +
          `zero and no more than what no credit note has yet (${displayAmount(free, invoice.currency)}).`,
        param,
      });
    }
    linked.push({amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund'});
  }
  return linked;
}

/** What was given back of the invoice's payments without a credit note, the links that are about to be made aside. */
export function refundedOutsideCreditNotes(
  store: Store,
  {invoice, standing}: CreditedInvoice,
  linked: readonly CreditNoteRefund[],
): number {
  return chargesOf(store, invoice)
    .flatMap(({id}) => store.refunds.where('charge', id))
    .filter(isMade)
    .reduce((sum, {id, amount}) => sum + amount - linkedBefore(standing, id) - linkedNow(linked, id), 0);
}

/**
 * The charge of the invoice from which so much can be given back.
 *
 * @throws StripeRefusal where there is none
 */
export function chargeToRefund(store: Store, invoice: StoredInvoice, amount: number): string {
  const charges = chargesOf(store, invoice);
  const enough = charges.find((charge) => charge.amount - (charge.amount_refunded ?? 0) >= amount);
  if (enough !== undefined) return enough.id;
  throw new StripeRefusal({
    status: 400,
    message:
      charges.length === 0
        ? 'The invoice was not paid by a charge, so there is nothing to refund. Use credit_amount or out_of_band_amount.'
        : `The refund amount (${displayAmount(amount, invoice.currency)}) is greater than the unrefunded amount of the invoice's charge.`,
    param: 'refund_amount',
  });
}

function refundOfInvoice(
  store: Store,
  invoice: StoredInvoice,
  id: string | undefined,
  param: string,
): StoredRefund {
  if (id === undefined) {
    throw new StripeRefusal({
      status: 400,
      code: 'parameter_missing',
      message: `Missing required param: ${param}.`,
      param,
    });
  }
  const refund = store.refunds.get(id);
  if (refund === undefined) throw noSuchObject({kind: 'refund', id, param, inPath: false});
  const charges = new Set(chargesOf(store, invoice).map((charge) => charge.id));
  if (isMade(refund) && charges.has(refund.charge ?? '')) return refund;
  throw new StripeRefusal({
    status: 400,
    message: `The refund ${id} was not made for a payment of this invoice.`,
    param,
  });
}

/** The charges by which the invoice was paid. */
function chargesOf(store: Store, invoice: StoredInvoice): readonly StoredCharge[] {
  return paymentsOfInvoice(invoice, store).flatMap(({payment, status}) => {
    if (status !== 'paid') return [];
    const intent = idOf(payment.payment_intent);
    const chargeId =
      intent === null ? idOf(payment.charge) : idOf(store.paymentIntents.get(intent)?.latest_charge);
    return (chargeId === null ? undefined : store.charges.get(chargeId)) ?? [];
  });
}

/** What standing credit notes of the invoice have of the refund. */
function linkedBefore(standing: readonly StoredCreditNote[], refundId: string): number {
  return linkedNow(
    standing.flatMap(({refunds}) => refunds),
    refundId,
  );
}

function linkedNow(linked: readonly CreditNoteRefund[], refundId: string): number {
  return linked
    .filter(({refund}) => idOf(refund) === refundId)
    .reduce((sum, {amount_refunded}) => sum + amount_refunded, 0);
}

function isMade({status}: StoredRefund): boolean {
  return status !== 'failed' && status !== 'canceled';
}

function idOf(reference: string | {readonly id: string} | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}
