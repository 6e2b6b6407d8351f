import {type ApprovalPorts, markUsed, requireApproval} from '../../approvals/require-approval.ts';
import {type AuditLog, anchorText, openAuditLog} from '../../audit/audit-log.ts';
import {AddonError} from '../../errors/addon-error.ts';
import {assertInvariant} from '../../errors/assert-invariant.ts';
import type {BatchTotal, CreateReply, CreateRequest} from '../../invoice-contract.ts';
import type {Clock, Lock, Tables} from '../../ports.ts';
import {readSettings} from '../../settings.ts';
import {createStripeClient} from '../../stripe/client.ts';
import {readConnection} from '../../stripe/connection.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {batchQuestion} from '../plans/batch-question.ts';
import {readKeptPreview} from '../plans/kept-preview.ts';
import {
  hasProblems,
  type PlannedDrafts,
  type PlanPorts,
  planDrafts,
  readDraftTab,
} from '../plans/plan-drafts.ts';
import {counted, totalsByCurrency} from '../plans/preview-reply.ts';
import {resultCells} from '../plans/result-cells.ts';
import {mustHaveResults} from '../plans/result-columns.ts';
import {batchIdOf, finalizingIntents, isOfBatch, newIntents, unfinishedJobs} from './batch-intents.ts';
import {createFromPlans} from './create-from-plans.ts';
import {createReply} from './create-reply.ts';
import {checkedRequest} from './create-request.ts';
import {createdCells} from './created-cells.ts';
import {batchEntry, creationEntries} from './creation-audit.ts';
import {type IntentRegister, openRegister} from './intent-register.ts';
import {staleError} from './stale-preview.ts';

export interface CreatePorts extends PlanPorts, ApprovalPorts {
  readonly lock: Lock;
  readonly clock: Clock;
  readonly tables: Pick<Tables, 'timeZone' | 'readRecords' | 'writeRecords' | 'replaceRecords'>;
}

/** Long enough for another's write of results. */
const lockWaitMs = 10_000;

/**
 * Makes the invoices that a preview has named by its digest, each exactly once however often this is called, killed or
 * left without an answer. A call that runs out of time says `continues`; the same request goes on.
 *
 * @throws AddonError APPROVAL_NEEDED where somebody else must agree first, PREVIEW_STALE when what is ready is not what was previewed,
 *   REFRESH_BUSY when another run holds the spreadsheet; as planDrafts and createFromPlans
 */
export function createInvoices(
  ports: CreatePorts,
  request: CreateRequest,
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): CreateReply {
  const asked = checkedRequest(request);
  const outcome = ports.lock.runAlone(lockWaitMs, () => createAlone(ports, asked, deadlineUnixMs));
  if (outcome.kind === 'done') return outcome.value;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: 'Cannot create invoices: another run of the add-on holds this spreadsheet.',
    nextStep: 'Wait until it has ended, then create again.',
  });
}

function createAlone(ports: CreatePorts, request: CreateRequest, deadlineUnixMs: number): CreateReply {
  const register = openRegister(ports);
  const log = openAuditLog(ports);
  const tab = readDraftTab(ports.drafts);
  mustHaveResults(tab);
  const planned = planDrafts(ports, {asks: 'preview', intents: register.all(), deadlineUnixMs, tab});
  const batchId = batchIdOf(request.digest);
  const ofBatch = () => register.all().filter((intent) => isOfBatch(intent, batchId));
  const begun = unfinishedJobs(register, batchId, planned);
  register.mustBeOurs(begun.jobs.map(({intent}) => intent));

  if (begun.jobs.length === 0) {
    const named = whatIsNamed(planned, request);
    const isEnded = ofBatch().length > 0 && named === 'nothing';
    const isHeldUp = (named === 'strictly' || request.allOrNothing === true) && hasProblems(planned);
    const isNothing = planned.digest === null && named !== 'made';
    if (isEnded || isNothing || (isHeldUp && named !== 'made')) {
      // Says in every row what stands in its way.
      ports.drafts.write(resultCells(planned.tab, planned.outcomes));
      tellRows(ports, planned, ofBatch());
      return createReply(begun.withoutRows, planned, {status: 'complete', isHeldUp});
    }
    if (named === 'nothing') {
      throw staleError(planned, {digest: request.digest, kept: readKeptPreview(ports.tables)});
    }
    const begin = {register, log, request};
    if (named === 'made') beginFinalizing(ports, planned, begin);
    else beginBatch(ports, planned, begin);
  }

  const {jobs} = unfinishedJobs(register, batchId, planned);
  const nowUnixMs = ports.clock.nowUnixMs();
  try {
    const status = createFromPlans(ports, jobs, {
      client: createStripeClient(ports, readConnection(ports.userProperties)),
      deadlineUnixMs: Math.min(deadlineUnixMs, nowUnixMs + (request.forMs ?? Number.MAX_SAFE_INTEGER)),
      record(changed, requestIds) {
        // First the log: of what is recorded as done it never lacks a row, wherever a run is ended.
        log.append(changed.flatMap((intent) => creationEntries(intent, requestIds.get(intent.key) ?? null)));
        register.record(changed);
      },
    });
    if (status === 'complete') {
      for (const digest of digestsOf(ofBatch())) markUsed(ports, digest);
    }
    return createReply(ofBatch(), planned, {status});
  } finally {
    tellRows(ports, planned, ofBatch());
  }
}

/** What the digest of a request names of what there is now. */
function whatIsNamed(
  {digest, strictDigest, made}: PlannedDrafts,
  request: CreateRequest,
): 'ready' | 'strictly' | 'made' | 'nothing' {
  switch (request.digest) {
    case digest:
      return 'ready';
    case strictDigest:
      return 'strictly';
    case made.digest:
      return 'made';
    default:
      return 'nothing';
  }
}

interface Begin {
  readonly register: IntentRegister;
  readonly log: AuditLog;
  readonly request: CreateRequest;
}

/** Intents are kept, and the log says what is about to be done, before Stripe is asked for any of it. */
function beginBatch(ports: CreatePorts, drafts: PlannedDrafts, {register, log, request}: Begin): void {
  const planned = {...drafts, digest: request.digest};
  refuseOtherTotals(totalsOf(planned.ready), planned, request);
  register.mustBeOurs(planned.ready.flatMap(({plan}) => register.of(plan.key) ?? []));
  const nowUnixMs = ports.clock.nowUnixMs();
  const settings = readSettings(ports.documentProperties);
  const email = ports.person.email();
  const question = batchQuestion(planned, {settings, intents: register.all(), email, nowUnixMs});
  assertInvariant(question !== null, 'what is begun was previewed');
  const {digest} = question;
  const start = {batchId: batchIdOf(digest), digest, nowUnixS: Math.floor(nowUnixMs / 1000)};
  const passed = requireApproval(ports, question);

  log.append([batchEntry(passed, {...start, totals: totalsOf(planned.ready)})]);
  const auditAnchor = anchorText(log.anchor());
  register.record(newIntents(planned, register, {...start, order: request, passed, auditAnchor}));
}

/** Whoever let the drafts pass let exactly these invoices pass; that they are still these is seen before each is finalized. */
function beginFinalizing(ports: CreatePorts, planned: PlannedDrafts, {register, log, request}: Begin): void {
  const {drafts} = planned.made;
  if (request.finalize !== true) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot create invoices: ${counted(drafts.length, 'is a draft', 'are drafts')} in Stripe already.`,
      nextStep: 'Pass "finalize": true to go on with what is there. Nothing was changed.',
    });
  }
  const totals = totalsByCurrency(drafts.map(({intent}) => intent));
  refuseOtherTotals(totals, planned, request);
  register.mustBeOurs(drafts.map(({intent}) => intent));
  const start = {digest: request.digest, batchId: batchIdOf(request.digest)};
  const passed = {
    policyLine: 'drafts of batches that were let pass: see the rows of their creation',
    preparedBy: ports.person.email(),
    approvedBy: null,
    approvedAtUnixS: null,
  };
  log.append([{...batchEntry(passed, {...start, totals}), before: 'drafts in Stripe'}]);
  register.record(finalizingIntents(planned, {...start, order: request}));
}

function digestsOf(batch: readonly InvoiceIntent[]): ReadonlySet<string> {
  return new Set(batch.flatMap(({planDigest}) => planDigest ?? []));
}

/** The whole batch, because an earlier run may have been ended before it came to this; a row that was edited keeps its sentence. */
function tellRows({drafts}: CreatePorts, {outcomes}: PlannedDrafts, batch: readonly InvoiceIntent[]): void {
  const edited = new Set(
    outcomes.flatMap(({isDone, problems, key}) => (isDone && problems.length > 0 ? [key] : [])),
  );
  const told = batch.filter(({key}) => !edited.has(key));
  drafts.write(createdCells(readDraftTab(drafts), told));
}

/** Whoever types what they expect is held to it; in live mode everybody types it. */
function refuseOtherTotals(
  totals: readonly BatchTotal[],
  {mode}: Pick<PlannedDrafts, 'mode'>,
  {expected}: CreateRequest,
): void {
  if (expected === undefined) {
    if (mode === 'test') return;
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot create invoices in live mode: count and total of each currency were not typed.',
      nextStep:
        'Type them as the preview shows them, in a script as "expected": [{"currency": "EUR", "invoices": 2, "total": 4800}]. Nothing was created.',
    });
  }
  const words = (
    all: readonly {readonly currency: string; readonly invoices: number; readonly total: number}[],
  ) =>
    all
      .map(({currency, invoices, total}) => `${invoices} × ${currency.toUpperCase()} ${total}`)
      .sort()
      .join(', ');
  const actual = totals.map(({currency, invoices, totalMajor}) => ({
    currency,
    invoices,
    total: totalMajor,
  }));
  if (words(actual) === words(expected)) return;
  throw new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot create invoices: ${words(actual)} in all are ready, and ${words(expected) || 'nothing'} was typed.`,
    nextStep: 'Preview again and type count and total as they are shown. Nothing was created.',
  });
}

function totalsOf(ready: PlannedDrafts['ready']): readonly BatchTotal[] {
  return totalsByCurrency(ready.map(({plan: {currency}, totals}) => ({currency, totals})));
}
