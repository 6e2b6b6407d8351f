import {currencyCode} from '../money/currency.ts';
import {money, numberFormat, toMajor} from '../money/money.ts';
import {type Cell, cellFormats} from '../tables/cell.ts';
import {formatIsoInstant} from '../time/zone.ts';
import type {AuditEntry} from './audit-entry.ts';

/** An entry with what the moment of its writing adds. */
export interface AuditLine {
  readonly entry: AuditEntry;
  /** Counts all rows that were ever written in this spreadsheet, from 1. */
  readonly seq: number;
  readonly atUnixMs: number;
  readonly timeZone: string;
  readonly who: string;
  /** '' for somebody who has connected no key. */
  readonly keyLastFour: string;
  readonly mode: 'test' | 'live' | '';
}

/** A cell of the log: times are texts, so that no zone or format changes what they say. */
export type AuditCell = string | number;

/** Long memos are cut in the log: a cell takes 50,000 characters, and people read one line. */
const charactersMax = 2_000;

const columns = [
  {header: 'Seq', width: 60, cell: ({seq}: AuditLine): Cell => seq},
  {header: 'At (UTC)', width: 170, cell: ({atUnixMs}: AuditLine) => `${utc(atUnixMs)}`},
  {
    header: 'At (local)',
    width: 190,
    cell: ({atUnixMs, timeZone}: AuditLine) => formatIsoInstant(atUnixMs, timeZone),
  },
  {header: 'Who', width: 200, cell: ({who}: AuditLine) => who},
  {header: 'Key last 4', width: 80, cell: ({keyLastFour}: AuditLine) => keyLastFour},
  {header: 'Mode', width: 60, cell: ({mode}: AuditLine) => mode},
  {header: 'Action', width: 180, cell: ({entry}: AuditLine) => entry.action},
  {header: 'Object', width: 220, cell: ({entry}: AuditLine) => entry.object},
  {header: 'Customer', width: 180, cell: ({entry}: AuditLine) => entry.customerId},
  {header: 'Currency', width: 80, cell: ({entry}: AuditLine) => entry.currency},
  {header: 'Amount', width: 110, cell: ({entry}: AuditLine) => amountOf(entry)},
  {header: 'Field', width: 140, cell: ({entry}: AuditLine) => entry.field},
  {header: 'Before', width: 160, cell: ({entry}: AuditLine) => entry.before},
  {header: 'After', width: 160, cell: ({entry}: AuditLine) => entry.after},
  {header: 'Reason code', width: 130, cell: ({entry}: AuditLine) => entry.reasonCode},
  {header: 'Reason', width: 240, cell: ({entry}: AuditLine) => entry.reason},
  {header: 'Policy line', width: 260, cell: ({entry}: AuditLine) => entry.policyLine},
  {header: 'Prepared by', width: 200, cell: ({entry}: AuditLine) => entry.preparedBy},
  {header: 'Approved by', width: 200, cell: ({entry}: AuditLine) => entry.approvedBy},
  {
    header: 'Approved at',
    width: 170,
    cell: ({entry}: AuditLine) => (entry.approvedAtUnixS === null ? null : utc(entry.approvedAtUnixS * 1000)),
  },
  {header: 'Digest', width: 160, cell: ({entry}: AuditLine) => entry.digest},
  {header: 'Batch', width: 150, cell: ({entry}: AuditLine) => entry.batchId},
  {header: 'Request ID', width: 160, cell: ({entry}: AuditLine) => entry.requestId},
  {header: 'Result', width: 260, cell: ({entry}: AuditLine) => entry.result},
  {header: 'Evidence link', width: 240, cell: ({entry}: AuditLine) => entry.evidenceLink},
] as const;

export type AuditHeader = (typeof columns)[number]['header'] | 'Hash';

export const auditHeaders: readonly AuditHeader[] = [...columns.map(({header}) => header), 'Hash'];

/** How the tab looks that people read and nobody edits. */
export const auditTab = {
  title: 'Audit Log',
  headers: auditHeaders,
  widths: [...columns.map(({width}) => width), 480],
  warning:
    'The Audit Log is written by Billing Ops alone. A change shows: Verify Audit Log names every row that was touched.',
} as const;

/** The cells of a row in the order of the headers, without the hash. */
export function auditCells(line: AuditLine): readonly AuditCell[] {
  return columns.map(({cell}) => {
    const value = cell(line);
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? oneLine(value) : '';
  });
}

/** Of the cells of a row, in the order of the headers. */
export function auditFormats({entry}: AuditLine): readonly string[] {
  return auditHeaders.map((header) => {
    if (header === 'Seq') return cellFormats.count;
    const isMoney = header === 'Amount' && entry.amount !== null && entry.currency !== null;
    return isMoney ? numberFormat(currencyCode(entry.currency ?? '')) : cellFormats.text;
  });
}

function amountOf({currency, amount}: AuditEntry): number | null {
  return currency === null || amount === null ? null : toMajor(money(amount, currencyCode(currency)));
}

function utc(unixMs: number): string {
  return formatIsoInstant(unixMs, 'Etc/UTC').replace('+00:00', 'Z');
}

/** As a cell will give it back: line breaks and controls are not kept everywhere alike. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line.length <= charactersMax) return line;
  // Half of a surrogate pair, left at the end, is no character.
  return `${line.slice(0, charactersMax - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
