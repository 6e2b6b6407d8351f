import fc from 'fast-check';
import {
  addMonths,
  anchorOnDay,
  boundary,
  periodAt,
} from '../../../../workbench/stripe/subscriptions/billing-periods.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const day = (unixS: number) => new Date(unixS * 1000).toISOString().slice(0, 16);
const monthly = {interval: 'month', interval_count: 1};

const recurrences = fc.record({
  interval: fc.constantFrom('day', 'week', 'month', 'year'),
  interval_count: fc.integer({min: 1, max: 12}),
});
const moments = fc.integer({min: at('2000-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z')});

describe('boundary()', () => {
  test('clamps the 31st to the end of shorter months and comes back to it', () => {
    const anchor = at('2026-01-31T10:30:00Z');
    expect([1, 2, 3, 13, 25].map((steps) => day(boundary(monthly, anchor, steps)))).toEqual([
      '2026-02-28T10:30',
      '2026-03-31T10:30',
      '2026-04-30T10:30',
      '2027-02-28T10:30',
      '2028-02-29T10:30',
    ]);
  });

  test('renews 29 February on the 28th of years that lack it', () => {
    const yearly = {interval: 'year', interval_count: 1};
    const anchor = at('2024-02-29T00:00:00Z');
    expect([1, 4].map((steps) => day(boundary(yearly, anchor, steps)))).toEqual([
      '2025-02-28T00:00',
      '2028-02-29T00:00',
    ]);
  });

  test('counts weeks and days in whole days', () => {
    const anchor = at('2026-03-28T23:59:59Z');
    expect(boundary({interval: 'week', interval_count: 2}, anchor, 3) - anchor).toBe(42 * 86_400);
    expect(boundary({interval: 'day', interval_count: 10}, anchor, -1) - anchor).toBe(-864_000);
  });
});

describe('periodAt()', () => {
  test('holds the moment and touches its neighbours', () => {
    fc.assert(
      fc.property(recurrences, moments, moments, (recurrence, anchor, moment) => {
        const period = periodAt(recurrence, anchor, moment);
        expect(period.start).toBeLessThanOrEqual(moment);
        expect(period.end).toBeGreaterThan(moment);
        expect(periodAt(recurrence, anchor, period.end).start).toBe(period.end);
        expect(periodAt(recurrence, anchor, period.start)).toEqual(period);
      }),
    );
  });
});

describe('addMonths()', () => {
  test('keeps the time of day, before 1970 too', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -2_000_000_000, max: 2_000_000_000}),
        fc.integer({min: -60, max: 60}),
        (from, months) => {
          const clock = (unixS: number) => ((unixS % 86_400) + 86_400) % 86_400;
          expect(clock(addMonths(from, months))).toBe(clock(from));
        },
      ),
    );
  });
});

describe('anchorOnDay()', () => {
  const config = {day_of_month: 31, hour: null, minute: null, month: null, second: null};

  test('takes the next such day, and the last day of a short month', () => {
    expect(day(anchorOnDay(config, at('2026-02-03T08:00:00Z')))).toBe('2026-02-28T08:00');
    expect(
      day(
        anchorOnDay({...config, day_of_month: 1, hour: 0, minute: 0, second: 0}, at('2026-02-03T08:00:00Z')),
      ),
    ).toBe('2026-03-01T00:00');
  });

  test('waits for the asked month', () => {
    expect(day(anchorOnDay({...config, day_of_month: 5, month: 1}, at('2026-02-03T08:00:00Z')))).toBe(
      '2027-01-05T08:00',
    );
  });
});
