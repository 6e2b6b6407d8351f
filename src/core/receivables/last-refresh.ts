import * as v from 'valibot';
import {type CurrencyCode, currencyCode} from '../money/currency.ts';
import {money} from '../money/money.ts';
import type {Properties} from '../ports.ts';
import {formatIsoDate} from '../time/civil-date.ts';
import type {CurrencyFigures, CurrencyTie, RefreshStamp} from './refresh-stamp.ts';

/** What a complete refresh leaves for the sidebar: its stamp, and Stripe's control totals to hold the tab against. */
export interface LastRefreshFacts {
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly timeZone: string;
  readonly refreshedAtUnixMs: number;
  readonly by: string;
  readonly mode: 'test' | 'live';
  /** Id and name as the stamp has them; null when the key may not read the account. */
  readonly account: string | null;
  readonly accountTimeZone: string | null;
  readonly invoices: number;
  readonly pages: number;
  /** From its first page to its last cell; what it took when nobody interrupted it. */
  readonly seconds: number;
  readonly warnings: readonly string[];
  /** From Stripe's pages, in the order of the stamp. */
  readonly totals: readonly ({readonly currency: CurrencyCode} & CurrencyFigures)[];
}

const lastRefreshProperty = 'receivables.lastRefresh';

/** A property takes 9 KB, and the whole of the warnings stands on `AR Aging`. */
const warningsShownMax = 5;
const warningCharactersMax = 200;

const storedFacts = v.object({
  asOf: v.string(),
  timeZone: v.string(),
  refreshedAtUnixMs: v.number(),
  by: v.string(),
  mode: v.picklist(['test', 'live']),
  account: v.nullable(v.string()),
  accountTimeZone: v.nullable(v.string()),
  invoices: v.number(),
  pages: v.number(),
  seconds: v.number(),
  warnings: v.array(v.string()),
  // Currency, then count and minor units of what is open and of what is uncollectible: short, for 135 of them.
  totals: v.array(v.tuple([v.string(), v.number(), v.number(), v.number(), v.number()])),
});

/** Null before the first refresh, and when the stored text is not ours. */
export function readLastRefresh(documentProperties: Properties): LastRefreshFacts | null {
  const text = documentProperties.read(lastRefreshProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedFacts), text);
  if (!parsed.success) return null;
  return {
    ...parsed.output,
    totals: parsed.output.totals.map(([code, openCount, open, uncollectibleCount, uncollectible]) => {
      const currency = currencyCode(code);
      return {
        currency,
        open: {currency, count: openCount, amount: money(open, currency)},
        uncollectible: {currency, count: uncollectibleCount, amount: money(uncollectible, currency)},
      };
    }),
  };
}

export function writeLastRefresh(
  documentProperties: Properties,
  stamp: RefreshStamp,
  {
    by,
    pages,
    seconds,
    accountTimeZone,
  }: Pick<LastRefreshFacts, 'by' | 'pages' | 'seconds' | 'accountTimeZone'>,
): void {
  const stored: v.InferInput<typeof storedFacts> = {
    asOf: formatIsoDate(stamp.asOf),
    timeZone: stamp.timeZone,
    refreshedAtUnixMs: stamp.refreshedAtUnixMs,
    by,
    mode: stamp.mode,
    account: stamp.account === null ? null : (stamp.account.name ?? stamp.account.id),
    accountTimeZone,
    invoices: stamp.invoices,
    pages,
    seconds,
    warnings: shortened(stamp.warnings),
    totals: stamp.ties.map(totalOf),
  };
  documentProperties.write(lastRefreshProperty, JSON.stringify(stored));
}

function totalOf({currency, fromStripe}: CurrencyTie): [string, number, number, number, number] {
  const {open, uncollectible} = fromStripe;
  return [currency, open.count, open.amount.minorUnits, uncollectible.count, uncollectible.amount.minorUnits];
}

function shortened(warnings: readonly string[]): string[] {
  const shown = warnings
    .slice(0, warningsShownMax)
    .map((warning) =>
      warning.length > warningCharactersMax ? `${warning.slice(0, warningCharactersMax - 1)}…` : warning,
    );
  const more = warnings.length - shown.length;
  return more > 0 ? [...shown, `${more} more stand on AR Aging.`] : shown;
}
