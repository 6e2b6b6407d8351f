import type {ActionName} from '../action-contract.ts';
import {formatMoney, type Money} from '../money/money.ts';
import {controlTotals} from '../money/totals.ts';

const words: Readonly<Record<ActionName, {readonly title: (what: string) => string; readonly past: string}>> =
  {
    finalize: {title: (what) => `Finalize ${what}`, past: 'finalized'},
    send: {title: (what) => `Send ${what}`, past: 'sent'},
    'record-payment': {title: (what) => `Record a payment on ${what}`, past: 'recorded'},
    'retry-payment': {title: (what) => `Collect ${what} now`, past: 'collected'},
    credit: {title: (what) => `Credit ${what}`, past: 'credited'},
    correct: {title: (what) => `Correct ${what}`, past: 'corrected'},
    'agree-pay-by': {title: (what) => `Agree a pay-by date for ${what}`, past: 'changed'},
    'change-details': {title: (what) => `Change details of ${what}`, past: 'changed'},
    'pause-collection': {title: (what) => `Pause collection of ${what}`, past: 'paused'},
    'resume-collection': {title: (what) => `Resume collection of ${what}`, past: 'resumed'},
    'mark-uncollectible': {title: (what) => `Mark ${what} uncollectible`, past: 'marked uncollectible'},
    'record-recovery': {title: (what) => `Record a recovery on ${what}`, past: 'recorded'},
    void: {title: (what) => `Void ${what}`, past: 'voided'},
    'delete-draft': {title: (what) => `Delete ${what}`, past: 'deleted'},
  };

/** `Void INV-0042`, `Void 3 invoices` */
export function titleOfAction(name: ActionName, invoices: readonly {readonly name: string}[]): string {
  const [first, ...others] = invoices;
  const what =
    first === undefined ? 'nothing' : others.length === 0 ? first.name : countedInvoices(invoices.length);
  return words[name].title(what);
}

/** `voided`: what one says of an invoice afterwards. */
export function pastWord(name: ActionName): string {
  return words[name].past;
}

export function countedInvoices(count: number): string {
  return `${count} ${count === 1 ? 'invoice' : 'invoices'}`;
}

/** `EUR 48,200.00 in 3 invoices`, per currency. */
export function totalsInWords(amounts: readonly Money[]): readonly string[] {
  return controlTotals(amounts).map(
    ({amount, count}) => `${formatMoney(amount)} in ${countedInvoices(count)}`,
  );
}
