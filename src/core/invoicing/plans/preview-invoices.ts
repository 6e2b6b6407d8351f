import type {ApprovalState} from '../../approval-contract.ts';
import {type ApprovalPorts, approvalState} from '../../approvals/require-approval.ts';
import {AddonError} from '../../errors/addon-error.ts';
import type {PreviewReply, PreviewRequest} from '../../invoice-contract.ts';
import type {Clock, Lock} from '../../ports.ts';
import {readSettings} from '../../settings.ts';
import {readIntents} from '../create/intent-register.ts';
import {draftColumns} from '../draft-columns.ts';
import {batchQuestion} from './batch-question.ts';
import {keepPreview} from './kept-preview.ts';
import {
  type DraftTab,
  hasProblems,
  type PlannedDrafts,
  type PlanOptions,
  type PlanPorts,
  planDrafts,
  readDraftTab,
} from './plan-drafts.ts';
import {previewReply} from './preview-reply.ts';
import {resultCells} from './result-cells.ts';
import {lacksResults, withResultColumns} from './result-columns.ts';

export interface PreviewPorts extends PlanPorts, ApprovalPorts {
  readonly lock: Lock;
  readonly clock: Clock;
  readonly tables: ApprovalPorts['tables'];
}

/** Long enough for another's write, which is all that the lock is held for. */
const lockWaitMs = 10_000;

/**
 * Checks every group of the tab and, for a preview, asks Stripe what each comes to. Nothing is changed but the result
 * columns of the tab, in one write.
 *
 * @throws AddonError as planDrafts; PREVIEW_STALE when the rows were changed meanwhile, REFRESH_BUSY when another run
 *   holds the spreadsheet
 */
export function previewInvoices(
  ports: PreviewPorts,
  request: PreviewRequest | undefined,
  options: PlanOptions,
): PreviewReply {
  const shownNow = readDraftTab(ports.drafts);
  const tab = lacksResults(shownNow) ? alone(ports, () => withResultColumns(ports.drafts)) : shownNow;
  const found = planDrafts(ports, {...options, tab});
  const isStrict = request?.allOrNothing === true;
  const planned = isStrict ? {...found, digest: found.strictDigest} : found;

  const isHeldUp = isStrict && hasProblems(planned);
  const {shown, approval: asked} = alone(ports, () => {
    refuseChanged(planned.tab, readDraftTab(ports.drafts));
    const approval = isHeldUp ? nothingToApprove : askedApproval(ports, planned, options);
    const shown = withStatuses(planned, approval);
    ports.drafts.write(resultCells(shown.tab, shown.outcomes));
    if (options.asks === 'preview') {
      keepPreview(ports.tables, {outcomes: planned.outcomes, digest: isHeldUp ? null : planned.digest});
    }
    return {shown, approval};
  });
  return previewReply(shown, {asks: options.asks, isHeldUp, approval: asked});
}

function alone<T>({lock}: PreviewPorts, write: () => T): T {
  const outcome = lock.runAlone(lockWaitMs, write);
  if (outcome.kind === 'done') return outcome.value;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: 'Cannot write what the check found: another run of the add-on holds this spreadsheet.',
    nextStep: 'Wait until it has ended, then check again.',
  });
}

const nothingToApprove: ApprovalState = {kind: 'not-needed', policyLine: 'nothing to create'};

/** A preview that needs somebody's agreement asks for it. */
function askedApproval(ports: PreviewPorts, planned: PlannedDrafts, options: PlanOptions): ApprovalState {
  const question = batchQuestion(planned, {
    settings: readSettings(ports.documentProperties),
    intents: options.intents ?? readIntents(ports.tables),
    email: ports.person.email(),
    nowUnixMs: ports.clock.nowUnixMs(),
  });
  return question === null ? nothingToApprove : approvalState(ports, question);
}

/** What is ready says whether it waits for somebody, or was agreed to. */
function withStatuses(planned: PlannedDrafts, approval: ApprovalState): PlannedDrafts {
  if (approval.kind === 'not-needed') return planned;
  const keys = new Set(planned.ready.map(({plan}) => plan.key));
  const status = approval.kind === 'approved' ? 'Approved' : 'Waiting for approval';
  const outcomes = planned.outcomes.map((outcome) =>
    outcome.status === 'Ready' && keys.has(outcome.key ?? '') ? {...outcome, status} : outcome,
  );
  return {...planned, outcomes};
}

/** Results are written by row: a row that was moved or retyped meanwhile would get those of another. */
function refuseChanged(before: DraftTab, now: DraftTab): void {
  const changed = firstDifference(inputsOf(before), inputsOf(now));
  if (changed === null) return;
  throw new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot finish the check: row ${changed} was changed while it ran. Nothing was written.`,
    nextStep: 'Check again.',
  });
}

/** What decides about each row, by its place in the sheet. */
function inputsOf({values, table}: DraftTab): ReadonlyMap<number, string> {
  const rows = table.rows.map(
    (row) =>
      [
        row.row,
        JSON.stringify([
          draftColumns.map(({field}) => row.cell(field)),
          [...row.metadata],
          row.result('Key'),
        ]),
      ] as const,
  );
  return new Map([[table.headerRow, JSON.stringify(values[table.headerRow - 1])], ...rows]);
}

function firstDifference(
  before: ReadonlyMap<number, string>,
  now: ReadonlyMap<number, string>,
): number | null {
  const rows = [...new Set([...before.keys(), ...now.keys()])].sort((a, b) => a - b);
  return rows.find((row) => before.get(row) !== now.get(row)) ?? null;
}
