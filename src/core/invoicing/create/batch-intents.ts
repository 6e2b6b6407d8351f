import type {ApprovalRecord} from '../../approvals/require-approval.ts';
import type {CreateRequest} from '../../invoice-contract.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {InvoicePlan} from '../invoice-plan.ts';
import {isSettled} from '../plans/earlier-intent.ts';
import type {PlannedDrafts} from '../plans/plan-drafts.ts';
import type {CreationJob} from './create-from-plans.ts';
import type {IntentRegister} from './intent-register.ts';

/** What a batch is told to do with every invoice once it is a draft. */
export type BatchOrder = Pick<CreateRequest, 'finalize' | 'deliver' | 'chargeCards'>;

export interface BatchStart {
  readonly batchId: string;
  readonly order: BatchOrder;
  readonly nowUnixS: number;
  readonly digest: string;
  readonly passed: ApprovalRecord;
  /** Of the audit log; null before its first row. */
  readonly auditAnchor: string | null;
}

/** The digest names the batch: who sends it again goes on with the same one. */
export function batchIdOf(digest: string): string {
  return digest.slice(0, 16);
}

export function isOfBatch({batchId: own, resumedBy}: InvoiceIntent, batchId: string): boolean {
  return own === batchId || resumedBy === batchId;
}

/** The intents of a batch that is begun now. One that was begun earlier and never ended is gone on with. */
export function newIntents(
  planned: PlannedDrafts,
  register: IntentRegister,
  start: BatchStart,
): readonly InvoiceIntent[] {
  const contentOf = new Map(planned.outcomes.map(({key, contentDigest}) => [key, contentDigest]));
  return planned.ready.map(({plan, totals}) => {
    const earlier = register.of(plan.key);
    const orders = ordersOf(plan, start.order);
    if (earlier !== null && earlier.state !== 'refused') {
      const unsure = mayBeFurther(earlier, orders) ? ({isUnsure: true} as const) : {};
      return {...earlier, ...orders, ...passOf(start), ...unsure, totals, resumedBy: start.batchId};
    }
    return {
      key: plan.key,
      batchId: start.batchId,
      attempt: earlier === null ? 1 : (earlier.attempt ?? 1) + 1,
      accountId: planned.accountId,
      mode: planned.mode,
      state: 'intended',
      contentDigest: contentOf.get(plan.key) ?? '',
      customerId: plan.customerId,
      currency: plan.currency,
      totals,
      ...orders,
      intendedAtUnixS: start.nowUnixS,
      invoiceId: null,
      number: null,
      ...passOf(start),
      planDigest: start.digest,
      ...(start.auditAnchor === null ? {} : {auditAnchor: start.auditAnchor}),
      problem: null,
    };
  });
}

/** An earlier order to finalize may have been carried out though its answer was lost; a draft is then no draft any more. */
function mayBeFurther({state, finalize}: InvoiceIntent, now: Pick<InvoiceIntent, 'finalize'>): boolean {
  return state === 'lined' && finalize && !now.finalize;
}

function passOf({
  passed: {policyLine, preparedBy, approvedBy, approvedAtUnixS},
}: BatchStart): Pick<InvoiceIntent, 'policyLine' | 'preparedBy' | 'approvedBy' | 'approvedAtUnixS'> {
  return {policyLine, preparedBy, approvedBy, ...(approvedAtUnixS === null ? {} : {approvedAtUnixS})};
}

/** The same invoices, now to be finalized: each is looked at again first, whatever was done to it in Stripe meanwhile. */
export function finalizingIntents(
  {made}: Pick<PlannedDrafts, 'made'>,
  {batchId, order}: Pick<BatchStart, 'batchId' | 'order'>,
): readonly InvoiceIntent[] {
  return made.drafts.map(({intent, collection, deliver}) => ({
    ...intent,
    ...ordersOf({collection, deliver}, order),
    wasDraft: true,
    isUnsure: true,
    resumedBy: batchId,
    problem: null,
  }));
}

/** A card is charged by finalizing alone, so it wants its own word; Stripe sends only what it is to e-mail. */
function ordersOf(
  {collection, deliver}: Pick<InvoicePlan, 'collection' | 'deliver'>,
  order: BatchOrder,
): Pick<InvoiceIntent, 'finalize' | 'deliver' | 'deliverAs'> {
  const isCharged = collection === 'charge_automatically';
  const finalize = order.finalize === true && (!isCharged || order.chargeCards === true);
  const isSent = finalize && order.deliver === true && deliver === 'Stripe e-mail' && !isCharged;
  return {finalize, deliver: isSent, deliverAs: deliver};
}

/** What of a batch can be gone on with now, and what cannot because its rows say something else or nothing any more. */
export function unfinishedJobs(
  register: IntentRegister,
  batchId: string,
  {ready, made}: Pick<PlannedDrafts, 'ready' | 'made'>,
): {readonly jobs: readonly CreationJob[]; readonly withoutRows: readonly InvoiceIntent[]} {
  const planOf = new Map<string, InvoicePlan | null>([
    ...made.drafts.map(({intent}) => [intent.key, null] as const),
    ...ready.map(({plan}) => [plan.key, plan] as const),
  ]);
  const unfinished = register.all().filter((intent) => isOfBatch(intent, batchId) && !isSettled(intent));
  return {
    jobs: unfinished.flatMap((intent) => {
      const plan = planOf.get(intent.key);
      return plan === undefined ? [] : [{plan, intent}];
    }),
    withoutRows: unfinished.filter(({key}) => !planOf.has(key)),
  };
}
