import {compare, formatMoney, isZero, type Money} from '../../money/money.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import type {ActionOf} from '../action-kind.ts';
import type {Credited} from './credited-parts.ts';

/** How a credit is made up and where it goes, before it is issued. */
export interface ToldCredit {
  readonly credited: Credited;
  readonly total: Money;
  readonly tax: Money;
  readonly lessToPay: Money;
  readonly goesBack: Money;
  /** `Visa •4242`; null where nothing is refunded. */
  readonly refundedTo: string | null;
}

/** `Credits EUR 1,200.00: EUR 200.00 less to pay, EUR 1,000.00 back to Visa •4242.` and what else a person should know. */
export function creditWords(
  told: ToldCredit,
  action: ActionOf<'credit'>,
  invoice: ActionInvoice,
): readonly string[] {
  const {total, lessToPay} = told;
  const isPaidBy = !isZero(lessToPay) && compare(lessToPay, invoice.amountRemaining) === 0;
  return [
    `Credits ${formatMoney(total)}: ${splitWords(told, action)}.`,
    ...taxWords(told, invoice),
    ...(isPaidBy ? [`Nothing more is to pay then: Stripe marks ${shortName(invoice)} as paid.`] : []),
    action.emailsCustomer
      ? `Stripe e-mails the credit note to ${invoice.customerEmail ?? 'the customer'}.`
      : 'Nobody is e-mailed.',
  ];
}

/** `EUR 200.00 less to pay, EUR 1,000.00 back to Visa •4242` */
export function splitWords(
  {lessToPay, goesBack, refundedTo}: ToldCredit,
  {paidPartGoesTo}: ActionOf<'credit'>,
): string {
  const parts = [
    ...(isZero(lessToPay) ? [] : [`${formatMoney(lessToPay)} less to pay`]),
    ...(isZero(goesBack) ? [] : [`${formatMoney(goesBack)} ${backWords(paidPartGoesTo, refundedTo)}`]),
  ];
  return parts.join(', ');
}

function backWords(to: ActionOf<'credit'>['paidPartGoesTo'], refundedTo: string | null): string {
  switch (to) {
    case 'refund':
      return `back to ${refundedTo ?? 'where it was paid from'}`;
    case 'customer balance':
      return "to the customer's credit balance";
    case 'outside Stripe':
      return 'given back outside Stripe';
  }
}

function taxWords({credited, tax}: ToldCredit, invoice: ActionInvoice): readonly string[] {
  if (!isZero(tax)) return [`Of it, tax is ${formatMoney(tax)}.`];
  const hasTax = invoice.lines.some(({taxOnTop}) => !isZero(taxOnTop));
  return credited.kind === 'amount' && hasTax
    ? [
        'Of it, tax is nothing: Stripe takes no tax back for a plain amount. Credit lines to take their tax back.',
      ]
    : [];
}
