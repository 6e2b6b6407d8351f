import type {DraftGroupState, PreviewReply, PreviewRequest} from '../../../../src/core/invoice-contract.ts';
import {draftResultHeaders} from '../../../../src/core/invoicing/draft-columns.ts';
import type {InvoiceIntent} from '../../../../src/core/invoicing/invoice-intent.ts';
import {previewInvoices} from '../../../../src/core/invoicing/plans/preview-invoices.ts';
import type {Http, HttpRequest} from '../../../../src/core/ports.ts';
import type {CellValue} from '../../../../src/core/tables/cell.ts';
import {createStripeSandbox, type StripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKeyOf} from '../../../../workbench/worlds/world.ts';
import {type FakePorts, fakePorts} from '../../../support/fake-ports.ts';
import {draftTab, type TypedRow} from './draft-tab.ts';

/** 20 November 2026 in New York. */
const now = '2026-11-20T15:00:00Z';

/** A customer in Hamburg who is billed in EUR. */
export const nordwind = {
  id: 'cus_Nordwind',
  object: 'customer',
  name: 'Nordwind GmbH',
  email: 'ap@nordwind.example',
  currency: 'eur',
  address: {city: 'Hamburg', country: 'DE', line1: null, line2: null, postal_code: '20095', state: null},
} as const;

/** A row that is an invoice to Nordwind without a problem or a warning. */
export const nordwindRow: TypedRow = {
  Customer: 'cus_Nordwind',
  Description: 'Platform, annual',
  Quantity: 2,
  'Unit amount': 1200,
  Tax: 'none: outside the scope',
  Terms: 'Net 30',
  'Order total (check)': 2400,
};

export interface Desk {
  readonly ports: FakePorts & {readonly http: Http};
  readonly sandbox: StripeSandbox;
  /** What went to Stripe, as `GET /v1/customers/cus_Nordwind`. */
  readonly requests: readonly HttpRequest[];
  /** What is in a cell of the tab now. */
  cell(row: number, header: string): CellValue;
  type(row: number, header: string, value: string | number): void;
  preview(options?: {
    readonly asks?: 'check' | 'preview';
    readonly intents?: readonly InvoiceIntent[];
    readonly request?: PreviewRequest;
  }): PreviewReply;
}

/** A spreadsheet with these drafts beside a sandbox that holds these objects; in live mode where one of them says so. */
export function deskOf(
  rows: readonly TypedRow[],
  {
    objects = [nordwind],
    moreHeaders = [],
  }: {
    readonly objects?: readonly object[];
    readonly moreHeaders?: readonly string[];
  } = {},
): Desk {
  const world = parseWorld(JSON.stringify({now, timeZone: 'America/New_York', objects}));
  const key = worldKeyOf(world);
  const sandbox = createStripeSandbox({objects: world.objects, keys: [key], timeZone: world.timeZone});
  const plain = fakePorts({now, key});
  const requests: HttpRequest[] = [];
  const http: Http = {
    sendAll: (wave) =>
      wave.map((request) => {
        requests.push(request);
        const response = sandbox.handle(request, plain.clock.nowUnixMs());
        const headers = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]);
        return {kind: 'response', response: {...response, headers: Object.fromEntries(headers)}};
      }),
  };
  const ports = {...plain, http} as Desk['ports'];
  const tab = draftTab(rows, moreHeaders);
  const sheet = plain.tables.addSheet(
    'Invoice Drafts',
    tab.map((row) =>
      row.map((value) => (typeof value === 'string' && value !== '' ? `'${value}` : Number(value) || '')),
    ),
  );
  const column = (header: string): number => {
    const index = (tab[0] ?? []).indexOf(header);
    if (index === -1) throw new Error(`There is no column "${header}".`);
    return index;
  };
  return {
    ports,
    sandbox,
    requests,
    cell: (row, header) => ports.drafts.read()?.values[row - 1]?.[column(header)] ?? '',
    type(row, header, value) {
      const cell = {value, formula: '', format: 'General', background: '#ffffff'};
      sheet.cells.set(`${row},${column(header) + 1}`, cell);
    },
    preview: ({asks = 'preview', intents = [], request} = {}) =>
      previewInvoices(ports, request, {
        asks,
        intents,
        deadlineUnixMs: plain.clock.nowUnixMs() + 60_000,
      }),
  };
}

/** The group of a row. */
export function groupOf(reply: PreviewReply, row: number): DraftGroupState {
  const group = reply.groups.find(({rows}) => rows.includes(row));
  if (group === undefined) throw new Error(`No group holds row ${row}.`);
  return group;
}

/** Every sentence of problem that the rows have. */
export function problemsIn(
  rows: readonly TypedRow[],
  options?: Parameters<typeof deskOf>[1],
): readonly string[] {
  return deskOf(rows, options)
    .preview()
    .groups.flatMap(({problems}) => problems.map(({sentence}) => sentence));
}

/** The cells of a row's results, blanks left out. */
export function resultsIn(desk: Desk, row: number): Readonly<Record<string, CellValue>> {
  return Object.fromEntries(
    draftResultHeaders.flatMap((header) => {
      const value = desk.cell(row, header);
      return value === '' ? [] : [[header, value] as const];
    }),
  );
}
