import {tableFrom} from '../../../src/core/tables/columns.ts';

const options = {header: 'Invoice ID', tab: 'Receivables'};

describe('tableFrom()', () => {
  test('finds columns by their header, wherever the table begins', () => {
    const table = tableFrom(
      [
        ['As of', 46_000],
        ['', ''],
        ['Invoice ID', 'Open'],
        ['in_1', 5],
      ],
      options,
    );
    expect(table.columnOf('Open')).toBe(1);
    expect(table.rows).toEqual([['in_1', 5]]);
  });

  test.each([
    [[['Invoice ID', 'Offen']], 'Open'],
    [[['Rechnung', 'Open']], 'Invoice ID'],
    [[], 'Invoice ID'],
  ])('names the header that %j lacks', (values, header) => {
    expect(() => tableFrom(values, options).columnOf('Open')).toThrow(
      expect.objectContaining({
        code: 'TABLE_HEADER_MISSING',
        message: `Cannot read the tab "Receivables": it has no column "${header}". Put the header "${header}" back, or delete the tab: the next refresh makes it anew.`,
      }),
    );
  });
});
