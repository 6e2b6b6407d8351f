import * as v from 'valibot';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import type {Tables} from '../../ports.ts';
import type {CellValue} from '../../tables/cell.ts';
import {textCell} from '../draft-cells.ts';
import {draftColumns, metadataHeaderPrefix} from '../draft-columns.ts';
import type {DraftRow} from '../draft-rows.ts';
import type {GroupOutcome} from './group-outcome.ts';
import type {PlannedDrafts} from './plan-drafts.ts';

/** What the last preview looked at, so that what was changed since can be named. */
export interface KeptPreview {
  /** Null where nothing was ready. */
  readonly digest: string | null;
  /** In the order of the tab. */
  readonly rows: readonly KeptRow[];
}

export interface KeptRow {
  readonly key: string;
  /** Of the sheet, 1-based, as it was then. */
  readonly row: number;
  readonly status: string;
  /** Of its whole group, as shown; null where it had none. */
  readonly total: string | null;
  /** What was typed, by header; blanks are left out. */
  readonly cells: Readonly<Record<string, CellValue>>;
}

const store = 'previewed-drafts';

/** Keeps what was previewed, in one write, in place of what the preview before had kept. */
export function keepPreview(
  tables: Pick<Tables, 'replaceRecords'>,
  {outcomes, digest}: Pick<PlannedDrafts, 'outcomes' | 'digest'>,
): void {
  const rows = outcomes.flatMap((outcome) => (outcome.isDone ? [] : keptRows(outcome)));
  tables.replaceRecords(store, [[JSON.stringify({digest})], ...rows.map((row) => [JSON.stringify(row)])]);
}

/** The rows of a group as they are kept; none of a group without a key. */
export function keptRows(outcome: GroupOutcome): readonly KeptRow[] {
  const {key, group, status} = outcome;
  if (key === null) return [];
  const total = totalOf(outcome);
  return group.rows.map((row) => ({key, row: row.row, status, total, cells: typedIn(row)}));
}

function totalOf({plan, totals}: GroupOutcome): string | null {
  if (plan === null || totals === null) return null;
  return formatMoney(money(totals.total, currencyCode(plan.currency)));
}

function typedIn(row: DraftRow): KeptRow['cells'] {
  const typed = [
    ...draftColumns.map(({field, header}) => [header, row.cell(field)] as const),
    ...[...row.metadata].map(([key, cell]) => [`${metadataHeaderPrefix} ${key}`, cell] as const),
  ];
  return Object.fromEntries(typed.filter(([, cell]) => textCell(cell) !== null));
}

const keptHead = v.object({digest: v.nullable(v.string())});
const keptRow = v.object({
  key: v.string(),
  row: v.number(),
  status: v.string(),
  total: v.nullable(v.string()),
  cells: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
});

/** Null where nothing was kept, or somebody changed the hidden tab: it only helps to find words. */
export function readKeptPreview(tables: Pick<Tables, 'readRecords'>): KeptPreview | null {
  const [head, ...rows] = tables.readRecords(store).flatMap(([text = '']) => (text === '' ? [] : [text]));
  const digest = v.safeParse(v.pipe(v.string(), v.parseJson(), keptHead), head);
  const read = v.safeParse(v.array(v.pipe(v.string(), v.parseJson(), keptRow)), rows);
  return digest.success && read.success ? {digest: digest.output.digest, rows: read.output} : null;
}
