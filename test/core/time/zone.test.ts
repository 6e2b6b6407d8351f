import fc from 'fast-check';
import {number, strictObject, string} from 'valibot';
import {addDays, civilDate, formatIsoDate, parseIsoDate} from '../../../src/core/time/civil-date.ts';
import {
  assertTimeZone,
  civilDateAt,
  civilTimeAt,
  endOfDayUnixS,
  formatIsoInstant,
  instantOfLocalSeconds,
  startOfDayUnixS,
} from '../../../src/core/time/zone.ts';
import {goldenCases} from '../money/golden-cases.ts';

const cases = goldenCases('time-local-days.json', {
  input: strictObject({unixS: number(), zone: string()}),
  expected: strictObject({date: string(), iso: string()}),
});
const clockChanges = goldenCases('time-clock-changes.json', {
  input: strictObject({zone: string(), date: string()}),
  expected: strictObject({startUnixS: number(), hours: number()}),
});

const zones = [
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Nuuk',
  'America/Recife',
  'Europe/London',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'UTC',
];
const hourS = 3600;
const firstS = Date.UTC(1970, 0, 1) / 1000;
const lastS = Date.UTC(2100, 11, 31) / 1000;
const anyZone = fc.constantFrom(...zones);
const anyUnixS = fc.integer({min: firstS, max: lastS});
const anyDate = fc.integer({min: 0, max: 47_800}).map((days) => addDays(civilDate(1970, 1, 1), days));

const shownBy = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short', timeStyle: 'medium'}),
  ]),
);

/** `2026-05-31 23:59:59`, asked of the runtime for this one instant, in the locale that writes it so. */
function shown(unixS: number, timeZone: string): string {
  return shownBy.get(timeZone)?.format(unixS * 1000) ?? '';
}

function written(unixS: number, timeZone: string): string {
  return formatIsoInstant(unixS * 1000, timeZone)
    .slice(0, 19)
    .replace('T', ' ');
}

describe('local day and time', () => {
  test.each(cases)('$rule: $name', ({input, expected}) => {
    expect(formatIsoDate(civilDateAt(input.unixS, input.zone))).toBe(expected.date);
    expect(formatIsoInstant(input.unixS * 1000, input.zone)).toBe(expected.iso);
  });

  test('civilTimeAt() shows what the runtime shows, at any instant in any zone', () => {
    fc.assert(
      fc.property(anyUnixS, anyZone, (unixS, zone) => {
        expect(written(unixS, zone)).toBe(shown(unixS, zone));
        expect(formatIsoDate(civilDateAt(unixS, zone))).toBe(shown(unixS, zone).slice(0, 10));
      }),
      {numRuns: 2000},
    );
  });

  test('civilTimeAt() shows what the runtime shows, every half hour of the years of most changes', () => {
    for (const [zone, year] of [
      ['Africa/Cairo', 2010],
      ['Africa/Casablanca', 2016],
      ['America/Recife', 2000],
      ['Australia/Lord_Howe', 2024],
    ] as const) {
      for (let unixS = Date.UTC(year, 0, 1) / 1000; unixS < Date.UTC(year + 1, 0, 1) / 1000; unixS += 1800) {
        for (const around of [unixS - 1, unixS]) {
          const mine = written(around, zone);
          if (mine !== shown(around, zone)) expect(mine).toBe(shown(around, zone));
        }
      }
    }
  });

  test('civilTimeAt() gives the same in any order of asking', () => {
    const instants = [
      Date.UTC(2024, 2, 10, 7),
      Date.UTC(2024, 2, 9),
      Date.UTC(2024, 10, 3, 6),
      Date.UTC(2024, 2, 11),
    ];
    const forwards = instants.map((unixMs) => civilTimeAt(unixMs, 'America/New_York'));
    const backwards = [...instants].reverse().map((unixMs) => civilTimeAt(unixMs, 'America/New_York'));
    expect(backwards.reverse()).toEqual(forwards);
  });

  test('civilTimeAt() and civilDateAt() drop what is below a second', () => {
    expect(civilTimeAt(Date.UTC(2026, 0, 1) - 1, 'UTC')).toEqual({
      date: civilDate(2025, 12, 31),
      hour: 23,
      minute: 59,
      second: 59,
      offsetMinutes: 0,
    });
    expect(civilDateAt(Date.UTC(2026, 0, 1) / 1000 - 0.001, 'UTC')).toEqual(civilDate(2025, 12, 31));
  });

  test('offsetMinutes adds up to the local time', () => {
    fc.assert(
      fc.property(
        fc.integer({min: Date.UTC(1973, 0, 1) / 60_000, max: lastS / 60}),
        anyZone,
        (minutes, zone) => {
          const {offsetMinutes} = civilTimeAt(minutes * 60_000, zone);
          expect(written((minutes + offsetMinutes) * 60, 'UTC')).toBe(written(minutes * 60, zone));
        },
      ),
    );
  });
});

describe('days on which clocks change', () => {
  test.each(clockChanges)('$rule: $name', ({input, expected}) => {
    const date = parseIsoDate(input.date);
    const startUnixS = startOfDayUnixS(date, input.zone);
    const hours = (endOfDayUnixS(date, input.zone) - startUnixS) / hourS;

    expect({startUnixS, hours}).toEqual(expected);
  });

  test('startOfDayUnixS() is the first instant of its day: a second earlier is the day before', () => {
    fc.assert(
      fc.property(anyDate, anyZone, (date, zone) => {
        const start = startOfDayUnixS(date, zone);
        const end = endOfDayUnixS(date, zone);
        expect(civilDateAt(start - 1, zone)).not.toEqual(date);
        if (start === end) return;
        expect(civilDateAt(start, zone)).toEqual(date);
        // 22 and 26 hours: the double summer time of St John's in 1988.
        expect((end - start) / hourS).toBeGreaterThanOrEqual(22);
        expect((end - start) / hourS).toBeLessThanOrEqual(26);
      }),
      {numRuns: 2000},
    );
  });

  test('a day contains exactly its instants', () => {
    // St John's set its clocks back at 00:01 until 2011: the minute after the first midnight belongs to the new day,
    // the hour that followed to the old one again. No interval can hold such a day.
    const contiguous = zones.filter((zone) => zone !== 'America/St_Johns');
    fc.assert(
      fc.property(anyUnixS, fc.constantFrom(...contiguous), (unixS, zone) => {
        const date = civilDateAt(unixS, zone);
        expect(startOfDayUnixS(date, zone)).toBeLessThanOrEqual(unixS);
        expect(endOfDayUnixS(date, zone)).toBeGreaterThan(unixS);
      }),
      {numRuns: 2000},
    );
  });

  test('startOfDayUnixS() takes the first of two midnights', () => {
    const first = startOfDayUnixS(civilDate(2010, 11, 7), 'America/St_Johns');
    expect(formatIsoInstant(first * 1000, 'America/St_Johns')).toBe('2010-11-07T00:00:00-02:30');
    expect(formatIsoInstant((first + 60) * 1000, 'America/St_Johns')).toBe('2010-11-06T23:01:00-03:30');
  });

  test('startOfDayUnixS() finds the jump over midnight in São Paulo', () => {
    const start = startOfDayUnixS(civilDate(2018, 11, 4), 'America/Sao_Paulo');
    expect(formatIsoInstant(start * 1000, 'America/Sao_Paulo')).toBe('2018-11-04T01:00:00-02:00');
  });

  test('a day that a zone skipped is empty', () => {
    const skipped = civilDate(2011, 12, 30);
    expect(startOfDayUnixS(skipped, 'Pacific/Apia')).toBe(endOfDayUnixS(skipped, 'Pacific/Apia'));
  });
});

describe('instantOfLocalSeconds', () => {
  const newYork = 'America/New_York';
  const localS = (...fields: readonly [number, number, number, number, number]): number =>
    Date.UTC(...fields) / 1000;

  test('instantOfLocalSeconds() takes the first of two readings', () => {
    const instant = instantOfLocalSeconds(localS(2024, 10, 3, 1, 30), newYork);
    expect(formatIsoInstant(instant * 1000, newYork)).toBe('2024-11-03T01:30:00-04:00');
  });

  test('instantOfLocalSeconds() counts on over a skipped hour', () => {
    const instant = instantOfLocalSeconds(localS(2024, 2, 10, 2, 30), newYork);
    expect(formatIsoInstant(instant * 1000, newYork)).toBe('2024-03-10T03:30:00-04:00');
  });

  test('instantOfLocalSeconds() finds an instant that shows the time, wherever one does', () => {
    fc.assert(
      fc.property(anyUnixS, anyZone, (unixS, zone) => {
        const {offsetMinutes} = civilTimeAt(unixS * 1000, zone);
        fc.pre(zone !== 'Africa/Monrovia' || unixS > Date.UTC(1973, 0, 1) / 1000);
        const found = instantOfLocalSeconds(unixS + offsetMinutes * 60, zone);
        expect(written(found, zone)).toBe(written(unixS, zone));
        expect(found).toBeLessThanOrEqual(unixS);
      }),
      {numRuns: 2000},
    );
  });
});

describe('limits', () => {
  test.each(['', 'Mars/Phobos', 'New York', 'America/New York'])(
    'assertTimeZone() refuses %j by name',
    (zone) => {
      expect(() => assertTimeZone(zone)).toThrow(
        expect.objectContaining({
          code: 'ARGUMENT_INVALID',
          message: expect.stringContaining(`“${zone}” is not a time zone known here`),
        }),
      );
    },
  );

  test.each([...zones, 'GMT', 'Etc/GMT+5', 'US/Pacific'])('assertTimeZone() accepts %s', (zone) => {
    expect(() => assertTimeZone(zone)).not.toThrow();
  });

  test.each(Intl.supportedValuesOf('timeZone'))(
    'assertTimeZone() accepts %s of the runtime, however many came before',
    (zone) => {
      assertTimeZone(zone);
      const noon = Date.UTC(2026, 6, 1, 12);
      const [date] = new Intl.DateTimeFormat('sv-SE', {timeZone: zone}).format(noon).split(' ');
      expect(formatIsoDate(civilDateAt(noon / 1000, zone))).toBe(date);
    },
  );

  test('civilDateAt() refuses milliseconds for seconds, and what is no number', () => {
    expect(() => civilDateAt(Date.UTC(2026, 0, 1), 'UTC')).toThrow(
      'it is not between the years 1970 and 2100',
    );
    expect(() => civilDateAt(Number.NaN, 'UTC')).toThrow('Cannot place NaN seconds');
    expect(() => civilTimeAt(Date.UTC(1899, 11, 30, 10), 'UTC')).toThrow('a time of day alone is not a date');
  });

  test('startOfDayUnixS() reaches from the first day of 1970 to the last of 2100 in every zone', () => {
    for (const zone of zones) {
      expect(endOfDayUnixS(civilDate(2100, 12, 31), zone)).toBeGreaterThan(
        startOfDayUnixS(civilDate(1970, 1, 1), zone),
      );
    }
  });
});
