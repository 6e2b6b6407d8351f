import type {DraftCells} from '../../ports.ts';
import {dashboardLink} from '../../stripe/links.ts';
import {textCell} from '../draft-cells.ts';
import type {DraftResultHeader} from '../draft-columns.ts';
import {groupDrafts} from '../draft-groups.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {statusOf} from '../plans/earlier-intent.ts';
import type {DraftTab} from '../plans/plan-drafts.ts';
import {cellsOf, type Result, type Results, text} from '../plans/result-cells.ts';

/** What became of these intents, in the rows that carry their keys now, wherever people have moved them. */
export function createdCells(tab: DraftTab, intents: readonly InvoiceIntent[]): readonly DraftCells[] {
  const intentOf = new Map(intents.map((intent) => [intent.key, intent]));
  const results = new Map<number, Results>();
  for (const {rows} of groupDrafts(tab.table.rows)) {
    const keys = [...new Set(rows.flatMap((row) => textCell(row.result('Key')) ?? []))];
    const [key = ''] = keys;
    const intent = keys.length === 1 ? intentOf.get(key) : undefined;
    if (intent === undefined) continue;
    const [first, ...others] = rows;
    results.set(first.row, firstResults(intent));
    for (const {row} of others) results.set(row, new Map([['Status', text(statusOf(intent.state))]]));
  }
  return cellsOf(tab, results);
}

function firstResults(intent: InvoiceIntent): Results {
  const {state, problem, preparedBy, approvedBy, invoiceId, number, accountId, mode} = intent;
  const link =
    invoiceId === null ? null : dashboardLink({id: invoiceId, livemode: mode === 'live'}, accountId);
  return new Map<DraftResultHeader, Result>([
    ['Status', text(statusOf(state))],
    ['Problem', text(problem)],
    ['Prepared by', text(preparedBy)],
    ['Approved by', text(approvedBy)],
    ['Invoice ID', text(invoiceId)],
    ['Number', text(number)],
    ['Link', text(link)],
    ['PDF', text(intent.pdf ?? null)],
    ['Batch', text(intent.resumedBy ?? intent.batchId)],
  ]);
}
