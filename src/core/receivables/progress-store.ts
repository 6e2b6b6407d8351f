import type {Tables} from '../ports.ts';
import type {Invoice} from '../stripe/invoice.ts';
import {cellPieces} from '../tables/cell-pieces.ts';
import type {RawInvoices} from './raw-totals.ts';

/** What the pages read so far say, twice: decoded, and raw for the second path of the control totals. */
export interface ReadInvoices {
  /** By id: an invoice that is met twice while pages move counts once, as it was read last. */
  readonly invoices: Map<string, Invoice>;
  readonly raw: RawInvoices;
}

/** One row of the store for each invoice: its raw figures, then the decoded invoice as JSON, in as many cells as it takes. */
export function storeProgress(
  tables: Tables,
  read: ReadInvoices,
  ids: readonly string[],
  firstRow: number,
): void {
  const rows = ids.flatMap((id) => {
    const raw = read.raw.byId.get(id);
    const invoice = read.invoices.get(id);
    return raw === undefined || invoice === undefined
      ? []
      : [[JSON.stringify(raw), ...cellPieces(JSON.stringify(invoice))]];
  });
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const blank = (row: readonly string[]) => Array<string>(columns - row.length).fill('');
  tables.writeRecords(
    'refresh-progress',
    firstRow,
    rows.map((row) => [...row, ...blank(row)]),
  );
}

/**
 * Reads back the first `storedRows` rows: our own writing of the same version, so its shape is not checked again. Null
 * when they are not all there, because people deleted the hidden tab or rows of it.
 */
export function restoreProgress(tables: Tables, storedRows: number): ReadInvoices | null {
  const read: ReadInvoices = {invoices: new Map(), raw: {byId: new Map()}};
  const rows = storedRows === 0 ? [] : tables.readRecords('refresh-progress').slice(0, storedRows);
  if (rows.length < storedRows || rows.some(([raw = '']) => raw === '')) return null;
  for (const [raw = '', ...pieces] of rows) {
    const invoice: Invoice = JSON.parse(pieces.join(''));
    read.invoices.set(invoice.id, invoice);
    read.raw.byId.set(invoice.id, JSON.parse(raw));
  }
  return read;
}
