import {countText, dayText, momentText, timeLeftText, withoutCode} from '../../sidebar/words.ts';

test('dayText() writes a day as people do, and leaves what is none', () => {
  expect(dayText('2026-10-31')).toBe('31 Oct 2026');
  expect(dayText('2026-02-01T23:00:00-05:00')).toBe('1 Feb 2026');
  expect(dayText('soon')).toBe('soon');
  expect(dayText('2026-13-01')).toBe('2026-13-01');
});

test('momentText() shows the wall clock of the zone it was written in, whatever the zone here', () => {
  expect(momentText('2026-10-31T00:05:09+13:00')).toBe('31 Oct 2026, 00:05');
  expect(momentText('2026-10-31')).toBe('31 Oct 2026');
});

test.each([
  [null, null],
  [3, 'a few seconds left'],
  [41, 'about 50 seconds left'],
  [90, 'about 2 minutes left'],
  [640, 'about 11 minutes left'],
])('timeLeftText() of %j is %j', (seconds, text) => {
  expect(timeLeftText(seconds)).toBe(text);
});

test('countText() groups digits and knows one from many', () => {
  expect([0, 1, 5_000].map((count) => countText(count, 'invoice'))).toEqual([
    '0 invoices',
    '1 invoice',
    '5,000 invoices',
  ]);
});

test('withoutCode() takes the code away where it stands, and nothing else', () => {
  expect(withoutCode('EUR −25.00', 'EUR')).toBe('−25.00');
  expect(withoutCode('EUR 1.00', 'USD')).toBe('EUR 1.00');
});
