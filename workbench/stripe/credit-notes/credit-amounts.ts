/**
 * What a credit note comes to, and how its total parts: first what is still to be paid on the invoice, then what was
 * paid already and goes back. https://docs.stripe.com/api/credit_notes/create
 */
import type {PlannedLine} from './credit-lines.ts';
import type {StoredCreditNote} from './objects.ts';

type CreditTotals = Pick<
  StoredCreditNote,
  | 'discount_amount'
  | 'discount_amounts'
  | 'pretax_credit_amounts'
  | 'subtotal'
  | 'subtotal_excluding_tax'
  | 'total'
  | 'total_excluding_tax'
> & {readonly total_taxes: NonNullable<StoredCreditNote['total_taxes']>};

/** All in minor units of the invoice's currency, and positive where they are in the customer's favour. */
export function creditTotals(lines: readonly PlannedLine[]): CreditTotals {
  const subtotal = sum(lines.map(({amount}) => amount));
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const inclusive = sum(
    taxes.filter(({tax_behavior}) => tax_behavior === 'inclusive').map(({amount}) => amount),
  );
  const exclusive = sum(taxes.map(({amount}) => amount)) - inclusive;
  const discount = sum(lines.map(({discount_amount}) => discount_amount));
  const total = subtotal - discount + exclusive;
  return {
    discount_amount: discount,
    discount_amounts: added(
      lines.flatMap(({discount_amounts}) => discount_amounts),
      ({discount: of}) => (typeof of === 'string' ? of : of.id),
    ),
    pretax_credit_amounts: added(
      lines.flatMap(({pretax_credit_amounts}) => pretax_credit_amounts),
      ({type, discount: of, credit_balance_transaction: grant}) => JSON.stringify([type, of, grant]),
    ),
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_excluding_tax: total - exclusive - inclusive,
    total_taxes: added(taxes, ({tax_behavior, tax_rate_details, taxability_reason}) =>
      JSON.stringify([tax_behavior, tax_rate_details, taxability_reason]),
    ).map((tax) => ({...tax, taxable_amount: taxableOf(tax, taxes)})),
  };
}

interface Parts {
  /** By this much less remains to be paid. */
  readonly prePayment: number;
  /** This much goes back to the customer. */
  readonly postPayment: number;
  readonly type: 'mixed' | 'post_payment' | 'pre_payment';
}

/** `amountRemaining` is 0 for an invoice of which nothing more is to be paid. */
export function creditParts(total: number, amountRemaining: number): Parts {
  const prePayment = Math.min(total, amountRemaining);
  const postPayment = total - prePayment;
  return {
    prePayment,
    postPayment,
    type: postPayment === 0 ? 'pre_payment' : prePayment === 0 ? 'post_payment' : 'mixed',
  };
}

/** One entry for each key, with the amounts of all that share it. */
function added<T extends {readonly amount: number}>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const entry of entries) {
    const earlier = byKey.get(keyOf(entry));
    byKey.set(
      keyOf(entry),
      earlier === undefined ? entry : {...earlier, amount: earlier.amount + entry.amount},
    );
  }
  return [...byKey.values()];
}

type Tax = CreditTotals['total_taxes'][number];

function taxableOf(tax: Tax, taxes: readonly Tax[]): number | null {
  if (tax.taxable_amount === null) return null;
  const same = taxes.filter(
    (other) =>
      other.tax_behavior === tax.tax_behavior &&
      other.taxability_reason === tax.taxability_reason &&
      other.tax_rate_details?.tax_rate === tax.tax_rate_details?.tax_rate,
  );
  return sum(same.map(({taxable_amount}) => taxable_amount ?? 0));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
