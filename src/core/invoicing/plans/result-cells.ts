import {currencyCode} from '../../money/currency.ts';
import {money, numberFormat, toMajor} from '../../money/money.ts';
import type {DraftCells} from '../../ports.ts';
import {type Cell, type CellValue, cellFormats} from '../../tables/cell.ts';
import type {DraftResultHeader} from '../draft-columns.ts';
import type {RowProblem} from '../row-problem.ts';
import {customerTitle} from './choose-customer.ts';
import type {GroupOutcome} from './group-outcome.ts';
import type {DraftTab} from './plan-drafts.ts';

/** What one result cell becomes, and how it is shown. */
export interface Result {
  readonly cell: Cell;
  readonly format: string;
}

export type Results = ReadonlyMap<DraftResultHeader, Result>;

/**
 * The result columns as they will stand: what a check found in the rows of its groups, everything else as it is. Columns
 * that stand side by side are one write, however many rows there are.
 */
export function resultCells(tab: DraftTab, outcomes: readonly GroupOutcome[]): readonly DraftCells[] {
  return cellsOf(tab, new Map(outcomes.flatMap((outcome) => [...resultsOf(outcome)])));
}

/** The result columns with these results in them, by row, and everything else as it is. */
export function cellsOf(tab: DraftTab, resultsOfRow: ReadonlyMap<number, Results>): readonly DraftCells[] {
  const rows = [...resultsOfRow.keys()];
  if (rows.length === 0) return [];
  const [firstRow, lastRow] = [Math.min(...rows), Math.max(...rows)];
  return runsOf([...tab.table.resultColumns]).map((run) => {
    const table = Array.from({length: lastRow - firstRow + 1}, (_, index) => {
      const row = firstRow + index;
      return run.map(([header, column]) => {
        const value: CellValue = tab.values[row - 1]?.[column] ?? '';
        const format = tab.formats[row - 1]?.[column] || cellFormats.text;
        return resultsOfRow.get(row)?.get(header) ?? {cell: value, format};
      });
    });
    return {
      row: firstRow,
      column: (run[0]?.[1] ?? 0) + 1,
      block: {
        cells: table.map((results) => results.map(({cell}) => cell)),
        formats: table.map((results) => results.map(({format}) => format)),
      },
    };
  });
}

type ResultColumn = readonly [DraftResultHeader, number];

/** Columns that follow each other without a gap. */
function runsOf(columns: readonly ResultColumn[]): readonly (readonly ResultColumn[])[] {
  const runs: ResultColumn[][] = [];
  for (const column of [...columns].sort((a, b) => a[1] - b[1])) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    if (run !== undefined && last !== undefined && last[1] + 1 === column[1]) run.push(column);
    else runs.push([column]);
  }
  return runs;
}

/** By row. Totals and the key stand on the first row of the group alone. */
function resultsOf(outcome: GroupOutcome): ReadonlyMap<number, Results> {
  const [first, ...others] = outcome.group.rows;
  const rows = new Map<number, Results>();
  rows.set(first.row, outcome.isDone ? doneResults(outcome) : firstResults(outcome));
  for (const {row} of others) {
    rows.set(row, outcome.isDone ? new Map() : otherResults(outcome, row));
  }
  return rows;
}

/** Its other results tell what was made and stay. */
function doneResults(outcome: GroupOutcome): Results {
  const {status, problems, invoiceId, number, group} = outcome;
  return new Map<DraftResultHeader, Result>([
    ['Status', text(status)],
    ['Problem', text(sentencesOf(problems, group.rows[0].row, outcome))],
    ...(invoiceId === null ? [] : [['Invoice ID', text(invoiceId)] as const]),
    ...(number === null ? [] : [['Number', text(number)] as const]),
  ]);
}

function firstResults(outcome: GroupOutcome): Results {
  const {status, problems, warnings, customer, treatment, totals, dueOn, looksLike, key, group} = outcome;
  const {row} = group.rows[0];
  return new Map<DraftResultHeader, Result>([
    ['Status', text(status)],
    ['Problem', text(sentencesOf(problems, row, outcome))],
    ['Warning', text(sentencesOf(warnings, row, outcome))],
    ['Customer found', text(customer === null ? null : `${customer.id} · ${customerTitle(customer)}`)],
    ['Bills to', text(billsTo(outcome))],
    ['Tax treatment', text(treatment)],
    ['Subtotal', amount(outcome, totals?.subtotal ?? outcome.subtotal)],
    ['Discount amount', amount(outcome, totals?.discount ?? null)],
    ['Tax amount', amount(outcome, totals?.tax ?? null)],
    ['Total', amount(outcome, totals?.total ?? null)],
    ['Due', {cell: outcome.plan === null ? null : dueOn, format: cellFormats.date}],
    ['Looks like', text(looksLike.join(', '))],
    // A key that two groups claim stays where it is, to be cleared by a person.
    ...(key === null ? [] : [['Key', text(key)] as const]),
  ]);
}

const onFirstRowAlone: readonly DraftResultHeader[] = [
  'Customer found',
  'Bills to',
  'Tax treatment',
  'Subtotal',
  'Discount amount',
  'Tax amount',
  'Total',
  'Due',
  'Looks like',
];

function otherResults(outcome: GroupOutcome, row: number): Results {
  const {status, problems, warnings, key} = outcome;
  return new Map<DraftResultHeader, Result>([
    ['Status', text(status)],
    ['Problem', text(sentencesOf(problems, row, outcome))],
    ['Warning', text(sentencesOf(warnings, row, outcome))],
    ...onFirstRowAlone.map((header) => [header, text(null)] as const),
    ...(key === null ? [] : [['Key', text(null)] as const]),
  ]);
}

/** What is wrong with the row itself; the first of a group also says where else to look. */
function sentencesOf(all: readonly RowProblem[], row: number, {group}: GroupOutcome): string {
  const own = [...new Set(all.filter((one) => one.row === row).map(({sentence}) => sentence))];
  const elsewhere = [...new Set(all.map((one) => one.row))].filter((one) => one !== row);
  const isFirst = row === group.rows[0].row;
  const hint = isFirst && elsewhere.length > 0 ? [`See row ${elsewhere.join(', ')}.`] : [];
  return [...own, ...hint].join('\n');
}

/** Whose name and place the invoice will show. */
function billsTo({customer}: GroupOutcome): string | null {
  if (customer === null) return null;
  const parts = [customer.name, customer.city, customer.country].filter((part) => part !== null);
  return parts.length === 0 ? 'no name and address in Stripe' : parts.join(', ');
}

function amount({plan}: GroupOutcome, minorUnits: number | null): Result {
  if (plan === null || minorUnits === null) return {cell: null, format: '#,##0.00'};
  const currency = currencyCode(plan.currency);
  return {cell: toMajor(money(minorUnits, currency)), format: numberFormat(currency)};
}

export function text(cell: string | null): Result {
  return {cell, format: cellFormats.text};
}
