import type {BatchTotal, CreateReply} from '../../invoice-contract.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {isSettled} from '../plans/earlier-intent.ts';
import type {PlannedDrafts} from '../plans/plan-drafts.ts';
import {counted, totalsByCurrency, waitingWords} from '../plans/preview-reply.ts';

/** What was begun and is not ended: `continues` says that there was no time for it. */
export function createReply(
  batch: readonly InvoiceIntent[],
  planned: PlannedDrafts,
  status: CreateReply['status'],
): CreateReply {
  const made = batch.filter(isMade);
  const unfinished = batch.filter((intent) => !isSettled(intent));
  if (status === 'continues') {
    const message = `${made.length} of ${counted(batch.length, 'invoice', 'invoices')} created. Create again to go on.`;
    return {status, created: made.length, remaining: unfinished.length, message};
  }
  const stopped = batch.filter(({state}) => state === 'stopped').length;
  const failed = unfinished.length + batch.filter(({state}) => state === 'refused').length;
  const totals = totalsByCurrency(made);
  const message = [
    madeWords(batch, made, totals),
    stopped === 0
      ? ''
      : `${counted(stopped, 'stays a draft: its total differs', 'stay drafts: their totals differ')}.`,
    failed === 0
      ? ''
      : `${counted(failed, 'was not finished: its row says why', 'were not finished: their rows say why')}.`,
    waitingWords(planned.outcomes),
  ]
    .filter((part) => part !== '')
    .join(' ');
  return {
    status,
    created: made.length,
    finalized: made.filter(({state}) => state === 'finalized' || state === 'sent').length,
    sent: made.filter(({state}) => state === 'sent').length,
    stopped,
    failed,
    totals,
    message,
  };
}

function madeWords(
  batch: readonly InvoiceIntent[],
  made: readonly InvoiceIntent[],
  totals: readonly BatchTotal[],
): string {
  if (batch.length === 0) return 'Nothing to create.';
  if (made.length === 0) return 'No invoice was created.';
  return `${counted(made.length, 'invoice', 'invoices')} created, ${totals.map(({total}) => total).join(', ')}.`;
}

function isMade({state}: InvoiceIntent): boolean {
  return state === 'lined' || state === 'finalized' || state === 'sent';
}
