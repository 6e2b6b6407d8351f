import type {DraftsState, UnfinishedBatch} from '../../invoice-contract.ts';
import type {DraftSheet, Tables} from '../../ports.ts';
import {formatIsoInstant} from '../../time/zone.ts';
import {textCell} from '../draft-cells.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {isSettled} from '../plans/earlier-intent.ts';
import {readDraftTab} from '../plans/plan-drafts.ts';
import {isMade} from './create-reply.ts';
import {readIntents} from './intent-register.ts';

export interface DraftsStatePorts {
  readonly drafts: DraftSheet;
  readonly tables: Pick<Tables, 'timeZone' | 'readRecords'>;
}

/**
 * Whether there is a tab with rows, and a batch to go on with. Stripe is asked nothing, so it is quick enough for every
 * opening of the sidebar.
 *
 * @throws AddonError TABLE_HEADER_MISSING for a tab without a header that is needed, TABLE_ROW_UNCLEAR as readIntents
 */
export function draftsState({drafts, tables}: DraftsStatePorts): DraftsState {
  if (drafts.read() === null) return {tab: null, unfinished: null};
  const {title, table} = readDraftTab(drafts);
  const keys = new Set(table.rows.flatMap((row) => textCell(row.result('Key')) ?? []));
  return {
    tab: {title, rows: table.rows.length},
    unfinished: latestUnfinished(readIntents(tables), {keys, timeZone: tables.timeZone()}),
  };
}

/** What was begun for rows that are gone cannot be gone on with, so nobody is asked to. */
function latestUnfinished(
  intents: readonly InvoiceIntent[],
  {keys, timeZone}: {readonly keys: ReadonlySet<string>; readonly timeZone: string},
): UnfinishedBatch | null {
  const open = intents.filter((intent) => !isSettled(intent) && keys.has(intent.key));
  const latest = open[open.length - 1];
  if (latest === undefined) return null;
  const batchId = latest.resumedBy ?? latest.batchId;
  const batch = intents.filter((intent) => (intent.resumedBy ?? intent.batchId) === batchId);
  return {
    batchId,
    by: latest.preparedBy,
    begunAt: formatIsoInstant(latest.intendedAtUnixS * 1000, timeZone),
    invoices: batch.length,
    created: batch.filter(isMade).length,
    finalize: batch.some(({finalize}) => finalize),
    deliver: batch.some(({deliver}) => deliver),
  };
}
