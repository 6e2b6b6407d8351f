import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import type {ColumnFilter, Properties, Tables, View} from '../ports.ts';
import type {ShowReceivablesReply, ShowReceivablesRequest} from '../sidebar-contract.ts';
import type {CellValue} from '../tables/cell.ts';
import {tableFrom} from '../tables/columns.ts';

export interface ShowPorts {
  readonly tables: Tables;
  readonly view: View;
  readonly documentProperties: Properties;
}

/** What the sidebar has filtered last, so that its own filter can be told from people's. */
const filterProperty = 'receivables.filter';

const filteredHeaders = ['Currency', 'Bucket'] as const;
type FilteredHeader = (typeof filteredHeaders)[number];

/** The one text that a column shows, and what was hidden for it. */
const ownColumn = v.optional(v.object({shown: v.string(), hidden: v.array(v.string())}));
const storedFilter = v.object({Currency: ownColumn, Bucket: ownColumn});

const showRequest = v.union([
  v.strictObject({all: v.literal(true), replaceFilter: v.optional(v.boolean())}),
  v.strictObject({
    currency: v.optional(v.string()),
    bucket: v.optional(v.string()),
    replaceFilter: v.optional(v.boolean()),
  }),
]);

interface Listed {
  readonly headerOf: (column: number) => string;
  /** 1-based. */
  readonly columnOf: (header: string) => number;
  readonly rows: readonly (readonly CellValue[])[];
}

/**
 * Filters the Receivables tab by currency and bucket, and shows it. What people filter by themselves is kept, or asked
 * about where it stands on the same columns.
 *
 * @throws AddonError TABLE_HEADER_MISSING when the tab or a header is gone; ARGUMENT_INVALID for a request that is none
 */
export function showReceivables(ports: ShowPorts, request: ShowReceivablesRequest): ShowReceivablesReply {
  const {wanted, replaceFilter} = checkedRequest(request);
  const listed = readListed(ports.tables);
  const filters = ports.view.filters('receivables');
  const own = readOwnFilter(ports.documentProperties);
  const peoples = filteredHeaders.filter((header) => isPeoples(header, {filters, own, listed}));
  if (peoples.length > 0 && !replaceFilter) {
    return {
      outcome: 'people-filter',
      columns: peoples,
      message: `Somebody has filtered the tab by ${peoples.join(' and ')}. Showing this takes that filter away.`,
    };
  }

  const hidden = {
    Currency: hiddenTexts(listed, 'Currency', wanted.Currency),
    Bucket: hiddenTexts(listed, 'Bucket', wanted.Bucket),
  };
  // Noted first: a run that ends before the filter is set leaves one that is taken for people's and kept.
  noteOwnFilter(ports.documentProperties, wanted, hidden);
  for (const header of filteredHeaders) {
    const column = listed.columnOf(header);
    const isFiltered = filters.some((filter) => filter.column === column);
    if (hidden[header].length > 0) ports.view.filterColumn('receivables', column, hidden[header]);
    else if (isFiltered) ports.view.filterColumn('receivables', column, null);
  }
  ports.view.show('receivables');
  return shown(listed, {wanted, filters});
}

function shown(
  listed: Listed,
  {
    wanted,
    filters,
  }: {
    readonly wanted: Readonly<Record<FilteredHeader, string | null>>;
    readonly filters: readonly ColumnFilter[];
  },
): ShowReceivablesReply {
  const cellOf = (row: readonly CellValue[], header: string) =>
    String(row[listed.columnOf(header) - 1] ?? '');
  const invoices = listed.rows.filter((row) =>
    filteredHeaders.every((header) => wanted[header] === null || cellOf(row, header) === wanted[header]),
  ).length;
  const otherFilters = filters
    .map(({column}) => listed.headerOf(column))
    .filter((header) => !filteredHeaders.some((own) => own === header));
  const what = filteredHeaders.map((header) => wanted[header]).filter((text) => text !== null);
  const counted = `${invoices} ${invoices === 1 ? 'invoice' : 'invoices'}`;
  const besides =
    otherFilters.length === 0
      ? ''
      : ` The filter by ${otherFilters.join(' and ')} stays and may hide some of them.`;
  return {
    outcome: 'shown',
    invoices,
    otherFilters,
    message: `${what.length === 0 ? 'All receivables' : what.join(', ')}: ${counted}.${besides}`,
  };
}

function readListed(tables: Tables): Listed {
  const values = tables.readValues('receivables');
  if (values === null) {
    throw new AddonError({
      code: 'TABLE_HEADER_MISSING',
      fact: 'Cannot show the tab "Receivables": it is not there.',
      nextStep: 'Refresh the receivables: that makes it anew.',
    });
  }
  const table = tableFrom(values, {header: 'Invoice ID', tab: 'Receivables'});
  const id = table.columnOf('Invoice ID');
  const headers = values.find((row) => row.includes('Invoice ID')) ?? [];
  return {
    headerOf: (column) => String(headers[column - 1] ?? ''),
    columnOf: (header) => table.columnOf(header) + 1,
    rows: table.rows.filter((row) => String(row[id]).startsWith('in_')),
  };
}

/** Everything in the column but what is wanted: a filter of Google's knows what it hides. */
function hiddenTexts(listed: Listed, header: FilteredHeader, wanted: string | null): readonly string[] {
  if (wanted === null) return [];
  const column = listed.columnOf(header) - 1;
  const texts = new Set(listed.rows.map((row) => String(row[column] ?? '')));
  return [...texts].filter((text) => text !== wanted).sort();
}

function isPeoples(
  header: FilteredHeader,
  {
    filters,
    own,
    listed,
  }: {
    readonly filters: readonly ColumnFilter[];
    readonly own: v.InferOutput<typeof storedFilter>;
    readonly listed: Listed;
  },
): boolean {
  const filter = filters.find(({column}) => column === listed.columnOf(header));
  if (filter === undefined) return false;
  const ours = own[header];
  if (ours === undefined || filter.hidden.length === 0 || filter.hidden.includes(ours.shown)) return true;
  // A refresh may have brought texts that were not there: what was hidden, and still is there, tells.
  const column = listed.columnOf(header) - 1;
  const present = new Set(listed.rows.map((row) => String(row[column] ?? '')));
  return ours.hidden.some((text) => present.has(text) && !filter.hidden.includes(text));
}

function noteOwnFilter(
  documentProperties: Properties,
  wanted: Readonly<Record<FilteredHeader, string | null>>,
  hidden: Readonly<Record<FilteredHeader, readonly string[]>>,
): void {
  const own = filteredHeaders.flatMap((header) =>
    wanted[header] === null ? [] : [[header, {shown: wanted[header], hidden: hidden[header]}] as const],
  );
  documentProperties.write(filterProperty, JSON.stringify(Object.fromEntries(own)));
}

function readOwnFilter(documentProperties: Properties): v.InferOutput<typeof storedFilter> {
  const text = documentProperties.read(filterProperty);
  if (text === null) return {};
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedFilter), text);
  return parsed.success ? parsed.output : {};
}

function checkedRequest(request: unknown): {
  readonly wanted: Readonly<Record<FilteredHeader, string | null>>;
  readonly replaceFilter: boolean;
} {
  const parsed = v.safeParse(showRequest, request ?? {});
  if (!parsed.success) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot show receivables: ${JSON.stringify(request)} is not a request.`,
      nextStep: 'Give a currency, a bucket, both, or {"all": true}.',
    });
  }
  const {replaceFilter = false, ...what} = parsed.output;
  const wanted =
    'all' in what
      ? {Currency: null, Bucket: null}
      : {Currency: what.currency ?? null, Bucket: what.bucket ?? null};
  return {wanted, replaceFilter};
}
