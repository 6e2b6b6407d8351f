import fc from 'fast-check';
import {number, strictObject, string} from 'valibot';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  compareDates,
  daysBetween,
  endOfMonth,
  epochDay,
  formatDayMonth,
  formatIsoDate,
  fromEpochDay,
  parseIsoDate,
} from '../../../src/core/time/civil-date.ts';
import {goldenCases} from '../money/golden-cases.ts';

const cases = goldenCases('time-calendar-days.json', {
  input: strictObject({from: string(), to: string()}),
  expected: number(),
});

const firstDay = epochDay(civilDate(1, 1, 1));
const lastDay = epochDay(civilDate(9999, 12, 31));
const anyDate = fc.integer({min: firstDay, max: lastDay}).map(fromEpochDay);
const date1970To2100 = fc.integer({min: 0, max: epochDay(civilDate(2100, 12, 31))}).map(fromEpochDay);

/** The same day by the engine's own calendar. */
function byTheEngine(days: number): CivilDate {
  const date = new Date(days * 86_400_000);
  return {year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate()};
}

describe('days between', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    expect(daysBetween({from: parseIsoDate(input.from), to: parseIsoDate(input.to)})).toBe(expected);
  });

  test('daysBetween() undoes addDays()', () => {
    fc.assert(
      fc.property(date1970To2100, fc.integer({min: -10_000, max: 10_000}), (date, days) => {
        expect(daysBetween({from: date, to: addDays(date, days)})).toBe(days);
      }),
    );
  });

  test('compareDates() orders as the ISO texts do', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        const [textA, textB] = [formatIsoDate(a), formatIsoDate(b)];
        expect(compareDates(a, b)).toBe(textA < textB ? -1 : textA > textB ? 1 : 0);
        expect(compareDates(a, a)).toBe(0);
      }),
    );
  });
});

describe('civilDate', () => {
  test('fromEpochDay() and epochDay() agree with the engine on every day from 1890 to 2110', () => {
    const from = Date.UTC(1890, 0, 1) / 86_400_000;
    const to = Date.UTC(2110, 11, 31) / 86_400_000;
    for (let days = from; days <= to; days += 1) {
      const date = fromEpochDay(days);
      const same = byTheEngine(days);
      if (date.year !== same.year || date.month !== same.month || date.day !== same.day) {
        expect(date).toEqual(same);
      }
      if (epochDay(date) !== days) expect(epochDay(date)).toBe(days);
    }
  });

  test('fromEpochDay() undoes epochDay() from the year 1 to 9999, and stops there', () => {
    fc.assert(
      fc.property(fc.integer({min: firstDay, max: lastDay}), (days) => {
        expect(fromEpochDay(days)).toEqual(byTheEngine(days));
        expect(epochDay(fromEpochDay(days))).toBe(days);
      }),
    );
    expect(() => fromEpochDay(firstDay - 1)).toThrow('Cannot read a date');
    expect(() => fromEpochDay(lastDay + 1)).toThrow('Cannot read a date');
    expect(() => fromEpochDay(0.5)).toThrow('0.5 is not a whole number of days');
  });

  test.each([
    [2026, 2, 29],
    [1900, 2, 29],
    [2026, 4, 31],
    [2026, 13, 1],
    [2026, 0, 1],
    [2026, 1, 0],
    [0, 1, 1],
    [10_000, 1, 1],
    [2026, 1, 1.5],
    [Number.NaN, 1, 1],
  ])('civilDate() refuses %p-%p-%p', (year, month, day) => {
    expect(() => civilDate(year, month, day)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `Cannot read a date: there is no day ${day} of month ${month} in the year ${year}. Enter a day of the calendar, for example 2026-01-31.`,
      }),
    );
  });
});

describe('text', () => {
  test('parseIsoDate() undoes formatIsoDate()', () => {
    fc.assert(fc.property(anyDate, (date) => expect(parseIsoDate(formatIsoDate(date))).toEqual(date)));
  });

  test.each(['', '2026-1-31', '31/01/2026', '2026-02-30', '2026-01-31T00:00', '20260131', '+02026-01-31'])(
    'parseIsoDate() refuses %j',
    (text) => {
      expect(() => parseIsoDate(text)).toThrow(expect.objectContaining({code: 'ARGUMENT_INVALID'}));
    },
  );

  test('formatDayMonth() names the month, so that no one reads it the other way round', () => {
    expect(formatDayMonth(civilDate(2026, 5, 6))).toBe('6 May 2026');
    expect(formatDayMonth(civilDate(2026, 12, 31))).toBe('31 Dec 2026');
  });
});

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('addMonths() from %s by %i is %s', (from, months, expected) => {
    expect(formatIsoDate(addMonths(parseIsoDate(from), months))).toBe(expected);
  });

  test('addMonths() lands in the right month and keeps the day unless the month is too short', () => {
    fc.assert(
      fc.property(date1970To2100, fc.integer({min: -600, max: 600}), (date, months) => {
        const then = addMonths(date, months);
        expect(then.year * 12 + then.month - (date.year * 12 + date.month)).toBe(months);
        if (then.day !== date.day) {
          expect(then.day).toBeLessThan(date.day);
          expect(then).toEqual(endOfMonth(then));
        }
      }),
    );
  });

  test('endOfMonth() is the day before the first of the next month', () => {
    fc.assert(
      fc.property(date1970To2100, (date) => {
        expect(addDays(endOfMonth(date), 1)).toEqual(addMonths({...date, day: 1}, 1));
      }),
    );
  });
});
