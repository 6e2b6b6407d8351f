import type {ReversalPreview} from '../../action-contract.ts';
import {formatMoney, isZero, type Money, subtract} from '../../money/money.ts';
import {type CivilDate, formatDayMonth} from '../../time/civil-date.ts';
import {hasValueAddedTax} from './value-added-tax.ts';

type ReversedInvoice = ReversalPreview['invoices'][number];
export type ReversalWay = Pick<ReversedInvoice, 'way' | 'because' | 'choices'>;
export type Decision = ReversedInvoice['choices'][number];

/** Whether the customer has it: what was never sent may be taken back, and a person knows what no record shows. */
export type Delivery =
  | {readonly kind: 'never'}
  | {readonly kind: 'sent'; readonly on: CivilDate | null}
  /** Why no record tells, as a sentence. */
  | {readonly kind: 'unclear'; readonly because: string};

/** An invoice of a batch at this moment, as far as the way back depends on it. */
export interface Reversible {
  /** Stripe's word; null for an invoice that Stripe does not hold. An open set. */
  readonly status: string | null;
  readonly total: Money;
  readonly amountPaid: Money;
  readonly amountRemaining: Money;
  /** Credit notes before and after payment. */
  readonly credited: Money;
  /** Null where Stripe was not to be asked. */
  readonly isPaymentInFlight: boolean | null;
  /** The printed date in the account's zone; null on a draft. */
  readonly issuedOn: CivilDate | null;
  readonly delivery: Delivery;
  /** ISO 3166; null where Stripe has none. */
  readonly customerCountry: string | null;
  readonly accountCountry: string | null;
}

export interface ReversalDay {
  readonly today: CivilDate;
  /** Why nothing of today can be booked, as a sentence; null when it can. */
  readonly todayProblem: string | null;
  /** The same of the day on which an invoice was issued. */
  readonly issuedProblem: (issuedOn: CivilDate) => string | null;
  /** What becomes of the paid part: `goes to the customer's credit balance`. */
  readonly paidPartWords: string;
}

const noChoices: ReversalWay['choices'] = [];

/**
 * How one invoice is taken back. Void is only what nobody has seen, in the period in which it was made, where no tax law
 * asks for a document; whatever cannot be told from the records is a person's to decide.
 */
export function reversalWay(
  invoice: Reversible,
  day: ReversalDay,
  /** What a person has decided where it was theirs to decide. */
  decision: Decision | null,
): ReversalWay {
  const settled = settledBecause(invoice);
  if (settled !== null) return {way: 'nothing to do', because: settled, choices: noChoices};
  if (invoice.status === 'draft') {
    return {way: 'delete draft', because: 'It is a draft: nobody was billed.', choices: noChoices};
  }
  if (day.todayProblem !== null) {
    return {way: 'books closed', because: day.todayProblem, choices: noChoices};
  }

  const documents = documentReasons(invoice, day);
  if (documents.length > 0) {
    return {way: 'credit note', because: documents.join(' '), choices: noChoices};
  }
  const unclear = unclearReasons(invoice);
  if (unclear.length > 0) {
    const decided = decision === null ? [] : [`You decided: ${decision}.`];
    return {
      way: 'tax decision needed',
      because: [...unclear, ...decided].join(' '),
      choices: ['void', 'credit note'],
    };
  }
  return {way: 'void', because: voidBecause(invoice), choices: noChoices};
}

/** What is done to the invoice; null for nothing, which is what an open decision comes to. */
export function actOf(
  {way}: ReversalWay,
  decision: Decision | null,
): 'delete-draft' | 'void' | 'credit' | null {
  switch (way) {
    case 'delete draft':
      return 'delete-draft';
    case 'void':
      return 'void';
    case 'credit note':
      return 'credit';
    case 'tax decision needed':
      return decision === null ? null : decision === 'void' ? 'void' : 'credit';
    case 'books closed':
    case 'nothing to do':
      return null;
  }
}

/** Null while there is something to take back. */
function settledBecause(invoice: Reversible): string | null {
  const {status, total, credited, isPaymentInFlight} = invoice;
  switch (status) {
    case null:
      return 'Stripe holds no such invoice any more: its draft was deleted.';
    case 'void':
      return 'It is void already.';
    case 'draft':
      return null;
    case 'open':
    case 'paid':
    case 'uncollectible':
      break;
    default:
      return `Stripe calls it ${status}, which this version does not know: look at it in Stripe.`;
  }
  if (isPaymentInFlight === true) {
    return 'A payment of it is under way: reverse it again once the payment has arrived or failed.';
  }
  if (total.minorUnits <= 0) return `It comes to ${formatMoney(total)}: there is nothing to credit.`;
  if (subtract(total, credited).minorUnits <= 0)
    return `It is credited in full already: ${formatMoney(credited)}.`;
  return null;
}

/** Each of them alone asks for a credit note. */
function documentReasons(invoice: Reversible, day: ReversalDay): readonly string[] {
  const {amountPaid, credited, delivery, issuedOn, customerCountry, accountCountry} = invoice;
  const reasons: string[] = [];
  const back = paidPart(invoice);
  if (!isZero(amountPaid)) reasons.push(`${formatMoney(back)} of it was paid, and ${day.paidPartWords}.`);
  if (!isZero(credited)) reasons.push(`${formatMoney(credited)} of it was credited already.`);
  if (delivery.kind === 'sent') {
    reasons.push(delivery.on === null ? 'It was sent.' : `It was sent on ${formatDayMonth(delivery.on)}.`);
  }
  for (const [whose, country] of [
    ['The customer', customerCountry],
    ['Your account', accountCountry],
  ] as const) {
    if (country === null || !hasValueAddedTax(country)) continue;
    reasons.push(`${whose} is in ${country}, where tax law wants a credit note.`);
  }
  if (issuedOn !== null) {
    const closed = day.issuedProblem(issuedOn);
    if (closed !== null) reasons.push(closed);
    else if (!isSameMonth(issuedOn, day.today)) {
      reasons.push(`It is dated ${formatDayMonth(issuedOn)}, in an earlier month.`);
    }
  }
  if (reasons.length > 0 && isZero(amountPaid) && !isZero(back)) {
    reasons.push(
      `${formatMoney(back)} of it was settled from the customer's credit balance, and ${day.paidPartWords}.`,
    );
  }
  return reasons;
}

/** What a credit note over all that is left would give back. */
function paidPart({status, total, credited, amountRemaining}: Reversible): Money {
  const left = subtract(total, credited);
  if (status === 'paid') return left;
  const back = subtract(left, amountRemaining);
  return back.minorUnits < 0 ? subtract(back, back) : back;
}

function unclearReasons({
  isPaymentInFlight,
  delivery,
  customerCountry,
  accountCountry,
  issuedOn,
}: Reversible): readonly string[] {
  const reasons: string[] = [];
  if (isPaymentInFlight === null) reasons.push('Whether a payment of it is under way could not be read.');
  if (delivery.kind === 'unclear') reasons.push(delivery.because);
  if (customerCountry === null) {
    reasons.push(
      'The customer has no country in Stripe, so whether tax law wants a credit note is not known.',
    );
  }
  if (accountCountry === null) {
    reasons.push('Stripe does not say in which country your account is.');
  }
  if (issuedOn === null) reasons.push('Stripe does not say when it was issued.');
  return reasons;
}

function voidBecause({customerCountry, issuedOn}: Reversible): string {
  const on = issuedOn === null ? '' : ` of ${formatDayMonth(issuedOn)}`;
  return `It was never sent, the month${on} is open, and ${customerCountry ?? 'the country'} has no value-added tax.`;
}

function isSameMonth(a: CivilDate, b: CivilDate): boolean {
  return a.year === b.year && a.month === b.month;
}
