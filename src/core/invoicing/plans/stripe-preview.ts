import * as v from 'valibot';
import {AddonError} from '../../errors/addon-error.ts';
import {assertInvariant} from '../../errors/assert-invariant.ts';
import type {Digest} from '../../ports.ts';
import type {StripeClient} from '../../stripe/client.ts';
import type {Params} from '../../stripe/encoding.ts';
import {fetchListings, startListing} from '../../stripe/listing.ts';
import type {StripeWrite} from '../../stripe/request.ts';
import {decodeWire, wireAmount, wireCurrency, wireId} from '../../stripe/wire.ts';
import type {InvoicePlan, PlannedLine, PlannedTotals} from '../invoice-plan.ts';
import {sendInWaves} from './send-in-waves.ts';

/** What Stripe says a plan comes to, or why it would not take it. */
export type Preview =
  | {readonly kind: 'totals'; readonly totals: PlannedTotals}
  | {readonly kind: 'refused'; readonly error: AddonError};

/** A plan, and what its lines come to where that is known without Stripe, in minor units. */
export interface Previewable {
  readonly plan: InvoicePlan;
  readonly subtotal: number | null;
}

export interface PreviewOptions {
  readonly client: StripeClient;
  readonly digest: Digest;
  /** Distinguishes this preview from every other: Stripe must reckon anew and not replay. */
  readonly nowUnixMs: number;
  readonly deadlineUnixMs: number;
}

/**
 * Stripe's own reckoning of every plan, which changes nothing there. Stripe puts a customer's pending items onto each
 * preview; where a plan leaves them out, they are previewed at 0.
 *
 * @throws AddonError for what would stop every one of them: no answer, a key that may not
 */
export function previewPlans(all: readonly Previewable[], options: PreviewOptions): readonly Preview[] {
  const previews = ask(
    all.map(({plan}) => previewRequest(plan, [], options)),
    options,
  );
  const needsAgain = all.map(({plan, subtotal}, index) => {
    const preview = previews[index];
    return !plan.includesPending && preview?.kind === 'totals' && preview.totals.subtotal !== subtotal;
  });
  const again = all.filter((_, index) => needsAgain[index]);
  if (again.length === 0) return previews;

  const pending = readPending(
    again.map(({plan}) => plan.customerId),
    options,
  );
  const withPending = again.filter(({plan}) => pendingOf(plan, pending).length > 0);
  const exact = ask(
    withPending.map(({plan}) => previewRequest(plan, pendingOf(plan, pending), options)),
    options,
  );
  const exactOf = new Map(withPending.map(({plan}, index) => [plan.key, exact[index]]));
  return all.map(({plan}, index) => {
    const preview = exactOf.get(plan.key) ?? previews[index];
    assertInvariant(preview !== undefined, 'every plan has a preview');
    return preview;
  });
}

const amounts = v.nullish(v.array(v.object({amount: wireAmount})));
const wirePreview = v.object({
  currency: wireCurrency,
  subtotal: wireAmount,
  total: wireAmount,
  amount_due: wireAmount,
  total_discount_amounts: amounts,
  total_taxes: amounts,
});

/** The totals of an invoice or of a preview of one. @throws AddonError RESPONSE_UNREADABLE */
export function decodeTotals(wire: unknown): PlannedTotals {
  const read = decodeWire(wirePreview, wire, 'invoice');
  const sum = (list: v.InferOutput<typeof amounts>) =>
    (list ?? []).reduce((total, {amount}) => total + amount, 0);
  return {
    subtotal: read.subtotal,
    discount: sum(read.total_discount_amounts),
    tax: sum(read.total_taxes),
    total: read.total,
    amountDue: read.amount_due,
  };
}

function ask(requests: readonly StripeWrite[], {client, deadlineUnixMs}: PreviewOptions): readonly Preview[] {
  return sendInWaves(client, requests, {deadlineUnixMs}).map((answer): Preview => {
    if (answer.kind === 'answered') return {kind: 'totals', totals: decodeTotals(answer.body)};
    // What Stripe refuses of one plan is that plan's alone.
    if (answer.error.code === 'STRIPE_REJECTED') return {kind: 'refused', error: answer.error};
    throw answer.error;
  });
}

/** https://docs.stripe.com/api/invoices/create_preview */
function previewRequest(
  plan: InvoicePlan,
  leftOut: readonly string[],
  {digest, nowUnixMs}: PreviewOptions,
): StripeWrite {
  const {customerId, currency, discounts, automaticTax} = plan;
  const params: Params = {
    customer: customerId,
    currency,
    ...(automaticTax ? {automatic_tax: {enabled: true}} : {}),
    // An empty text, because an empty list is not sent: the customer's own discount must not slip in.
    ...(discounts === 'inherit' ? {} : {discounts: discounts.length === 0 ? '' : discounts}),
    invoice_items: [
      ...plan.lines.map((line) => ({
        currency: line.priceId === null ? currency : undefined,
        ...lineParams(line),
      })),
      ...leftOut.map((id) => ({invoiceitem: id, amount: 0, currency})),
    ],
  };
  return {
    method: 'POST',
    path: '/v1/invoices/create_preview',
    params,
    idempotencyKey: `preview-${digest.sha256Hex(JSON.stringify([nowUnixMs, plan.key, params]))}`,
  };
}

function lineParams(line: PlannedLine): Params {
  const {description, priceId, unitAmountDecimal, quantity, taxRateIds, period} = line;
  return {
    ...(description === null ? {} : {description}),
    ...(priceId === null ? {unit_amount_decimal: unitAmountDecimal} : {price: priceId}),
    ...(quantity.includes('.') ? {quantity_decimal: quantity} : {quantity}),
    ...(taxRateIds.length === 0 ? {} : {tax_rates: taxRateIds}),
    ...(period === null ? {} : {period}),
  };
}

interface Pending {
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
}

const wirePending = v.object({id: wireId, currency: wireCurrency});

function readPending(
  customerIds: readonly string[],
  {client, deadlineUnixMs}: PreviewOptions,
): readonly Pending[] {
  const pending: Pending[] = [];
  const listings = [...new Set(customerIds)].map((customer) =>
    startListing({key: customer, path: '/v1/invoiceitems', params: {customer, pending: true}}),
  );
  const {status} = fetchListings(client, listings, {
    deadlineUnixMs,
    requestsMax: Number.MAX_SAFE_INTEGER,
    onPage: ({listingKey, wireObjects}) => {
      for (const wire of wireObjects) {
        const {id, currency} = decodeWire(wirePending, wire, 'invoice item');
        pending.push({id, customerId: listingKey, currency});
      }
    },
  });
  if (status === 'complete') return pending;
  throw new AddonError({
    code: 'DEADLINE_REACHED',
    fact: 'Cannot preview the drafts: the time of this run is used up.',
    nextStep: 'Preview fewer rows at a time. Nothing was changed.',
  });
}

function pendingOf({customerId, currency}: InvoicePlan, pending: readonly Pending[]): readonly string[] {
  return pending
    .filter((item) => item.customerId === customerId && item.currency === currency)
    .map(({id}) => id);
}
