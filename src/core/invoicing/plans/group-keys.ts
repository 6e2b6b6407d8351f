import type {Digest} from '../../ports.ts';
import {textCell} from '../draft-cells.ts';
import type {DraftGroup} from '../draft-groups.ts';
import {type RowProblem, rowsInWords} from '../row-problem.ts';

export interface KeyedGroup {
  readonly group: DraftGroup;
  /** Given once and kept for ever; null while it is not clear which of several it is. */
  readonly key: string | null;
  readonly problems: readonly RowProblem[];
}

/** Gives every group that has none a key of its own. Those that share one are both refused: one of them is a copy. */
export function keyGroups(
  groups: readonly DraftGroup[],
  {digest, nowUnixMs, tab}: {readonly digest: Digest; readonly nowUnixMs: number; readonly tab: string},
): readonly KeyedGroup[] {
  const rowsOfKey = new Map<string, number[]>();
  for (const group of groups) {
    for (const {key, row} of keysOf(group)) rowsOfKey.set(key, [...(rowsOfKey.get(key) ?? []), row]);
  }
  return groups.map((group) => {
    const [first, second] = keysOf(group);
    if (first === undefined) {
      const {row} = group.rows[0];
      const text = JSON.stringify([
        tab,
        nowUnixMs,
        row,
        group.rows.map(({cell}) => String(cell('customer'))),
      ]);
      return {group, key: digest.sha256Hex(text).slice(0, 24), problems: []};
    }
    const refuse = (rows: readonly number[], rest: string): KeyedGroup => {
      const words = rowsInWords(rows);
      const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)} ${rest}`;
      return {group, key: null, problems: [{row: first.row, header: 'Key', sentence}]};
    };
    if (second !== undefined) {
      return refuse(
        [first.row, second.row],
        'are one group and carry different keys. Clear the cells Status to Key of the row that was copied.',
      );
    }
    const rows = rowsOfKey.get(first.key) ?? [];
    return rows.length === 1
      ? {group, key: first.key, problems: []}
      : refuse(
          rows,
          'carry the same key: one was copied from the other. Clear the cells Status to Key of the copy.',
        );
  });
}

/** The distinct keys of a group, each with the first row that carries it. */
function keysOf(group: DraftGroup): readonly {readonly key: string; readonly row: number}[] {
  const rows = new Map<string, number>();
  for (const one of group.rows) {
    const key = textCell(one.result('Key'));
    if (key !== null && !rows.has(key)) rows.set(key, one.row);
  }
  return [...rows].map(([key, row]) => ({key, row}));
}
