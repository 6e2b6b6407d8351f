import {arrangedLayout, freshLayout, type TableIdentity} from '../../../src/core/tables/table-layout.ts';
import {smallTable} from '../../support/fake-live-tab.ts';

/** A table whose columns that are single letters come and go with settings. */
const varying: TableIdentity = {
  ...smallTable,
  headers: ['id', 'a', 'b', 'total'],
  varyingAmong: (headers) => headers.filter((header) => /^[a-z]$/.test(header)),
};
const names = (headers: readonly (string | number)[], identity = smallTable) =>
  arrangedLayout(headers, identity).map(({name, isOurs}) => (isOurs ? name.toUpperCase() : name));

describe('freshLayout()', () => {
  test('is ours in our order', () => {
    expect(freshLayout(smallTable)).toEqual([
      {name: 'id', isOurs: true, standsAt: null},
      {name: 'amount', isOurs: true, standsAt: null},
    ]);
  });
});

describe('arrangedLayout()', () => {
  test('takes columns as people have arranged them, ours among theirs, up to the first blank header', () => {
    expect(arrangedLayout(['mine', 'amount', 2026, 'id', '', 'beyond'], smallTable)).toEqual([
      {name: 'mine', isOurs: false, standsAt: 0},
      {name: 'amount', isOurs: true, standsAt: 1},
      {name: '2026', isOurs: false, standsAt: 2},
      {name: 'id', isOurs: true, standsAt: 3},
    ]);
  });

  test('tells columns of one header apart, also where a number was theirs already', () => {
    expect(names(['id', 'amount', 'Note', 'Note', 'Note (2)', 'Note'])).toEqual([
      'ID',
      'AMOUNT',
      'Note',
      'Note (2)',
      'Note (2) (2)',
      'Note (3)',
    ]);
  });

  test('replaces buckets of other edges by today’s, ours first, and keeps what is people’s', () => {
    expect(names(['id', 'mine', 'c', 'd', 'total'], varying)).toEqual(['ID', 'A', 'B', 'TOTAL', 'mine']);
  });

  test('keeps the arrangement of people where nothing of ours is new', () => {
    expect(names(['total', 'mine', 'b', 'c', 'a', 'id'], varying)).toEqual(['TOTAL', 'mine', 'B', 'A', 'ID']);
  });

  test.each<[readonly string[], TableIdentity, string]>([
    [
      ['id', 'Amount'],
      smallTable,
      'Cannot refresh the tab "Small": its column "amount" is not there. Nothing was written. Put the header "amount" back, or delete the tab: the next refresh makes it anew.',
    ],
    [
      ['id', 'amount', 'amount'],
      smallTable,
      'Cannot refresh the tab "Small": the header "amount" stands 2 times. Nothing was written. Rename the column that is yours.',
    ],
    [
      ['id', '', 'amount'],
      smallTable,
      'Cannot refresh the tab "Small": the column "amount" stands beyond a column without a header. Nothing was written. Give the column between them a header, or delete it.',
    ],
    [
      ['id', 'total'],
      varying,
      'Cannot refresh the tab "Small": its column "a" is not there. Nothing was written. Put the header "a" back, or delete the tab: the next refresh makes it anew.',
    ],
    [
      ['id', 'b', 'total', '', 'a'],
      varying,
      'Cannot refresh the tab "Small": the column "a" stands beyond a column without a header. Nothing was written. Give the column between them a header, or delete it.',
    ],
  ])('refuses the headers %j', (headers, identity, message) => {
    expect(() => arrangedLayout(headers, identity)).toThrow(
      expect.objectContaining({code: 'TABLE_HEADER_MISSING', message}),
    );
  });
});
