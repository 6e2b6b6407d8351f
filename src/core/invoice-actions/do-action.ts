import type {ActionReply, ActionRequest} from '../action-contract.ts';
import {markUsed, requireApproval} from '../approvals/require-approval.ts';
import {type AuditLog, openAuditLog} from '../audit/audit-log.ts';
import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {type ActionContext, actionContext} from './action-context.ts';
import {actionEntries} from './action-entries.ts';
import {kindNamed} from './action-kinds.ts';
import {actionReply} from './action-reply.ts';
import {type ActionRegister, type BegunAction, openActions} from './begun-actions.ts';
import {carryOut} from './carry-out.ts';
import {checkedDoing, type DoRequest} from './checked-action.ts';
import {begunInvoices, contentDigest, decideAction, doingDigest} from './decide-action.ts';
import {type ActionPorts, askedOnly, busy, lockWaitMs, questionOf} from './preview-action.ts';
import {reasonProblem} from './reason-problem.ts';
import {changesSince} from './remembered-preview.ts';

/**
 * Does what a preview has named by its digest, each invoice exactly once however often this is called, killed or left
 * without an answer. A call that runs out of time says `continues`; the same request goes on.
 *
 * @throws AddonError ARGUMENT_INVALID for what no preview can have led to, PREVIEW_STALE saying what changed,
 *   APPROVAL_NEEDED, REFRESH_BUSY when another run holds the spreadsheet; as readFacts and carryOut
 */
export function doAction(
  ports: ActionPorts,
  request: ActionRequest & {readonly digest: string; readonly forMs?: number},
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): ActionReply {
  const asked = checkedDoing(request);
  const untilUnixMs = Math.min(
    deadlineUnixMs,
    ports.clock.nowUnixMs() + (asked.forMs ?? Number.MAX_SAFE_INTEGER),
  );
  const outcome = ports.lock.runAlone(lockWaitMs, () => {
    const context = actionContext(ports, {deadlineUnixMs: untilUnixMs});
    const run = openRun(ports, context);
    if (run.register.of(asked.digest) === null) run.register.begin(confirmed(run, asked));
    return goOn(run, asked.digest);
  });
  if (outcome.kind === 'done') return outcome.value;
  throw busy('do this');
}

/** One run that holds the spreadsheet alone and does things in Stripe. */
export interface ActionRun {
  readonly ports: ActionPorts;
  readonly context: ActionContext;
  readonly register: ActionRegister;
  readonly log: AuditLog;
}

/** Call it only while holding the document lock. What earlier runs did and could not say any more is said now. */
export function openRun(ports: ActionPorts, context: ActionContext): ActionRun {
  const register = openActions(ports);
  const log = openAuditLog(ports);
  log.append(register.all().flatMap(actionEntries));
  return {ports, context, register, log};
}

/**
 * Goes on with what was begun under this digest, as far as time allows.
 *
 * @throws AddonError MODE_MISMATCH when it was begun in another account or mode; as carryOut
 */
export function goOn({ports, context, register, log}: ActionRun, digest: string): ActionReply {
  const begun = begunOf(register, digest);
  refuseOtherAccount(begun, context);
  const status = carryOut(begun, {
    client: context.client,
    clock: ports.clock,
    digest: ports.digest,
    deadlineUnixMs: context.deadlineUnixMs,
    record(changed) {
      register.record(digest, changed);
      log.append(actionEntries({order: begun.order, invoices: changed}));
    },
  });

  const after = begunOf(register, digest);
  if (after.invoices.every(({ended}) => ended !== null)) markUsed(ports, digest);
  return actionReply(after, status);
}

function begunOf(register: ActionRegister, digest: string): BegunAction {
  const begun = register.of(digest);
  assertInvariant(begun !== null, 'what goes on was begun');
  return begun;
}

/** Idempotency keys and ids belong to one account and one of its two books. */
function refuseOtherAccount({order}: BegunAction, {accountId, mode}: ActionContext): void {
  const isOther = order.accountId !== null && accountId !== null && order.accountId !== accountId;
  if (order.mode === mode && !isOther) return;
  throw new AddonError({
    code: 'MODE_MISMATCH',
    fact: `Cannot go on: this was begun in ${order.mode} mode${isOther ? ` of the account ${order.accountId}` : ''}, and you are connected in ${mode} mode${isOther ? ` to ${accountId}` : ''}.`,
    nextStep: 'Connect with a key of that account and mode, then do it again.',
  });
}

/** What is about to be done, once it is seen to be exactly what was previewed and may be done. */
function confirmed({ports, context, register}: ActionRun, {digest, ...request}: DoRequest): BegunAction {
  const asked = askedOnly(request);
  const {action, reasonCode, reason} = asked;
  const unreasoned = reasonProblem(asked, kindNamed(action.name).reasonCodes);
  if (unreasoned !== null) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot do this without a reason.',
      nextStep: unreasoned,
    });
  }
  const decided = decideAction(context, asked);
  // What could not be read for now says nothing about the preview.
  const outage = decided.map((invoice) => invoice.outage).find((one) => one !== null);
  if (outage != null) throw outage;
  const content = contentDigest(ports.digest, context, {asked, decided});
  if (doingDigest(ports.digest, content, register.timesEnded(content)) !== digest) {
    throw staleError(changesSince(ports, digest, decided));
  }
  const {accountId, mode, nowUnixS} = context;
  const passed = requireApproval(ports, questionOf(asked, {mode, digest, decided}));
  return {
    order: {
      digest,
      contentDigest: content,
      name: action.name,
      accountId,
      mode,
      begunAtUnixS: nowUnixS,
      reasonCode: reasonCode || null,
      reason: reason.trim() || null,
      batchId: null,
      ...passed,
    },
    invoices: begunInvoices(ports.digest, decided, {doing: digest, nowUnixS}),
  };
}

function staleError(changes: readonly string[]): AddonError {
  const [first, second, ...others] = changes;
  const words =
    first === undefined
      ? 'this is not what was previewed last'
      : `${[first, second].filter((change) => change !== undefined).join(', ')}${others.length === 0 ? '' : `, and ${others.length} more`}`;
  return new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot do this: ${words}.`,
    nextStep: 'Preview again. Nothing was done.',
  });
}
