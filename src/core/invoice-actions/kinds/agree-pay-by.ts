import {replyTo} from '../../failure.ts';
import {agreedPayBy, payByMetadataKey} from '../../stripe/agreed-pay-by.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {
  addDays,
  type CivilDate,
  compareDates,
  daysBetween,
  formatDayMonth,
  formatIsoDate,
  parseIsoDate,
} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import {shortName} from '../action-invoice.ts';
import {
  type ActionFacts,
  type ActionOf,
  type ActionPlan,
  actionKind,
  type BegunInvoice,
  type FoundStep,
} from '../action-kind.ts';

type AgreePayBy = ActionOf<'agree-pay-by'>;

/** Two years: a later day is a slip of the keyboard. */
const aheadDaysMax = 731;

/** Kept in metadata, because Stripe changes no due date of a final invoice: https://docs.stripe.com/api/invoices/update */
export const agreePayBy = actionKind({
  name: 'agree-pay-by',
  label: 'Agreed pay-by date…',
  reasonCodes: ['Promise to pay', 'Payment plan', 'Dispute being settled', 'Customer asked', 'Other'],
  refusal({invoice}) {
    const name = shortName(invoice);
    switch (invoice.status) {
      case 'draft':
        return `${name} is a draft: change its due date in Stripe instead.`;
      case 'open':
      case 'uncollectible':
        return null;
      default:
        return `${name} is ${invoice.status ?? 'in no known status'}: nothing is left to be paid by any day.`;
    }
  },
  parameterProblem: payByProblem,
  plan,
  outcome: (_, {name, audit}) => ({
    sentence:
      audit.after === null
        ? `${name} has no agreed pay-by date any more.`
        : `${name} is to be paid by ${formatDayMonth(parseIsoDate(audit.after))}, as agreed.`,
  }),
  found: (_, answer, begun) => foundPayBy(answer, begun),
});

function payByProblem({payBy}: AgreePayBy, {invoice, today}: ActionFacts): string | null {
  const name = shortName(invoice);
  const agreed = agreedPayBy(invoice);
  if (payBy === null) return agreed === null ? `${name} has no agreed pay-by date to take back.` : null;
  const date = dayOf(payBy);
  if (date === null) return `“${payBy.slice(0, 40)}” is not a day. Enter one such as 2026-05-31.`;
  if (compareDates(date, today) < 0) {
    return `${formatDayMonth(date)} is in the past. Enter today or a later day.`;
  }
  if (compareDates(date, addDays(today, aheadDaysMax)) > 0) {
    return `${formatDayMonth(date)} is more than two years ahead. Check the year.`;
  }
  return agreed !== null && compareDates(agreed, date) === 0
    ? `${name} is to be paid by ${formatDayMonth(date)} already.`
    : null;
}

function dayOf(text: string): CivilDate | null {
  const read = replyTo(() => parseIsoDate(text));
  return read.status === 'done' ? read.value : null;
}

function plan({payBy}: AgreePayBy, facts: ActionFacts): ActionPlan {
  const {invoice} = facts;
  const name = shortName(invoice);
  const before = invoice.metadata[payByMetadataKey] || null;
  const date = payBy === null ? null : parseIsoDate(payBy);
  const after = date === null ? null : formatIsoDate(date);
  const beyond = date === null ? null : beyondPolicy(date, facts);
  return {
    willDo: [
      date === null
        ? `Takes the agreed pay-by date of ${name} back: collections go by its due date again.`
        : `Notes in Stripe that ${name} is to be paid by ${formatDayMonth(date)}. Collections wait for that day; aging still counts from the due date, and the customer is told nothing.`,
    ],
    money: date === null ? null : invoice.amountRemaining,
    ...(beyond === null ? {} : {beyondPolicy: beyond}),
    steps: () => [
      {
        name: 'agree pay-by',
        method: 'POST',
        path: stripePath`/v1/invoices/${invoice.id}`,
        params: {metadata: {[payByMetadataKey]: after ?? ''}},
        refusesTwice: true,
      },
    ],
    audit: {
      action: date === null ? 'Agreed pay-by date taken back' : 'Pay-by date agreed',
      object: invoice.id,
      field: payByMetadataKey,
      before,
      after,
    },
  };
}

/** A later day grants terms: as many days as policy allows on a new invoice need nobody else. */
function beyondPolicy(date: CivilDate, {invoice, settings, timeZone}: ActionFacts): string | null {
  const {longestTermsDays} = settings.approvals;
  const issuedAtUnixS = invoice.effectiveAtUnixS ?? invoice.finalizedAtUnixS ?? invoice.createdUnixS;
  const days = daysBetween({from: civilDateAt(issuedAtUnixS, timeZone), to: date});
  return days <= longestTermsDays
    ? null
    : `${shortName(invoice)} would be payable ${days} days after it was issued; up to ${longestTermsDays} need no approval.`;
}

function foundPayBy(answer: object | null, {audit}: BegunInvoice): FoundStep {
  if (answer === null) return {kind: 'not done'};
  const metadata: unknown = Reflect.get(answer, 'metadata');
  const value: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, payByMetadataKey) : null;
  return (value || null) === audit.after ? {kind: 'done', answer} : {kind: 'not done'};
}
