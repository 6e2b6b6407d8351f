import {AddonError} from '../errors/addon-error.ts';
import type {CellValue} from './cell.ts';
import type {LiveTable} from './peoples-cells.ts';
import type {TableIdentity} from './table-layout.ts';

/** How far a refresh has said that a table of ours reaches. */
export interface PublishedExtent {
  /** 1-based; null where a refresh was ended while the header was about to move, and stands in one row or the other. */
  readonly headerRow: number | null;
  readonly rows: number;
  readonly columns: number;
}

/** A visible tab of ours from A1, everything rectangular and of one size. */
export interface LiveTab {
  readonly values: readonly (readonly CellValue[])[];
  /** '' where a cell has none. */
  readonly formulas: readonly (readonly string[])[];
  readonly notes: readonly (readonly string[])[];
  /** Asked for only where people have columns: each is one more call to Google. */
  readonly formats: () => readonly (readonly string[])[];
  readonly backgrounds: () => readonly (readonly string[])[];
  /** How the add-on left it; null when it does not remember, as in a copy of the spreadsheet. */
  readonly published: PublishedExtent | null;
}

/**
 * The table of a tab: from its header to its last row. What stands below it, a remark or a sum of people's, is not part
 * of it and is never touched.
 *
 * @returns null for a tab that is blank
 * @throws AddonError TABLE_HEADER_MISSING when the header is not there, or not where it was left
 */
export function liveTable(tab: LiveTab, identity: TableIdentity): LiveTable | null {
  if (tab.values.every((row) => row.every((value) => value === ''))) return null;
  const headerIndex = tab.values.findIndex((row) =>
    identity.keyHeaders.every((header) => row.includes(header)),
  );
  refuseWithoutHeader(tab, headerIndex, identity);

  const formats = once(tab.formats);
  const backgrounds = once(tab.backgrounds);
  const rows = (from: number, to: number) => ({
    values: tab.values.slice(from, to),
    formulas: tab.formulas.slice(from, to),
    notes: tab.notes.slice(from, to),
    formats: () => formats().slice(from, to),
    backgrounds: () => backgrounds().slice(from, to),
  });
  const table = rows(headerIndex, lastRowIndex(tab, headerIndex, identity) + 1);
  refuseCutOff(table.values, tab.published?.columns ?? 0, identity);
  return {headerRow: headerIndex + 1, ...table, above: rows(0, headerIndex)};
}

/** Each asking is a call to Google. */
function once<T>(ask: () => T): () => T {
  let answer: {readonly value: T} | null = null;
  return () => {
    answer ??= {value: ask()};
    return answer.value;
  };
}

function refuseWithoutHeader(tab: LiveTab, headerIndex: number, {title, keyHeaders}: TableIdentity): void {
  const refusal = (fact: string, nextStep: string) =>
    new AddonError({
      code: 'TABLE_HEADER_MISSING',
      fact: `Cannot refresh the tab "${title}": ${fact}. Nothing was written.`,
      nextStep,
    });
  if (headerIndex === -1) {
    const names = keyHeaders.map((header) => `"${header}"`).join(' and ');
    throw refusal(
      `it has no row with the header ${names}`,
      // A tab that the add-on does not remember may be somebody's own work: it must never be told to go.
      tab.published === null
        ? 'If the tab is your own, rename it, then refresh again; else put the header back.'
        : 'Put the header back, or delete the tab: the next refresh makes it anew.',
    );
  }
  const expected = tab.published?.headerRow ?? null;
  if (expected === null || expected === headerIndex + 1) return;
  throw refusal(
    `its header stands in row ${headerIndex + 1}, where the last refresh left it in row ${expected}`,
    'Delete the rows that were added above it, or put back those that were deleted.',
  );
}

/**
 * A column that was part of the table and no longer follows a header would stay where it stands while the rows beside it
 * change places.
 */
function refuseCutOff(
  table: readonly (readonly CellValue[])[],
  publishedColumns: number,
  {title}: TableIdentity,
): void {
  const headers = table[0] ?? [];
  const blank = headers.indexOf('');
  if (blank === -1) return;
  for (let column = blank; column < Math.min(publishedColumns, headers.length); column += 1) {
    if (table.every((row) => (row[column] ?? '') === '')) continue;
    const cutOff =
      column === blank ? 'has entries' : `cuts off column ${columnLetters(column)}, which has entries`;
    throw new AddonError({
      code: 'TABLE_HEADER_MISSING',
      fact: `Cannot refresh the tab "${title}": column ${columnLetters(blank)} has no header and ${cutOff}. Nothing was written.`,
      nextStep: 'Give it a header, delete it, or move those entries beyond an empty column.',
    });
  }
}

/** `A` for 0, `AA` for 26. */
function columnLetters(column: number): string {
  const before = Math.floor(column / 26) - 1;
  return (before < 0 ? '' : columnLetters(before)) + String.fromCharCode(65 + (column % 26));
}

/** Rows that people inserted have pushed ours down: the last one of ours counts, wherever it stands. */
function lastRowIndex(tab: LiveTab, headerIndex: number, identity: TableIdentity): number {
  const places = identity.keyHeaders.map((header) => tab.values[headerIndex]?.indexOf(header) ?? -1);
  let last = Math.min(tab.published?.rows ?? 0, tab.values.length) - 1;
  for (let index = tab.values.length - 1; index > last; index -= 1) {
    const parts = places.map((place) => String(tab.values[index]?.[place] ?? ''));
    if (identity.isRowOfOurs(parts)) last = index;
  }
  return Math.max(last, headerIndex);
}
