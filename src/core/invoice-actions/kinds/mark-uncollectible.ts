import {formatMoney} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {shortName} from '../action-invoice.ts';
import {actionKind} from '../action-kind.ts';
import {foundByStatus} from '../found-by-status.ts';

/** https://docs.stripe.com/api/invoices/mark_uncollectible */
export const markUncollectible = actionKind({
  name: 'mark-uncollectible',
  label: 'Mark uncollectible…',
  reasonCodes: ['Insolvent', 'Cannot pay', 'Cannot be reached', 'Disputed', 'Small amount', 'Other'],
  refusal({invoice}) {
    const name = shortName(invoice);
    switch (invoice.status) {
      case 'draft':
        return `${name} is a draft: nobody owes it yet. Delete the draft instead.`;
      case 'paid':
        return `${name} is paid: there is nothing left to collect.`;
      case 'void':
        return `${name} is void: nobody owes it any more.`;
      case 'uncollectible':
        return `${name} is uncollectible already.`;
      default:
        return null;
    }
  },
  plan: (_, {invoice}) => ({
    willDo: [
      `Marks ${shortName(invoice)} uncollectible: Stripe stops collecting ${formatMoney(invoice.amountRemaining)}. It can still be paid or voided. The write-off in your ledger is an entry of its own.`,
    ],
    money: invoice.amountRemaining,
    steps: () => [
      {
        name: 'mark uncollectible',
        method: 'POST',
        path: stripePath`/v1/invoices/${invoice.id}/mark_uncollectible`,
        params: {},
        refusesTwice: true,
      },
    ],
    audit: {
      action: 'Invoice marked uncollectible',
      object: invoice.id,
      field: 'status',
      before: invoice.status,
      after: 'uncollectible',
    },
  }),
  outcome: (_, {name}) => ({sentence: `${name} is uncollectible.`}),
  found: (_, answer) => foundByStatus(answer, ['uncollectible']),
});
