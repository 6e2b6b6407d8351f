import {
  addMonths,
  atNewYork,
  dayNumber,
  firstDay,
  lastDay,
  lastDayOfMonth,
  newYorkDay,
} from '../../../workbench/worlds/company/calendar.ts';

/** The host's own time zone data, which the calendar does not use. */
function newYorkTime(atUnixS: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return parts.format(new Date(atUnixS * 1000));
}

function wallClock(day: number, secondOfDay: number): string {
  return new Date((day * 86_400 + secondOfDay) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

describe('atNewYork()', () => {
  test('is the wall clock of New York on every day and hour but the skipped one', () => {
    for (let day = firstDay - 30; day <= lastDay + 120; day += 1) {
      for (let hour = 0; hour < 24; hour += 1) {
        if (wallClock(day, hour * 3600).startsWith('2026-03-08 02')) continue;
        expect(newYorkTime(atNewYork(day, hour * 3600 + 59))).toBe(wallClock(day, hour * 3600 + 59));
      }
    }
  });
});

describe('newYorkDay()', () => {
  test('changes at midnight, in summer as in winter', () => {
    for (let day = firstDay - 30; day <= lastDay + 120; day += 1) {
      expect(newYorkDay(atNewYork(day, 0))).toBe(day);
      expect(newYorkDay(atNewYork(day, 0) - 1)).toBe(day - 1);
    }
  });
});

describe('addMonths() and lastDayOfMonth()', () => {
  test('stay within the month', () => {
    const january31 = dayNumber({year: 2026, month: 1, day: 31});
    expect(addMonths(january31, 1)).toBe(dayNumber({year: 2026, month: 2, day: 28}));
    expect(addMonths(january31, 12)).toBe(dayNumber({year: 2027, month: 1, day: 31}));
    expect(lastDayOfMonth(dayNumber({year: 2028, month: 2, day: 3}))).toBe(
      dayNumber({year: 2028, month: 2, day: 29}),
    );
    expect(lastDayOfMonth(dayNumber({year: 2026, month: 12, day: 31}))).toBe(
      dayNumber({year: 2026, month: 12, day: 31}),
    );
  });
});
