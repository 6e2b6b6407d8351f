import {AddonError} from '../../errors/addon-error.ts';
import type {ActionContext} from '../../invoice-actions/action-context.ts';
import {countedInvoices} from '../../invoice-actions/action-words.ts';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import {controlTotals} from '../../money/totals.ts';
import {formatDayMonth} from '../../time/civil-date.ts';
import {civilTimeAt} from '../../time/zone.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';

/** Further back nobody reverses as a whole. */
const lookBackS = 400 * 24 * 3600;

export interface ListedBatch {
  readonly batchId: string;
  /** `12 invoices, EUR 48,200.00, 3 May 14:05, by ana@example.com` */
  readonly title: string;
}

type Now = Pick<ActionContext, 'nowUnixS' | 'timeZone' | 'mode' | 'accountId' | 'today'>;

/** Batches of the connected account and mode, newest first. */
export function listedBatches(intents: readonly InvoiceIntent[], now: Now): readonly ListedBatch[] {
  const batches = new Map<string, InvoiceIntent[]>();
  for (const intent of intents) {
    if (!isOurs(intent, now) || intent.state === 'refused') continue;
    batches.set(batchOf(intent), [...(batches.get(batchOf(intent)) ?? []), intent]);
  }
  return [...batches]
    .map(([batchId, batch]) => ({batchId, batch, begunAtUnixS: begunAt(batch)}))
    .filter(({begunAtUnixS}) => begunAtUnixS >= now.nowUnixS - lookBackS)
    .sort((a, b) => b.begunAtUnixS - a.begunAtUnixS)
    .map(({batchId, batch}) => ({batchId, title: titleOf(batch, now)}));
}

/**
 * What a batch made or may have made, in the order in which it was begun.
 *
 * @throws AddonError ARGUMENT_INVALID for a batch that is not in this spreadsheet, MODE_MISMATCH for one of another account
 *   or mode
 */
export function intentsOfBatch(
  intents: readonly InvoiceIntent[],
  batchId: string,
  now: Pick<ActionContext, 'mode' | 'accountId'>,
): readonly InvoiceIntent[] {
  const batch = intents.filter((intent) => batchOf(intent) === batchId && intent.state !== 'refused');
  const [first] = batch;
  if (first === undefined) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot reverse the batch ${batchId}: this spreadsheet has made no such batch.`,
      nextStep: 'Choose one of the list; a batch made in another spreadsheet is reversed there.',
    });
  }
  if (!isOurs(first, now)) {
    throw new AddonError({
      code: 'MODE_MISMATCH',
      fact: `Cannot reverse the batch ${batchId}: it was made in ${first.mode} mode${first.accountId === null ? '' : ` of the account ${first.accountId}`}, and you are connected to ${now.accountId ?? 'Stripe'} in ${now.mode} mode.`,
      nextStep: 'Connect with a key of that account and mode, then reverse it again.',
    });
  }
  return batch;
}

/** As in the Batch column: the later batch where it was gone on with. */
function batchOf({batchId, resumedBy}: InvoiceIntent): string {
  return resumedBy ?? batchId;
}

function isOurs(
  intent: Pick<InvoiceIntent, 'mode' | 'accountId'>,
  {mode, accountId}: Pick<ActionContext, 'mode' | 'accountId'>,
): boolean {
  const isSameAccount = intent.accountId === null || accountId === null || intent.accountId === accountId;
  return intent.mode === mode && isSameAccount;
}

function begunAt(batch: readonly InvoiceIntent[]): number {
  return batch.reduce((last, {intendedAtUnixS}) => Math.max(last, intendedAtUnixS), 0);
}

function titleOf(batch: readonly InvoiceIntent[], {timeZone, today}: Now): string {
  const totals = controlTotals(
    batch.map(({totals: {total}, currency}) => money(total, currencyCode(currency))),
  );
  const {date, hour, minute} = civilTimeAt(begunAt(batch) * 1000, timeZone);
  const day = formatDayMonth(date).replace(date.year === today.year ? / \d{4}$/ : /$^/, '');
  const time = [hour, minute].map((field) => String(field).padStart(2, '0')).join(':');
  const makers = [...new Set(batch.flatMap(({preparedBy}) => preparedBy ?? []))];
  const reversed = batch.filter(({state}) => state === 'reversed').length;
  return [
    countedInvoices(batch.length),
    totals.map(({amount}) => formatMoney(amount)).join(' and '),
    `${day} ${time}`,
    ...(makers.length === 0 ? [] : [`by ${makers.join(' and ')}`]),
    ...(reversed === 0 ? [] : [reversed === batch.length ? 'reversed' : `${reversed} reversed`]),
  ].join(', ');
}
