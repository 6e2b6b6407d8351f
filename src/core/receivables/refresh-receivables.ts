import {AddonError, type ErrorCode} from '../errors/addon-error.ts';
import type {Clock, Http, Lock, Log, Person, Properties, Random, Tables} from '../ports.ts';
import {readSettings} from '../settings.ts';
import type {RefreshReply, RefreshRequest} from '../sidebar-contract.ts';
import {type Account, readAccount} from '../stripe/account.ts';
import {createStripeClient, type StripeClient} from '../stripe/client.ts';
import {readConnectedAccount, readConnection, writeConnectedAccount} from '../stripe/connection.ts';
import type {StripeKey} from '../stripe/credentials.ts';
import {formatIsoInstant} from '../time/zone.ts';
import {lastAttemptCell} from './aging-tab.ts';
import {countingHttp} from './counting-http.ts';
import {writeLastFailure} from './last-failure.ts';
import {listReceivables, receivablesListings} from './list-receivables.ts';
import {type ReadInvoices, restoreProgress} from './progress-store.ts';
import {publishReceivables} from './publish-receivables.ts';
import {checkSameBooks, readPublishedSnapshot} from './published-snapshot.ts';
import {clearRun, isResumable, newRun, type RefreshRun, readRun, writeRun} from './refresh-run.ts';
import {runAlone} from './run-alone.ts';
import {appendToRunLog, type RunLogEntry} from './run-log.ts';

export interface RefreshPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly lock: Lock;
  readonly person: Person;
  readonly userProperties: Properties;
  readonly documentProperties: Properties;
  readonly tables: Tables;
}

export interface RefreshOptions {
  /** After this moment no page is asked for; what was read is kept for the next run. */
  readonly deadlineUnixMs: number;
  /** How long to wait for a run that is under way: a trigger does not wait. */
  readonly lockWaitMs: number;
  /** The sidebar works in slices of seconds, which count as one run and leave one row in the run log. */
  readonly startedBy: 'person' | 'trigger' | 'sidebar';
  /** How long to ask for pages before answering, where that is less than the deadline leaves. */
  readonly readForMs?: number;
}

/** What the run log says of a run, filled in as it goes: a run that fails tells how far it came. */
interface RunFacts {
  key: string;
  pages: number;
  /** Of the slices before this one. */
  requestsBefore: number;
  startedAtUnixMs: number;
  /** Null until the run has begun or gone on. */
  runId: string | null;
}

/** Faults that reading on from here would only meet again. */
const beginAnewAfter: ReadonlySet<ErrorCode> = new Set([
  'CONTROL_TOTAL_MISMATCH',
  'MODE_MISMATCH',
  'RESPONSE_UNREADABLE',
  'SHEET_TOO_LARGE',
  'STRIPE_REJECTED',
]);

/**
 * Brings the `Receivables` and `AR Aging` tabs up to what Stripe holds now, in as many runs as it takes.
 *
 * Every few pages are kept, so a run that is stopped or ended anywhere is gone on with by the next. Both tables are
 * written to hidden tabs, compared there with the totals of Stripe's own pages, and only then copied onto the visible
 * tabs, with what people keep beside each invoice. A refresh that fails leaves those as they were and says on
 * `AR Aging` when and why. Every run adds a row to `Run Log`.
 *
 * @throws AddonError REFRESH_BUSY, CREDENTIALS_MISSING, CREDENTIALS_INVALID, PERMISSION_MISSING, STRIPE_UNREACHABLE,
 *   STRIPE_RATE_LIMITED, STRIPE_REJECTED, RESPONSE_UNREADABLE, MODE_MISMATCH, COUNT_CHANGED, CONTROL_TOTAL_MISMATCH,
 *   SETTINGS_INVALID, SHEET_TOO_LARGE, TAB_PROTECTED, TABLE_HEADER_MISSING, TABLE_ROW_UNCLEAR
 */
export function refreshReceivables(
  ports: RefreshPorts,
  request: RefreshRequest,
  options: RefreshOptions,
): RefreshReply {
  const startedAtUnixMs = ports.clock.nowUnixMs();
  const {http, requestsSent} = countingHttp(ports.http);
  const facts: RunFacts = {key: '', pages: 0, requestsBefore: 0, startedAtUnixMs, runId: null};
  const by = whoRuns(ports.person, options.startedBy);
  const record = (result: RunLogEntry['result'], message: string) => {
    appendToRunLog(ports.tables, {
      atUnixMs: facts.startedAtUnixMs,
      who: by,
      what: 'Refresh receivables',
      key: facts.key,
      pages: facts.pages,
      requests: facts.requestsBefore + requestsSent(),
      seconds: (ports.clock.nowUnixMs() - facts.startedAtUnixMs) / 1000,
      result,
      message,
    });
  };

  let reply: RefreshReply;
  try {
    reply = runAlone(ports, options, () => refresh({...ports, http}, request, options, facts));
  } catch (fault) {
    ports.log.record('receivables not refreshed', {code: fault instanceof AddonError ? fault.code : null});
    const isBusy = fault instanceof AddonError && fault.code === 'REFRESH_BUSY';
    despite(ports.log, () => record(isBusy ? 'Skipped' : 'Failed', messageOf(fault)));
    if (!isBusy) {
      const atUnixMs = ports.clock.nowUnixMs();
      despite(ports.log, () => writeLastFailure(ports.documentProperties, {atUnixMs, by, fault}));
    }
    throw fault;
  }
  if (reply.status === 'continues' && options.startedBy === 'sidebar') return reply;
  despite(ports.log, () => record(reply.status === 'complete' ? 'Succeeded' : 'Unfinished', reply.message));
  return reply;
}

function refresh(
  ports: RefreshPorts,
  request: RefreshRequest,
  {deadlineUnixMs, startedBy, readForMs = Number.POSITIVE_INFINITY}: RefreshOptions,
  facts: RunFacts,
): RefreshReply {
  try {
    const settings = readSettings(ports.documentProperties);
    const credentials = readConnection(ports.userProperties);
    const client = createStripeClient(ports, credentials);
    facts.key = `${credentials.mode} …${credentials.lastFour} of ${ports.person.email() ?? 'someone'}`;
    const account = readAccountIfAllowed(client);
    rememberAccount(ports.userProperties, credentials, account);
    const previous = readPublishedSnapshot(ports.documentProperties);
    checkSameBooks(previous, {accountId: account?.id ?? null, mode: client.mode});

    const {run, read} = resumeOrStart(ports, {
      client,
      account,
      by: whoRuns(ports.person, startedBy),
      startedBy,
    });
    const isLaterSlice = startedBy === 'sidebar' && run.pages > 0;
    facts.runId = run.id;
    if (isLaterSlice) {
      facts.pages = run.pages;
      facts.requestsBefore = run.requests;
      facts.startedAtUnixMs = run.startedAtUnixMs;
    } else {
      despite(ports.log, () =>
        noteAttempt(ports, `Started at ${timeText(ports)} by ${run.by}; not finished yet.`),
      );
    }
    const onPage = () => {
      facts.pages += 1;
    };
    const readUntilUnixMs = Math.min(deadlineUnixMs, ports.clock.nowUnixMs() + readForMs);
    const reached = listReceivables(ports, {client, run, read, deadlineUnixMs: readUntilUnixMs, onPage});
    if (!reached.isComplete) return unfinished(ports, reached.run, read.invoices.size, startedBy);

    return publishReceivables(ports, {
      settings,
      client,
      account,
      previous,
      request,
      run: reached.run,
      read,
      key: facts.key,
    });
  } catch (fault) {
    despite(ports.log, () => forgetUnusable(ports.documentProperties, facts, fault));
    despite(ports.log, () => noteAttempt(ports, `Failed at ${timeText(ports)}. ${messageOf(fault)}`));
    throw fault;
  }
}

/** Goes on with what an earlier run has left, where that still says what Stripe holds; else begins anew. */
function resumeOrStart(
  ports: RefreshPorts,
  {
    client,
    account,
    by,
    startedBy,
  }: {
    readonly client: StripeClient;
    readonly account: Account | null;
    readonly by: string;
    readonly startedBy: RefreshOptions['startedBy'];
  },
): {readonly run: RefreshRun; readonly read: ReadInvoices} {
  const now = {mode: client.mode, accountId: account?.id ?? null, unixMs: ports.clock.nowUnixMs()};
  const left = readRun(ports.documentProperties);
  const restored =
    left !== null && isResumable(left, now) ? restoreProgress(ports.tables, left.storedRows) : null;
  const run =
    left !== null && restored !== null
      ? {...left, by, runs: left.runs + (isSameSitting(left, {by, startedBy, nowUnixMs: now.unixMs}) ? 0 : 1)}
      : newRun(now, {by, listings: receivablesListings(), fraction: ports.random.nextFraction()});
  writeRun(ports.documentProperties, run);
  return {run, read: restored ?? {invoices: new Map(), raw: {byId: new Map()}}};
}

/** No longer than one run of Google's could have been. */
const sittingMaxMs = 6 * 60 * 1000;

/** Slices of the sidebar that follow each other read as a single run does, so the stamp need not warn of them. */
function isSameSitting(
  left: RefreshRun,
  now: {
    readonly by: string;
    readonly startedBy: RefreshOptions['startedBy'];
    readonly nowUnixMs: number;
  },
): boolean {
  return (
    now.startedBy === 'sidebar' && left.by === now.by && now.nowUnixMs - left.startedAtUnixMs < sittingMaxMs
  );
}

function forgetUnusable(documentProperties: Properties, {runId}: RunFacts, fault: unknown): void {
  const isUnusable = fault instanceof AddonError && beginAnewAfter.has(fault.code);
  if (isUnusable && runId !== null && readRun(documentProperties)?.id === runId) clearRun(documentProperties);
}

function unfinished(
  ports: RefreshPorts,
  run: RefreshRun,
  invoices: number,
  startedBy: RefreshOptions['startedBy'],
): RefreshReply {
  const message = `Unfinished: ${run.pages} pages with ${invoices} invoices are read, more remain. The next refresh goes on from there.`;
  const startedAt = formatIsoInstant(run.startedAtUnixMs, ports.tables.timeZone());
  if (startedBy !== 'sidebar') {
    despite(ports.log, () => noteAttempt(ports, `${message} Started at ${startedAt}.`));
  }
  return {status: 'continues', pages: run.pages, invoices, message};
}

/** A restricted key may read invoices but not the account: then the stamp says so and the spreadsheet's zone decides. */
function readAccountIfAllowed(client: StripeClient): Account | null {
  try {
    return readAccount(client);
  } catch (fault) {
    if (fault instanceof AddonError && fault.code === 'PERMISSION_MISSING') return null;
    throw fault;
  }
}

/** Written when it changes, for each write of a property counts. */
function rememberAccount(userProperties: Properties, credentials: StripeKey, account: Account | null): void {
  const known = readConnectedAccount(userProperties, credentials);
  const same =
    known?.id === account?.id && known?.name === account?.name && known?.timeZone === account?.timeZone;
  if (!same) writeConnectedAccount(userProperties, credentials, account);
}

/** The last good figures stay; one row of the stamp tells how the last attempt went. */
export function noteAttempt({tables}: {readonly tables: Tables}, text: string): void {
  const cell = lastAttemptCell(tables.read('ar-aging')?.values ?? []);
  if (cell !== null) tables.writeCell('ar-aging', cell, text);
}

/** A note must not hide the fault that is on its way to the person, nor stop a run: the tab may be protected, for one. */
export function despite(log: Log, action: () => void): void {
  try {
    action();
  } catch {
    log.record('fault not noted in the spreadsheet', {});
  }
}

function whoRuns(person: Person, startedBy: RefreshOptions['startedBy']): string {
  const email = person.email() ?? 'someone';
  return startedBy === 'trigger' ? `hourly trigger of ${email}` : email;
}

function timeText({clock, tables}: RefreshPorts): string {
  return formatIsoInstant(clock.nowUnixMs(), tables.timeZone());
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
