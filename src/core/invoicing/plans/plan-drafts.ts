import {AddonError} from '../../errors/addon-error.ts';
import type {Digest, DraftSheet, Properties, Tables} from '../../ports.ts';
import {readSettings} from '../../settings.ts';
import {createStripeClient} from '../../stripe/client.ts';
import {readConnectedAccount, readConnection} from '../../stripe/connection.ts';
import type {StripePorts} from '../../stripe/wave.ts';
import {compareDates} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import {readIntents} from '../create/intent-register.ts';
import {groupDrafts} from '../draft-groups.ts';
import {type DraftInvoice, readDraftInvoice} from '../draft-invoice.ts';
import {type DraftTable, readDraftRows} from '../draft-rows.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {contentDigest, type PricedPlan, planDigest} from './content-digest.ts';
import {type DraftsMade, draftsMade} from './drafts-made.ts';
import {type BilledContent, billedBefore, billedByDraft, duplicatesOf, twinsOf} from './duplicates.ts';
import {
  areOtherBooks,
  type Books,
  otherCustomerProblem,
  type Past,
  pastElsewhere,
  pastOf,
  statusOf,
} from './earlier-intent.ts';
import {type KeyedGroup, keyGroups} from './group-keys.ts';
import type {GroupOutcome} from './group-outcome.ts';
import {lookUpAll} from './look-ups.ts';
import {planBooks} from './plan-books.ts';
import {type PlanContext, type PlannedDraft, planInvoice} from './plan-invoice.ts';
import {pricedOutcomes} from './price-outcomes.ts';

export interface PlanPorts extends StripePorts {
  readonly drafts: DraftSheet;
  readonly digest: Digest;
  readonly tables: Pick<Tables, 'timeZone' | 'readRecords'>;
  readonly userProperties: Properties;
  readonly documentProperties: Properties;
}

export interface PlanOptions {
  readonly deadlineUnixMs: number;
  /** `check` asks Stripe who and what is meant; `preview` also what it comes to. */
  readonly asks: 'check' | 'preview';
  /** What the add-on was told to make before, whatever became of it; its register when left out. */
  readonly intents?: readonly InvoiceIntent[];
  /** As it was read a moment ago; read anew when left out. */
  readonly tab?: DraftTab;
}

export interface PlannedDrafts {
  readonly tab: DraftTab;
  /** In the order of the tab. */
  readonly outcomes: readonly GroupOutcome[];
  /** What can be created, each with its totals; empty after a mere check. */
  readonly ready: readonly PricedPlan[];
  /** Names exactly what is ready; null when nothing is. */
  readonly digest: string | null;
  /** Names the same, and that none of it may be made while any row has a problem. */
  readonly strictDigest: string | null;
  /** What was made before and may be finalized. */
  readonly made: DraftsMade;
  readonly accountId: string | null;
  readonly mode: 'test' | 'live';
  readonly timeZone: string;
}

export interface DraftTab {
  readonly title: string;
  readonly values: NonNullable<ReturnType<DraftSheet['read']>>['values'];
  readonly formats: NonNullable<ReturnType<DraftSheet['read']>>['formats'];
  readonly table: DraftTable;
}

/** The tab as it is now. @throws AddonError TABLE_HEADER_MISSING when there is none, or a header is missing */
export function readDraftTab(drafts: DraftSheet): DraftTab {
  const sheet = drafts.read();
  if (sheet !== null) return {...sheet, table: readDraftRows(sheet.values, sheet.title)};
  throw new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: 'Cannot check invoice drafts: this spreadsheet has no tab for them.',
    nextStep: 'Choose “New Invoice Drafts tab” in the menu Billing Ops, and fill its rows.',
  });
}

/**
 * Reads the tab once, asks Stripe about everything it names and decides what each group would bill. Nothing is changed,
 * neither in Stripe nor on the tab.
 *
 * @throws AddonError CREDENTIALS_MISSING, TABLE_HEADER_MISSING, SETTINGS_INVALID; as StripeClient.send
 */
export function planDrafts(ports: PlanPorts, options: PlanOptions): PlannedDrafts {
  const {intents = readIntents(ports.tables)} = options;
  const tab = options.tab ?? readDraftTab(ports.drafts);
  const settings = readSettings(ports.documentProperties);
  const credentials = readConnection(ports.userProperties);
  const client = createStripeClient(ports, credentials);
  const nowUnixMs = ports.clock.nowUnixMs();
  const readings = readGroups(ports, tab, {nowUnixMs, intents});

  const open = readings.flatMap(({past, draft}) => (past.kind === 'done' || draft === null ? [] : [draft]));
  const nowUnixS = Math.floor(nowUnixMs / 1000);
  const lookUps = lookUpAll(open, {client, nowUnixS, deadlineUnixMs: options.deadlineUnixMs});
  const connected = readConnectedAccount(ports.userProperties, credentials);
  const timeZone =
    lookUps.account?.timeZone ?? connected?.timeZone ?? settings.timeZone ?? ports.tables.timeZone();
  const context = {lookUps, settings, timeZone, today: civilDateAt(nowUnixS, timeZone)};
  const {mode} = client;
  const accountId = lookUps.account?.id ?? connected?.id ?? null;

  const decided = withoutDuplicates(
    readings.map((reading) => outcomeOf(inBooks(reading, {mode, accountId}), context)),
    {context, intents: intents.filter((intent) => !areOtherBooks(intent, {mode, accountId}))},
  );
  const outcomes =
    options.asks === 'check'
      ? decided
      : pricedOutcomes(decided, {...options, client, digest: ports.digest, nowUnixMs});
  const ready = readyOf(ports.digest, outcomes, {accountId, mode});
  const made = draftsMade(ports.digest, outcomes, {accountId, mode});
  return {tab, outcomes, accountId, timeZone, mode, ...ready, made};
}

/** Whether a row that is still to be billed has a problem. */
export function hasProblems({outcomes}: Pick<PlannedDrafts, 'outcomes'>): boolean {
  return outcomes.some(({isDone, problems}) => !isDone && problems.length > 0);
}

interface Reading extends KeyedGroup {
  readonly draft: DraftInvoice | null;
  readonly past: Past;
  /** What was begun for it, in whichever account and mode. */
  readonly intent: InvoiceIntent | null;
  readonly contentDigest: string | null;
}

function readGroups(
  {digest}: Pick<PlanPorts, 'digest'>,
  {title, table}: DraftTab,
  {nowUnixMs, intents}: {readonly nowUnixMs: number; readonly intents: readonly InvoiceIntent[]},
): readonly Reading[] {
  const byKey = new Map(intents.map((intent) => [intent.key, intent]));
  return keyGroups(groupDrafts(table.rows), {digest, nowUnixMs, tab: title}).map((keyed) => {
    const reading = readDraftInvoice(keyed.group);
    const draft = reading.kind === 'invoice' ? reading.invoice : null;
    const content = draft === null ? null : contentDigest(digest, draft);
    const intent = keyed.key === null ? null : (byKey.get(keyed.key) ?? null);
    const problems = [...keyed.problems, ...(reading.kind === 'problems' ? reading.problems : [])];
    const past = pastOf(keyed.group, intent, content);
    return {...keyed, draft, problems, contentDigest: content, intent, past};
  });
}

/** What was begun with another key is nothing that this one goes on with. */
function inBooks(reading: Reading, connected: Books): Reading {
  const {intent, group} = reading;
  if (intent === null || intent.state === 'refused' || !areOtherBooks(intent, connected)) return reading;
  return {...reading, past: pastElsewhere(group, intent, connected)};
}

function outcomeOf(reading: Reading, context: PlanContext): GroupOutcome {
  const {group, key, draft, past} = reading;
  const planned: PlannedDraft =
    draft === null || past.kind === 'done' ? nothingPlanned : planInvoice(draft, key ?? '', context);
  const known = {
    group,
    key,
    draft,
    contentDigest: reading.contentDigest,
    candidates: planned.candidates,
    customer: planned.customer,
    treatment: planned.treatment,
    dueOn: planned.dueOn,
    looksLike: [],
    totals: null,
    subtotal: planned.subtotal?.minorUnits ?? null,
    isDone: past.kind === 'done',
    draftMade: null,
    invoiceId: past.kind === 'done' ? past.invoiceId : null,
    number: past.kind === 'done' ? past.number : null,
  };
  if (past.kind === 'done') {
    const copied = key === null ? reading.problems : [];
    const closed = past.draft === null || draft === null ? [] : planBooks(draft, context).problems;
    const problems = [...copied, ...past.problems, ...closed];
    const draftMade = problems.length === 0 ? past.draft : null;
    return {...known, status: past.status, plan: null, problems, warnings: [], draftMade};
  }
  const found = planned.customer?.id ?? null;
  const other =
    past.kind !== 'begun' || draft === null || found === null
      ? null
      : otherCustomerProblem(group, past.intent, {asked: draft.customer, found});
  const problems = [...reading.problems, ...planned.problems, ...(other === null ? [] : [other])];
  const plan = problems.length === 0 ? planned.plan : null;
  const warnings = planned.warnings;
  const status = past.kind === 'begun' ? statusOf(past.intent.state) : 'Ready';
  return settled({...known, status, plan, problems, warnings}, context);
}

const nothingPlanned: PlannedDraft = {
  plan: null,
  problems: [],
  warnings: [],
  candidates: [],
  customer: null,
  treatment: null,
  subtotal: null,
  dueOn: null,
};

/** The status that follows from what was found: a problem, a warning nobody has answered, a day still to come. */
function settled(outcome: GroupOutcome, {today}: Pick<PlanContext, 'today'>): GroupOutcome {
  if (outcome.isDone) return outcome;
  const {draft, problems, warnings} = outcome;
  if (problems.length > 0) return {...outcome, status: 'Problem', plan: null};
  if (warnings.length > 0 && draft?.acceptsWarningBecause === null) return {...outcome, status: 'New'};
  const isEarly = draft?.billOn != null && compareDates(draft.billOn, today) > 0;
  return isEarly ? {...outcome, status: 'Not due yet'} : outcome;
}

function withoutDuplicates(
  outcomes: readonly GroupOutcome[],
  {context, intents}: {readonly context: PlanContext; readonly intents: readonly InvoiceIntent[]},
): readonly GroupOutcome[] {
  const billed = outcomes.map(({draft, plan, subtotal}) =>
    draft === null || plan === null ? null : billedByDraft(draft, plan, subtotal),
  );
  const before = context.lookUps.earlier.flatMap((invoice) => billedBefore(invoice, context.settings));
  const others = [...before, ...billed.flatMap((other) => other ?? [])];
  const contents = [...contentsOf(outcomes), ...contentsOfIntents(intents)];
  return outcomes.map((outcome, index) => {
    const one = billed[index] ?? null;
    if (one === null) return outcome;
    const {row} = outcome.group.rows[0];
    const found = duplicatesOf(one, others, {row, timeZone: context.timeZone});
    const twins = twinsOf(outcome, contents, {row, besides: found.looksLike});
    return settled(
      {
        ...outcome,
        problems: [...outcome.problems, ...found.problems],
        warnings: [...outcome.warnings, ...found.warnings, ...twins.warnings],
        looksLike: [...found.looksLike, ...twins.looksLike],
      },
      context,
    );
  });
}

function contentsOf(outcomes: readonly GroupOutcome[]): readonly BilledContent[] {
  return outcomes.flatMap(({key, contentDigest, group, isDone}) =>
    key === null || contentDigest === null || isDone
      ? []
      : [{name: `row ${group.rows[0].row}`, key, contentDigest}],
  );
}

function contentsOfIntents(intents: readonly InvoiceIntent[]): readonly BilledContent[] {
  return intents.flatMap(({state, key, number, invoiceId, contentDigest}) =>
    state === 'reversed' || state === 'refused'
      ? []
      : [{name: number ?? invoiceId ?? 'an invoice begun earlier', key, contentDigest}],
  );
}

function readyOf(
  digest: Digest,
  outcomes: readonly GroupOutcome[],
  {accountId, mode}: {readonly accountId: string | null; readonly mode: 'test' | 'live'},
): Pick<PlannedDrafts, 'ready' | 'digest' | 'strictDigest'> {
  const ready = outcomes.flatMap(({plan, totals, status}) =>
    plan === null || totals === null || waits.includes(status) ? [] : [{plan, totals}],
  );
  if (ready.length === 0) return {ready, digest: null, strictDigest: null};
  const named = {accountId, mode, plans: ready};
  return {
    ready,
    digest: planDigest(digest, {...named, allOrNothing: false}),
    strictDigest: planDigest(digest, {...named, allOrNothing: true}),
  };
}

/** What is not created now, though nothing is wrong with it. */
const waits: readonly string[] = ['New', 'Not due yet'];
