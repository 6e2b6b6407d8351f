import {compare, formatMoney, isZero, subtract} from '../money/money.ts';
import {agreedPayBy} from '../stripe/agreed-pay-by.ts';
import type {Dispute} from './payment-parts.ts';
import {
  awaitedWords,
  dateText,
  daysLate,
  dayText,
  inFlight,
  lastFailure,
  latenessText,
  methodText,
  moneyText,
  paymentsOf,
  type Telling,
} from './telling.ts';

/**
 * What one would write to a colleague, as plain text to copy: `INV-0042 · Acme GmbH · EUR 48,200.00 · due 30 Apr, 13 days
 * late · EUR 48,175.00 arrived by wire 12 May, held as cash: EUR 25.00 short · no retry planned`.
 */
export function statusSentence(telling: Telling): string {
  const {invoice} = telling.live;
  return [
    invoice.number ?? invoice.id,
    invoice.customerName ?? invoice.customerEmail ?? invoice.customerId ?? 'no customer',
    ...byStatus(telling),
    ...disputesText(telling),
  ]
    .filter((part) => part !== null)
    .map(onOneLine)
    .join(' · ');
}

function byStatus(telling: Telling): readonly (string | null)[] {
  const {invoice} = telling.live;
  const since = (unixS: number | null) => (unixS === null ? '' : ` since ${dayText(telling, unixS)}`);
  switch (invoice.status) {
    case 'open':
      return openText(telling);
    case 'paid':
      return [formatMoney(invoice.amountDue), paidText(telling), refundText(telling)];
    case 'uncollectible':
      return [
        formatMoney(invoice.amountRemaining),
        `uncollectible${since(invoice.markedUncollectibleAtUnixS)}`,
      ];
    case 'void':
      return [formatMoney(invoice.total), `void${since(invoice.voidedAtUnixS)}`];
    case 'draft':
      return [
        formatMoney(invoice.total),
        'draft, not finalized',
        invoice.finalizationProblem === null ? null : `cannot be finalized: ${invoice.finalizationProblem}`,
      ];
    default:
      return [formatMoney(invoice.amountRemaining), `status ${invoice.status ?? 'unknown'}`];
  }
}

function openText(telling: Telling): readonly (string | null)[] {
  const {invoice} = telling.live;
  const failure = lastFailure(telling);
  const flights = inFlight(telling);
  const awaited = awaitedWords(telling);
  const payBy = agreedPayBy(invoice);
  const failedOn =
    failure === null || failure.atUnixS === null ? '' : ` of ${dayText(telling, failure.atUnixS)}`;
  return [
    formatMoney(invoice.amountRemaining),
    dueText(telling),
    payBy === null ? null : `agreed to be paid by ${dateText(telling, payBy)}`,
    isZero(invoice.amountPaid)
      ? null
      : `${formatMoney(invoice.amountPaid)} of ${formatMoney(invoice.amountDue)} paid`,
    cashText(telling),
    ...flights.map((flight) => {
      const method = methodText(flight);
      const by = method === null ? '' : ` by ${method}`;
      const since = dayText(telling, flight.attempt?.createdUnixS ?? flight.payment.createdUnixS);
      return `${formatMoney(flight.payment.requested)}${by} on its way since ${since}`;
    }),
    awaited,
    failure === null && flights.length === 0 && awaited === null ? unexplainedText(telling) : null,
    failure === null ? null : `last attempt${failedOn} failed: ${failure.words}`,
    flights.length > 0 ? null : nextText(telling),
  ];
}

/** Stripe counts tries also where it no longer says how they ended. */
function unexplainedText({live: {invoice}}: Telling): string | null {
  const {attemptCount} = invoice;
  if (attemptCount === 0) return null;
  return attemptCount === 1 ? '1 attempt without success' : `${attemptCount} attempts without success`;
}

function dueText(telling: Telling): string {
  const {dueAtUnixS, collectionMethod} = telling.live.invoice;
  const late = daysLate(telling);
  if (dueAtUnixS === null || late === null) {
    return collectionMethod === 'charge_automatically' ? 'charged automatically' : 'no due date';
  }
  return late === 0 ? 'due today' : `due ${dayText(telling, dueAtUnixS)}, ${latenessText(late)}`;
}

/** `EUR 48,175.00 arrived by wire 12 May, held as cash: EUR 25.00 short`; null when nothing is held. */
export function cashText(telling: Telling): string | null {
  const {invoice, cash} = telling.live;
  if (cash === null || isZero(cash.amount) || invoice.status !== 'open') return null;
  const {amount, lastArrival} = cash;
  const held =
    lastArrival === null
      ? `${formatMoney(amount)} held as cash`
      : compare(lastArrival.amount, amount) === 0
        ? `${formatMoney(amount)} arrived by wire ${dayText(telling, lastArrival.atUnixS)}, held as cash`
        : `${formatMoney(amount)} held as cash, last wire ${dayText(telling, lastArrival.atUnixS)}`;
  const missing = subtract(invoice.amountRemaining, amount);
  if (isZero(missing)) return `${held}: exactly what is open`;
  return missing.minorUnits > 0
    ? `${held}: ${formatMoney(missing)} short`
    : `${held}: ${formatMoney(subtract(amount, invoice.amountRemaining))} more than is open`;
}

export function nextText(telling: Telling): string {
  const {nextAttemptAtUnixS} = telling.live.invoice;
  return nextAttemptAtUnixS === null
    ? 'no retry planned'
    : `next attempt ${dayText(telling, nextAttemptAtUnixS)}`;
}

function paidText(telling: Telling): string {
  const {paidAtUnixS} = telling.live.invoice;
  const paid = paymentsOf(telling).filter(({payment}) => payment.status === 'paid');
  const methods = [...new Set(paid.map(methodText).filter((method) => method !== null))];
  const on = paidAtUnixS === null ? '' : ` ${dayText(telling, paidAtUnixS)}`;
  if (methods.length === 0) return `paid${on}`;
  return methods.length === 1 && methods[0] === 'outside Stripe'
    ? `paid${on} outside Stripe`
    : `paid${on} by ${methods.join(' and ')}`;
}

function refundText(telling: Telling): string | null {
  const refunds = [...telling.live.attempts.values()].flatMap(({refunded}) =>
    refunded === null ? [] : [moneyText(refunded)],
  );
  return refunds.length === 0 ? null : `${refunds.join(' and ')} refunded`;
}

function disputesText(telling: Telling): readonly string[] {
  return (telling.live.disputes ?? []).map((dispute) => disputeWords(telling, dispute));
}

/** `disputed (fraudulent), answer due 20 May`; statuses: https://docs.stripe.com/api/disputes/object#dispute_object-status */
export function disputeWords(telling: Telling, dispute: Dispute): string {
  const {status, reason, evidenceDueAtUnixS} = dispute;
  const why = `(${reason.replace(/_/g, ' ')})`;
  const by =
    evidenceDueAtUnixS === null ? 'needs an answer' : `answer due ${dayText(telling, evidenceDueAtUnixS)}`;
  switch (status) {
    case 'needs_response':
    case 'warning_needs_response':
    case 'appeal_needs_response':
      return `disputed ${why}, ${by}`;
    case 'under_review':
    case 'warning_under_review':
    case 'appeal_under_review':
      return `disputed ${why}, under review`;
    case 'won':
      return `dispute won ${why}`;
    case 'lost':
      return `dispute lost ${why}: the money is gone, and Stripe still shows the invoice as paid`;
    case 'warning_closed':
    case 'prevented':
      return `dispute ended without loss ${why}`;
    default:
      return `dispute ${status.replace(/_/g, ' ')} ${why}`;
  }
}

/** A name may hold line breaks; what is pasted into a chat is one line. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
