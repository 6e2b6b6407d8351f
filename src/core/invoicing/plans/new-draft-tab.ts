import {AddonError} from '../../errors/addon-error.ts';
import type {Clock, DraftSheet, DraftSheetLayout, Tables} from '../../ports.ts';
import {type Cell, cellFormats} from '../../tables/cell.ts';
import {addDays, addMonths, type CivilDate} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import {type DraftField, draftColumns, draftResultHeaders} from '../draft-columns.ts';
import {readDraftTab} from './plan-drafts.ts';

export interface DraftTabPorts {
  readonly drafts: DraftSheet;
  readonly clock: Clock;
  readonly tables: Pick<Tables, 'timeZone'>;
}

/** Makes the tab with its columns and two groups to learn from; a spreadsheet that has one keeps it. */
export function createDraftTab({drafts, clock, tables}: DraftTabPorts): {readonly message: string} {
  const existing = drafts.read();
  if (existing !== null) {
    drafts.select({row: 1, column: 1});
    return {message: `This spreadsheet has the tab “${existing.title}” already.`};
  }
  drafts.create(draftTabLayout(civilDateAt(Math.floor(clock.nowUnixMs() / 1000), tables.timeZone())));
  return {
    message:
      'The tab “Invoice Drafts” is ready. Its two examples show how rows become invoices: type over them, then check.',
  };
}

/**
 * Puts the chosen customer's id in place of the name or e-mail that found several.
 *
 * @throws AddonError ARGUMENT_INVALID for what is no row of a draft or no customer's id
 */
export function chooseDraftCustomer(
  {drafts}: Pick<DraftTabPorts, 'drafts'>,
  request: {readonly row: number; readonly customerId: string},
): {readonly message: string} {
  const {row, customerId} = request;
  const {formats, table, values} = readDraftTab(drafts);
  const column = (values[table.headerRow - 1] ?? []).findIndex(
    (header) => String(header).trim() === 'Customer',
  );
  if (!/^cus_\w+$/.test(String(customerId)) || !table.rows.some((one) => one.row === row)) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot choose the customer of row ${row}: it is no row of a draft, or ${customerId} is no customer’s id.`,
      nextStep: 'Check again, then choose.',
    });
  }
  const format = formats[row - 1]?.[column] || cellFormats.text;
  drafts.write([{row, column: column + 1, block: {cells: [[customerId]], formats: [[format]]}}]);
  return {message: `Row ${row} bills ${customerId}. Check again.`};
}

/** Shows the cell that a message is about; the row's first cell where the message is about the row. */
export function showDraftCell(
  {drafts}: Pick<DraftTabPorts, 'drafts'>,
  {row, header}: {readonly row: number; readonly header: string | null},
): null {
  const {table, values} = readDraftTab(drafts);
  const headers = (values[table.headerRow - 1] ?? []).map((one) => String(one).trim());
  const column = header === null ? -1 : headers.indexOf(header);
  drafts.select({row, column: Math.max(0, column) + 1});
  return null;
}

const resultWidths: Readonly<Record<string, number>> = {
  Problem: 320,
  Warning: 260,
  'Customer found': 220,
  'Bills to': 180,
  'Tax treatment': 130,
};

const resultNotes: Readonly<Record<(typeof draftResultHeaders)[number], string>> = {
  Status: 'Where the invoice stands. Only the add-on writes from here on.',
  Problem: 'What keeps it from being made, and what to do.',
  Warning: 'What to look at. “Accept warning because” says why it is all right.',
  'Customer found':
    'Whom the customer cell found in Stripe: id, name, country, e-mail. Approval signs that id.',
  'Bills to': 'Name and place that the invoice will show.',
  'Tax treatment': 'How its lines are taxed.',
  Subtotal: 'The lines before discounts and tax, by Stripe’s own preview.',
  'Discount amount': 'By Stripe’s own preview.',
  'Tax amount': 'By Stripe’s own preview.',
  Total: 'After discounts and tax, by Stripe’s own preview.',
  Due: 'The day it is due if it is finalized today.',
  'Looks like': 'Invoices or rows that may bill the same.',
  'Prepared by': 'Who created it.',
  'Approved by': 'Who approved it.',
  'Invoice ID': 'Stripe’s id of the invoice.',
  Number: 'The printed number.',
  Link: 'The invoice in the Stripe dashboard.',
  PDF: 'The invoice as a PDF.',
  Batch: 'The run that made it.',
  Key: 'Names this invoice for ever, so that it is made once. Never copy or change it.',
};

const dateFields: readonly DraftField[] = ['billOn', 'invoiceDate', 'serviceStart', 'serviceEnd', 'dueDate'];
const amountHeaders: readonly string[] = ['Subtotal', 'Discount amount', 'Tax amount', 'Total'];

function draftTabLayout(today: CivilDate): DraftSheetLayout {
  const resultFormat = (header: string) => {
    if (amountHeaders.includes(header)) return '#,##0.00';
    return header === 'Due' ? cellFormats.date : cellFormats.text;
  };
  const formats = [
    ...draftColumns.map(({field}) => (dateFields.includes(field) ? cellFormats.date : cellFormats.text)),
    ...draftResultHeaders.map(resultFormat),
  ];
  const examples = exampleRows(today);
  return {
    title: 'Invoice Drafts',
    headers: [...draftColumns.map(({header}) => header), ...draftResultHeaders],
    notes: [
      ...draftColumns.map(({note}) => note),
      ...draftResultHeaders.map((header) => resultNotes[header]),
    ],
    widths: [
      ...draftColumns.map(({width}) => width),
      ...draftResultHeaders.map((header) => resultWidths[header] ?? 110),
    ],
    choices: [...draftColumns.map(({choices}) => choices ?? null), ...draftResultHeaders.map(() => null)],
    examples: {cells: examples, formats: examples.map(() => formats)},
    formats,
    results: {
      firstColumn: draftColumns.length + 1,
      lastColumn: draftColumns.length + draftResultHeaders.length,
      warning: 'The add-on writes these columns. What is typed here is written over.',
    },
  };
}

type Example = Readonly<Partial<Record<DraftField, Cell>>>;

/** A group of two lines, and an invoice of one row. Their customers exist nowhere, so nothing comes of them by mistake. */
function exampleRows(today: CivilDate): readonly (readonly Cell[])[] {
  const firstDay: CivilDate = {...today, day: 1};
  const service = {
    serviceStart: firstDay,
    serviceEnd: addDays(addMonths(firstDay, 12), -1),
  };
  const examples: readonly Example[] = [
    {
      group: 'Example A',
      customer: 'Example Ltd',
      currency: 'USD',
      description: 'Platform, annual',
      quantity: 1,
      unitAmount: 12_000,
      tax: 'none: outside the scope of tax',
      ...service,
      terms: 'Net 30',
      poNumber: 'PO-1001',
      orderTotal: 14_400,
      deliver: 'Stripe e-mail',
    },
    {
      group: 'Example A',
      description: 'Seats',
      quantity: 20,
      unitAmount: 120,
      lineTotal: 2_400,
      tax: 'none: outside the scope of tax',
      ...service,
    },
    {
      customer: 'billing@example.com',
      currency: 'EUR',
      description: 'Workshop',
      quantity: 1.5,
      unitAmount: 900,
      tax: 'none: outside the scope of tax',
      terms: 'Due on receipt',
      orderTotal: 1_350,
    },
  ];
  return examples.map((example) => [
    ...draftColumns.map(({field}) => example[field] ?? null),
    ...draftResultHeaders.map((header) => (header === 'Status' ? 'New' : null)),
  ]);
}
