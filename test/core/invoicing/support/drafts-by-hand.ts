import {draftColumns, draftResultHeaders} from '../../../../src/core/invoicing/draft-columns.ts';
import {hands} from '../../../support/fake-person.ts';
import {cellOf, type FakeSheet, put, usedSize} from '../../../support/fake-sheet.ts';
import type {TypedRow} from './draft-tab.ts';
import type {Desk} from './sandbox-drafts.ts';

const headers: readonly string[] = [...draftColumns.map(({header}) => header), ...draftResultHeaders];

/** What a person does to the rows of the tab. Rows count from 2, below the header. */
export interface DraftHands {
  rows(): readonly number[];
  add(row: TypedRow): void;
  /** With everything in it, results and key too. */
  copy(row: number): void;
  /** As the add-on tells whoever copied a row: the cells Status to Key. */
  clearResults(row: number): void;
  remove(row: number): void;
  sort(header: string, direction: 1 | -1): void;
  /** What people typed into it, results left out. */
  typed(row: number): TypedRow;
}

export function draftHands(desk: Desk): DraftHands {
  const sheet = (): FakeSheet => {
    const found = desk.ports.drafts.sheet;
    if (found === null) throw new Error('The tab is gone.');
    return found;
  };
  const last = () => usedSize(sheet()).rows;
  const columnOf = (header: string) => headers.indexOf(header) + 1;
  const rows = () => Array.from({length: last() - 1}, (_, index) => index + 2);
  return {
    rows,
    add(row) {
      const at = last() + 1;
      for (const [header, value] of Object.entries(row)) {
        if (typeof value !== 'boolean') desk.type(at, header, value);
      }
    },
    copy(row) {
      const at = last() + 1;
      headers.forEach((_, index) => {
        put(sheet(), at, index + 1, cellOf(sheet(), row, index + 1));
      });
    },
    clearResults(row) {
      for (const header of draftResultHeaders) hands.clear(sheet(), row, columnOf(header));
    },
    remove: (row) => hands.deleteRow(sheet(), row),
    sort(header, direction) {
      hands.sort(sheet(), {firstRow: 2, lastRow: last(), column: columnOf(header)}, direction);
    },
    typed: (row) =>
      Object.fromEntries(
        draftColumns.flatMap(({header}) => {
          const value = desk.cell(row, header);
          return value === '' ? [] : [[header, value]];
        }),
      ),
  };
}
