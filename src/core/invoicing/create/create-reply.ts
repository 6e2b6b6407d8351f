import type {BatchInvoice, BatchTotal, CreateReply} from '../../invoice-contract.ts';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import {dashboardLink} from '../../stripe/links.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {isSettled, statusOf} from '../plans/earlier-intent.ts';
import type {PlannedDrafts} from '../plans/plan-drafts.ts';
import {counted, heldUpWords, totalsByCurrency, waitingWords} from '../plans/preview-reply.ts';

/** What was begun and is not ended: `continues` says that there was no time for it. */
export function createReply(
  batch: readonly InvoiceIntent[],
  planned: PlannedDrafts,
  {
    status,
    isHeldUp = false,
  }: {
    readonly status: CreateReply['status'];
    /** All or nothing was asked for, and something has a problem. */
    readonly isHeldUp?: boolean;
  },
): CreateReply {
  const made = batch.filter(isMade);
  const unfinished = batch.filter((intent) => !isSettled(intent));
  if (status === 'continues') {
    const message = `${progressWords(batch, made)} Create again to go on.`;
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
    waitingWords(planned.outcomes, isHeldUp ? heldUpWords : ''),
  ]
    .filter((part) => part !== '')
    .join(' ');
  return {
    status,
    created: made.length,
    finalized: made.filter(isFinal).length,
    sent: made.filter(({state}) => state === 'sent').length,
    stopped,
    failed,
    totals,
    invoices: batchInvoices(batch, planned),
    message,
  };
}

/** In the order of the tab, but those that somebody must look at first. */
function batchInvoices(batch: readonly InvoiceIntent[], {outcomes}: PlannedDrafts): readonly BatchInvoice[] {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
  const invoices = batch.map((intent): BatchInvoice => {
    const {key, invoiceId, number, mode, accountId, customerId, currency, totals} = intent;
    const outcome = outcomeOf.get(key);
    const rows = outcome?.group.rows.map(({row}) => row) ?? [];
    const customer = outcome?.customer?.name ?? outcome?.draft?.customer ?? customerId;
    const link = {id: invoiceId ?? '', livemode: mode === 'live'};
    return {
      rows,
      title: `${customer} · ${formatMoney(money(totals.total, currencyCode(currency)))}`,
      status: statusOf(intent.state),
      number,
      link: invoiceId === null ? null : dashboardLink(link, accountId),
      problem: intent.problem ?? outcome?.problems[0]?.sentence ?? goneProblem(intent, rows),
    };
  });
  const place = ({rows: [first = Number.MAX_SAFE_INTEGER]}: BatchInvoice) => first;
  return invoices.sort(
    (a, b) => Number(a.problem === null) - Number(b.problem === null) || place(a) - place(b),
  );
}

function goneProblem(intent: InvoiceIntent, rows: readonly number[]): string | null {
  if (isSettled(intent)) return null;
  return rows.length === 0
    ? 'Its rows are gone or carry another key. Put them back to go on with it.'
    : 'It is not finished. Create again to go on with it.';
}

/** Drafts of an earlier batch, which are there already. */
function areDrafts(batch: readonly InvoiceIntent[]): boolean {
  return batch.length > 0 && batch.every(({wasDraft}) => wasDraft === true);
}

function isFinal({state}: InvoiceIntent): boolean {
  return state === 'finalized' || state === 'sent';
}

function progressWords(batch: readonly InvoiceIntent[], made: readonly InvoiceIntent[]): string {
  return areDrafts(batch)
    ? `${batch.filter(isFinal).length} of ${counted(batch.length, 'draft', 'drafts')} finalized.`
    : `${made.length} of ${counted(batch.length, 'invoice', 'invoices')} created.`;
}

function madeWords(
  batch: readonly InvoiceIntent[],
  made: readonly InvoiceIntent[],
  totals: readonly BatchTotal[],
): string {
  if (batch.length === 0) return 'Nothing to create.';
  if (areDrafts(batch)) {
    const final = batch.filter(isFinal);
    if (final.length === 0) return 'No draft was finalized.';
    const sums = totalsByCurrency(final).map(({total}) => total);
    return `${counted(final.length, 'draft', 'drafts')} finalized, ${sums.join(', ')}.`;
  }
  if (made.length === 0) return 'No invoice was created.';
  return `${counted(made.length, 'invoice', 'invoices')} created, ${totals.map(({total}) => total).join(', ')}.`;
}

/** In Stripe with all its lines, and with the totals of the plan. */
export function isMade({state}: InvoiceIntent): boolean {
  return state === 'lined' || state === 'finalized' || state === 'sent';
}
