import {formatMoney, isZero} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {shortName} from '../action-invoice.ts';
import {type ActionFacts, actionKind} from '../action-kind.ts';
import {isOfClosedMonth} from '../closed-month.ts';
import {foundByStatus} from '../found-by-status.ts';

/** https://docs.stripe.com/api/invoices/void */
export const voidInvoice = actionKind({
  name: 'void',
  label: 'Void…',
  reasonCodes: ['Wrong customer', 'Wrong amount', 'Duplicate', 'Order cancelled', 'Other'],
  refusal({invoice}) {
    const name = shortName(invoice);
    switch (invoice.status) {
      case 'draft':
        return `${name} is a draft: only a finalized invoice can be voided. Delete the draft instead.`;
      case 'paid':
        return `${name} is paid: a paid invoice cannot be voided. Credit it instead.`;
      case 'void':
        return `${name} is void already.`;
      default:
        return isZero(invoice.amountPaid)
          ? null
          : `${name} is paid in part (${formatMoney(invoice.amountPaid)}): it cannot be voided. Credit it instead.`;
    }
  },
  plan: (_, facts) => {
    const {invoice} = facts;
    return {
      willDo: [
        `Voids ${shortName(invoice)}: ${formatMoney(invoice.amountRemaining)} is no longer owed. It stays on record and can never be opened again.`,
        ...closedWords(facts),
      ],
      money: invoice.amountRemaining,
      steps: () => [
        {
          name: 'void',
          method: 'POST',
          path: stripePath`/v1/invoices/${invoice.id}/void`,
          params: {},
          refusesTwice: true,
        },
      ],
      audit: {
        action: 'Invoice voided',
        object: invoice.id,
        field: 'status',
        before: invoice.status,
        after: 'void',
      },
    };
  },
  outcome: (_, {name}) => ({sentence: `${name} is void.`}),
  found: (_, answer) => foundByStatus(answer, ['void']),
});

/** A void takes the invoice out of the month it was issued in; a credit note is dated today. */
function closedWords(facts: ActionFacts): readonly string[] {
  return isOfClosedMonth(facts)
    ? ['It was issued in a month whose books are closed: a credit note would leave that month as it is.']
    : [];
}
