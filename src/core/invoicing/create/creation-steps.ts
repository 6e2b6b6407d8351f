import {assertInvariant} from '../../errors/assert-invariant.ts';
import type {Digest} from '../../ports.ts';
import type {Params} from '../../stripe/encoding.ts';
import {holdMetadataKey} from '../../stripe/hold-metadata.ts';
import {intentMetadataKey} from '../../stripe/intent-metadata.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import type {StripeRequest} from '../../stripe/request.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {InvoicePlan, PlannedLine} from '../invoice-plan.ts';
import {isSettled} from '../plans/earlier-intent.ts';

/** One invoice on its way. */
export interface Work {
  /** Null for a draft that has all its lines. */
  readonly plan: InvoicePlan | null;
  readonly intent: InvoiceIntent;
  /** When this run began with it. */
  readonly beganUnixS: number;
  /** Whether Stripe is asked what it holds before anything more is done. */
  readonly asksFirst: boolean;
  /** Of the last page read while its invoice is looked for. */
  readonly cursor: string | null;
  /** What Stripe said to the step before it was asked what it holds. */
  readonly refusal: string | null;
  /** Nothing more can be done in this run. */
  readonly isOver: boolean;
}

export type Step = 'find' | 'read' | 'draft' | 'lines' | 'finalize' | 'send';

/** A draft may be a little older than its intent, by Stripe's clock. */
const clockSkewS = 300;

/** Null when nothing is left to do. */
export function nextStep({intent, asksFirst, isOver}: Work): Step | null {
  if (isOver || isSettled(intent)) return null;
  if (asksFirst) return intent.invoiceId === null ? 'find' : 'read';
  switch (intent.state) {
    case 'intended':
      return 'draft';
    case 'drafted':
      return 'lines';
    case 'lined':
      return 'finalize';
    case 'finalized':
      return 'send';
    case 'sent':
    case 'stopped':
    case 'reversed':
    case 'refused':
      return null;
  }
}

export function requestOf(step: Step, work: Work, digest: Digest): StripeRequest {
  const {plan, intent, cursor} = work;
  const path = `/v1/invoices/${intent.invoiceId ?? ''}`;
  const post = (address: string, params: Params): StripeRequest => ({
    method: 'POST',
    path: address,
    params,
    idempotencyKey: stepKey(intent, step, digest),
  });
  switch (step) {
    case 'find':
      // A list is true at once; a search may lag behind by minutes.
      return {
        method: 'GET',
        path: '/v1/invoices',
        params: {
          customer: intent.customerId,
          created: {gte: intent.intendedAtUnixS - clockSkewS},
          limit: pageObjectsMax,
          ...(cursor === null ? {} : {starting_after: cursor}),
        },
      };
    case 'read':
      return {method: 'GET', path, params: {}};
    case 'draft':
      return post('/v1/invoices', draftParams(planOf(work), intent));
    case 'lines':
      return post(`${path}/add_lines`, {
        lines: planOf(work).lines.map((line) => lineParams(line, intent.currency)),
      });
    case 'finalize':
      // From here on Stripe retries, reminds and reconciles by itself, unless the invoice is held.
      return post(`${path}/finalize`, {
        auto_advance: (intent.deliverAs ?? plan?.deliver) !== 'Hold',
      });
    case 'send':
      return post(`${path}/send`, {});
  }
}

function planOf({plan}: Work): InvoicePlan {
  assertInvariant(plan !== null, 'only a draft that has its lines goes on without a plan');
  return plan;
}

/** The same for every try of one step of one intent, in this run and in any later one. */
function stepKey({accountId, mode, key, attempt}: InvoiceIntent, step: Step, digest: Digest): string {
  return `billing-ops-${digest.sha256Hex(JSON.stringify([accountId, mode, key, step, attempt ?? 1, 'v1']))}`;
}

/** https://docs.stripe.com/api/invoices/create */
function draftParams(plan: InvoicePlan, {batchId, auditAnchor}: InvoiceIntent): Params {
  const {collection, dueAtUnixS, daysUntilDue, effectiveAtUnixS, discounts} = plan;
  return {
    customer: plan.customerId,
    currency: plan.currency,
    collection_method: collection,
    auto_advance: false,
    ...(dueAtUnixS === null ? {} : {due_date: dueAtUnixS}),
    ...(daysUntilDue === null ? {} : {days_until_due: daysUntilDue}),
    ...(effectiveAtUnixS === null ? {} : {effective_at: effectiveAtUnixS}),
    ...(plan.automaticTax ? {automatic_tax: {enabled: true}} : {}),
    // An empty text, because an empty list is not sent: the customer's own discount must not slip in.
    ...(discounts === 'inherit' ? {} : {discounts: discounts.length === 0 ? '' : discounts}),
    ...(plan.customFields.length === 0 ? {} : {custom_fields: plan.customFields}),
    ...(plan.memo === null ? {} : {description: plan.memo}),
    ...(plan.footer === null ? {} : {footer: plan.footer}),
    pending_invoice_items_behavior: plan.includesPending ? 'include' : 'exclude',
    metadata: {
      ...plan.metadata,
      [intentMetadataKey]: plan.key,
      billing_ops_batch: batchId,
      ...(auditAnchor === undefined ? {} : {billing_ops_audit: auditAnchor}),
      // For whoever finalizes the draft one by one, when its rows are long gone.
      ...(plan.deliver === 'Hold' ? {[holdMetadataKey]: 'Deliver: Hold'} : {}),
    },
  };
}

/** https://docs.stripe.com/api/invoices/add_lines */
function lineParams(line: PlannedLine, currency: string): Params {
  const {description, priceId, unitAmountDecimal, quantity, taxRateIds, period} = line;
  const ownPrice = {
    currency,
    unit_amount_decimal: unitAmountDecimal,
    product_data: {name: (description ?? 'Invoice item').slice(0, productNameMax)},
  };
  return {
    ...(description === null ? {} : {description}),
    ...(priceId === null ? {price_data: ownPrice} : {pricing: {price: priceId}}),
    ...(quantity.includes('.') ? {quantity_decimal: quantity} : {quantity}),
    ...(taxRateIds.length === 0 ? {} : {tax_rates: taxRateIds}),
    ...(period === null ? {} : {period}),
  };
}

const productNameMax = 250;
