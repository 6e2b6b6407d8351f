import type {ActionPreview, ActionRequest} from '../action-contract.ts';
import type {ApprovalState} from '../approval-contract.ts';
import type {ApprovalQuestion} from '../approvals/approval-question.ts';
import {type ApprovalPorts, approvalState} from '../approvals/require-approval.ts';
import {AddonError} from '../errors/addon-error.ts';
import type {Lock, Properties} from '../ports.ts';
import {type ActionContext, type ActionContextPorts, actionContext} from './action-context.ts';
import {kindNamed} from './action-kinds.ts';
import {countedInvoices, pastWord, titleOfAction, totalsInWords} from './action-words.ts';
import {type ActionRegisterPorts, openActions} from './begun-actions.ts';
import {checkedAction} from './checked-action.ts';
import {contentDigest, type DecidedInvoice, decideAction, doingDigest} from './decide-action.ts';
import {reasonProblem} from './reason-problem.ts';
import {rememberPreview} from './remembered-preview.ts';

export type ActionPorts = ActionContextPorts &
  ApprovalPorts & {
    readonly lock: Lock;
    readonly userProperties: Properties;
    readonly documentProperties: Properties;
  };

/** Long enough for another's wave of requests. */
export const lockWaitMs = 10_000;

/**
 * What an action would do to each of the invoices, or why not. Changes nothing in Stripe; where a second person must
 * agree, it asks for that.
 *
 * @throws AddonError ARGUMENT_INVALID for what no form can have sent, REFRESH_BUSY when another run holds the
 *   spreadsheet; as readFacts
 */
export function previewAction(
  ports: ActionPorts,
  request: ActionRequest,
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): ActionPreview {
  const asked = checkedAction(request);
  const context = actionContext(ports, {deadlineUnixMs});
  const decided = decideAction(context, asked);
  const planned = plannedOf(decided);
  const unreasoned = reasonProblem(asked, kindNamed(asked.action.name).reasonCodes);

  const digest =
    planned.length === 0 || unreasoned !== null ? null : digestOf(ports, context, {asked, decided});
  const approval = digest === null ? nothingToApprove : askedFor(ports, context, {asked, digest, decided});
  if (digest !== null) rememberPreview(ports, digest, decided);

  return {
    digest,
    invoices: decided.map(({invoiceId, title, decision}) => ({
      invoiceId,
      title,
      willDo: decision.kind === 'planned' ? decision.plan.willDo : [],
      refusal: decision.kind === 'refused' ? decision.sentence : null,
    })),
    totals: totalsOf(decided),
    approval,
    message: messageOf(asked, decided, {unreasoned, approval}),
  };
}

const nothingToApprove: ApprovalState = {kind: 'not-needed', policyLine: 'nothing would be done'};

/** The digest that doing exactly this, now, must name. */
function digestOf(
  ports: ActionRegisterPorts,
  context: ActionContext,
  {asked, decided}: {readonly asked: ActionRequest; readonly decided: readonly DecidedInvoice[]},
): string {
  const content = contentDigest(ports.digest, context, {asked: askedOnly(asked), decided});
  return doingDigest(ports.digest, content, openActions(ports).timesEnded(content));
}

/** Without what says which doing it is and how long it may take. */
export function askedOnly({invoiceIds, action, reasonCode, reason}: ActionRequest): ActionRequest {
  return {invoiceIds, action, reasonCode, reason};
}

function askedFor(
  ports: ActionPorts,
  {mode}: ActionContext,
  {
    asked,
    digest,
    decided,
  }: {
    readonly asked: ActionRequest;
    readonly digest: string;
    readonly decided: readonly DecidedInvoice[];
  },
): ApprovalState {
  const question = questionOf(asked, {mode, digest, decided});
  const outcome = ports.lock.runAlone(lockWaitMs, () => approvalState(ports, question));
  if (outcome.kind === 'done') return outcome.value;
  throw busy('preview this');
}

export function busy(what: string): AddonError {
  return new AddonError({
    code: 'REFRESH_BUSY',
    fact: `Cannot ${what}: another run of the add-on holds this spreadsheet.`,
    nextStep: 'Wait until it has ended, then try again.',
  });
}

/** As the second person is asked. */
export function questionOf(
  {action, reasonCode, reason}: Pick<ActionRequest, 'action' | 'reasonCode' | 'reason'>,
  {
    mode,
    digest,
    decided,
  }: {
    readonly mode: 'test' | 'live';
    readonly digest: string;
    readonly decided: readonly DecidedInvoice[];
  },
): ApprovalQuestion {
  const planned = plannedOf(decided);
  return {
    digest,
    kind: action.name,
    mode,
    title: titleOfAction(action.name, planned),
    objects: planned.map(({title, invoiceId, facts, plan}) => ({
      line: [`${title}:`, ...plan.willDo].join(' '),
      invoiceId,
      customerId: facts?.invoice.customerId ?? null,
      currency: plan.money?.currency ?? null,
      amount: plan.money?.minorUnits ?? null,
    })),
    reason: [reasonCode, reason].filter((part) => part !== '').join(': '),
    beyondPolicy: planned.flatMap(({plan}) => plan.beyondPolicy ?? []),
  };
}

function plannedOf(decided: readonly DecidedInvoice[]) {
  return decided.flatMap(({decision, ...invoice}) =>
    decision.kind === 'planned' ? [{...invoice, plan: decision.plan}] : [],
  );
}

function totalsOf(decided: readonly DecidedInvoice[]): readonly string[] {
  return totalsInWords(plannedOf(decided).flatMap(({plan}) => plan.money ?? []));
}

/** `2 invoices will be voided. 1 is left out and says why.` */
function messageOf(
  {action}: ActionRequest,
  decided: readonly DecidedInvoice[],
  {unreasoned, approval}: {readonly unreasoned: string | null; readonly approval: ApprovalState},
): string {
  const count = plannedOf(decided).length;
  const leftOut = decided.length - count;
  if (count === 0) {
    const [only] = decided;
    if (decided.length === 1 && only?.decision.kind === 'refused') return only.decision.sentence;
    return `Nothing can be done: each of the ${countedInvoices(decided.length)} says why.`;
  }
  return [
    `${countedInvoices(count)} will be ${pastWord(action.name)}.`,
    leftOut === 0 ? '' : `${leftOut} ${leftOut === 1 ? 'is left out and says' : 'are left out and say'} why.`,
    unreasoned ?? '',
    approval.kind === 'needed' ? approval.because : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
