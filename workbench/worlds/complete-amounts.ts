/**
 * The amounts of an invoice that a world leaves out, from those it gives. All are integers of the currency's smallest
 * unit. https://docs.stripe.com/api/invoices/object
 */
import {WorldFault} from './world.ts';

interface GivenAmounts {
  readonly status: string | null;
  readonly amountDue: number | undefined;
  readonly amountOverpaid: number | undefined;
  readonly amountPaid: number | undefined;
  readonly amountRemaining: number | undefined;
  readonly subtotal: number | undefined;
  readonly total: number | undefined;
  /** What the customer owed before (positive) or had to their credit (negative). */
  readonly startingBalance: number;
  /** Reduces what is due. */
  readonly prePaymentCreditNotes: number;
  /** Tax on top less discounts: from the subtotal to the total. */
  readonly addedToSubtotal: number;
  /** The sum of its lines; undefined where the world has none of them. */
  readonly linesSum: number | undefined;
  /** The sum of its settled payments; undefined where the world has none of them. */
  readonly paymentsSum: number | undefined;
}

interface CompleteAmounts {
  readonly subtotal: number;
  readonly total: number;
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly amount_remaining: number;
  readonly amount_overpaid: number;
}

/** @throws WorldFault for amounts that contradict each other or the status */
export function completeAmounts(given: GivenAmounts, path: string): CompleteAmounts {
  const listed = given.subtotal ?? given.linesSum;
  const known = given.total ?? (listed === undefined ? undefined : listed + given.addedToSubtotal);
  const dueOfTotal =
    known === undefined
      ? undefined
      : Math.max(0, known + given.startingBalance - given.prePaymentCreditNotes);
  const settled = given.amountPaid ?? given.paymentsSum;
  const due = given.amountDue ?? dueOfTotal ?? (given.amountRemaining ?? 0) + (settled ?? 0);
  const paid = settled ?? impliedPaid(given, due);
  const remaining = given.amountRemaining ?? Math.max(0, due - paid);
  const overpaid = given.amountOverpaid ?? Math.max(0, paid - due);
  const total = known ?? due;

  refuseContradictions({due, paid, remaining, overpaid}, given, path);
  return {
    subtotal: listed ?? total - given.addedToSubtotal,
    total,
    amount_due: due,
    amount_paid: paid,
    amount_remaining: remaining,
    amount_overpaid: overpaid,
  };
}

/** Where neither the amount paid nor payments are given, what remains tells it, and then the status. */
function impliedPaid(given: GivenAmounts, due: number): number {
  if (given.amountRemaining !== undefined) return due - given.amountRemaining;
  return given.status === 'paid' ? due : 0;
}

function refuseContradictions(
  amounts: {
    readonly due: number;
    readonly paid: number;
    readonly remaining: number;
    readonly overpaid: number;
  },
  given: GivenAmounts,
  path: string,
): void {
  const {due, paid, remaining, overpaid} = amounts;
  if (given.amountPaid !== undefined && paid < 0) {
    throw new WorldFault(`${path}.amount_paid is ${paid}. Write 0 or more.`);
  }
  if (remaining < 0) {
    throw new WorldFault(`${path}.amount_remaining is ${remaining}. Write 0 or more.`);
  }
  if (remaining > Math.max(0, due)) {
    throw new WorldFault(
      `${path}.amount_remaining is ${remaining}, more than its amount_due of ${due}. Correct one of the two.`,
    );
  }
  // Stripe has both: credit notes may lower what is due or only what remains.
  const left = [due - paid, due - paid - given.prePaymentCreditNotes].map((amount) => Math.max(0, amount));
  if (!left.includes(remaining)) {
    throw new WorldFault(
      `${path}.amount_remaining is ${remaining}, but its amount_due of ${due} less its amount_paid of ${paid} is ` +
        `${left[0]}. Correct one of the three, or leave amount_remaining out.`,
    );
  }
  if (given.status === 'paid' && remaining > 0) {
    throw new WorldFault(
      `${path}.status is "paid", but its amount_remaining is ${remaining}. Correct the status or the amounts.`,
    );
  }
  if (overpaid < 0 || (paid > due && overpaid !== paid - due)) {
    throw new WorldFault(
      `${path}.amount_overpaid is ${overpaid}, but its amount_paid of ${paid} exceeds its amount_due of ${due} by ` +
        `${Math.max(0, paid - due)}. Correct one of the three, or leave amount_overpaid out.`,
    );
  }
}
