import type {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {failureOf} from '../failure.ts';
import {stripePath} from '../stripe/encoding.ts';
import {isNoSuchObject} from '../stripe/errors.ts';
import {decodePage} from '../stripe/list-page.ts';
import {pageObjectsMax} from '../stripe/listing.ts';
import {readInWaves} from '../stripe/paced-waves.ts';
import type {StripeRead} from '../stripe/request.ts';
import type {WaveAnswer} from '../stripe/wave.ts';
import type {ActionContext} from './action-context.ts';
import {
  type ActionInvoice,
  decodeActionInvoice,
  decodeInvoiceLine,
  type InvoiceLine,
} from './action-invoice.ts';
import type {ActionFacts} from './action-kind.ts';

/** `sentence` says why it could not be read; `outage` is null where another try would come to the same. */
export type FactsReading =
  | {readonly kind: 'read'; readonly facts: ActionFacts}
  | {readonly kind: 'failed'; readonly sentence: string; readonly outage: AddonError | null};

/** How one invoice is read for its actions, and read again after a lost answer. */
export function invoiceRead(
  invoiceId: string,
  expand: readonly string[] = ['customer', 'payments'],
): StripeRead {
  return {method: 'GET', path: stripePath`/v1/invoices/${invoiceId}`, params: {expand}};
}

/** An invoice has 250 lines at most that we make; Stripe's own may have more. */
const linePagesMax = 5;

/**
 * Reads several invoices side by side. One that cannot be read never hides the others.
 *
 * @throws AddonError where the same fault keeps every one of them from being read: no connection, a key that is refused
 */
export function readFacts(
  context: ActionContext,
  invoiceIds: readonly string[],
  {withLines}: {readonly withLines: boolean},
): ReadonlyMap<string, FactsReading> {
  const first = ask(
    context,
    invoiceIds.map((id) => invoiceRead(id)),
  );
  throwOutage(first);
  // A key that may read invoices, but not the payments of one.
  const plainIds = invoiceIds.filter((_, index) => lacksPermission(first[index]));
  const plain = ask(
    context,
    plainIds.map((id) => invoiceRead(id, ['customer'])),
  );

  const read = new Map<string, ActionInvoice>();
  const failed = new Map<string, FactsReading>();
  invoiceIds.forEach((id, index) => {
    const answer = plain[plainIds.indexOf(id)] ?? first[index];
    assertInvariant(answer !== undefined, 'every invoice was asked for');
    const decoded = decodedInvoice(id, answer);
    if ('kind' in decoded) failed.set(id, decoded);
    else read.set(id, decoded);
  });
  const whole = withLines ? withAllLines(context, [...read.values()]) : read;
  return new Map(
    invoiceIds.map((id): readonly [string, FactsReading] => {
      const invoice = whole.get(id);
      if (invoice !== undefined) return [id, {kind: 'read', facts: factsOf(context, invoice)}];
      const reading = failed.get(id);
      assertInvariant(reading !== undefined, 'every invoice was read or says why not');
      return [id, reading];
    }),
  );
}

function factsOf(context: ActionContext, invoice: ActionInvoice): ActionFacts {
  const {today, nowUnixS, timeZone, settings, accountId, mode} = context;
  return {invoice, today, nowUnixS, timeZone, settings, accountId, mode};
}

function ask({clock, client, deadlineUnixMs}: ActionContext, requests: readonly StripeRead[]) {
  return readInWaves(clock, client, {requests, deadlineUnixMs});
}

function lacksPermission(answer: WaveAnswer | undefined): boolean {
  return answer?.kind === 'failed' && answer.error.code === 'PERMISSION_MISSING';
}

/** What no invoice answers for: the same words on each of a hundred say less than one failure of the whole. */
function throwOutage(answers: readonly WaveAnswer[]): void {
  const outages = answers.flatMap((answer) => outageOf(answer) ?? []);
  const [first] = outages;
  if (first !== undefined && outages.length === answers.length) throw first;
}

type FailedReading = Extract<FactsReading, {kind: 'failed'}>;

function decodedInvoice(id: string, answer: WaveAnswer): ActionInvoice | FailedReading {
  if (answer.kind === 'failed') {
    if (isNoSuchObject(answer.error)) {
      const sentence = `${id} is not in Stripe, or in its other mode: it may have been deleted.`;
      return {kind: 'failed', sentence, outage: null};
    }
    return {kind: 'failed', sentence: answer.error.message, outage: outageOf(answer)};
  }
  try {
    return decodeActionInvoice(answer.body);
  } catch (fault) {
    // One that cannot be decoded must not hide the others.
    return {kind: 'failed', sentence: failureOf(fault).fact, outage: null};
  }
}

/** Why there is no answer for now; null for an answer, and for a refusal that will stay one. */
export function outageOf(answer: WaveAnswer): AddonError | null {
  if (answer.kind === 'answered') return null;
  const {code} = answer.error;
  return code === 'STRIPE_REJECTED' || code === 'PERMISSION_MISSING' ? null : answer.error;
}

/** Stripe answers an invoice with its first lines only. What could not be read stays left out, and says so. */
function withAllLines(
  context: ActionContext,
  invoices: readonly ActionInvoice[],
): ReadonlyMap<string, ActionInvoice> {
  const whole = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  for (let page = 0; page < linePagesMax; page += 1) {
    const short = [...whole.values()].filter(({linesLeftOut}) => linesLeftOut);
    if (short.length === 0) return whole;
    const answers = ask(context, short.map(nextLines));
    short.forEach((invoice, index) => {
      const answer = answers[index];
      if (answer?.kind !== 'answered') return;
      const {data, hasMore} = decodePage(answer.body, '/v1/invoices/…/lines');
      const more: readonly InvoiceLine[] = data.map((line) => decodeInvoiceLine(line, invoice));
      whole.set(invoice.id, {...invoice, lines: [...invoice.lines, ...more], linesLeftOut: hasMore});
    });
  }
  return whole;
}

function nextLines({id, lines}: ActionInvoice): StripeRead {
  const last = lines[lines.length - 1];
  const after = last === undefined ? {} : {starting_after: last.id};
  return {
    method: 'GET',
    path: stripePath`/v1/invoices/${id}/lines`,
    params: {limit: pageObjectsMax, ...after},
  };
}
