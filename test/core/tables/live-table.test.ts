import {liveTable} from '../../../src/core/tables/live-table.ts';
import {fakeLiveTab, smallTable} from '../../support/fake-live-tab.ts';

const rows = [
  ['stamp', 'x'],
  ['', ''],
  ['id', 'amount'],
  ['in_1', 5],
  ['in_2', 6],
];
const published = {headerRow: 3, rows: 5, columns: 2};
const ids = (tab: Parameters<typeof liveTable>[0]) => liveTable(tab, smallTable)?.values.map((row) => row[0]);

describe('liveTable()', () => {
  test('is the header and its rows, all of one size', () => {
    const table = liveTable(fakeLiveTab(rows, {published, notes: {'4,1': 'note'}}), smallTable);
    expect(table).toMatchObject({
      headerRow: 3,
      values: rows.slice(2),
      notes: [
        ['', ''],
        ['note', ''],
        ['', ''],
      ],
    });
  });

  test.each([[[]], [[['']]], [[['', ''], ['']]]])('is null for the blank tab %j', (values) => {
    expect(liveTable(fakeLiveTab(values), smallTable)).toBeNull();
  });

  test('ends before what people wrote below, also where rows they inserted have pushed ours down', () => {
    const below = [...rows, ['a remark', 'x'], ['', 'x']];
    expect(ids(fakeLiveTab(below, {published}))).toEqual(['id', 'in_1', 'in_2']);
    const pushed = [...rows.slice(0, 4), ['', ''], ['', ''], ['in_2', 6], ['a remark', '']];
    expect(ids(fakeLiveTab(pushed, {published}))).toEqual(['id', 'in_1', '', '', 'in_2']);
  });

  test('ends with its last row where the add-on does not remember, as in a copied spreadsheet', () => {
    expect(ids(fakeLiveTab([...rows, ['a remark', 'x']]))).toEqual(['id', 'in_1', 'in_2']);
    expect(ids(fakeLiveTab(rows.slice(0, 3)))).toEqual(['id']);
  });

  test('holds its blank end where people cleared the last rows, so that no remark is taken for theirs', () => {
    const cleared = [...rows.slice(0, 4), ['', ''], ['', '']];
    expect(ids(fakeLiveTab(cleared, {published}))).toEqual(['id', 'in_1', '']);
  });

  test('asks Google for formats and backgrounds once at most, and only when they are needed', () => {
    let asked = 0;
    const table = liveTable(
      fakeLiveTab(rows, {
        onAsk: () => {
          asked += 1;
        },
      }),
      smallTable,
    );
    expect(asked).toBe(0);
    table?.formats();
    table?.formats();
    table?.backgrounds();
    table?.backgrounds();
    expect(asked).toBe(2);
  });

  test('takes the header for where it stands after a refresh that was ended while it moved', () => {
    expect(
      liveTable(fakeLiveTab(rows, {published: {...published, headerRow: null}}), smallTable)?.headerRow,
    ).toBe(3);
  });

  test.each([
    [
      'without its header',
      fakeLiveTab(
        [
          ['ID', 'amount'],
          ['in_1', 5],
        ],
        {published},
      ),
      'Cannot refresh the tab "Small": it has no row with the header "id". Nothing was written. Put the header back, or delete the tab: the next refresh makes it anew.',
    ],
    [
      'that is somebody else’s, without telling them to delete it',
      fakeLiveTab([
        ['my', 'work'],
        [1, 2],
      ]),
      'Cannot refresh the tab "Small": it has no row with the header "id". Nothing was written. If the tab is your own, rename it, then refresh again; else put the header back.',
    ],
    [
      'with rows added above it',
      fakeLiveTab([['new', ''], ...rows], {published}),
      'Cannot refresh the tab "Small": its header stands in row 4, where the last refresh left it in row 3. Nothing was written. Delete the rows that were added above it, or put back those that were deleted.',
    ],
    [
      'with a column of entries whose header was cleared',
      fakeLiveTab(
        [
          ['id', 'amount', ''],
          ['in_1', 5, 'mine'],
        ],
        {published: {headerRow: 1, rows: 2, columns: 3}},
      ),
      'Cannot refresh the tab "Small": column C has no header and has entries. Nothing was written. Give it a header, delete it, or move those entries beyond an empty column.',
    ],
    [
      'with a blank column put before entries',
      fakeLiveTab(
        [
          ['id', 'amount', '', 'mine', 'yours'],
          ['in_1', 5, '', '', 'x'],
        ],
        {published: {headerRow: 1, rows: 2, columns: 4}},
      ),
      'Cannot refresh the tab "Small": column C has no header and cuts off column D, which has entries. Nothing was written. Give it a header, delete it, or move those entries beyond an empty column.',
    ],
  ])('refuses a table %s', (_, tab, message) => {
    expect(() => liveTable(tab, smallTable)).toThrow(
      expect.objectContaining({code: 'TABLE_HEADER_MISSING', message}),
    );
  });

  test('leaves alone what stands beyond a blank column and was never part of the table', () => {
    const beside = [
      ['id', 'amount', '', 'a list'],
      ['in_1', 5, 'adjacent', 'of theirs'],
    ];
    expect(ids(fakeLiveTab(beside, {published: {headerRow: 1, rows: 2, columns: 2}}))).toEqual([
      'id',
      'in_1',
    ]);
  });

  test('names columns beyond Z as a sheet does', () => {
    const headers = ['id', 'amount', ...Array.from({length: 51}, (_, n) => `mine ${n}`), '', 'last'];
    const tab = fakeLiveTab([headers, ['in_1', 5]], {published: {headerRow: 1, rows: 2, columns: 55}});
    expect(() => liveTable(tab, smallTable)).toThrow('column BB has no header and cuts off column BC');
  });
});
