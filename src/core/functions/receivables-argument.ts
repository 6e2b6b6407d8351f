import {AddonError} from '../errors/addon-error.ts';
import type {CurrencyCode} from '../money/currency.ts';
import {zero} from '../money/money.ts';
import type {AgedAmount} from '../receivables/aging-sums.ts';
import {neverPastDue} from '../receivables/receivable.ts';
import {type CivilDate, epochDay, formatDayMonth, fromEpochDay} from '../time/civil-date.ts';
import {type ArgumentRow, type ArgumentTable, argumentTable} from './argument-table.ts';
import {type AmountReader, amountReader} from './cell-amount.ts';
import {argumentInvalid, dayArgument, type FunctionArgument, textOf} from './function-arguments.ts';

/** One row of the `Receivables` tab, aged as of the day that the function asks for. */
export interface ListedReceivable extends AgedAmount {
  /** '' for an invoice without a customer. Rule R10. */
  readonly customerId: string;
  readonly customerName: string;
  readonly email: string;
  readonly currency: CurrencyCode;
  /** Stripe's word, in lower case. */
  readonly status: string;
  /** The row itself, for headers that only this call knows. */
  readonly row: ArgumentRow;
}

export interface ListedReceivables {
  readonly table: ArgumentTable;
  readonly rows: readonly ListedReceivable[];
}

interface Columns {
  readonly customerId: number;
  readonly customerName: number;
  readonly email: number;
  readonly currency: number;
  readonly status: number;
  readonly agedFrom: number;
  /** Null where the caller does not ask what is uncollectible. */
  readonly amountRemaining: number | null;
  readonly open: number;
  readonly readOn: number;
}

/**
 * Reads the named range `Receivables`, or a part of it with its header. What is open is the column `Open`; ages are
 * counted anew from `Aged from` to `asOf`, so that a later day shows what is late then if nothing is paid.
 *
 * @param uncollectible `read` needs the column `Amount remaining`; with `none` it is 0 in every row.
 * @throws AddonError TABLE_HEADER_MISSING naming the header; ARGUMENT_INVALID naming the cell that is wrong, or for a
 *   day before the newest `Read on`: what was paid since then is no longer in the table.
 */
export function receivablesArgument(
  argument: FunctionArgument,
  asOf: CivilDate,
  {uncollectible}: {readonly uncollectible: 'read' | 'none'},
): ListedReceivables {
  const table = argumentTable(argument, {
    name: 'receivables',
    advice: 'Give the named range Receivables: the tab of that name has it after a refresh.',
  });
  const columns = columnsOf(table, uncollectible);
  const days = dayReader();
  const rows = table.rowsWith(Object.values(columns).filter((column) => column !== null));
  refuseDayBeforeReading(
    rows.map((row) => days(row, columns.readOn, 'Read on')),
    asOf,
  );

  const amounts = amountReader();
  const asOfDay = epochDay(asOf);
  return {
    table,
    rows: rows.map((row) => {
      const isNeverPastDue = row.cells[columns.agedFrom] === neverPastDue;
      const daysPastDue = isNeverPastDue ? 0 : asOfDay - days(row, columns.agedFrom, 'Aged from');
      return listedReceivable(row, {columns, amounts, daysPastDue});
    }),
  };
}

function columnsOf(table: ArgumentTable, uncollectible: 'read' | 'none'): Columns {
  return {
    customerId: table.column('Customer ID'),
    customerName: table.column('Customer'),
    email: table.column('Email'),
    currency: table.column('Currency'),
    status: table.column('Status'),
    agedFrom: table.column('Aged from'),
    amountRemaining: uncollectible === 'read' ? table.column('Amount remaining') : null,
    open: table.column('Open'),
    readOn: table.column('Read on'),
  };
}

function listedReceivable(
  row: ArgumentRow,
  context: {readonly columns: Columns; readonly amounts: AmountReader; readonly daysPastDue: number},
): ListedReceivable {
  const {columns, amounts, daysPastDue} = context;
  const cell = (column: number) => row.cells[column] ?? '';
  const currency = amounts.currency(cell(columns.currency), () => place('Currency', row));
  const status = textOf(cell(columns.status)).toLowerCase();
  const uncollectible = (column: number) =>
    amounts.amount(cell(column), currency, () => place('Amount remaining', row));
  return {
    customerId: textOf(cell(columns.customerId)),
    customerName: textOf(cell(columns.customerName)),
    email: textOf(cell(columns.email)),
    currency,
    daysPastDue,
    open: amounts.amount(cell(columns.open), currency, () => place('Open', row)),
    // Rule R1: the status decides, and what remains of an uncollectible invoice stands beside the total.
    uncollectible:
      columns.amountRemaining !== null && status === 'uncollectible'
        ? uncollectible(columns.amountRemaining)
        : zero(currency),
    status,
    row,
  };
}

/** The day of a cell, as days since 1970: thousands of rows share a few hundred days, so each is read once. */
function dayReader(): (row: ArgumentRow, column: number, header: string) => number {
  const known = new Map<unknown, number>();
  return (row, column, header) => {
    const value = row.cells[column] ?? '';
    const key = typeof value === 'object' ? value.serial : value;
    const found = known.get(key);
    if (found !== undefined) return found;
    const date = dayArgument(value, place(header, row));
    if (date === null) {
      throw argumentInvalid(place(header, row), 'is blank', 'Refresh the receivables, or leave the row out.');
    }
    const day = epochDay(date);
    known.set(key, day);
    return day;
  };
}

function refuseDayBeforeReading(readOn: readonly number[], asOf: CivilDate): void {
  const newest = readOn.reduce((latest, day) => (day > latest ? day : latest), Number.NEGATIVE_INFINITY);
  if (epochDay(asOf) >= newest) return;
  const [day, read] = [formatDayMonth(asOf), formatDayMonth(fromEpochDay(newest))];
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot compute as of ${day}: Receivables holds what was open on ${read}, and what was paid between the two is no longer in it.`,
    nextStep: `Give ${read} or a later day; for ${day} use a copy of the tab made on that day.`,
  });
}

function place(header: string, {rowNumber}: ArgumentRow): string {
  return `${header} in row ${rowNumber} of receivables`;
}
