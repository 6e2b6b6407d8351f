import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {toMajor} from '../money/money.ts';
import type {Settings} from '../settings.ts';
import type {RefreshComplete, RefreshRequest} from '../sidebar-contract.ts';
import type {Account} from '../stripe/account.ts';
import type {StripeClient} from '../stripe/client.ts';
import {liveTable} from '../tables/live-table.ts';
import {type MergedTable, mergePeoplesCells} from '../tables/merge-peoples-cells.ts';
import {type PeoplesArchive, readArchive, sameArchive, writeArchive} from '../tables/peoples-archive.ts';
import type {TabContent, TabKey} from '../tables/tab-content.ts';
import {formatIsoDate} from '../time/civil-date.ts';
import {civilDateAt, formatIsoInstant} from '../time/zone.ts';
import {agingBuckets} from './aging-bucket.ts';
import {type AgingReport, agingReport} from './aging-report.ts';
import {agingTab} from './aging-tab.ts';
import {type ColumnMemory, readColumnMemory, rememberChange, rememberShown} from './column-memory.ts';
import {checkAging, checkReceivables} from './control-check.ts';
import {clearLastFailure} from './last-failure.ts';
import {writeLastRefresh} from './last-refresh.ts';
import type {ReadInvoices} from './progress-store.ts';
import {checkPlausibleCount, type PublishedSnapshot, writePublishedSnapshot} from './published-snapshot.ts';
import {type Receivable, receivableFrom} from './receivable.ts';
import {receivablesTab} from './receivables-tab.ts';
import type {RefreshPorts} from './refresh-receivables.ts';
import {assertCurrent, clearRun, type RefreshRun} from './refresh-run.ts';
import {type RefreshStamp, ties} from './refresh-stamp.ts';
import {refreshWarnings} from './refresh-warnings.ts';

/** Everything a complete reading has brought together. */
export interface CompleteReading {
  readonly settings: Settings;
  readonly client: StripeClient;
  readonly account: Account | null;
  readonly previous: PublishedSnapshot | null;
  readonly request: RefreshRequest;
  readonly run: RefreshRun;
  readonly read: ReadInvoices;
  /** Whose key read it, for the stamp. */
  readonly key: string;
}

/** Both tables as they will stand, with what people keep in them. */
interface StagedTables {
  readonly table: MergedTable;
  readonly aging: MergedTable;
  readonly stamp: RefreshStamp;
}

interface AgedReading extends CompleteReading {
  readonly receivables: readonly Receivable[];
  readonly report: AgingReport;
  readonly stamp: Omit<RefreshStamp, 'ties'>;
  readonly columnMemory: ColumnMemory;
  readonly table: TabContent;
}

/**
 * Ages what was read, checks it against Stripe's own pages, and replaces both tabs.
 *
 * @throws AddonError COUNT_CHANGED, CONTROL_TOTAL_MISMATCH, REFRESH_BUSY, TAB_PROTECTED, TABLE_HEADER_MISSING, TABLE_ROW_UNCLEAR
 */
export function publishReceivables(ports: RefreshPorts, reading: CompleteReading): RefreshComplete {
  const aged = age(ports, reading);
  if (reading.request.acceptCountChange !== true) {
    checkPlausibleCount(reading.previous, aged.receivables.length);
  }

  const archive = readArchive(ports.tables);
  const {table, aging, stamp} = stageUndisturbed(ports, aged, archive);
  const before = {receivables: table.archiveBefore, 'ar-aging': aging.archiveBefore};
  const after = {receivables: table.archiveAfter, 'ar-aging': aging.archiveAfter};

  assertCurrent(ports.documentProperties, reading.run);
  // The publishing takes rows and notes off the visible tab; where it is ended in the middle, the next run has them here.
  if (!sameArchive(before, archive)) writeArchive(ports.tables, before);
  const {columnMemory} = aged;
  rememberChange(ports.documentProperties, columnMemory, aged.table.headers);
  ports.tables.publish(table.content);
  rememberShown(ports.documentProperties, columnMemory, aged.table.headers);
  ports.tables.publish(aging.content);
  if (!sameArchive(after, before)) writeArchive(ports.tables, after);

  writePublishedSnapshot(ports.documentProperties, {
    accountId: reading.account?.id ?? null,
    mode: reading.client.mode,
    invoices: aged.receivables.length,
    refreshedAtUnixMs: reading.run.startedAtUnixMs,
  });
  writeLastRefresh(ports.documentProperties, stamp, {
    by: reading.run.by,
    pages: reading.run.pages,
    seconds: (ports.clock.nowUnixMs() - reading.run.startedAtUnixMs) / 1000,
    accountTimeZone: reading.account?.timeZone ?? null,
  });
  clearLastFailure(ports.documentProperties);
  clearRun(ports.documentProperties);
  if (reading.run.storedRows > 0) ports.tables.replaceRecords('refresh-progress', []);
  ports.log.record('receivables refreshed', {invoices: aged.receivables.length, pages: reading.run.pages});
  return replyOf(stamp, aged.report, reading.run);
}

function age(ports: RefreshPorts, reading: CompleteReading): AgedReading {
  const {settings, account, client, run, key} = reading;
  const columnMemory = readColumnMemory(ports.documentProperties);
  const spreadsheetTimeZone = ports.tables.timeZone();
  const timeZone = settings.timeZone ?? account?.timeZone ?? spreadsheetTimeZone;
  const asOf = civilDateAt(Math.floor(run.startedAtUnixMs / 1000), timeZone);
  const buckets = agingBuckets(settings.bucketEdges);
  const receivables = [...reading.read.invoices.values()].map((invoice) =>
    receivableFrom(invoice, {asOf, timeZone, noDueDate: settings.noDueDate}),
  );
  return {
    ...reading,
    receivables,
    report: agingReport(receivables, {buckets, currencyOrder: settings.currencyOrder}),
    columnMemory,
    table: receivablesTab(receivables, {
      asOf,
      buckets,
      settings,
      accountId: account?.id ?? null,
      columnMemory,
    }),
    stamp: {
      asOf,
      timeZone,
      refreshedAtUnixMs: run.startedAtUnixMs,
      account,
      mode: client.mode,
      key,
      invoices: receivables.length,
      agedFrom: countAgedFrom(receivables),
      noDueDate: settings.noDueDate,
      warnings: [
        ...refreshWarnings(receivables, {timeZone, spreadsheetTimeZone}),
        ...interruptionWarning(ports, run),
        ...deletionWarnings(ports),
      ],
    },
  };
}

const stagingsMax = 3;

/**
 * Stages both tables from what people have in them at that moment; when somebody typed meanwhile, again.
 *
 * @throws AddonError REFRESH_BUSY when people do not stop typing into the tabs
 */
function stageUndisturbed(ports: RefreshPorts, aged: AgedReading, archive: PeoplesArchive): StagedTables {
  for (let staging = 1; staging <= stagingsMax; staging += 1) {
    const before = peoplesState(ports);
    const staged = stage(ports, aged, archive);
    if (peoplesState(ports) === before) return staged;
  }
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: 'Cannot publish the receivables: somebody is typing into the tabs, and no entry may be lost.',
    nextStep: 'Refresh again in a moment: it goes on from here.',
  });
}

function stage({tables}: RefreshPorts, aged: AgedReading, archive: PeoplesArchive): StagedTables {
  const merge = (content: TabContent) => {
    const tab = tables.read(content.key);
    return mergePeoplesCells(
      content,
      tab === null ? null : liveTable(tab, content.table),
      archive[content.key],
    );
  };

  const table = merge(aged.table);
  const stamp = {...aged.stamp, ties: checkReceivables(aged.read.raw, tables.stage(table.content))};
  const aging = merge(agingTab(aged.report, stamp));
  checkAging(aged.read.raw, tables.stage(aging.content), aged.report.buckets.labels);
  return {table, aging, stamp};
}

function peoplesState({tables}: RefreshPorts): string {
  const state = (key: TabKey) => {
    const tab = tables.read(key);
    return tab === null ? null : [tab.values, tab.formulas, tab.notes];
  };
  return JSON.stringify([state('receivables'), state('ar-aging')]);
}

function countAgedFrom(receivables: readonly Receivable[]): RefreshStamp['agedFrom'] {
  const counts = {'due-date': 0, 'auto-charge': 0, 'no-due-date': 0};
  for (const {agedFromRule} of receivables) counts[agedFromRule] += 1;
  return counts;
}

function interruptionWarning({clock, tables}: RefreshPorts, run: RefreshRun): readonly string[] {
  if (run.runs === 1) return [];
  const at = (unixMs: number) => formatIsoInstant(unixMs, tables.timeZone());
  return [
    `Read in ${run.runs} runs between ${at(run.startedAtUnixMs)} and ${at(clock.nowUnixMs())}: what changed in Stripe meanwhile may be missing until the next refresh.`,
  ];
}

function deletionWarnings({tables}: RefreshPorts): readonly string[] {
  const titles = {receivables: 'Receivables', 'ar-aging': 'AR Aging'} as const;
  return (['receivables', 'ar-aging'] as const)
    .filter((key) => tables.wasDeleted(key))
    .map(
      (key) =>
        `The tab "${titles[key]}" was deleted and is made anew: point the formulas that used it to it again.`,
    );
}

function replyOf(stamp: RefreshStamp, report: AgingReport, run: RefreshRun): RefreshComplete {
  const totals = report.totals.map((row) => {
    const tie = stamp.ties.find(({currency}) => currency === row.currency);
    assertInvariant(tie !== undefined, `${row.currency} was compared with Stripe`);
    return {
      currency: row.currency,
      invoices: tie.fromTable.open.count,
      open: toMajor(row.total),
      uncollectible: toMajor(row.uncollectible),
      ties: ties(tie),
    };
  });
  return {
    status: 'complete',
    asOf: formatIsoDate(stamp.asOf),
    timeZone: stamp.timeZone,
    refreshedAt: formatIsoInstant(stamp.refreshedAtUnixMs, stamp.timeZone),
    account: stamp.account?.id ?? null,
    mode: stamp.mode,
    invoices: stamp.invoices,
    pages: run.pages,
    totals,
    warnings: stamp.warnings,
    message: `${counted(stamp.invoices, 'invoice', 'invoices')} in ${counted(totals.length, 'currency', 'currencies')}, every control total ties to Stripe.`,
  };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
