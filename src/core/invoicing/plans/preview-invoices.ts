import {AddonError} from '../../errors/addon-error.ts';
import type {PreviewReply, PreviewRequest} from '../../invoice-contract.ts';
import type {Lock} from '../../ports.ts';
import {draftColumns} from '../draft-columns.ts';
import {type DraftTab, type PlanOptions, type PlanPorts, planDrafts, readDraftTab} from './plan-drafts.ts';
import {previewReply} from './preview-reply.ts';
import {resultCells} from './result-cells.ts';

export interface PreviewPorts extends PlanPorts {
  readonly lock: Lock;
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
  const planned = planDrafts(ports, options);

  const written = ports.lock.runAlone(lockWaitMs, () => {
    refuseChanged(planned.tab, readDraftTab(ports.drafts));
    ports.drafts.write(resultCells(planned.tab, planned.outcomes));
  });
  if (written.kind === 'busy') {
    throw new AddonError({
      code: 'REFRESH_BUSY',
      fact: 'Cannot write what the check found: another run of the add-on holds this spreadsheet.',
      nextStep: 'Wait until it has ended, then check again.',
    });
  }

  return previewReply(planned, {asks: options.asks, allOrNothing: request?.allOrNothing === true});
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
