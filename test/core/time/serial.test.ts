import fc from 'fast-check';
import {number, strictObject, string} from 'valibot';
import {
  addDays,
  civilDate,
  daysBetween,
  epochDay,
  formatIsoDate,
  parseIsoDate,
} from '../../../src/core/time/civil-date.ts';
import {
  dateFromSerial,
  instantFromSerial,
  serialFromDate,
  serialFromInstant,
} from '../../../src/core/time/serial.ts';
import {formatIsoInstant, startOfDayUnixS} from '../../../src/core/time/zone.ts';
import {goldenCases} from '../money/golden-cases.ts';

const cases = goldenCases('time-serials.json', {input: strictObject({date: string()}), expected: number()});

const anyZone = fc.constantFrom(
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'UTC',
);

describe('dates', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    expect(serialFromDate(parseIsoDate(input.date))).toBe(expected);
    expect(formatIsoDate(dateFromSerial(expected))).toBe(input.date);
  });

  test('serialFromDate() and dateFromSerial() agree on every day from 1970 to 2100', () => {
    const first = civilDate(1970, 1, 1);
    const count = daysBetween({from: first, to: civilDate(2100, 12, 31)});
    for (let days = 0; days <= count; days += 1) {
      const date = addDays(first, days);
      const serial = serialFromDate(date);
      if (serial !== 25_569 + days || epochDay(dateFromSerial(serial)) !== days) {
        expect(dateFromSerial(serial)).toEqual(date);
        expect(serial).toBe(25_569 + days);
      }
    }
  });

  test('dateFromSerial() drops the time of day', () => {
    expect(dateFromSerial(46_023.999_99)).toEqual(civilDate(2026, 1, 1));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e9])('dateFromSerial() refuses %p', (serial) => {
    expect(() => dateFromSerial(serial)).toThrow(expect.objectContaining({code: 'ARGUMENT_INVALID'}));
  });
});

describe('instants', () => {
  test('serialFromInstant() is what the wall clock shows', () => {
    const unixMs = Date.UTC(2026, 9, 31, 17);
    expect(serialFromInstant(unixMs, 'America/New_York')).toBe(
      serialFromDate(civilDate(2026, 10, 31)) + 13 / 24,
    );
    expect(serialFromInstant(unixMs, 'Asia/Kolkata')).toBe(
      serialFromDate(civilDate(2026, 10, 31)) + 22.5 / 24,
    );
  });

  test('serialFromInstant() of the start of a day is the whole number of that day', () => {
    const date = civilDate(2026, 5, 31);
    for (const zone of ['America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham']) {
      expect(serialFromInstant(startOfDayUnixS(date, zone) * 1000, zone)).toBe(serialFromDate(date));
    }
  });

  test('instantFromSerial() undoes serialFromInstant() to the millisecond, but for the second of two readings', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: Date.UTC(2100, 11, 31)}), anyZone, (unixMs, zone) => {
        const back = instantFromSerial(serialFromInstant(unixMs, zone), zone);
        const wall = (instant: number): string => formatIsoInstant(instant, zone).slice(0, 19);
        expect(wall(back)).toBe(wall(unixMs));
        expect([0, 1_800_000, 3_600_000]).toContain(unixMs - back);
      }),
      {numRuns: 2000},
    );
  });

  test('instantFromSerial() takes the first 01:30 of an autumn night', () => {
    const serial = serialFromDate(civilDate(2024, 11, 3)) + 1.5 / 24;
    expect(instantFromSerial(serial, 'America/New_York')).toBe(Date.UTC(2024, 10, 3, 5, 30));
  });
});
