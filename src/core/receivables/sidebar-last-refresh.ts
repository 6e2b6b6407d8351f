import {AddonError} from '../errors/addon-error.ts';
import {formatMoney, isZero, money, subtract} from '../money/money.ts';
import type {Settings} from '../settings.ts';
import type {BucketState, ControlTotalState, LastRefresh} from '../sidebar-contract.ts';
import type {CellValue} from '../tables/cell.ts';
import {formatIsoInstant} from '../time/zone.ts';
import {agingBuckets} from './aging-bucket.ts';
import {compareCurrencies} from './currency-order.ts';
import type {LastRefreshFacts} from './last-refresh.ts';
import {type TabTotal, tabTotals} from './tab-totals.ts';

type Total = LastRefreshFacts['totals'][number];

/** With automatic refresh on, figures older than two of its periods say that something keeps it from working. */
const staleAfterMs = 2 * 60 * 60 * 1000;

/** What the tab holds, or why that cannot be told. */
type TabReading =
  | {readonly kind: 'read'; readonly totals: ReadonlyMap<string, TabTotal>}
  | {readonly kind: 'unreadable'; readonly why: string};

/** The last complete refresh beside what the Receivables tab holds now. `tab` is null when the tab is gone. */
export function lastRefreshState(
  facts: LastRefreshFacts,
  {
    tab,
    settings,
    nowUnixMs,
    isAutomatic,
  }: {
    readonly tab: readonly (readonly CellValue[])[] | null;
    readonly settings: Settings;
    readonly nowUnixMs: number;
    readonly isAutomatic: boolean;
  },
): LastRefresh {
  const reading = readTab(tab);
  const byCurrency = compareCurrencies(settings.currencyOrder);
  const totals = [...facts.totals, ...addedCurrencies(facts, reading)]
    .sort((a, b) => byCurrency(a.currency, b.currency))
    .map((total) => controlTotalState(total, reading, settings));
  const ageMs = nowUnixMs - facts.refreshedAtUnixMs;
  return {
    asOf: facts.asOf,
    timeZone: facts.timeZone,
    refreshedAt: formatIsoInstant(facts.refreshedAtUnixMs, facts.timeZone),
    age: ageText(ageMs),
    isStale: isAutomatic && ageMs > staleAfterMs,
    by: facts.by,
    mode: facts.mode,
    account: facts.account,
    invoices: facts.invoices,
    pages: facts.pages,
    seconds: facts.seconds,
    warnings: facts.warnings,
    totals,
    ties: reading.kind === 'read' && totals.every(({ties}) => ties),
    summary: summaryOf(facts, totals, reading),
  };
}

/** Rows in a currency of which Stripe had nothing were typed by people: then nothing is what they must tie to. */
function addedCurrencies(facts: LastRefreshFacts, reading: TabReading): readonly Total[] {
  if (reading.kind === 'unreadable') return [];
  return [...reading.totals.values()]
    .map(({open: {currency}}) => currency)
    .filter((currency) => facts.totals.every((total) => total.currency !== currency))
    .map((currency) => {
      const none = {currency, count: 0, amount: money(0, currency)};
      return {currency, open: none, uncollectible: none};
    });
}

function readTab(tab: readonly (readonly CellValue[])[] | null): TabReading {
  if (tab === null) {
    return {kind: 'unreadable', why: 'The tab Receivables is gone: refresh to make it anew.'};
  }
  try {
    return {kind: 'read', totals: tabTotals(tab)};
  } catch (fault) {
    // People rename headers: that the figures cannot be compared is itself what they are to learn.
    if (fault instanceof AddonError) return {kind: 'unreadable', why: fault.message};
    throw fault;
  }
}

function controlTotalState(total: Total, reading: TabReading, settings: Settings): ControlTotalState {
  const {currency, open, uncollectible} = total;
  const none = {currency, count: 0, amount: money(0, currency)};
  const onTab = reading.kind === 'read' ? reading.totals.get(currency) : undefined;
  const tabOpen = onTab?.open ?? none;
  const tabUncollectible = onTab?.uncollectible ?? none;
  const difference = subtract(tabOpen.amount, open.amount);
  const besides = subtract(tabUncollectible.amount, uncollectible.amount);
  const counts = tabOpen.count + tabUncollectible.count - open.count - uncollectible.count;
  const explanation =
    reading.kind === 'unreadable'
      ? reading.why
      : isZero(difference) && isZero(besides) && counts === 0
        ? null
        : explanationOf(counts);
  return {
    currency,
    openInvoices: open.count,
    open: formatMoney(open.amount),
    uncollectibleInvoices: uncollectible.count,
    uncollectible: formatMoney(uncollectible.amount),
    ties: explanation === null,
    difference: formatMoney(isZero(difference) ? besides : difference),
    explanation,
    buckets: onTab === undefined ? [] : bucketStates(onTab, settings),
  };
}

function explanationOf(counts: number): string {
  const what =
    counts === 0
      ? 'amounts, statuses or currencies on the tab were changed'
      : `the tab has ${Math.abs(counts)} ${Math.abs(counts) === 1 ? 'invoice' : 'invoices'} ${counts < 0 ? 'fewer' : 'more'} than Stripe had`;
  return `Since the refresh ${what}. Refresh to put it right.`;
}

/** Labels of the settings in their order, then those that a refresh under other settings has left on the tab. */
function bucketStates({open, buckets}: TabTotal, settings: Settings): readonly BucketState[] {
  const {labels} = agingBuckets(settings.bucketEdges);
  const found = [...buckets.keys()];
  const isOfOtherSettings = found.some((label) => !labels.includes(label));
  const firstDay = (label: string) => Number.parseInt(label, 10) || 0;
  const shown = isOfOtherSettings ? found.sort((a, b) => firstDay(a) - firstDay(b)) : labels;
  return shown.map((label) => {
    const {count, amount} = buckets.get(label) ?? {count: 0, amount: money(0, open.currency)};
    const share = open.amount.minorUnits > 0 ? amount.minorUnits / open.amount.minorUnits : 0;
    return {label, invoices: count, amount: formatMoney(amount), share: Math.min(1, Math.max(0, share))};
  });
}

function summaryOf(
  facts: LastRefreshFacts,
  totals: readonly ControlTotalState[],
  reading: TabReading,
): string {
  if (reading.kind === 'unreadable') return reading.why;
  const off = totals.filter(({ties}) => !ties);
  if (off.length > 0) {
    return `The tab differs from Stripe: ${off.map(({difference, currency}) => (/[1-9]/.test(difference) ? difference : `${currency} by its rows`)).join(', ')}.`;
  }
  const plural = (count: number, one: string, many: string) =>
    `${grouped(count)} ${count === 1 ? one : many}`;
  return `${plural(totals.length, 'currency', 'currencies')}, ${plural(facts.invoices, 'invoice', 'invoices')}, difference 0.00`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function ageText(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000);
  const ago = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return ago(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ago(hours, 'hour') : ago(Math.floor(hours / 24), 'day');
}
