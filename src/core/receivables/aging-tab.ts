import {type Money, numberFormat, toMajor} from '../money/money.ts';
import {type Cell, cellFormats} from '../tables/cell.ts';
import type {TabContent} from '../tables/tab-content.ts';
import type {TableIdentity} from '../tables/table-layout.ts';
import type {AgingBuckets} from './aging-bucket.ts';
import type {AgingReport, AgingRow} from './aging-report.ts';
import {lastAttemptLabel, type RefreshStamp, stampRows} from './refresh-stamp.ts';

interface FormattedRow {
  readonly cells: readonly Cell[];
  readonly formats: readonly string[];
}

export const totalLabel = 'TOTAL';
export const totalHeader = 'Total';
export const uncollectibleHeader = 'Uncollectible';

const leadHeaders: readonly string[] = ['Customer ID', 'Customer', 'Currency'];

function agingHeaders(buckets: AgingBuckets): readonly string[] {
  return [...leadHeaders, ...buckets.labels, totalHeader, uncollectibleHeader];
}

/**
 * The `AR Aging` tab: the stamp as two columns from A1, one blank row, the header, one row for each customer and
 * currency, then a `TOTAL` row for each currency, below the filter so that it neither sorts nor hides.
 */
export function agingTab(report: AgingReport, stamp: RefreshStamp): TabContent {
  const headers = agingHeaders(report.buckets);
  const stampPart = stampRows(stamp);
  const headerRow = stampPart.length + 2;
  const dataLastRow = headerRow + report.rows.length;

  const rows: readonly FormattedRow[] = [
    ...stampPart,
    {cells: [], formats: []},
    {cells: headers, formats: []},
    ...report.rows.map((row) => formattedRow(row, row.customerId, row.customerName)),
    ...report.totals.map((row) => formattedRow(row, totalLabel, null)),
  ];
  return {
    key: 'ar-aging',
    table: agingTable(headers),
    block: {
      cells: rows.map((row) => padded(row.cells, headers.length, null)),
      formats: rows.map((row) => padded(row.formats, headers.length, cellFormats.text)),
    },
    headers,
    headerRow,
    dataLastRow,
    frozenRows: 0,
    frozenColumns: 0,
    textColours: [],
    boldRows: [headerRow, ...report.totals.map((_, index) => dataLastRow + 1 + index)],
    columnWidths: [170, 260, 80, ...headers.slice(leadHeaders.length).map(() => 120)],
    namedRanges: [{name: 'AR_AS_OF', covers: 'cell', row: 1, column: 2}],
    backgrounds: [],
    notes: [],
    replaces: null,
  };
}

function agingTable(headers: readonly string[]): TableIdentity {
  return {
    title: 'AR Aging',
    headers,
    keyHeaders: ['Customer ID', 'Currency'],
    varyingAmong: bucketFamily,
    isRowOfOurs: ([, currency = '']) => /^[A-Z]{3}$/.test(currency),
  };
}

/**
 * The bucket headers among these, whatever their edges: from day 1, without a gap, to an open end. A column of people's
 * that is called `2026` is none.
 */
function bucketFamily(headers: readonly string[]): readonly string[] {
  const family: string[] = [];
  for (let day = 1; ; ) {
    const bucket = headers.find(
      (header) => /^\d+(–\d+|\+)?$/.test(header) && Number.parseInt(header, 10) === day,
    );
    if (bucket === undefined) return [];
    family.push(bucket);
    if (bucket.endsWith('+')) return family;
    const lastDay = Number(bucket.split('–').pop());
    if (lastDay < day) return [];
    day = lastDay + 1;
  }
}

/** Where the stamp of a published tab says how the last attempt went, also where people moved its columns; null when they removed that row. */
export function lastAttemptCell(
  values: readonly (readonly unknown[])[],
): {readonly row: number; readonly column: number} | null {
  const index = values.findIndex((row) => row.includes(lastAttemptLabel));
  const row = values[index];
  if (row === undefined) return null;
  const label = row.indexOf(lastAttemptLabel);
  const said = row.findIndex((value, column) => column > label && value !== '');
  return {row: index + 1, column: (said === -1 ? label + 1 : said) + 1};
}

function formattedRow(row: AgingRow, firstCell: string | null, secondCell: string | null): FormattedRow {
  const amounts: readonly Money[] = [...row.buckets, row.total, row.uncollectible];
  return {
    cells: [firstCell, secondCell, row.currency, ...amounts.map(toMajor)],
    formats: [...leadHeaders.map(() => cellFormats.text), ...amounts.map(() => numberFormat(row.currency))],
  };
}

function padded<T>(items: readonly T[], length: number, filler: T): readonly T[] {
  return [...items, ...Array<T>(length - items.length).fill(filler)];
}
