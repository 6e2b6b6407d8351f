import {formatMoney} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {shortName} from '../action-invoice.ts';
import {actionKind} from '../action-kind.ts';

/** https://docs.stripe.com/api/invoices/delete */
export const deleteDraft = actionKind({
  name: 'delete-draft',
  label: 'Delete draft…',
  reasonCodes: ['Made by mistake', 'Duplicate', 'Order cancelled', 'Other'],
  refusal({invoice}) {
    const name = shortName(invoice);
    if (invoice.status !== 'draft') {
      return `${name} is ${invoice.status ?? 'not a draft'}: only a draft can be deleted. Void or credit it instead.`;
    }
    return invoice.isOfSubscription
      ? `${name} belongs to a subscription: Stripe deletes no such draft. Finalize and void it, or change the subscription.`
      : null;
  },
  plan: (_, {invoice}) => ({
    willDo: [
      `Deletes the draft of ${formatMoney(invoice.total)} with its lines, for good. Nobody has received it.`,
    ],
    money: invoice.total,
    steps: () => [
      {
        name: 'delete',
        method: 'DELETE',
        path: stripePath`/v1/invoices/${invoice.id}`,
        params: {},
        refusesTwice: true,
      },
    ],
    audit: {action: 'Draft deleted', object: invoice.id, field: 'status', before: 'draft', after: 'deleted'},
  }),
  outcome: (_, {name}) => ({sentence: `The draft ${name} is deleted.`}),
  found: (_, answer) => (answer === null ? {kind: 'done', answer: {}} : {kind: 'not done'}),
});
