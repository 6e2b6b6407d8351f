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

/** More would not be read; the message says how many there are. */
export const candidatesMax = 20;

/** One invoice is found; several are to choose from. Null for none. */
export function foundAmongInvoices(
  choices: readonly InvoiceChoice[],
  {what, foundBy}: {readonly what: string; readonly foundBy: string},
): Found | null {
  const [first, ...others] = choices;
  if (first === undefined) return null;
  if (others.length === 0) return {kind: 'invoice', invoiceId: first.invoiceId, foundBy};
  return {
    kind: 'candidates',
    message: `${what}: ${choices.length} invoices. ${foundBy}${tooMany(choices.length)}`,
    candidates: choices.slice(0, candidatesMax).map(invoiceCandidate),
  };
}

export function amongCustomers(
  choices: readonly CustomerChoice[],
  {what, foundBy}: {readonly what: string; readonly foundBy: string},
): Found {
  return {
    kind: 'candidates',
    message: `${what}: ${choices.length} customers. ${foundBy}${tooMany(choices.length)}`,
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

function tooMany(count: number): string {
  return count > candidatesMax ? ` The first ${candidatesMax} are shown; a number or an id finds one.` : '';
}
