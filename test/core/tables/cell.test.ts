import {sheetValue} from '../../../src/core/tables/cell.ts';
import {typedCell} from '../../support/fake-typed-cell.ts';

const inSheet = (...args: Parameters<typeof sheetValue>) => typedCell(sheetValue(...args), 'General').value;

describe('sheetValue()', () => {
  test.each(['=1+1', '+49 89 1', '-1', '@x', '00123', 'TRUE', 'May 2026', '1-30', "'quoted'", ' ', '\n=1'])(
    'keeps %j text',
    (text) => {
      expect(inSheet(text, 'Etc/UTC')).toBe(text);
    },
  );

  test('leaves a cell blank for null and for empty text', () => {
    expect([sheetValue(null, 'Etc/UTC'), sheetValue('', 'Etc/UTC')]).toEqual(['', '']);
  });

  test('passes numbers on as they are, and stops on what is none', () => {
    expect(sheetValue(-0.29, 'Etc/UTC')).toBe(-0.29);
    expect(() => sheetValue(Number.NaN, 'Etc/UTC')).toThrow('a number in a cell is finite');
    expect(() => sheetValue(Number.POSITIVE_INFINITY, 'Etc/UTC')).toThrow('a number in a cell is finite');
  });

  test('writes a day as its number of days, in every zone the same', () => {
    const date = {year: 2026, month: 1, day: 1};
    expect([sheetValue(date, 'Asia/Tokyo'), sheetValue(date, 'America/New_York')]).toEqual([46_023, 46_023]);
  });

  test('writes an instant as the wall time of the spreadsheet', () => {
    const noon = {unixMs: Date.UTC(2026, 0, 1, 12)};
    expect([sheetValue(noon, 'Etc/UTC'), sheetValue(noon, 'Asia/Tokyo')]).toEqual([46_023.5, 46_023.875]);
  });

  // Lengths and ends are compared, because a failing comparison of such texts prints them whole.
  test('cuts a text where a cell ends, apostrophe included, and says how long it was', () => {
    const longest = 'x'.repeat(49_999);
    expect(inSheet(longest, 'Etc/UTC') === longest).toBe(true);

    const cut = String(sheetValue('x'.repeat(50_000), 'Etc/UTC'));
    expect(cut.length).toBe(50_000);
    expect(cut.slice(-28)).toBe('x … (cut: 50000 characters)'.padStart(28, 'x'));
  });

  test('never cuts a character in two', () => {
    for (const text of ['🚀'.repeat(30_000), `x${'🚀'.repeat(30_000)}`]) {
      const cut = String(sheetValue(text, 'Etc/UTC'));
      expect(cut.length).toBeLessThanOrEqual(50_000);
      expect(/^'x?(🚀)+ … \(cut: \d+ characters\)$/u.test(cut)).toBe(true);
    }
  });
});
