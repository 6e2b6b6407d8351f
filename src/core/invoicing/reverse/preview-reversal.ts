import type {ReversalPreview, ReversalRequest} from '../../action-contract.ts';
import type {ApprovalState} from '../../approval-contract.ts';
import type {ApprovalQuestion} from '../../approvals/approval-question.ts';
import {approvalState} from '../../approvals/require-approval.ts';
import {type ActionContext, actionContext} from '../../invoice-actions/action-context.ts';
import {countedInvoices, totalsInWords} from '../../invoice-actions/action-words.ts';
import {type ActionRegisterPorts, openActions} from '../../invoice-actions/begun-actions.ts';
import {contentDigest, doingDigest} from '../../invoice-actions/decide-action.ts';
import {type ActionPorts, busy, lockWaitMs} from '../../invoice-actions/preview-action.ts';
import {reasonProblem} from '../../invoice-actions/reason-problem.ts';
import {rememberPreview} from '../../invoice-actions/remembered-preview.ts';
import {readIntents} from '../create/intent-register.ts';
import {intentsOfBatch, type ListedBatch, listedBatches} from './batches.ts';
import {type DecidedReversal, decideReversal, defaultPaidPart} from './decide-reversal.ts';
import {checkedReversal} from './reversal-request.ts';

export const reversalReasons = [
  'Wrong prices',
  'Wrong customers',
  'Wrong dates',
  'Billed twice',
  'Order cancelled',
  'Other',
] as const;

/** So many are read, previewed and reversed within the time that Google gives to one call. */
const invoicesMax = 300;

/** Batches of the connected account and mode. @throws AddonError CREDENTIALS_MISSING, TABLE_ROW_UNCLEAR as readIntents */
export function listBatches(
  ports: ActionPorts,
  options: {readonly deadlineUnixMs: number},
): {readonly batches: readonly ListedBatch[]} {
  return {batches: listedBatches(readIntents(ports.tables), actionContext(ports, options))};
}

/**
 * How each invoice of a batch would be taken back, and why so. Changes nothing in Stripe; where a second person must agree,
 * it asks for that.
 *
 * @throws AddonError ARGUMENT_INVALID for what no form can have sent, MODE_MISMATCH for a batch of another account or
 *   mode, REFRESH_BUSY when another run holds the spreadsheet; as readBatch
 */
export function previewReversal(
  ports: ActionPorts,
  request: ReversalRequest,
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): ReversalPreview {
  const asked = checkedReversal(request);
  const context = actionContext(ports, {deadlineUnixMs});
  const {intents, leftOver} = intentsToReverse(ports, context, asked);
  const reversals = decideReversal(context, intents, asked);
  const planned = plannedOf(reversals);
  const unreasoned = reasonProblem(asked, reversalReasons);
  const digest =
    planned.length === 0 || unreasoned !== null
      ? null
      : reversalDigests(ports, context, {asked, reversals}).doing;
  const approval = digest === null ? nothingToApprove : askedFor(ports, context, {asked, digest, reversals});
  if (digest !== null) rememberPreview(ports, digest, planned);
  return {
    batchId: asked.batchId,
    digest,
    reasonCodes: reversalReasons,
    invoices: reversals.map(({invoiceId, title, way}) => ({invoiceId, title, ...way})),
    totals: totalsInWords(planned.flatMap(({decision: {plan}}) => plan.money ?? [])),
    approval,
    message: messageOf(reversals, {leftOver, unreasoned, approval}),
  };
}

const nothingToApprove: ApprovalState = {kind: 'not-needed', policyLine: 'nothing would be done'};

/** Those that are still to be reversed come first, so that the rest of a large batch comes the next time. */
export function intentsToReverse(
  {tables}: Pick<ActionPorts, 'tables'>,
  context: Pick<ActionContext, 'mode' | 'accountId'>,
  {batchId}: Pick<ReversalRequest, 'batchId'>,
) {
  const batch = intentsOfBatch(readIntents(tables), batchId, context);
  const isReversed = (intent: (typeof batch)[number]) => intent.state === 'reversed';
  const open = batch.filter((intent) => !isReversed(intent));
  const ordered = [...open, ...batch.filter(isReversed)];
  return {intents: ordered.slice(0, invoicesMax), leftOver: Math.max(0, open.length - invoicesMax)};
}

export function plannedOf(reversals: readonly DecidedReversal[]) {
  return reversals.flatMap(({decided}) => decided ?? []);
}

/** What the preview's digest names: these ways back for these reasons, of invoices in exactly these states. */
export function reversalDigests(
  ports: ActionRegisterPorts,
  context: ActionContext,
  {asked, reversals}: {readonly asked: ReversalRequest; readonly reversals: readonly DecidedReversal[]},
): {readonly content: string; readonly doing: string} {
  const {batchId, decisions, paidPartGoesTo = defaultPaidPart, reasonCode, reason} = asked;
  const ways = reversals.map(({invoiceId, way}) => [invoiceId, way.way, decisions[invoiceId] ?? null]);
  const content = contentDigest(ports.digest, context, {
    asked: {batchId, ways, paidPartGoesTo, reasonCode, reason},
    decided: plannedOf(reversals),
  });
  return {content, doing: doingDigest(ports.digest, content, openActions(ports).timesEnded(content))};
}

function askedFor(
  ports: ActionPorts,
  {mode}: ActionContext,
  {
    asked,
    digest,
    reversals,
  }: {
    readonly asked: ReversalRequest;
    readonly digest: string;
    readonly reversals: readonly DecidedReversal[];
  },
): ApprovalState {
  const question = reversalQuestion(asked, {mode, digest, reversals});
  const outcome = ports.lock.runAlone(lockWaitMs, () => approvalState(ports, question));
  if (outcome.kind === 'done') return outcome.value;
  throw busy('preview this');
}

/** As the second person is asked: each invoice with its way back. */
export function reversalQuestion(
  {batchId, reasonCode, reason}: ReversalRequest,
  {
    mode,
    digest,
    reversals,
  }: {
    readonly mode: 'test' | 'live';
    readonly digest: string;
    readonly reversals: readonly DecidedReversal[];
  },
): ApprovalQuestion {
  const acted = reversals.flatMap(({decided, title}) => (decided === null ? [] : [{decided, title}]));
  return {
    digest,
    kind: 'reverse-batch',
    reason: [reasonCode, reason].filter((part) => part !== '').join(': '),
    mode,
    title: `Reverse ${countedInvoices(acted.length)} of the batch ${batchId}`,
    objects: acted.map(({decided: {action, invoiceId, facts, decision}, title}) => ({
      line: [`${title}: ${wayWords[action.name] ?? action.name}.`, ...decision.plan.willDo].join(' '),
      invoiceId,
      customerId: facts?.invoice.customerId ?? null,
      currency: decision.plan.money?.currency ?? null,
      amount: decision.plan.money?.minorUnits ?? null,
    })),
  };
}

const wayWords: Readonly<Record<string, string>> = {
  'delete-draft': 'delete draft',
  void: 'void',
  credit: 'credit note',
};

/** `Will be done: 2 drafts deleted, 3 invoices voided. 1 needs your decision.` */
function messageOf(
  reversals: readonly DecidedReversal[],
  {
    leftOver,
    unreasoned,
    approval,
  }: {readonly leftOver: number; readonly unreasoned: string | null; readonly approval: ApprovalState},
): string {
  const count = (name: string) => plannedOf(reversals).filter(({action}) => action.name === name).length;
  const acts = [
    counted(count('delete-draft'), 'draft', 'deleted'),
    counted(count('void'), 'invoice', 'voided'),
    counted(count('credit'), 'invoice', 'credited'),
  ].filter((part) => part !== null);
  const open = reversals.filter(
    ({way, decided}) => way.way === 'tax decision needed' && decided === null,
  ).length;
  const closed = reversals.filter(({way}) => way.way === 'books closed').length;
  const done =
    acts.length > 0
      ? `Will be done: ${acts.join(', ')}.`
      : 'Nothing can be reversed now: each invoice says why.';
  return [
    done,
    open === 0 ? '' : `${open} ${open === 1 ? 'needs' : 'need'} your decision.`,
    closed === 0 ? '' : `The books are closed for ${closed}.`,
    leftOver === 0
      ? ''
      : `${leftOver} more of this batch ${leftOver === 1 ? 'comes' : 'come'} the next time: reverse it again.`,
    acts.length === 0 ? '' : (unreasoned ?? ''),
    approval.kind === 'needed' ? approval.because : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function counted(count: number, noun: string, participle: string): string | null {
  return count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'} ${participle}`;
}
