import type {Cell} from '../../../src/core/tables/cell.ts';
import {liveTable} from '../../../src/core/tables/live-table.ts';
import {type MergedTable, mergePeoplesCells} from '../../../src/core/tables/merge-peoples-cells.ts';
import type {PeoplesRow} from '../../../src/core/tables/peoples-cells.ts';
import type {TabContent} from '../../../src/core/tables/tab-content.ts';
import {type FakeLiveTabOptions, fakeLiveTab, smallTable} from '../../support/fake-live-tab.ts';

/** Our table as it is to be: `[id, amount]` rows below a header in `headerRow`. */
const content = (rows: readonly (readonly Cell[])[], headerRow = 1): TabContent => {
  const above = Array.from({length: headerRow - 1}, (_, n): readonly Cell[] => [`stamp ${n}`, null]);
  const cells = [...above, ['id', 'amount'], ...rows];
  return {
    key: 'receivables',
    table: smallTable,
    block: {cells, formats: cells.map(() => ['General', '0.00'])},
    headers: smallTable.headers,
    headerRow,
    dataLastRow: cells.length,
    frozenRows: 1,
    frozenColumns: 0,
    textColours: [],
    boldRows: [headerRow],
    columnWidths: [],
    namedRanges: [],
    backgrounds: [],
    notes: [],
    replaces: null,
  };
};
type Archive = ReadonlyMap<string, PeoplesRow>;
const merged = (
  ours: TabContent,
  values: readonly (readonly (string | number)[])[],
  options: FakeLiveTabOptions = {},
  archive: Archive = new Map(),
): MergedTable => mergePeoplesCells(ours, liveTable(fakeLiveTab(values, options), smallTable), archive);
const cellsOf = ({content: {block}}: MergedTable) => block.cells;
const kept = (value: string | number, others: Partial<PeoplesRow['cells'][string]> = {}) => ({
  value,
  formula: null,
  format: 'General',
  background: '#ffffff',
  ...others,
});

describe('mergePeoplesCells()', () => {
  test('is our table as it is where there is none yet', () => {
    const ours = content([['in_1', 1]]);
    const {content: laid, archiveBefore, archiveAfter} = mergePeoplesCells(ours, null, new Map());
    expect(laid).toEqual({...ours, replaces: null});
    expect([archiveBefore.size, archiveAfter.size]).toEqual([0, 0]);
  });

  test('moves values, formulas, formats, backgrounds and notes with the row of their id', () => {
    const {content: laid} = merged(
      content([
        ['in_2', 20],
        ['in_3', 30],
        ['in_1', 10],
      ]),
      [
        ['id', 'amount', 'mine', 'fee'],
        ['in_1', 1, 'one', 0.1],
        ['in_2', 2, 46_023, 0.2],
      ],
      {
        formulas: {'2,4': '=B2*0.1', '3,4': '=SUM(B$2:B3)'},
        formats: {'3,3': 'yyyy-mm-dd', '2,4': '0%'},
        backgrounds: {'2,3': '#ff0000', '1,4': '#cccccc'},
        notes: {'2,1': 'of in_1', '1,3': 'what this is'},
      },
    );
    expect(laid.block.cells).toEqual([
      ['id', 'amount', 'mine', 'fee'],
      ['in_2', 20, 46_023, {formula: '=SUM(B$2:B2)'}],
      ['in_3', 30, null, null],
      ['in_1', 10, 'one', {formula: '=B4*0.1'}],
    ]);
    expect(laid.block.formats[1]).toEqual(['General', '0.00', 'yyyy-mm-dd', 'General']);
    // A new row looks like the first one of the table as it stood.
    expect(laid.block.formats[2]).toEqual(['General', '0.00', 'General', '0%']);
    expect(laid.backgrounds).toEqual([
      {row: 1, column: 4, value: '#cccccc'},
      {row: 4, column: 3, value: '#ff0000'},
    ]);
    expect(laid.notes).toEqual([
      {row: 1, column: 3, value: 'what this is'},
      {row: 4, column: 1, value: 'of in_1'},
    ]);
    expect(laid).toMatchObject({headers: ['id', 'amount', 'mine', 'fee'], replaces: {rows: 3, columns: 4}});
  });

  test('writes into columns as people arranged them, below a header that has moved', () => {
    const table = merged(
      content([['in_1', 10]], 3),
      [
        ['amount', 'mine', 'id'],
        [1, 'one', 'in_1'],
      ],
      {formulas: {'2,2': '=A2*2'}},
    );
    expect(cellsOf(table)).toEqual([
      ['stamp 0', null, null],
      ['stamp 1', null, null],
      ['amount', 'mine', 'id'],
      [10, {formula: '=A4*2'}, 'in_1'],
    ]);
  });

  test('keeps a header that is a number or a date what it is', () => {
    const table = merged(content([]), [['id', 'amount', 46_023]], {formats: {'1,3': 'mmm yyyy'}});
    expect(cellsOf(table)[0]?.[2]).toBe(46_023);
    expect(table.content.block.formats[0]?.[2]).toBe('mmm yyyy');
  });

  test('puts rows that leave into the archive before, and takes them back to their columns', () => {
    const leaving = merged(
      content([['in_2', 2]]),
      [
        ['id', 'amount', 'mine'],
        ['in_1', 1, 'one'],
        ['in_2', 2, 'two'],
        ['in_3', 3, ''],
      ],
      {notes: {'2,2': 'noted'}},
    );
    const one: PeoplesRow = {cells: {mine: kept('one')}, notes: {amount: 'noted'}};
    expect(leaving.archiveBefore).toEqual(new Map([['in_1', one]]));
    expect(leaving.archiveAfter).toEqual(new Map([['in_1', one]]));

    const back = merged(
      content([
        ['in_1', 1],
        ['in_2', 2],
      ]),
      [
        ['id', 'amount', 'mine'],
        ['in_2', 2, 'two'],
      ],
      {},
      leaving.archiveAfter,
    );
    expect(cellsOf(back).slice(1)).toEqual([
      ['in_1', 1, 'one'],
      ['in_2', 2, 'two'],
    ]);
    expect(back.content.notes).toEqual([{row: 2, column: 2, value: 'noted'}]);
    expect(back.archiveBefore.get('in_1')).toEqual(one);
    expect(back.archiveAfter.size).toBe(0);
  });

  test('keeps in the archive what finds its column gone, and adds it when the column is back', () => {
    const archive: Archive = new Map([
      ['in_1', {cells: {mine: kept('one'), yours: kept('uno')}, notes: {yours: 'noted', amount: 'here'}}],
    ]);
    const without = merged(
      content([['in_1', 1]]),
      [
        ['id', 'amount', 'mine'],
        ['in_2', 2, ''],
      ],
      {},
      archive,
    );
    expect(cellsOf(without)[1]).toEqual(['in_1', 1, 'one']);
    expect(without.archiveAfter).toEqual(
      new Map([['in_1', {cells: {yours: kept('uno')}, notes: {yours: 'noted'}}]]),
    );

    const again = merged(
      content([['in_1', 1]]),
      [
        ['id', 'amount', 'mine', 'yours'],
        ['in_1', 1, 'one', ''],
      ],
      {},
      without.archiveAfter,
    );
    expect(cellsOf(again)[1]).toEqual(['in_1', 1, 'one', 'uno']);
    expect(again.archiveAfter.size).toBe(0);
  });

  test('takes what stands in the table before what the archive holds', () => {
    const archive: Archive = new Map([['in_1', {cells: {mine: kept('old')}, notes: {id: 'old note'}}]]);
    const table = merged(
      content([['in_1', 1]]),
      [
        ['id', 'amount', 'mine'],
        ['in_1', 1, 'new'],
      ],
      {notes: {'2,1': 'new note'}},
      archive,
    );
    expect(cellsOf(table)[1]).toEqual(['in_1', 1, 'new']);
    expect(table.content.notes).toEqual([{row: 2, column: 1, value: 'new note'}]);
  });

  test('has all notes of the table in the archive before it is published, those of the header too', () => {
    const {archiveBefore, archiveAfter} = merged(
      content([['in_1', 1]]),
      [
        ['id', 'amount'],
        ['in_1', 1],
      ],
      {
        notes: {'1,2': 'in cents?', '2,1': 'noted'},
      },
    );
    expect(archiveBefore).toEqual(
      new Map([
        ['header', {cells: {}, notes: {amount: 'in cents?'}}],
        ['in_1', {cells: {}, notes: {id: 'noted'}}],
      ]),
    );
    expect(archiveAfter.size).toBe(0);
  });

  test('writes nothing below a header that fills its column, and keeps meaning the rows below it', () => {
    const formula = '={"Fee";ARRAYFORMULA(B2:B*0.1)}';
    const table = merged(
      content([['in_1', 10]], 3),
      [
        ['id', 'amount', 'Fee'],
        ['in_1', 1, 0.1],
        ['in_2', 2, 0.2],
      ],
      {formulas: {'1,3': formula}},
      new Map([['in_1', {cells: {Fee: kept('typed once')}, notes: {}}]]),
    );
    expect(cellsOf(table).slice(2)).toEqual([
      ['id', 'amount', {formula: '={"Fee";ARRAYFORMULA(B4:B*0.1)}'}],
      ['in_1', 10, null],
    ]);
    expect(table.archiveAfter.get('in_1')?.cells).toEqual({Fee: kept('typed once')});
  });

  test.each([
    ['a header formula of one cell', '="Note "&YEAR(TODAY())', 'Note 2026'],
    ['a header formula that typed values block', '={"Fee";ARRAYFORMULA(B2:B)}', '#REF!'],
  ])('keeps values below %s', (_, formula, header) => {
    const table = merged(
      content([['in_1', 10]]),
      [
        ['id', 'amount', header],
        ['in_1', 1, 'typed'],
      ],
      {formulas: {'1,3': formula}},
    );
    expect(cellsOf(table)).toEqual([
      ['id', 'amount', {formula}],
      ['in_1', 10, 'typed'],
    ]);
  });

  test('takes headers that JavaScript knows for what they are', () => {
    const headers = ['__proto__', 'constructor', 'toString', '2026'];
    const table = merged(
      content([
        ['in_2', 2],
        ['in_1', 1],
      ]),
      [
        ['id', 'amount', ...headers],
        ['in_1', 1, 'a', 'b', 'c', 'd'],
      ],
      {notes: {'2,3': 'noted'}},
    );
    expect(cellsOf(table).slice(1)).toEqual([
      ['in_2', 2, null, null, null, null],
      ['in_1', 1, 'a', 'b', 'c', 'd'],
    ]);
    const archived = JSON.parse(JSON.stringify([...table.archiveBefore]));
    const gone = merged(content([]), [
      ['id', 'amount', ...headers],
      ['in_1', 1, 'a', 'b', 'c', 'd'],
    ]);
    expect(Object.keys(gone.archiveAfter.get('in_1')?.cells ?? {}).sort()).toEqual([...headers].sort());
    expect(archived[0][1].notes).toEqual(JSON.parse('{"__proto__":"noted"}'));
  });

  test('lets a copied row be, where both say the same, and takes the one of two that says something', () => {
    const rows = (first: string, second: string) =>
      merged(content([['in_1', 1]]), [
        ['id', 'amount', 'mine'],
        ['in_1', 1, first],
        ['in_1', 1, second],
      ]);
    for (const [first, second] of [
      ['x', 'x'],
      ['x', ''],
      ['', 'x'],
    ] as const) {
      expect(cellsOf(rows(first, second))[1]).toEqual(['in_1', 1, 'x']);
    }
  });

  test('repairs an id that was cleared in a row without entries', () => {
    const table = merged(content([['in_1', 1]]), [
      ['id', 'amount', 'mine'],
      ['', 1, ''],
      ['', '', ''],
    ]);
    expect(cellsOf(table)).toHaveLength(2);
  });

  test.each<[string, readonly (readonly (string | number)[])[], FakeLiveTabOptions, string]>([
    [
      'entries in a row without an id',
      [
        ['in_1', 1, ''],
        ['', '', 'lost?'],
      ],
      {published: {headerRow: 1, rows: 3, columns: 3}},
      'row 3 has no id of ours, so what you wrote there would be lost.',
    ],
    [
      'a note in a row without an id',
      [
        ['', '', ''],
        ['in_1', 1, ''],
      ],
      {notes: {'2,2': 'lost?'}},
      'row 2 has no id of ours, so what you wrote there would be lost.',
    ],
    [
      'a row that people wrote between ours',
      [
        ['in_1', 1, ''],
        ['on hold:', '', ''],
        ['in_2', 2, ''],
      ],
      {},
      'row 3 has no id of ours, so what you wrote there would be lost.',
    ],
    [
      'two rows of one id with different entries',
      [
        ['in_1', 1, 'x'],
        ['in_1', 1, 'y'],
      ],
      {},
      'row 3 is the second one of in_1, and both hold entries of yours, so what you wrote there would be lost.',
    ],
  ])('refuses %s', (_, rows, options, fact) => {
    expect(() => merged(content([['in_1', 1]]), [['id', 'amount', 'mine'], ...rows], options)).toThrow(
      expect.objectContaining({
        code: 'TABLE_ROW_UNCLEAR',
        message: `Cannot refresh the tab "Small": ${fact} Nothing was written. Move it to a row of the table or below the table, delete that row, then refresh again.`,
      }),
    );
  });
});
