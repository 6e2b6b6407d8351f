import {formatMoney, isZero} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {shortName} from '../action-invoice.ts';
import {actionKind} from '../action-kind.ts';
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
  plan: (_, {invoice}) => ({
    willDo: [
      `Voids ${shortName(invoice)}: ${formatMoney(invoice.amountRemaining)} is no longer owed. It stays on record and cannot be opened again.`,
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
  }),
  outcome: (_, {name}) => ({sentence: `${name} is void.`}),
  found: (_, answer) => foundByStatus(answer, ['void']),
});
