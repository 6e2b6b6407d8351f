import type {LookupCandidate} from '../payment-status-contract.ts';
import {latenessText} from './telling.ts';

/** What became of looking for one text. */
export type Found =
  | {readonly kind: 'invoice'; readonly invoiceId: string; readonly foundBy: string | null}
  | {readonly kind: 'candidates'; readonly message: string; readonly candidates: readonly LookupCandidate[]};

/** An invoice among which to choose. */
export interface InvoiceChoice {
  readonly invoiceId: string;
  readonly number: string | null;
  readonly customerName: string | null;
  readonly amount: string;
  readonly status: string;
  /** Null where there is no due date, or it does not matter. */
  readonly daysLate: number | null;
}

export interface CustomerChoice {
  readonly customerId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly detail: string;
}

/** More would not be read; the message says that there are more. */
export const candidatesMax = 20;

interface Wording {
  readonly what: string;
  readonly foundBy: string;
  /** Stripe has told the first ones alone. */
  readonly hasMore?: boolean;
}

/** One invoice is found; several are to choose from. Null for none. */
export function foundAmongInvoices(
  choices: readonly InvoiceChoice[],
  {what, foundBy, hasMore = false}: Wording,
): Found | null {
  const [first, ...others] = choices;
  if (first === undefined) return null;
  if (others.length === 0 && !hasMore) return {kind: 'invoice', invoiceId: first.invoiceId, foundBy};
  return {
    kind: 'candidates',
    message: `${what}: ${countText(choices.length, hasMore)} invoices. ${foundBy}${tooMany(choices.length, hasMore)}`,
    candidates: choices.slice(0, candidatesMax).map(invoiceCandidate),
  };
}

export function amongCustomers(
  choices: readonly CustomerChoice[],
  {what, foundBy, hasMore = false}: Wording,
): Found {
  return {
    kind: 'candidates',
    message: `${what}: ${countText(choices.length, hasMore)} customers. ${foundBy}${tooMany(choices.length, hasMore)}`,
    candidates: choices.slice(0, candidatesMax).map(({customerId, name, email, detail}) => ({
      lookUp: customerId,
      title: `${name ?? email ?? 'without a name'} (${customerId})`,
      detail: [name === null ? null : email, detail]
        .filter((text) => text !== null && text !== '')
        .join(', '),
    })),
  };
}

function invoiceCandidate(choice: InvoiceChoice): LookupCandidate {
  const {invoiceId, number, customerName, amount, status, daysLate} = choice;
  const title = [number ?? invoiceId, customerName, amount].filter((text) => text !== null).join(' · ');
  const due = daysLate === 0 ? 'due today' : daysLate === null ? null : dueWords(daysLate);
  return {lookUp: invoiceId, title, detail: [status, due].filter((text) => text !== null).join(', ')};
}

function dueWords(daysLate: number): string {
  return daysLate > 0 ? latenessText(daysLate) : `due ${latenessText(daysLate)}`;
}

function countText(count: number, hasMore: boolean): string {
  return hasMore ? `more than ${count}` : String(count);
}

function tooMany(count: number, hasMore: boolean): string {
  return hasMore || count > candidatesMax
    ? ` The first ${candidatesMax} are shown; a number or an id finds one.`
    : '';
}
