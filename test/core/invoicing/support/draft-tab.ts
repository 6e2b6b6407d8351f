import {draftColumns, draftResultHeaders} from '../../../../src/core/invoicing/draft-columns.ts';
import {groupDrafts} from '../../../../src/core/invoicing/draft-groups.ts';
import {type DraftReading, readDraftInvoice} from '../../../../src/core/invoicing/draft-invoice.ts';
import {readDraftRows} from '../../../../src/core/invoicing/draft-rows.ts';
import type {CellValue} from '../../../../src/core/tables/cell.ts';

/** Cells by header; what is left out is blank. */
export type TypedRow = Readonly<Record<string, CellValue>>;

/** A row that is an invoice without a problem. */
export const goodRow: TypedRow = {
  Customer: 'cus_Nordwind',
  Currency: 'EUR',
  Description: 'Platform, annual',
  Quantity: 2,
  'Unit amount': 1200,
  Tax: 'automatic',
  Terms: 'Net 30',
  'Order total (check)': 2400,
};

/** `Invoice Drafts` with a header row and these rows below it, from row 2 on. */
export function draftTab(
  rows: readonly TypedRow[],
  moreHeaders: readonly string[] = [],
): readonly (readonly CellValue[])[] {
  const headers = [...draftColumns.map(({header}) => header), ...draftResultHeaders, ...moreHeaders];
  const unknown = rows.flatMap((row) => Object.keys(row)).find((header) => !headers.includes(header));
  if (unknown !== undefined) throw new Error(`The draft tab has no header "${unknown}".`);
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
}

/** Each group of such a tab, read. */
export function readDrafts(
  rows: readonly TypedRow[],
  moreHeaders?: readonly string[],
): readonly DraftReading[] {
  return groupDrafts(readDraftRows(draftTab(rows, moreHeaders), 'Invoice Drafts').rows).map(readDraftInvoice);
}

/** The sentences of every problem that the rows have. */
export function problemsOf(rows: readonly TypedRow[], moreHeaders?: readonly string[]): readonly string[] {
  return readDrafts(rows, moreHeaders).flatMap((reading) =>
    reading.kind === 'problems' ? reading.problems.map(({sentence}) => sentence) : [],
  );
}
