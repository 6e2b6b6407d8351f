import type {FunctionValue} from '../../../src/core/functions/function-arguments.ts';

/** The columns of the tab, as people and formulas know them. */
export const receivablesHeaders =
  'Invoice ID,Number,Customer ID,Customer,Email,Currency,Status,Collection,Finalized,Due,Aged from,Days past due,Bucket,Amount due,Amount paid,Amount remaining,Open,PO,Link,Read on'.split(
    ',',
  );

export type ReceivableCells = Readonly<Record<string, FunctionValue>>;

/** The named range `Receivables`: its header and one row for each of `rows`, which are open invoices of USD 100 but for the cells given. */
export function receivablesTable(rows: readonly ReceivableCells[]): FunctionValue[][] {
  return [[...receivablesHeaders], ...rows.map((cells, index) => receivablesRow(cells, index + 1))];
}

function receivablesRow(cells: ReceivableCells, number: number): FunctionValue[] {
  const unknown = Object.keys(cells).filter((header) => !receivablesHeaders.includes(header));
  if (unknown.length > 0) throw new Error(`Receivables has no column ${unknown.join(', ')}.`);
  const remaining = cells['Amount remaining'] ?? cells['Open'] ?? 100;
  const all: ReceivableCells = {
    'Invoice ID': `in_${number}`,
    Number: `INV-${number}`,
    'Customer ID': 'cus_1',
    Customer: 'Acme',
    Email: 'ap@acme.example',
    Currency: 'USD',
    Status: 'open',
    Collection: 'send_invoice',
    Finalized: '2026-04-01',
    Due: '2026-05-01',
    'Aged from': cells['Due'] ?? '2026-05-01',
    'Days past due': 45,
    Bucket: '31–60',
    'Amount due': remaining,
    'Amount paid': 0,
    'Amount remaining': remaining,
    Open: cells['Status'] === 'uncollectible' ? 0 : remaining,
    Link: 'https://dashboard.stripe.com/invoices/in_1',
    'Read on': '2026-06-15',
    ...cells,
  };
  return receivablesHeaders.map((header) => all[header] ?? '');
}
