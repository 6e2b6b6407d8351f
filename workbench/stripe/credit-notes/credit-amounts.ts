/**
 * What a credit note comes to, and how its total parts: first what is still to be paid on the invoice, then what was
 * paid already and goes back. https://docs.stripe.com/api/credit_notes/create
 */
import {Exact, halfUp} from '../catalogue/exact.ts';
import type {PlannedLine} from './creditable.ts';
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

/**
 * All in minor units of the invoice's currency, and positive where they are in the customer's favour. `ownDiscounts` are
 * those of single lines: they are off the subtotal already, those of the whole invoice are not.
 */
export function creditTotals(lines: readonly PlannedLine[], ownDiscounts: ReadonlySet<string>): CreditTotals {
  const discounts = lines.flatMap(({discount_amounts}) => discount_amounts);
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const inclusive = sum(taxes.filter(({tax_behavior}) => tax_behavior === 'inclusive'));
  const own = sum(discounts.filter(({discount}) => ownDiscounts.has(idOf(discount))));
  const subtotal = sum(lines) - own;
  const net = sum(lines) - sum(discounts);
  const total = net + sum(taxes) - inclusive;
  return {
    discount_amount: sum(discounts),
    discount_amounts: added(discounts, ({discount}) => idOf(discount)),
    pretax_credit_amounts: added(
      lines.flatMap(({pretax_credit_amounts}) => pretax_credit_amounts),
      ({type, discount: of, credit_balance_transaction: grant}) => JSON.stringify([type, of, grant]),
    ),
    subtotal,
    // The tax within it is that of the amount before the invoice's discounts.
    subtotal_excluding_tax:
      net === 0 ? subtotal : subtotal - halfUp(new Exact(inclusive).times(subtotal).dividedBy(net)),
    total,
    total_excluding_tax: net - inclusive,
    total_taxes: added(taxes, keyOfTax).map((tax) => ({...tax, taxable_amount: taxableOf(tax, taxes)})),
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

function keyOfTax({tax_behavior, tax_rate_details, taxability_reason}: Tax): string {
  return JSON.stringify([tax_behavior, tax_rate_details?.tax_rate, taxability_reason]);
}

function taxableOf(tax: Tax, taxes: readonly Tax[]): number | null {
  if (tax.taxable_amount === null) return null;
  const same = taxes.filter((other) => keyOfTax(other) === keyOfTax(tax));
  return same.reduce((total, {taxable_amount}) => total + (taxable_amount ?? 0), 0);
}

function idOf(reference: string | {readonly id: string}): string {
  return typeof reference === 'string' ? reference : reference.id;
}

function sum(entries: readonly {readonly amount: number}[]): number {
  return entries.reduce((total, {amount}) => total + amount, 0);
}
