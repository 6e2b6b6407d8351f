import {booksProblem} from '../../approvals/books-closed.ts';
import {replyTo} from '../../failure.ts';
import {compare, formatMoney, isZero, type Money} from '../../money/money.ts';
import {type CivilDate, compareDates, formatDayMonth, parseIsoDate} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import type {ActionFacts, ActionOf} from '../action-kind.ts';
import {typedAmount} from '../typed-amount.ts';

/** Money that came outside Stripe, as a person typed it and as it holds together. */
export interface ReceivedPayment {
  readonly amount: Money;
  readonly receivedOn: CivilDate;
  readonly method: string;
  readonly reference: string;
  /** `received on 12 May 2026 by bank transfer, reference “R-17”` */
  readonly words: string;
}

/** How money comes outside Stripe, and how one says it. */
const methods: ReadonlyMap<string, string> = new Map([
  ['Bank transfer', 'by bank transfer'],
  ['Cheque', 'by cheque'],
  ['Cash', 'in cash'],
  ['Other', 'by other means'],
]);

const referenceCharactersMax = 200;

/** Why it cannot be recorded, as a sentence; else the payment. */
export function receivedPayment(
  action: ActionOf<'record-payment' | 'record-recovery'>,
  facts: ActionFacts,
): ReceivedPayment | string {
  const amount = amountOf(action.amount, facts.invoice);
  if (typeof amount === 'string') return amount;
  const receivedOn = dayOf(action.receivedOn, facts);
  if (typeof receivedOn === 'string') return receivedOn;
  const how = methods.get(action.method);
  if (how === undefined) {
    return `“${action.method}” is no way in which money comes. Choose ${[...methods.keys()].join(', ')}.`;
  }
  const reference = action.reference.trim();
  if (reference === '') {
    return 'The payment has no reference. Enter the one on the bank statement, cheque or receipt, by which it is found again.';
  }
  if (reference.length > referenceCharactersMax) {
    return `The reference has ${reference.length} characters. Enter at most ${referenceCharactersMax}.`;
  }
  const words = `received on ${formatDayMonth(receivedOn)} ${how}, reference “${reference}”`;
  return {amount, receivedOn, method: action.method, reference, words};
}

function amountOf(major: number | null, invoice: ActionInvoice): Money | string {
  const due = invoice.amountRemaining;
  if (isZero(due)) return `Nothing is left to pay on ${shortName(invoice)}.`;
  if (major === null) return due;
  const amount = typedAmount(major, invoice.currency);
  if (typeof amount === 'string' || compare(amount, due) <= 0) return amount;
  return `${formatMoney(amount)} is more than is left to pay on ${shortName(invoice)}: ${formatMoney(due)}. Record that, and put the rest towards another invoice.`;
}

function dayOf(text: string, {invoice, today, timeZone, settings}: ActionFacts): CivilDate | string {
  const read = replyTo(() => parseIsoDate(text));
  if (read.status === 'failed') return `${read.failure.fact} ${read.failure.nextStep}`;
  const day = read.value;
  if (compareDates(day, today) > 0) {
    return `${formatDayMonth(day)} is in the future. Record a payment once it has arrived.`;
  }
  const closed = booksProblem(settings, day, 'date of the payment');
  if (closed !== null) return closed;
  const issued = issuedOn(invoice, timeZone);
  return issued !== null && compareDates(day, issued) < 0
    ? `${formatDayMonth(day)} is before ${shortName(invoice)}, which is of ${formatDayMonth(issued)}. Check the date of the payment.`
    : day;
}

/** The printed day or that of finalization, whichever is earlier. */
function issuedOn({effectiveAtUnixS, finalizedAtUnixS}: ActionInvoice, timeZone: string): CivilDate | null {
  const moments = [effectiveAtUnixS, finalizedAtUnixS].filter((moment) => moment !== null);
  return moments.length === 0 ? null : civilDateAt(Math.min(...moments), timeZone);
}
