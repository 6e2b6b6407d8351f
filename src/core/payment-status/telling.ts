import {formatMoney, isZero, type Money} from '../money/money.ts';
import type {InvoicePayment} from '../stripe/invoice-details.ts';
import {type CivilDate, daysBetween, formatDayMonth} from '../time/civil-date.ts';
import {civilDateAt} from '../time/zone.ts';
import type {PaymentAttempt} from './payment-parts.ts';
import type {LiveInvoice} from './read-live.ts';

/** One invoice as it is told of today. */
export interface Telling {
  readonly live: LiveInvoice;
  readonly today: CivilDate;
  readonly timeZone: string;
  readonly purchaseOrder: string | null;
  /** For the address of Stripe's own page. */
  readonly accountId: string | null;
}

/** One payment and how its money moves; `attempt` is null where Stripe has none or it could not be read. */
export interface ToldPayment {
  readonly payment: InvoicePayment;
  readonly attempt: PaymentAttempt | null;
}

/** `30 Apr`, and the year where it is not this one. */
export function dayText(telling: Telling, unixS: number): string {
  return dateText(telling, civilDateAt(unixS, telling.timeZone));
}

/** As dayText, of a day that Stripe keeps as text. */
export function dateText({today}: Telling, date: CivilDate): string {
  const text = formatDayMonth(date);
  return date.year === today.year ? text.replace(/ \d+$/, '') : text;
}

/** Days after the due date; null without one. 0 and less is not late. Rule R4. */
export function daysLate({live: {invoice}, today, timeZone}: Telling): number | null {
  const {dueAtUnixS} = invoice;
  return dueAtUnixS === null ? null : daysBetween({from: civilDateAt(dueAtUnixS, timeZone), to: today});
}

/** `13 days late`, `today`, `in 5 days` */
export function latenessText(days: number): string {
  const count = Math.abs(days);
  const text = `${count} ${count === 1 ? 'day' : 'days'}`;
  if (days === 0) return 'today';
  return days > 0 ? `${text} late` : `in ${text}`;
}

/** Newest first. */
export function paymentsOf({live: {invoice, attempts}}: Telling): readonly ToldPayment[] {
  return [...(invoice.payments ?? [])]
    .sort((a, b) => timeOf(b) - timeOf(a))
    .map((payment) => ({payment, attempt: attempts.get(payment.source.id ?? '') ?? null}));
}

/** When the payment became what it is. */
export function timeOf({paidAtUnixS, canceledAtUnixS, createdUnixS}: InvoicePayment): number {
  return paidAtUnixS ?? canceledAtUnixS ?? createdUnixS;
}

/** On its way, such as an ACH debit that takes days: nobody should be reminded. */
export function inFlight(telling: Telling): readonly ToldPayment[] {
  return paymentsOf(telling).filter(
    ({payment, attempt}) => payment.status === 'open' && attempt !== null && isOnItsWay(attempt),
  );
}

/** Stripe calls a payment intent `processing` that has not arrived, and a charge `pending`. */
function isOnItsWay({status}: PaymentAttempt): boolean {
  return status === 'processing' || status === 'pending';
}

/** What an open payment waits for from the customer, as the newest has it; null when none does. */
export function awaitedWords(telling: Telling): string | null {
  const awaited = paymentsOf(telling).find(
    ({payment, attempt}) => payment.status === 'open' && attempt?.status === 'requires_action',
  );
  return awaited?.attempt == null ? null : actionWords(awaited.attempt);
}

/** Types: https://docs.stripe.com/api/payment_intents/object#payment_intent_object-next_action-type */
export function actionWords({nextAction}: PaymentAttempt): string {
  switch (nextAction) {
    case 'display_bank_transfer_instructions':
      return "waits for the customer's bank transfer";
    case 'verify_with_microdeposits':
      return 'waits for the customer to verify the bank account';
    default:
      return 'waits for the customer to confirm the payment';
  }
}

/** Why the newest try failed that no later one has made good; null when none has. */
export function lastFailure(telling: Telling): NonNullable<PaymentAttempt['failure']> | null {
  const failed = paymentsOf(telling).find(
    ({payment, attempt}) => payment.status === 'open' && attempt?.failure != null && !isOnItsWay(attempt),
  );
  return failed?.attempt?.failure ?? null;
}

/** `Visa •4242`, `bank transfer`, `outside Stripe` */
export function methodText({payment, attempt}: ToldPayment): string | null {
  if (payment.source.type === 'payment_record') return 'outside Stripe';
  return attempt?.method ?? null;
}

/** Nothing is shown of what is 0. */
export function moneyText(amount: Money): string | null {
  return isZero(amount) ? null : formatMoney(amount);
}
