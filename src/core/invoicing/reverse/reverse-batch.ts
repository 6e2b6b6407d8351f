import type {ActionReply, ReversalRequest} from '../../action-contract.ts';
import {requireApproval} from '../../approvals/require-approval.ts';
import {AddonError} from '../../errors/addon-error.ts';
import {actionContext} from '../../invoice-actions/action-context.ts';
import type {BegunInvoice} from '../../invoice-actions/action-kind.ts';
import type {BegunAction} from '../../invoice-actions/begun-actions.ts';
import {begunInvoices} from '../../invoice-actions/decide-action.ts';
import {type ActionRun, goOn, openRun} from '../../invoice-actions/do-action.ts';
import {type ActionPorts, busy, lockWaitMs} from '../../invoice-actions/preview-action.ts';
import {reasonProblem} from '../../invoice-actions/reason-problem.ts';
import {changesSince} from '../../invoice-actions/remembered-preview.ts';
import type {DraftSheet} from '../../ports.ts';
import {openRegister} from '../create/intent-register.ts';
import {type DecidedReversal, decideReversal} from './decide-reversal.ts';
import {
  intentsToReverse,
  plannedOf,
  reversalDigests,
  reversalQuestion,
  reversalReasons,
} from './preview-reversal.ts';
import {checkedDoing} from './reversal-request.ts';
import {tellReversed} from './tell-reversed.ts';

export type ReversalPorts = ActionPorts & {readonly drafts: DraftSheet};

type Doing = ReturnType<typeof checkedDoing>;

/**
 * Takes back what a preview has named by its digest: each invoice once and in the way that was shown, however often this
 * is called, killed or left without an answer. The rows of what was taken back say `Reversed`.
 *
 * @throws AddonError ARGUMENT_INVALID, PREVIEW_STALE saying what changed, APPROVAL_NEEDED, MODE_MISMATCH, REFRESH_BUSY; as
 *   readBatch and carryOut
 */
export function reverseBatch(
  ports: ReversalPorts,
  request: ReversalRequest & {readonly digest: string; readonly forMs?: number},
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
    // What an earlier run took back and could not say any more is said now.
    tellReversed(ports, run.register.all());
    if (run.register.of(asked.digest) === null) run.register.begin(confirmed(run, asked));
    try {
      return goOn(run, asked.digest);
    } finally {
      tellReversed(ports, run.register.all());
    }
  });
  if (outcome.kind === 'done') return outcome.value;
  throw busy('reverse this');
}

/** What is about to be done, once it is seen to be exactly what was previewed and may be done. */
function confirmed({ports, context}: ActionRun, asked: Doing): BegunAction {
  const unreasoned = reasonProblem(asked, reversalReasons);
  if (unreasoned !== null) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot reverse a batch without a reason.',
      nextStep: unreasoned,
    });
  }
  const {intents} = intentsToReverse(ports, context, asked);
  const reversals = decideReversal(context, intents, asked);
  // What could not be read for now says nothing about the preview.
  const outage = reversals.map((reversal) => reversal.outage).find((one) => one !== null) ?? null;
  if (outage !== null) throw outage;
  const {content, doing} = reversalDigests(ports, context, {asked, reversals});
  if (doing !== asked.digest) throw staleError(changesSince(ports, asked.digest, plannedOf(reversals)));

  const {accountId, mode, nowUnixS} = context;
  keepFound(ports, reversals);
  const passed = requireApproval(ports, reversalQuestion(asked, {mode, digest: doing, reversals}));
  return {
    order: {
      digest: doing,
      contentDigest: content,
      name: 'reverse-batch',
      accountId,
      mode,
      begunAtUnixS: nowUnixS,
      reasonCode: asked.reasonCode,
      reason: asked.reason.trim() || null,
      batchId: asked.batchId,
      ...passed,
    },
    invoices: [
      ...begunInvoices(ports.digest, plannedOf(reversals), {doing, nowUnixS}),
      ...reversals.filter(({decided}) => decided === null).map((left) => leftAlone(left, nowUnixS)),
    ],
  };
}

/** A draft whose answer was lost was found by its metadata: from now on its intent names it. */
function keepFound(ports: ActionPorts, reversals: readonly DecidedReversal[]): void {
  const found = reversals.flatMap(({intent, invoiceId, decided}) =>
    decided !== null && intent.invoiceId === null
      ? [{...intent, invoiceId, state: 'drafted', problem: null} as const]
      : [],
  );
  openRegister(ports).record(found);
}

/** It stands in the reply with its reason: nothing of a batch is passed over in silence. */
function leftAlone({intent, invoiceId, title, way}: DecidedReversal, nowUnixS: number): BegunInvoice {
  return {
    invoiceId,
    name: intent.number ?? invoiceId,
    title,
    customerId: intent.customerId,
    action: {name: 'void'},
    mark: '',
    steps: [],
    audit: {action: '', object: invoiceId, field: null, before: null, after: null},
    currency: null,
    amount: null,
    taken: [],
    attempt: 1,
    askedAtUnixS: nowUnixS,
    problem: null,
    ended: {outcome: 'left alone', sentence: way.because},
  };
}

function staleError(changes: readonly string[]): AddonError {
  const [first, second] = changes;
  const words = [first, second].filter((change) => change !== undefined).join(', ');
  return new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot reverse the batch: ${words || 'this is not what was previewed last'}.`,
    nextStep: 'Preview again. Nothing was done.',
  });
}
