/** What a credit note would be: the invoice, its lines, its amounts and where they go. Changes nothing. */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {Store} from '../engine/store.ts';
import {linesOfInvoice, renderLineItem} from '../invoices/line-items.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {displayAmount} from '../payments/amounts.ts';
import {creditParts, creditTotals} from './credit-amounts.ts';
import {lineOfAmount, planCreditLines} from './credit-lines.ts';
import type {Creditable, PlannedLine} from './creditable.ts';
import {linkedRefunds, refundedOutsideCreditNotes} from './credited-refunds.ts';
import type {StoredCreditNote} from './objects.ts';

export type CreditNoteParams = Omit<
  Call<Stripe.CreditNoteCreateParams>['params'],
  'ending_before' | 'limit' | 'starting_after'
>;
type Reading = Pick<Call, 'store'>;

export interface CreditNotePlan {
  readonly invoice: StoredInvoice;
  readonly lines: readonly PlannedLine[];
  readonly totals: ReturnType<typeof creditTotals>;
  readonly parts: ReturnType<typeof creditParts>;
  /** Refunds that exist already and now belong to the credit note. */
  readonly linkedRefunds: StoredCreditNote['refunds'];
}

/** @throws StripeRefusal where such a credit note cannot be issued */
export function planCreditNote({store}: Reading, params: CreditNoteParams): CreditNotePlan {
  const invoice = creditableInvoice(store, params.invoice);
  const earlier = standingCreditNotes(store, invoice.id);
  const creditable = creditableOf(store, invoice, earlier);
  const lines = plannedLines(params, creditable);
  const totals = creditTotals(lines, ownDiscountsOf(creditable));
  refuseOtherAmount(params, totals.total, invoice.currency);
  const linked = linkedRefunds(store, {invoice, standing: earlier}, params.refunds ?? []);
  const creditableMax =
    invoice.total -
    earlier.reduce((sum, {total}) => sum + total, 0) -
    refundedOutsideCreditNotes(store, {invoice, standing: earlier}, linked);
  if (totals.total <= 0 || totals.total > creditableMax) {
    throw new StripeRefusal({
      status: 400,
      message:
        `The credit note's total (${displayAmount(totals.total, invoice.currency)}) must be more than zero and no ` +
        `more than the amount that can be credited (${displayAmount(creditableMax, invoice.currency)}).`,
    });
  }
  const parts = creditParts(totals.total, invoice.status === 'paid' ? 0 : invoice.amount_remaining);
  const goesBack =
    (params.credit_amount ?? 0) +
    (params.refund_amount ?? 0) +
    (params.out_of_band_amount ?? 0) +
    linked.reduce((sum, {amount_refunded}) => sum + amount_refunded, 0);
  refuseNegative(params);
  if (goesBack !== parts.postPayment) {
    throw new StripeRefusal({
      status: 400,
      message:
        'The sum of credit amount, refund amount and out of band amount ' +
        `(${displayAmount(goesBack, invoice.currency)}) must equal the credit note amount ` +
        `(${displayAmount(parts.postPayment, invoice.currency)}).`,
    });
  }
  return {invoice, lines, totals, parts, linkedRefunds: linked};
}

/** Those that are not void, oldest first. */
function standingCreditNotes(store: Store, invoiceId: string): readonly StoredCreditNote[] {
  return store.creditNotes.where('invoice', invoiceId).filter(({status}) => status !== 'void');
}

/** A draft can still be changed, and a void invoice asks for nothing. https://docs.stripe.com/invoicing/integration/workflow-transitions */
function creditableInvoice(store: Store, id: string): StoredInvoice {
  const invoice = store.invoices.get(id);
  if (invoice === undefined) throw noSuchObject({kind: 'invoice', id, param: 'invoice', inPath: false});
  const {status} = invoice;
  if (status === 'open' || status === 'paid' || status === 'uncollectible') return invoice;
  throw new StripeRefusal({
    status: 400,
    message: `You can only create credit notes for open, paid or uncollectible invoices. This invoice is ${status}.`,
    param: 'invoice',
  });
}

function creditableOf(
  store: Store,
  invoice: StoredInvoice,
  earlier: readonly StoredCreditNote[],
): Creditable {
  return {
    currency: invoice.currency,
    automaticTax: invoice.automatic_tax?.enabled === true,
    relief: reliefOf(invoice),
    invoiceLines: linesOfInvoice(invoice, store).map((line) => renderLineItem(line, store)),
    creditedLines: earlier.flatMap(({lines}) => lines),
    taxRate(rateId, param) {
      const rate = store.taxRates.get(rateId);
      if (rate === undefined) throw noSuchObject({kind: 'tax rate', id: rateId, param, inPath: false});
      return rate;
    },
  };
}

/** As it stands on the invoice since it was finalized. */
function reliefOf({customer_tax_exempt: status}: StoredInvoice): Creditable['relief'] {
  if (status === 'exempt') return 'customer_exempt';
  return status === 'reverse' ? 'reverse_charge' : null;
}

function ownDiscountsOf({invoiceLines}: Creditable): ReadonlySet<string> {
  const discounts = invoiceLines.flatMap((line) => line.discounts);
  return new Set(discounts.map((discount) => (typeof discount === 'string' ? discount : discount.id)));
}

function plannedLines(params: CreditNoteParams, creditable: Creditable): readonly PlannedLine[] {
  if (params.shipping_cost !== undefined) {
    throw new StripeRefusal({
      status: 400,
      message: 'The invoice has no shipping cost that could be credited.',
      param: 'shipping_cost',
    });
  }
  if (params.lines !== undefined) return planCreditLines(params.lines, creditable);
  if (params.amount !== undefined) return [lineOfAmount(params.amount)];
  throw new StripeRefusal({
    status: 400,
    code: 'parameter_missing',
    message: 'You must provide one of `amount`, `lines`, or `shipping_cost`.',
    param: 'amount',
  });
}

function refuseOtherAmount({amount, lines}: CreditNoteParams, total: number, currency: string): void {
  if (lines === undefined || amount === undefined || amount === total) return;
  throw new StripeRefusal({
    status: 400,
    message: `The amount (${displayAmount(amount, currency)}) must equal the total of the lines (${displayAmount(total, currency)}).`,
    param: 'amount',
  });
}

function refuseNegative(params: CreditNoteParams): void {
  for (const param of ['credit_amount', 'refund_amount', 'out_of_band_amount'] as const) {
    if ((params[param] ?? 0) >= 0) continue;
    throw new StripeRefusal({
      status: 400,
      code: 'parameter_invalid_integer',
      message: 'This value must be greater than or equal to 0.',
      param,
    });
  }
}
