import {readDraftRows} from '../../../../src/core/invoicing/draft-rows.ts';
import {cellsOf} from '../../../../src/core/invoicing/plans/result-cells.ts';

test('cellsOf() writes around a column of people’s that stands between the results', () => {
  const values = [
    ['Customer', 'Description', 'Quantity', 'Unit amount', 'Status', 'Mine', 'Problem'],
    ['cus_1', 'Seats', 1, 1, 'New', 'kept', 'old'],
  ];
  const formats = values.map((row) => row.map(() => 'General'));
  const tab = {title: 'Drafts', values, formats, table: readDraftRows(values, 'Drafts')};
  const ready = new Map([['Status', {cell: 'Ready', format: 'General'}]] as const);
  expect(
    cellsOf(tab, new Map([[2, ready]])).map(({row, column, block}) => [row, column, block.cells]),
  ).toEqual([
    [2, 5, [['Ready']]],
    [2, 7, [['old']]],
  ]);
});
