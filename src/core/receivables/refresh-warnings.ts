import {compare, money, subtract} from '../money/money.ts';
import {hasKnownCurrency, isKnownReceivableStatus, type Receivable} from './receivable.ts';

const idsShownMax = 3;

/** What a person should know before relying on the figures, each a whole sentence; none of it stops a refresh. */
export function refreshWarnings(
  receivables: readonly Receivable[],
  zones: {readonly timeZone: string; readonly spreadsheetTimeZone: string},
): readonly string[] {
  const differentZone = zones.timeZone !== zones.spreadsheetTimeZone;
  const unknownStatus = receivables.filter(({invoice}) => !isKnownReceivableStatus(invoice.status));
  const unknownCurrency = receivables.filter((receivable) => !hasKnownCurrency(receivable));
  const unexplained = receivables.filter((receivable) => !remainsWhatIsDueLessPaid(receivable));
  return [
    differentZone &&
      `Days are counted in ${zones.timeZone}, the spreadsheet shows times in ${zones.spreadsheetTimeZone}.`,
    unknownStatus.length > 0 &&
      `Status neither open nor uncollectible (${words(unknownStatus, (r) => r.invoice.status ?? 'none')}) on ${ids(unknownStatus)}: in Receivables, in no total.`,
    unknownCurrency.length > 0 &&
      `Decimals not known to this version (${words(unknownCurrency, (r) => r.invoice.currency)}) on ${ids(unknownCurrency)}: two are shown.`,
    unexplained.length > 0 &&
      `Amount due less amount paid is not amount remaining on ${ids(unexplained)}: Stripe's amount remaining counts.`,
  ].filter((warning) => warning !== false);
}

/** Rule R2: what was paid above the due amount is the customer's credit and leaves 0. */
function remainsWhatIsDueLessPaid({invoice}: Receivable): boolean {
  const nothing = money(0, invoice.currency);
  const difference = subtract(invoice.amountDue, invoice.amountPaid);
  const expected = compare(difference, nothing) < 0 ? nothing : difference;
  return compare(expected, invoice.amountRemaining) === 0;
}

function words(receivables: readonly Receivable[], of: (receivable: Receivable) => string): string {
  return [...new Set(receivables.map(of))].sort().join(', ');
}

function ids(receivables: readonly Receivable[]): string {
  const all = receivables.map(({invoice}) => invoice.id).sort();
  const more = all.length - idsShownMax;
  return all.slice(0, idsShownMax).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
