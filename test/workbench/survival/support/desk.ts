import {join} from 'node:path';
import type {ExecutionResult} from '../../../../workbench/apps-script/execution.ts';
import type {Json} from '../../../../workbench/apps-script/host-call.ts';
import {
  openWorkbench,
  type RunAs,
  type SavedWorkbench,
  type Workbench,
  type WorkbenchOptions,
} from '../../../../workbench/workbench.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import type {Wire} from '../../../support/fake-invoice.ts';
import {type ChangingStripe, changingStripe} from './changing-stripe.ts';
import {type Hands, personAt} from './person.ts';
import {readTable, type Table} from './table.ts';

export const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;
/** Beyond what Google lets an execution run. */
export const beyondLimitMs = 6 * 60 * 1000 + 1;

/** The real add-on in a spreadsheet, people before it, and a Stripe behind it that changes. */
export interface Desk {
  readonly workbench: Workbench;
  readonly stripe: ChangingStripe;
  readonly hands: Hands;
  /** Refreshes and answers what the add-on says. @throws Error with the add-on's message. */
  refresh(as?: RunAs): Promise<Json>;
  /** The sentence that a refresh fails with. */
  refusal(as?: RunAs): Promise<string>;
  table(title?: string): Promise<Table>;
  /** Of the run log, without its header. */
  runs(): Promise<readonly RunLogRow[]>;
  /** What a row of the stamp on `AR Aging` says. */
  stamp(label: string): string;
  /**
   * Ends the next execution right after its n-th call of a Google service that changes something or asks Stripe, as
   * Google's time limit does; null ends none. An end after a call that only reads is one after the last change.
   */
  killAfterChange(change: number | null): void;
  /** Calls of Google services since then. */
  calls(): readonly string[];
}

export interface RunLogRow {
  readonly when: string;
  readonly who: string;
  readonly key: string;
  readonly result: string;
  readonly message: string;
}

export interface DeskOptions {
  readonly invoices: readonly Wire[];
  /** ISO */
  readonly now?: string;
  readonly timeZone?: string;
  readonly accountTimeZone?: string;
  readonly responder?: WorkbenchOptions['responder'];
  readonly saved?: SavedWorkbench;
  readonly connected?: boolean;
  readonly tabs?: WorkbenchOptions['tabs'];
}

const opened: Workbench[] = [];

/** What changes nothing, by service and method. */
const reads =
  /^(?:PropertiesService\.get.*|LockService\.(?:get.*|hasLock)|Session\..*|Utilities\..*|ScriptApp\.get.*|spreadsheet\.(?:workbook|extent|read.*|filter|hidden.*|names|protections|conditionalFormats|columnWidths|flush|metadata))$/;

/** Opens a desk, which is closed after the test. */
export function openDesk(options: DeskOptions): Desk {
  const timeZone = options.timeZone ?? 'America/New_York';
  const stripe = changingStripe({
    invoices: options.invoices,
    timeZone: options.accountTimeZone ?? timeZone,
  });
  let killedChange: number | null = null;
  let calls: string[] = [];
  let changes = 0;
  const workbench = openWorkbench({
    projectDir: join(import.meta.dirname, '../../../..'),
    nowUnixMs: Date.parse(options.now ?? '2026-11-04T15:00:00Z'),
    timeZone,
    stripe: stripe.route,
    stripeKey: options.connected === false ? null : worldKey,
    settings: null,
    tabs: options.tabs ?? {},
    ...(options.responder === undefined ? {} : {responder: options.responder}),
    ...(options.saved === undefined ? {} : {saved: options.saved}),
    onServiceCall({service, method}) {
      calls.push(`${service}.${method}`);
      if (reads.test(calls.at(-1) ?? '')) return;
      changes += 1;
      if (changes === killedChange) workbench.clock.advance(beyondLimitMs);
    },
  });
  opened.push(workbench);

  return {
    workbench,
    stripe,
    hands: personAt(workbench.spreadsheet),
    refresh: async (as) => replyOf(await workbench.run('refreshReceivables', [], as)),
    refusal: async (as) => failureOf(await workbench.run('refreshReceivables', [], as)),
    table: (title = 'Receivables') => readTable(workbench.spreadsheet, title),
    async runs() {
      await workbench.spreadsheet.settled();
      const [, ...rows] = workbench.spreadsheet.readTab('Run Log')?.plain ?? [];
      return rows.map((row) => ({
        when: String(row[0]),
        who: String(row[1]),
        key: String(row[3]),
        result: String(row[7]),
        message: String(row[8]),
      }));
    },
    stamp(label) {
      const row = workbench.spreadsheet.readTab('AR Aging')?.plain.find(([first]) => first === label);
      return row === undefined ? `AR Aging has no row "${label}".` : String(row[1]);
    },
    killAfterChange(change) {
      killedChange = change;
      calls = [];
      changes = 0;
    },
    calls: () => calls,
  };
}

/** To be called by each file, for its own tests: the engine keeps a test process alive until it is closed. */
export async function closeDesks(): Promise<void> {
  for (const workbench of opened.splice(0)) await workbench.close();
}

export function replyOf(result: ExecutionResult): Json {
  if (!result.ok) throw new Error(`The add-on failed: ${result.error.stack}`);
  return result.value;
}

export function failureOf(result: ExecutionResult): string {
  if (result.ok) throw new Error(`The add-on did not fail but answered ${JSON.stringify(result.value)}.`);
  return result.error.message;
}
