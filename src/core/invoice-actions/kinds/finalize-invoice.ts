import {booksProblem} from '../../approvals/books-closed.ts';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {isHeld} from '../../stripe/hold-metadata.ts';
import {formatDayMonth} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import {decodeActionInvoice, shortName} from '../action-invoice.ts';
import {type ActionFacts, actionKind, type BegunInvoice} from '../action-kind.ts';
import {foundByStatus} from '../found-by-status.ts';

/** https://docs.stripe.com/api/invoices/finalize */
export const finalizeInvoice = actionKind({
  name: 'finalize',
  label: 'Finalize…',
  reasonCodes: [],
  refusal: ({invoice}) =>
    invoice.status === 'draft'
      ? null
      : `${shortName(invoice)} is finalized already: its number is given for good.`,
  parameterProblem(_, {invoice, settings, today, timeZone}) {
    const {effectiveAtUnixS} = invoice;
    const date = effectiveAtUnixS === null ? today : civilDateAt(effectiveAtUnixS, timeZone);
    return booksProblem(settings, date, 'invoice date');
  },
  plan: (_, facts) => {
    const {invoice} = facts;
    return {
      willDo: finalizeWords(facts),
      money: invoice.total,
      steps: () => [
        {
          name: 'finalize',
          method: 'POST',
          path: stripePath`/v1/invoices/${invoice.id}/finalize`,
          // From here on Stripe retries, reminds and reconciles by itself, unless the invoice is held.
          params: {auto_advance: !isHeld(invoice)},
          refusesTwice: true,
        },
      ],
      audit: {
        action: 'Invoice finalized',
        object: invoice.id,
        field: 'status',
        before: 'draft',
        after: 'open',
      },
    };
  },
  outcome: (answer, begun) => finalizedWords(answer, begun),
  found: (_, answer) => foundByStatus(answer, ['open', 'paid', 'uncollectible', 'void']),
});

function finalizeWords({invoice, timeZone}: ActionFacts): readonly string[] {
  const {total, amountDue, dueAtUnixS, finalizationProblem} = invoice;
  const due = dueAtUnixS === null ? '' : `, due ${formatDayMonth(civilDateAt(dueAtUnixS, timeZone))}`;
  const balance =
    total.minorUnits === amountDue.minorUnits
      ? []
      : [`${formatMoney(amountDue)} of it is to be paid, after the customer's balance.`];
  return [
    `Finalizes the draft of ${formatMoney(total)}${due}: it gets its number and can no longer be edited.`,
    ...balance,
    advanceWords(invoice),
    ...(finalizationProblem === null ? [] : [`The last try failed: ${finalizationProblem}`]),
  ];
}

function advanceWords(invoice: ActionFacts['invoice']): string {
  if (isHeld(invoice)) return 'It is held: Stripe neither charges nor reminds until collection is resumed.';
  return invoice.collectionMethod === 'charge_automatically'
    ? `Stripe then charges the customer ${formatMoney(invoice.amountDue)} by itself, within about an hour.`
    : 'Stripe then reminds and reconciles by itself. Send it if the customer is to have it now.';
}

/** What was previewed is what must have become final, to the cent. */
function finalizedWords(answer: object, {amount, currency}: BegunInvoice) {
  const invoice = decodeActionInvoice(answer);
  const after = invoice.status ?? 'unknown';
  const shown = amount === null || currency === null ? null : money(amount, currencyCode(currency));
  const sentence = `${shortName(invoice)} is final: ${formatMoney(invoice.total)}, ${after}.`;
  if (shown === null || shown.minorUnits === invoice.total.minorUnits) return {sentence, after};
  return {
    sentence: `${sentence} The preview said ${formatMoney(shown)}: void or credit it if that is wrong.`,
    after,
  };
}
