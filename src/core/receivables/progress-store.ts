import type {Tables} from '../ports.ts';
import type {Invoice} from '../stripe/invoice.ts';
import type {RawInvoices} from './raw-totals.ts';

/** What the pages read so far say, twice: decoded, and raw for the second path of the control totals. */
export interface ReadInvoices {
  /** By id: an invoice that is met twice while pages move counts once, as it was read last. */
  readonly invoices: Map<string, Invoice>;
  readonly raw: RawInvoices;
}

/** One row of the store for each invoice: its raw figures, then the decoded invoice as JSON. */
export function storeProgress(
  tables: Tables,
  read: ReadInvoices,
  ids: readonly string[],
  firstRow: number,
): void {
  const rows = ids.flatMap((id) => {
    const raw = read.raw.byId.get(id);
    const invoice = read.invoices.get(id);
    return raw === undefined || invoice === undefined ? [] : [[JSON.stringify(raw), JSON.stringify(invoice)]];
  });
  tables.writeRecords('refresh-progress', firstRow, rows);
}

/** Reads back the first `storedRows` rows: our own writing of the same version, so its shape is not checked again. */
export function restoreProgress(tables: Tables, storedRows: number): ReadInvoices {
  const read: ReadInvoices = {invoices: new Map(), raw: {byId: new Map()}};
  if (storedRows === 0) return read;
  for (const [raw = '', text = ''] of tables.readRecords('refresh-progress').slice(0, storedRows)) {
    const invoice: Invoice = JSON.parse(text);
    read.invoices.set(invoice.id, invoice);
    read.raw.byId.set(invoice.id, JSON.parse(raw));
  }
  return read;
}
