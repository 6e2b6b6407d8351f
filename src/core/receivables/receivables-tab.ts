import {numberFormat, toMajor} from '../money/money.ts';
import {hideableColumns, type Settings} from '../settings.ts';
import {dashboardLink} from '../stripe/links.ts';
import {purchaseOrderOf} from '../stripe/purchase-order.ts';
import {type Cell, cellFormats} from '../tables/cell.ts';
import type {TabContent, TextColour} from '../tables/tab-content.ts';
import type {TableIdentity} from '../tables/table-layout.ts';
import type {CivilDate} from '../time/civil-date.ts';
import {type AgingBuckets, bucketLabel} from './aging-bucket.ts';
import type {ColumnMemory} from './column-memory.ts';
import {compareCurrencies} from './currency-order.ts';
import {type AgedFromRule, neverPastDue, type Receivable} from './receivable.ts';

/** What every row of one refresh shares. */
export interface ReceivablesContext {
  readonly asOf: CivilDate;
  readonly buckets: AgingBuckets;
  readonly settings: Settings;
  readonly accountId: string | null;
  /** Which of the columns that can be left out stand on the tab so far. */
  readonly columnMemory: ColumnMemory;
}

interface Column {
  readonly header: string;
  readonly width: number;
  readonly cell: (receivable: Receivable, context: ReceivablesContext) => Cell;
  readonly format: (receivable: Receivable) => string;
}

const text = () => cellFormats.text;
const date = () => cellFormats.date;
const amount = ({invoice}: Receivable) => numberFormat(invoice.currency);

/** The label stands in the number format, so the cell stays a real date that sorts and computes. Rule R5. */
const agedFromFormats: Readonly<Record<AgedFromRule, string>> = {
  'due-date': cellFormats.date,
  'auto-charge': `${cellFormats.date}" auto-charge"`,
  'no-due-date': `${cellFormats.date}" no due date"`,
};

const columns: readonly Column[] = [
  {header: 'Invoice ID', width: 190, cell: (r) => r.invoice.id, format: text},
  {header: 'Number', width: 120, cell: (r) => r.invoice.number, format: text},
  {header: 'Customer ID', width: 150, cell: (r) => r.invoice.customerId, format: text},
  {header: 'Customer', width: 200, cell: (r) => r.invoice.customerName, format: text},
  {header: 'Email', width: 200, cell: (r) => r.invoice.customerEmail, format: text},
  {header: 'Currency', width: 70, cell: (r) => r.invoice.currency, format: text},
  {header: 'Status', width: 90, cell: (r) => r.invoice.status, format: text},
  {header: 'Collection', width: 140, cell: (r) => r.invoice.collectionMethod, format: text},
  {header: 'Finalized', width: 90, cell: (r) => r.finalizedOn, format: date},
  {header: 'Due', width: 90, cell: (r) => r.dueOn, format: date},
  {
    header: 'Aged from',
    width: 160,
    cell: (r) => r.agedFrom ?? neverPastDue,
    format: (r) => (r.agedFrom === null ? cellFormats.text : agedFromFormats[r.agedFromRule]),
  },
  {
    header: 'Days past due',
    width: 100,
    cell: (r) => (r.agedFrom === null ? null : r.daysPastDue),
    format: () => '0',
  },
  {header: 'Bucket', width: 80, cell: (r, context) => bucketOf(r, context.buckets), format: text},
  {header: 'Amount due', width: 110, cell: (r) => toMajor(r.invoice.amountDue), format: amount},
  {header: 'Amount paid', width: 110, cell: (r) => toMajor(r.invoice.amountPaid), format: amount},
  {header: 'Amount remaining', width: 120, cell: (r) => toMajor(r.invoice.amountRemaining), format: amount},
  {header: 'Open', width: 110, cell: (r) => toMajor(r.open), format: amount},
  {
    header: 'PO',
    width: 120,
    cell: (r, context) => purchaseOrderOf(r.invoice, context.settings),
    format: text,
  },
  {
    header: 'Link',
    width: 120,
    cell: (r, context) => dashboardLink(r.invoice, context.accountId),
    format: text,
  },
  {header: 'Read on', width: 90, cell: (_, context) => context.asOf, format: date},
];

/** Every column in its order, and whether the settings may leave it out. */
export function columnChoices(): readonly {readonly header: string; readonly canBeHidden: boolean}[] {
  const hideable: readonly string[] = hideableColumns;
  return columns.map(({header}) => ({header, canBeHidden: hideable.includes(header)}));
}

const bucketColours = ['#e6f4ea', '#fef7e0', '#fde7c8', '#fcd5bf', '#f9c3bd', '#f4a9a3'];

function receivablesTable(headers: readonly string[], {possible, certain}: ColumnMemory): TableIdentity {
  const wanted = hideableColumns.filter((header) => headers.includes(header));
  return {
    title: 'Receivables',
    headers,
    keyHeaders: ['Invoice ID'],
    varyingAmong: (among) => among.filter((header) => possible.includes(header)),
    newHeaders: wanted.filter((header) => !certain.includes(header)),
    peoplesSoFar: wanted.filter((header) => !possible.includes(header)),
    isRowOfOurs: ([invoiceId = '']) => invoiceId.startsWith('in_'),
  };
}

/** The `Receivables` tab: one row for each invoice, the longest past due first, in the same order whatever order Stripe's pages came in. */
export function receivablesTab(receivables: readonly Receivable[], context: ReceivablesContext): TabContent {
  const sorted = [...receivables].sort(byLateness(context.settings.currencyOrder));
  const hidden: readonly string[] = context.settings.hiddenColumns;
  const shown = columns.filter(({header}) => !hidden.includes(header));
  const headers = shown.map(({header}) => header);
  const rows = sorted.map((receivable) => shown.map((column) => column.cell(receivable, context)));
  const formats = sorted.map((receivable) => shown.map((column) => column.format(receivable)));
  return {
    key: 'receivables',
    table: receivablesTable(headers, context.columnMemory),
    block: {cells: [headers, ...rows], formats: [shown.map(text), ...formats]},
    headers,
    headerRow: 1,
    dataLastRow: rows.length + 1,
    frozenRows: 1,
    frozenColumns: 2,
    textColours: bucketTextColours(context.buckets),
    boldRows: [1],
    columnWidths: shown.map((column) => column.width),
    namedRanges: [{name: 'Receivables', covers: 'table'}],
    backgrounds: [],
    notes: [],
    replaces: null,
  };
}

/** An invoice that is not open is in no bucket. Rule R1. */
function bucketOf(receivable: Receivable, buckets: AgingBuckets): string | null {
  return receivable.invoice.status === 'open' ? bucketLabel(buckets, receivable.daysPastDue) : null;
}

function bucketTextColours(buckets: AgingBuckets): readonly TextColour[] {
  const last = bucketColours.length - 1;
  return buckets.labels.map((label, index) => ({
    header: 'Bucket',
    equals: label,
    background: bucketColours[Math.min(index, last)] ?? '#ffffff',
  }));
}

function byLateness(currencyOrder: readonly string[]): (a: Receivable, b: Receivable) => number {
  const byCurrency = compareCurrencies(currencyOrder);
  const openFirst = (r: Receivable) => (r.invoice.status === 'open' ? 0 : 1);
  return (a, b) =>
    openFirst(a) - openFirst(b) ||
    b.daysPastDue - a.daysPastDue ||
    byCurrency(a.invoice.currency, b.invoice.currency) ||
    b.invoice.amountRemaining.minorUnits - a.invoice.amountRemaining.minorUnits ||
    (a.invoice.id < b.invoice.id ? -1 : 1);
}
