import {addonVersion} from '../addon-version.ts';
import type {CurrencyCode} from '../money/currency.ts';
import {numberFormat, toMajor} from '../money/money.ts';
import {type ControlTotal, sameTotals} from '../money/totals.ts';
import type {Settings} from '../settings.ts';
import {stripeApiVersion} from '../stripe/api-version.ts';
import {type Cell, cellFormats} from '../tables/cell.ts';
import type {CivilDate} from '../time/civil-date.ts';
import type {AgedFromRule} from './receivable.ts';

/** Counts and sums of one currency. */
export interface CurrencyFigures {
  readonly open: ControlTotal;
  /** Beside what is open, never in it. */
  readonly uncollectible: ControlTotal;
}

/** What Stripe's pages and the written table say of one currency. They tie when all of it is equal. Rule R11. */
export interface CurrencyTie {
  readonly currency: CurrencyCode;
  /** Counted and summed from the pages as they came. */
  readonly fromStripe: CurrencyFigures;
  /** Counted and summed from the cells as they were written. */
  readonly fromTable: CurrencyFigures;
}

/** The evidence that stands above every aging: what it is true for, where it came from, and whether it ties. */
export interface RefreshStamp {
  readonly asOf: CivilDate;
  readonly timeZone: string;
  readonly refreshedAtUnixMs: number;
  /** Null when the key may not read the account. */
  readonly account: {readonly id: string; readonly name: string | null} | null;
  readonly mode: 'test' | 'live';
  /** Whose Stripe key read it: mode, last four characters, owner. */
  readonly key: string;
  /** Rows of the Receivables tab. */
  readonly invoices: number;
  readonly agedFrom: Readonly<Record<AgedFromRule, number>>;
  readonly noDueDate: Settings['noDueDate'];
  readonly ties: readonly CurrencyTie[];
  readonly warnings: readonly string[];
}

export const lastAttemptLabel = 'Last attempt';

export function stampRows(
  stamp: RefreshStamp,
): readonly {cells: readonly Cell[]; formats: readonly string[]}[] {
  const line = (label: string, value: Cell, format: string = cellFormats.text) => ({
    cells: [label, value],
    formats: [cellFormats.text, format],
  });
  return [
    line('As of', stamp.asOf, cellFormats.date),
    line('Time zone', stamp.timeZone),
    line('Refreshed at', {unixMs: stamp.refreshedAtUnixMs}, cellFormats.instant),
    line(lastAttemptLabel, 'Succeeded'),
    line('Account', accountText(stamp.account)),
    line('Mode', stamp.mode),
    line('Key', stamp.key),
    line('API version', stripeApiVersion),
    line('Add-on version', addonVersion),
    line('Invoices', stamp.invoices, cellFormats.count),
    line('Complete', 'Yes'),
    line('Aged from', agedFromText(stamp)),
    line('Warnings', stamp.warnings.join(' ') || 'None'),
    ...stamp.ties.flatMap((tie) => [
      line(`Control total ${tie.currency}`, toMajor(tie.fromStripe.open.amount), numberFormat(tie.currency)),
      line(`Ties ${tie.currency}`, tieText(tie)),
    ]),
  ];
}

export function ties({fromStripe, fromTable}: CurrencyTie): boolean {
  return (
    sameTotals([fromStripe.open], [fromTable.open]) &&
    sameTotals([fromStripe.uncollectible], [fromTable.uncollectible])
  );
}

function tieText(tie: CurrencyTie): string {
  if (!ties(tie))
    return `No: Stripe has ${countsText(tie.fromStripe)}, the table ${countsText(tie.fromTable)}`;
  return `Yes: ${countsText(tie.fromStripe)}, difference 0`;
}

function countsText({open, uncollectible}: CurrencyFigures): string {
  const beside = uncollectible.count === 0 ? '' : ` and ${uncollectible.count} uncollectible`;
  return `${open.count} open${beside} invoice${open.count + uncollectible.count === 1 ? '' : 's'}`;
}

function accountText(account: RefreshStamp['account']): string {
  if (account === null) return 'Not shown: the key may not read the account';
  return account.name === null ? account.id : `${account.id} (${account.name})`;
}

function agedFromText({agedFrom: counts, noDueDate}: RefreshStamp): string {
  if (noDueDate === 'not-due') {
    return `due date: ${counts['due-date']}; never, for want of a due date: ${counts['auto-charge'] + counts['no-due-date']}`;
  }
  return [
    `due date: ${counts['due-date']}`,
    `finalized date of what is charged automatically (auto-charge): ${counts['auto-charge']}`,
    `finalized date for want of a due date: ${counts['no-due-date']}`,
  ].join('; ');
}
