import {AddonError} from '../../errors/addon-error.ts';
import type {CreateReply, CreateRequest} from '../../invoice-contract.ts';
import type {Lock, Person, Tables} from '../../ports.ts';
import {createStripeClient} from '../../stripe/client.ts';
import {readConnection} from '../../stripe/connection.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {type PlannedDrafts, type PlanPorts, planDrafts, readDraftTab} from '../plans/plan-drafts.ts';
import {totalsByCurrency} from '../plans/preview-reply.ts';
import {resultCells} from '../plans/result-cells.ts';
import {batchIdOf, isOfBatch, newIntents, unfinishedJobs} from './batch-intents.ts';
import {createFromPlans} from './create-from-plans.ts';
import {createReply} from './create-reply.ts';
import {checkedRequest} from './create-request.ts';
import {createdCells} from './created-cells.ts';
import {type IntentRegister, openRegister} from './intent-register.ts';
import {staleError} from './stale-preview.ts';

export interface CreatePorts extends PlanPorts {
  readonly lock: Lock;
  readonly person: Person;
  readonly tables: Pick<Tables, 'timeZone' | 'readRecords' | 'writeRecords'>;
}

/** Long enough for another's write of results. */
const lockWaitMs = 10_000;

/**
 * Makes the invoices that a preview has named by its digest, each exactly once however often this is called, killed or
 * left without an answer. A call that runs out of time says `continues`; the same request goes on.
 *
 * @throws AddonError MODE_MISMATCH in live mode, PREVIEW_STALE when what is ready is not what was previewed,
 *   REFRESH_BUSY when another run holds the spreadsheet; as planDrafts and createFromPlans
 */
export function createInvoices(
  ports: CreatePorts,
  request: CreateRequest,
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): CreateReply {
  const asked = checkedRequest(request);
  refuseLive(ports);
  const outcome = ports.lock.runAlone(lockWaitMs, () => createAlone(ports, asked, deadlineUnixMs));
  if (outcome.kind === 'done') return outcome.value;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: 'Cannot create invoices: another run of the add-on holds this spreadsheet.',
    nextStep: 'Wait until it has ended, then create again.',
  });
}

function refuseLive({userProperties}: Pick<CreatePorts, 'userProperties'>): void {
  if (readConnection(userProperties).mode === 'test') return;
  throw new AddonError({
    code: 'MODE_MISMATCH',
    fact: 'Cannot create invoices in live mode: approval by a second person is not available yet in this version.',
    nextStep:
      'Create with a test key, or make these invoices in Stripe. Check and preview work in live mode.',
  });
}

function createAlone(ports: CreatePorts, request: CreateRequest, deadlineUnixMs: number): CreateReply {
  const register = openRegister(ports.tables);
  const planned = planDrafts(ports, {asks: 'preview', intents: register.all(), deadlineUnixMs});
  const batchId = batchIdOf(request.digest);
  const ofBatch = () => register.all().filter((intent) => isOfBatch(intent, batchId));
  const begun = unfinishedJobs(register, batchId, planned.ready);

  if (begun.jobs.length === 0) {
    const isEnded = ofBatch().length > 0 && planned.digest !== request.digest;
    if (isEnded || planned.digest === null) {
      // Says in every row what stands in its way.
      ports.drafts.write(resultCells(planned.tab, planned.outcomes));
      tellRows(ports, planned, ofBatch());
      return createReply(begun.withoutRows, planned, 'complete');
    }
    if (planned.digest !== request.digest) throw staleError(planned);
    refuseOtherTotals(planned, request);
    register.record(beginBatch(ports, planned, {register, request}));
  }

  const {jobs} = unfinishedJobs(register, batchId, planned.ready);
  const nowUnixMs = ports.clock.nowUnixMs();
  try {
    const status = createFromPlans(ports, jobs, {
      client: createStripeClient(ports, readConnection(ports.userProperties)),
      deadlineUnixMs: Math.min(deadlineUnixMs, nowUnixMs + (request.forMs ?? Number.MAX_SAFE_INTEGER)),
      record: (changed) => register.record(changed),
    });
    return createReply(ofBatch(), planned, status);
  } finally {
    tellRows(ports, planned, ofBatch());
  }
}

function beginBatch(
  {clock, person}: CreatePorts,
  planned: PlannedDrafts,
  {register, request}: {readonly register: IntentRegister; readonly request: CreateRequest},
): readonly InvoiceIntent[] {
  return newIntents(planned, register, {
    batchId: batchIdOf(request.digest),
    order: request,
    nowUnixS: Math.floor(clock.nowUnixMs() / 1000),
    preparedBy: person.email(),
  });
}

/** The whole batch, because an earlier run may have been ended before it came to this; a row that was edited keeps its sentence. */
function tellRows({drafts}: CreatePorts, {outcomes}: PlannedDrafts, batch: readonly InvoiceIntent[]): void {
  const edited = new Set(
    outcomes.flatMap(({isDone, problems, key}) => (isDone && problems.length > 0 ? [key] : [])),
  );
  const told = batch.filter(({key}) => !edited.has(key));
  drafts.write(createdCells(readDraftTab(drafts), told));
}

/** Whoever types what they expect is held to it. */
function refuseOtherTotals({ready}: PlannedDrafts, {expected}: CreateRequest): void {
  if (expected === undefined) return;
  const totals = totalsByCurrency(ready.map(({plan: {currency}, totals: of}) => ({currency, totals: of})));
  const words = (
    all: readonly {readonly currency: string; readonly invoices: number; readonly total: number}[],
  ) =>
    all
      .map(({currency, invoices, total}) => `${invoices} × ${currency.toUpperCase()} ${total}`)
      .sort()
      .join(', ');
  const actual = totals.map(({currency, invoices, totalMajor}) => ({currency, invoices, total: totalMajor}));
  if (words(actual) === words(expected)) return;
  throw new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot create invoices: ${words(actual)} in all are ready, and ${words(expected) || 'nothing'} was typed.`,
    nextStep: 'Preview again and type count and total as they are shown. Nothing was created.',
  });
}
