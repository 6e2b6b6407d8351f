import type {Cell} from '../../../src/core/tables/cell.ts';
import {liveTable} from '../../../src/core/tables/live-table.ts';
import {type MergedTable, mergePeoplesCells} from '../../../src/core/tables/merge-peoples-cells.ts';
import type {PeoplesRow} from '../../../src/core/tables/peoples-cells.ts';
import {type FakeLiveTabOptions, fakeLiveTab, smallTable} from '../../support/fake-live-tab.ts';

const table = {...smallTable, headers: ['id', 'amount', 'more', 'last']};
/** A stamp of these labels, a blank row, the header and one row. */
const merged = (
  labels: readonly string[],
  values: readonly (readonly (string | number)[])[],
  options: FakeLiveTabOptions = {},
  archive: ReadonlyMap<string, PeoplesRow> = new Map(),
): MergedTable => {
  const stamp = labels.map((label, index): readonly Cell[] => [label, index, null, null]);
  const cells = [...stamp, [null, null, null, null], table.headers, ['in_1', 1, 2, 3]];
  const content = {
    key: 'ar-aging',
    table,
    block: {cells, formats: cells.map((row) => row.map(() => '0'))},
    headers: table.headers,
    headerRow: labels.length + 2,
    dataLastRow: cells.length,
    frozenRows: 0,
    frozenColumns: 0,
    textColours: [],
    boldRows: [],
    columnWidths: [],
    namedRanges: [],
    backgrounds: [],
    notes: [],
    replaces: null,
  } as const;
  return mergePeoplesCells(content, liveTable(fakeLiveTab(values, options), table), archive);
};
const cellsOf = ({content: {block}}: MergedTable) => block.cells;
const row = ['in_1', 1, 2, 3];

describe('what people keep beside a stamp', () => {
  const standing = [
    ['As of', 46_000, '', 'reviewed'],
    ['Mode', 'test'],
    ['Total USD', 5, 7],
    ['', 'spare', '', ''],
    table.headers,
    row,
  ];
  const options = {
    formulas: {'3,3': '=B3*2'},
    formats: {'3,3': '0%'},
    backgrounds: {'1,4': '#ff0000'},
    notes: {'2,1': 'on the label', '3,2': 'on the figure'},
  };

  test('stays beside its label, wherever that stands now', () => {
    const {content, archiveBefore, archiveAfter} = merged(
      ['As of', 'Mode', 'Total EUR', 'Total USD'],
      standing,
      options,
    );
    expect(content.block.cells).toEqual([
      ['As of', 0, null, 'reviewed'],
      ['Mode', 1, null, null],
      ['Total EUR', 2, null, null],
      ['Total USD', 3, {formula: '=B4*2'}, null],
      [null, 'spare', null, null],
      table.headers,
      row,
    ]);
    expect(content.block.formats[3]).toEqual(['0', '0', '0%', '0']);
    expect(content.backgrounds).toEqual([{row: 1, column: 4, value: '#ff0000'}]);
    expect(content.notes).toEqual([
      {row: 2, column: 1, value: 'on the label'},
      {row: 4, column: 2, value: 'on the figure'},
    ]);
    expect([...archiveBefore.keys()]).toEqual(['above Mode', 'above Total USD']);
    expect(archiveAfter.size).toBe(0);
  });

  test('goes to the archive with its label, and comes back with it', () => {
    const without = merged(['As of', 'Mode'], standing, options);
    expect([...without.archiveAfter.keys()]).toEqual(['above Total USD']);

    const back = merged(
      ['As of', 'Mode', 'Total USD'],
      [['As of', 46_000], ['Mode', 'test'], [''], table.headers, row],
      {},
      without.archiveAfter,
    );
    expect(cellsOf(back)[2]).toEqual(['Total USD', 2, {formula: '=B3*2'}, null]);
    expect(back.content.notes).toEqual([{row: 3, column: 2, value: 'on the figure'}]);
    expect(back.archiveAfter.size).toBe(0);
  });

  test('is told from the stamp also where people have put a column before or into it', () => {
    const headers = ['mine', 'id', 'theirs', 'amount', 'more', 'last'];
    const {content, archiveAfter} = merged(
      ['As of', 'Mode'],
      [
        ['left', 'As of', '', 46_000, '', 'right'],
        ['', 'Mode', 'between', 'test', '', ''],
        ['', '', '', '', '', ''],
        headers,
        ['a', 'in_1', 'b', 1, 2, 3],
      ],
    );
    expect(content.block.cells.slice(0, 3)).toEqual([
      ['As of', 0, null, null, null, 'right'],
      ['Mode', 1, 'between', null, null, null],
      [null, null, null, null, null, null],
    ]);
    // No column is left for it beside the stamp.
    expect(archiveAfter.get('above As of')?.cells).toMatchObject({7: {value: 'left'}});
  });

  test('is told from the stamp also where people have put what it says before its labels', () => {
    const {content} = merged(
      ['As of', 'Mode'],
      [
        [46_000, 'As of', 'reviewed'],
        ['test', 'Mode'],
        [''],
        ['amount', 'id', 'more', 'last'],
        [1, 'in_1', 2, 3],
      ],
      {notes: {'1,1': 'on what it says'}},
    );
    expect(content.block.cells[0]).toEqual(['As of', 0, 'reviewed', null]);
    expect(content.notes).toEqual([{row: 1, column: 2, value: 'on what it says'}]);
  });

  test('is not touched beyond the columns of the table', () => {
    const {content} = merged(
      ['As of', 'Mode'],
      [['As of', 46_000, '', '', '', 'far'], ['Mode', 'test'], [''], table.headers, row],
    );
    expect(content.block.cells[0]).toEqual(['As of', 0, null, null]);
    expect(content.replaces).toEqual({rows: 5, columns: 4});
  });

  test('asks Google for no format and background where there is none', () => {
    let asked = 0;
    merged(['As of', 'Mode'], [['As of', 46_000], ['Mode', 'test'], [''], table.headers, row], {
      notes: {'1,1': 'a note'},
      onAsk: () => {
        asked += 1;
      },
    });
    expect(asked).toBe(0);
  });
});
