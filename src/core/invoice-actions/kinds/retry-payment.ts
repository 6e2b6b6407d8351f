import {formatMoney, isZero} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {decodeActionInvoice, shortName} from '../action-invoice.ts';
import {actionKind} from '../action-kind.ts';
import {foundByStatus} from '../found-by-status.ts';
import {collectableMethod, payingReads} from './collectable-method.ts';

/** https://docs.stripe.com/api/invoices/pay */
export const retryPayment = actionKind({
  name: 'retry-payment',
  label: 'Collect now…',
  reasonCodes: [],
  refusal({invoice}) {
    const name = shortName(invoice);
    switch (invoice.status) {
      case 'draft':
        return `${name} is a draft: finalize it first.`;
      case 'paid':
        return `${name} is paid: there is nothing left to collect.`;
      case 'void':
        return `${name} is void: nobody owes it any more.`;
      default:
        return isZero(invoice.amountRemaining) ? `Nothing is left to collect of ${name}.` : null;
    }
  },
  reads: (_, {invoice}) => payingReads(invoice),
  plan: (_, {invoice}, answers) => {
    const found = collectableMethod(invoice, answers);
    if (typeof found === 'string') return found;
    const amount = formatMoney(invoice.amountRemaining);
    return {
      willDo: [`Charges ${found.method} ${amount} now for ${shortName(invoice)}.`],
      money: invoice.amountRemaining,
      steps: () => [
        {
          name: 'pay',
          method: 'POST',
          path: stripePath`/v1/invoices/${invoice.id}/pay`,
          params: {},
          refusesTwice: true,
        },
      ],
      audit: {
        action: 'Payment collected',
        object: invoice.id,
        field: 'status',
        before: invoice.status,
        after: 'paid',
      },
    };
  },
  outcome(answer) {
    const invoice = decodeActionInvoice(answer);
    const name = shortName(invoice);
    return invoice.status === 'paid'
      ? {sentence: `${name} is paid.`}
      : {
          sentence: `The payment of ${name} is on its way: it is ${invoice.status} until the money has arrived.`,
          after: invoice.status,
        };
  },
  found: (_, answer) => foundByStatus(answer, ['paid']),
});
