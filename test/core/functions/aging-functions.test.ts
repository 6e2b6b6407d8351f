import {agingBucketOf, daysPastDueOf} from '../../../src/core/functions/aging-functions.ts';
import type {FunctionArgument} from '../../../src/core/functions/function-arguments.ts';
import {parseIsoDate} from '../../../src/core/time/civil-date.ts';
import {serialFromDate} from '../../../src/core/time/serial.ts';

const day = (iso: string) => serialFromDate(parseIsoDate(iso));
const pastDue = (due: FunctionArgument, asOf: FunctionArgument) => daysPastDueOf({due, asOf});
const bucket = (due: FunctionArgument, asOf: FunctionArgument, edges: FunctionArgument = '') =>
  agingBucketOf({due, asOf, edges});
const invalid = (message: string) =>
  expect.objectContaining({code: 'ARGUMENT_INVALID', message: expect.stringContaining(message)});

describe('daysPastDueOf()', () => {
  test('counts days of the calendar, negative until due (R4)', () => {
    expect(pastDue(day('2026-01-31'), day('2026-03-15'))).toBe(43);
    expect(pastDue(day('2026-03-15'), day('2026-03-15'))).toBe(0);
    expect(pastDue(day('2026-03-25'), day('2026-03-15'))).toBe(-10);
  });

  test('drops the time of day of both', () => {
    expect(pastDue(day('2026-01-31') + 0.99, day('2026-03-15') + 0.01)).toBe(43);
  });

  test('reads ISO text as a day', () => {
    expect(pastDue('2026-01-31', ' 2026-03-15 ')).toBe(43);
    expect(pastDue('2026\u201301\u201331', '2026\u201103-15')).toBe(43);
  });

  test('keeps the shape of a range, and a blank stays blank', () => {
    expect(pastDue([[day('2026-03-14')], [''], ['2026-03-20']], [[day('2026-03-15')]])).toEqual([
      [1],
      [''],
      [-5],
    ]);
    expect(pastDue('', day('2026-03-15'))).toBe('');
  });

  test('leaves the header of a whole column blank', () => {
    expect(pastDue([['Due'], ['2026-03-14'], ['']], '2026-03-15')).toEqual([[''], [1], ['']]);
  });

  test.each<[FunctionArgument, FunctionArgument, string]>([
    [[['Due'], ['soon']], 46_000, 'Cannot compute: due is "soon", not a date.'],
    [[['31/01/2026'], [46_000]], 46_000, 'Cannot compute: due is "31/01/2026", not a date.'],
    [1, '', 'Cannot compute: as_of is blank. Give the day that the answer is true for.'],
    [1, [[1], [2]], 'Cannot compute: as_of is a range of several cells. Give one cell.'],
    [1, [], 'Cannot compute: as_of is a range of several cells. Give one cell.'],
    ['soon', 46_000, 'Cannot compute: due is "soon", not a date. Give a date, or text such as 2026-01-31.'],
    ['31/01/2026', 46_000, 'Cannot compute: due is "31/01/2026", not a date.'],
    [true, 46_000, 'Cannot compute: due is true, not a date.'],
    [0.5, 46_000, 'Cannot compute: due is 0.5, not a date.'],
    [46_000, -3, 'Cannot compute: as_of is -3, not a date.'],
    ['2026-02-30', 46_000, 'there is no day 30 of month 2'],
    [1e9, 46_000, 'Cannot read a date'],
  ])('refuses due %j as of %j', (due, asOf, message) => {
    expect(() => pastDue(due, asOf)).toThrow(invalid(message));
  });
});

describe('agingBucketOf()', () => {
  const asOf = day('2026-06-15');
  const dues = [[day('2026-06-15')], [day('2026-05-16')], [day('2026-05-15')], ['']];

  test('is the bucket of the tabs where no edges are given (R6)', () => {
    expect(bucket(dues, asOf)).toEqual([['Not due'], ['1–30'], ['31–60'], ['']]);
    expect(bucket(day('2026-05-16'), asOf, '')).toBe('1–30');
  });

  test('leaves the header of a whole column blank', () => {
    expect(bucket([['Due'], ...dues], asOf)).toEqual([[''], ['Not due'], ['1–30'], ['31–60'], ['']]);
  });

  test('takes edges as text, as a range or as one number (R6)', () => {
    expect(bucket(dues, asOf, '29, 30')).toEqual([['Not due'], ['30'], ['31+'], ['']]);
    expect(bucket(dues, asOf, [[29], [30], ['']])).toEqual([['Not due'], ['30'], ['31+'], ['']]);
    expect(bucket(dues, asOf, 30)).toEqual([['Not due'], ['1–30'], ['31+'], ['']]);
  });

  test('takes the labels of an aging, with a hyphen or a dash, as the edges they end with (R6)', () => {
    const labels = [['Not due', '1–30', '31-60', '61 – 90', '91+']];
    expect(bucket(day('2026-04-16'), asOf, labels)).toBe('31–60');
    expect(bucket(day('2026-03-16'), asOf, labels)).toBe('91+');
    expect(bucket(dues, asOf, '0-30, 31-60')).toEqual([['Not due'], ['1–30'], ['31–60'], ['']]);
  });

  test.each<[FunctionArgument, string]>([
    ['Not due', 'Cannot compute: edges holds "Not due" and no number of days.'],
    ['1-30,41-60', 'Cannot compute: edges holds "41-60", which does not go on from day 30.'],
    ['1-30,41+', 'Cannot compute: edges holds "41+", not a number of days.'],
    ['30,31+,90', 'Cannot compute: edges holds "31+" between other edges.'],
    [
      [[{serial: 46_052}]],
      'Cannot compute: edges holds the date 2026-01-30, which is what Sheets makes of a typed 1-30. Give edges such as "30,60,90,120".',
    ],
    [
      '30;60',
      'Cannot compute: edges holds "30;60", not a number of days. Give edges such as "30,60,90,120".',
    ],
    ['0x1E', 'Cannot compute: edges holds "0x1E", not a number of days.'],
    [true, 'Cannot compute: edges holds "true", not a number of days.'],
    ['30,30', 'Cannot use the bucket edges 30, 30: 30 is not a whole number of days above 30.'],
    [[[30], ['x']], 'Cannot compute: edges holds "x", not a number of days.'],
  ])('refuses the edges %j', (edges, message) => {
    expect(() => bucket(dues, asOf, edges)).toThrow(invalid(message));
  });
});
