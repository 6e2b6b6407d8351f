import {currencyInfo} from '../money/currency.ts';
import {type Money, money} from '../money/money.ts';
import type {Settings} from '../settings.ts';
import type {Invoice} from '../stripe/invoice.ts';
import {type CivilDate, daysBetween} from '../time/civil-date.ts';
import {civilDateAt} from '../time/zone.ts';

/** Why aging starts where it does. Rule R5. */
export type AgedFromRule = 'due-date' | 'auto-charge' | 'no-due-date';

/** What stands in `Aged from` where the settings let an invoice without a due date stay in `Not due`. Rule R5. */
export const neverPastDue = 'no due date';

/** One invoice that Stripe has as open or uncollectible, aged as of a calendar day. */
export interface Receivable {
  readonly invoice: Invoice;
  /** What still counts as receivable: the remaining amount of an open invoice, else 0. Rules R1 and R2. */
  readonly open: Money;
  /** The remaining amount of an uncollectible invoice, else 0; never part of a bucket or of Total. Rule R1. */
  readonly uncollectible: Money;
  readonly finalizedOn: CivilDate | null;
  /** Null when Stripe names no due date, as for invoices that are charged automatically. */
  readonly dueOn: CivilDate | null;
  /** Where aging starts; null where it never does, because the settings say so of what has no due date. Rule R5. */
  readonly agedFrom: CivilDate | null;
  readonly agedFromRule: AgedFromRule;
  /** Whole calendar days from `agedFrom` to the as-of day, 0 where there is none; 0 or less is not due. Rule R4. */
  readonly daysPastDue: number;
}

/**
 * Ages one invoice as of the end of `asOf` in `timeZone`. The status decides whether money is still due, because
 * Stripe leaves `amount_remaining` standing on void invoices. Rules R1, R2, R4 and R5.
 */
export function receivableFrom(
  invoice: Invoice,
  {
    asOf,
    timeZone,
    noDueDate,
  }: {
    readonly asOf: CivilDate;
    readonly timeZone: string;
    readonly noDueDate: Settings['noDueDate'];
  },
): Receivable {
  const nothing = money(0, invoice.currency);
  const dayOf = (unixS: number | null) => (unixS === null ? null : civilDateAt(unixS, timeZone));

  const finalizedOn = dayOf(invoice.finalizedAtUnixS);
  const dueOn = dayOf(invoice.dueAtUnixS);
  const withoutDueDate =
    noDueDate === 'not-due' ? null : (finalizedOn ?? civilDateAt(invoice.createdUnixS, timeZone));
  const agedFrom = dueOn ?? withoutDueDate;
  return {
    invoice,
    open: invoice.status === 'open' ? invoice.amountRemaining : nothing,
    uncollectible: invoice.status === 'uncollectible' ? invoice.amountRemaining : nothing,
    finalizedOn,
    dueOn,
    agedFrom,
    agedFromRule: agedFromRule(invoice),
    daysPastDue: agedFrom === null ? 0 : daysBetween({from: agedFrom, to: asOf}),
  };
}

function agedFromRule(invoice: Invoice): AgedFromRule {
  if (invoice.dueAtUnixS !== null) return 'due-date';
  return invoice.collectionMethod === 'charge_automatically' ? 'auto-charge' : 'no-due-date';
}

/** Whether Stripe's status is one that a receivables table holds; an unknown status is shown but never bucketed. Rule R1. */
export function isKnownReceivableStatus(status: string | null): boolean {
  return status === 'open' || status === 'uncollectible';
}

/** Whether the currency is one whose decimals this version knows; the stamp warns of the others. */
export function hasKnownCurrency({invoice}: Receivable): boolean {
  return currencyInfo(invoice.currency).known;
}
