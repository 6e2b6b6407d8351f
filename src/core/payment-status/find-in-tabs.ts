import {AddonError} from '../errors/addon-error.ts';
import {currencyCode, currencyInfo} from '../money/currency.ts';
import {formatMoney, money} from '../money/money.ts';
import type {CellValue} from '../tables/cell.ts';
import {amongCustomers, type Found, foundAmongInvoices, type InvoiceChoice} from './candidates.ts';

/** One invoice of the Receivables tab, with whatever of it people have left there. */
export interface ListedInvoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly email: string;
  /** PO and contract, which may stand in a column of people's. */
  readonly references: readonly {readonly header: string; readonly text: string}[];
  readonly choice: InvoiceChoice;
}

type Values = readonly (readonly CellValue[])[];

/** People call it one or the other, in a column of theirs. */
const contractHeader = /^contract\b/i;

/** Columns that are not there leave their texts empty: they cannot be found by then, and the rest can. */
export function listedInvoices(values: Values | null): readonly ListedInvoice[] {
  const headerIndex = values?.findIndex((row) => row.includes('Invoice ID')) ?? -1;
  if (values === null || headerIndex === -1) return [];
  const headers = (values[headerIndex] ?? []).map(String);
  const referenceColumns = headers.flatMap((header, column) =>
    header === 'PO' || contractHeader.test(header) ? [{header, column}] : [],
  );
  return values.slice(headerIndex + 1).flatMap((row) => {
    const cell = (header: string) => row[headers.indexOf(header)] ?? '';
    const text = (header: string) => String(cell(header)).trim();
    const invoiceId = text('Invoice ID');
    if (!invoiceId.startsWith('in_')) return [];
    const days = cell('Days past due');
    // Without one the tab counts from another day, and nobody is late by that. The column may be left out.
    const hasDueDate = !headers.includes('Due') || cell('Due') !== '';
    return [
      {
        invoiceId,
        number: text('Number'),
        customerId: text('Customer ID'),
        customerName: text('Customer'),
        email: text('Email'),
        references: referenceColumns.map(({header, column}) => ({
          header,
          text: String(row[column] ?? '').trim(),
        })),
        choice: {
          invoiceId,
          number: text('Number') || null,
          customerName: text('Customer') || null,
          amount: amountText(cell('Amount remaining'), text('Currency')),
          status: text('Status'),
          daysLate: hasDueDate && typeof days === 'number' && text('Status') === 'open' ? days : null,
        },
      },
    ];
  });
}

function amountText(value: CellValue, currency: string): string {
  try {
    const code = currencyCode(currency);
    return formatMoney(money(Math.round(Number(value) * 10 ** currencyInfo(code).exponent), code));
  } catch (fault) {
    // People may have typed over it; the candidate is told apart by its number.
    if (fault instanceof AddonError) return `${currency} ${value}`.trim();
    throw fault;
  }
}

/**
 * Looks in the Receivables tab: by id, number, PO and contract as a whole, then by customer. Null when it is not there,
 * as every invoice that is paid.
 */
export function findInTabs(asked: string, listed: readonly ListedInvoice[]): Found | null {
  const wanted = fold(asked);
  const is = (text: string) => text !== '' && fold(text) === wanted;
  const ways: readonly (readonly [name: string, fits: (one: ListedInvoice) => boolean])[] = [
    ['number', ({number}) => is(number)],
    ['PO or contract', ({references}) => references.some(({text}) => is(text))],
    ['customer id', ({customerId}) => is(customerId)],
    ['e-mail', ({email}) => is(email)],
    ['customer name', ({customerName}) => is(customerName)],
    ['customer name', ({customerName}) => wanted.length >= 3 && fold(customerName).includes(wanted)],
  ];
  for (const [name, fits] of ways) {
    const found = listed.filter(fits);
    if (found.length === 0) continue;
    const foundBy = `Found in Receivables by its ${name}.`;
    const customers = new Map(found.map((one) => [one.customerId, one]));
    if (customers.size === 1 || name === 'number' || name.startsWith('PO')) {
      // A number names one invoice; a PO or a customer may have others, which are paid.
      const paid = name === 'number' ? '' : ' Paid invoices are not in the tab: ask for them by number.';
      return foundAmongInvoices(
        found.map(({choice}) => choice),
        {what: `"${asked}"`, foundBy: `${foundBy}${paid}`},
      );
    }
    return amongCustomers(
      [...customers.values()].map(({customerId, customerName, email}) => ({
        customerId,
        name: customerName || null,
        email: email || null,
        detail: openText(found.filter((one) => one.customerId === customerId).length),
      })),
      {what: `"${asked}"`, foundBy},
    );
  }
  return null;
}

function openText(count: number): string {
  return `${count} ${count === 1 ? 'invoice' : 'invoices'} in Receivables`;
}

/** Letters in either case are one, too. */
function fold(text: string): string {
  return hyphenated(text).trim().toLowerCase().replace(/\s+/g, ' ');
}

/** With a hyphen for each dash: what is pasted from a letter may have either. */
export function hyphenated(text: string): string {
  return text.replace(/[\u2010-\u2015\u2212]/g, '-');
}
