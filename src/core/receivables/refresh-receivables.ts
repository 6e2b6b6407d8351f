import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {toMajor} from '../money/money.ts';
import type {Clock, Http, Lock, Log, Person, Properties, Random, Tables} from '../ports.ts';
import {readSettings} from '../settings.ts';
import type {RefreshReply, RefreshRequest} from '../sidebar-contract.ts';
import {type Account, readAccount} from '../stripe/account.ts';
import {createStripeClient, type StripeClient} from '../stripe/client.ts';
import {readConnection} from '../stripe/connection.ts';
import {formatIsoDate} from '../time/civil-date.ts';
import {civilDateAt, formatIsoInstant} from '../time/zone.ts';
import {agingBuckets} from './aging-bucket.ts';
import {type AgingReport, agingReport} from './aging-report.ts';
import {agingTab, lastAttemptCell} from './aging-tab.ts';
import {checkAging, checkReceivables} from './control-check.ts';
import {type ListedReceivables, listReceivables} from './list-receivables.ts';
import {
  checkPlausibleCount,
  checkSameBooks,
  readPublishedSnapshot,
  writePublishedSnapshot,
} from './published-snapshot.ts';
import {type Receivable, receivableFrom} from './receivable.ts';
import {receivablesTab} from './receivables-tab.ts';
import {type CurrencyTie, type RefreshStamp, ties} from './refresh-stamp.ts';
import {refreshWarnings} from './refresh-warnings.ts';
import {runAlone} from './running-refresh.ts';

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

/**
 * Brings the `Receivables` and `AR Aging` tabs up to what Stripe holds now.
 *
 * Both are written to hidden tabs, compared there with the totals of Stripe's own pages, and only then copied onto the
 * visible tabs. A refresh that fails leaves those as they were and says on `AR Aging` when and why.
 *
 * @throws AddonError REFRESH_BUSY, CREDENTIALS_MISSING, CREDENTIALS_INVALID, PERMISSION_MISSING, STRIPE_UNREACHABLE,
 *   STRIPE_RATE_LIMITED, STRIPE_REJECTED, RESPONSE_UNREADABLE, DEADLINE_REACHED, MODE_MISMATCH, COUNT_CHANGED,
 *   CONTROL_TOTAL_MISMATCH, SETTINGS_INVALID, TABLE_HEADER_MISSING
 */
export function refreshReceivables(
  ports: RefreshPorts,
  request: RefreshRequest,
  deadlineUnixMs: number,
): RefreshReply {
  return runAlone(ports, () => {
    try {
      return refresh(ports, request, deadlineUnixMs);
    } catch (fault) {
      noteFailure(ports, fault);
      throw fault;
    }
  });
}

function refresh(ports: RefreshPorts, request: RefreshRequest, deadlineUnixMs: number): RefreshReply {
  const {tables, documentProperties} = ports;
  const settings = readSettings(documentProperties);
  const client = createStripeClient(ports, readConnection(ports.userProperties));
  const previous = readPublishedSnapshot(documentProperties);
  const account = readAccountIfAllowed(client);
  checkSameBooks(previous, {accountId: account?.id ?? null, mode: client.mode});
  const refreshedAtUnixMs = ports.clock.nowUnixMs();
  const listed = listReceivables(client, deadlineUnixMs);

  const timeZone = settings.timeZone ?? account?.timeZone ?? tables.timeZone();
  const asOf = civilDateAt(Math.floor(refreshedAtUnixMs / 1000), timeZone);
  const buckets = agingBuckets(settings.bucketEdges);
  const receivables = listed.invoices.map((invoice) => receivableFrom(invoice, {asOf, timeZone}));
  const report = agingReport(receivables, {buckets, currencyOrder: settings.currencyOrder});
  if (request.acceptCountChange !== true) checkPlausibleCount(previous, receivables.length);

  const table = receivablesTab(receivables, {asOf, buckets, settings, accountId: account?.id ?? null});
  const tied = checkReceivables(listed.raw, tables.stage(table));
  const stamp: RefreshStamp = {
    asOf,
    timeZone,
    refreshedAtUnixMs,
    account,
    mode: client.mode,
    invoices: receivables.length,
    agedFrom: countAgedFrom(receivables),
    ties: tied,
    warnings: refreshWarnings(receivables, {timeZone, spreadsheetTimeZone: tables.timeZone()}),
  };
  const aging = agingTab(report, stamp);
  checkAging(listed.raw, tables.stage(aging));
  tables.publish(table);
  tables.publish(aging);

  writePublishedSnapshot(documentProperties, {
    accountId: account?.id ?? null,
    mode: client.mode,
    invoices: receivables.length,
    refreshedAtUnixMs,
  });
  ports.log.record('receivables refreshed', {invoices: receivables.length, pages: listed.pages});
  return replyOf(stamp, report, listed);
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

function countAgedFrom(receivables: readonly Receivable[]): RefreshStamp['agedFrom'] {
  const counts = {'due-date': 0, 'auto-charge': 0, 'no-due-date': 0};
  for (const {agedFromRule} of receivables) counts[agedFromRule] += 1;
  return counts;
}

/** The last good figures stay; the row that says how the last attempt went tells of the fault. */
function noteFailure({tables, clock, log}: RefreshPorts, fault: unknown): void {
  const message = fault instanceof Error ? fault.message : String(fault);
  log.record('receivables not refreshed', {code: fault instanceof AddonError ? fault.code : null});
  try {
    const cell = lastAttemptCell(tables.read('ar-aging') ?? []);
    if (cell === null) return;
    const at = formatIsoInstant(clock.nowUnixMs(), tables.timeZone());
    tables.writeCell('ar-aging', cell, `Failed at ${at}. ${message}`);
  } catch {
    // A protected tab must not hide why the refresh failed: that fault is on its way to the person.
    log.record('last attempt not noted', {});
  }
}

function replyOf(stamp: RefreshStamp, report: AgingReport, listed: ListedReceivables): RefreshReply {
  return {
    status: 'complete',
    asOf: formatIsoDate(stamp.asOf),
    timeZone: stamp.timeZone,
    refreshedAt: formatIsoInstant(stamp.refreshedAtUnixMs, stamp.timeZone),
    account: stamp.account?.id ?? null,
    mode: stamp.mode,
    invoices: stamp.invoices,
    pages: listed.pages,
    totals: report.totals.map((row) => {
      const tie: CurrencyTie | undefined = stamp.ties.find(
        (of) => of.fromStripe.open.currency === row.currency,
      );
      assertInvariant(
        tie !== undefined || row.total.minorUnits === 0,
        `${row.currency} was compared with Stripe`,
      );
      return {
        currency: row.currency,
        invoices: tie?.fromTable.invoices ?? 0,
        open: toMajor(row.total),
        uncollectible: toMajor(row.uncollectible),
        ties: tie === undefined || ties(tie),
      };
    }),
    warnings: stamp.warnings,
  };
}
