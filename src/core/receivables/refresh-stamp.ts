import {addonVersion} from '../addon-version.ts';
import {type Money, numberFormat, toMajor} from '../money/money.ts';
import {stripeApiVersion} from '../stripe/api-version.ts';
import {type Cell, cellFormats} from '../tables/cell.ts';
import type {CivilDate} from '../time/civil-date.ts';
import type {AgedFromRule} from './receivable.ts';

/** What Stripe's pages and the written table say of one currency. They tie when both are equal. Rule R11. */
export interface CurrencyTie {
  /** Counted and summed from the pages as they came. */
  readonly fromStripe: {readonly invoices: number; readonly open: Money};
  /** Counted and summed from the cells as they were written. */
  readonly fromTable: {readonly invoices: number; readonly open: Money};
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
    line('Aged from', agedFromText(stamp.agedFrom)),
    line('Warnings', stamp.warnings.join(' ') || 'None'),
    ...stamp.ties.flatMap((tie) => {
      const {currency} = tie.fromStripe.open;
      return [
        line(`Control total ${currency}`, toMajor(tie.fromStripe.open), numberFormat(currency)),
        line(`Ties ${currency}`, tieText(tie)),
      ];
    }),
  ];
}

export function ties({fromStripe, fromTable}: CurrencyTie): boolean {
  return (
    fromStripe.invoices === fromTable.invoices && fromStripe.open.minorUnits === fromTable.open.minorUnits
  );
}

function tieText(tie: CurrencyTie): string {
  const invoices = `${tie.fromStripe.invoices} open invoice${tie.fromStripe.invoices === 1 ? '' : 's'}`;
  if (ties(tie)) return `Yes: ${invoices}, difference 0`;
  return `No: Stripe has ${invoices}, the table ${tie.fromTable.invoices}`;
}

function accountText(account: RefreshStamp['account']): string {
  if (account === null) return 'Not shown: the key may not read the account';
  return account.name === null ? account.id : `${account.id} (${account.name})`;
}

function agedFromText(counts: Readonly<Record<AgedFromRule, number>>): string {
  return [
    `due date: ${counts['due-date']}`,
    `finalized date of what is charged automatically (auto-charge): ${counts['auto-charge']}`,
    `finalized date for want of a due date: ${counts['no-due-date']}`,
  ].join('; ');
}
