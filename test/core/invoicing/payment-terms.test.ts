import fc from 'fast-check';
import * as v from 'valibot';
import {dueDate, paymentTerms} from '../../../src/core/invoicing/payment-terms.ts';
import {
  compareDates,
  daysBetween,
  endOfMonth,
  formatIsoDate,
  fromEpochDay,
  parseIsoDate,
} from '../../../src/core/time/civil-date.ts';
import {goldenCases} from '../money/golden-cases.ts';

const cases = goldenCases('functions-due-dates.json', {
  input: v.strictObject({date: v.string(), terms: v.union([v.string(), v.number()])}),
  expected: v.string(),
});
const day = fc.integer({min: 0, max: 40_000}).map(fromEpochDay);

describe('dueDate() of paymentTerms()', () => {
  test.each(cases)('$rule: $name: $input.terms', ({input, expected}) => {
    const terms = paymentTerms(String(input.terms));
    expect(terms && formatIsoDate(dueDate(parseIsoDate(input.date), terms))).toBe(expected);
  });

  test('net terms are so many days of the calendar later', () => {
    fc.assert(
      fc.property(day, fc.integer({min: 0, max: 3650}), (from, days) => {
        expect(daysBetween({from, to: dueDate(from, {kind: 'net', days})})).toBe(days);
      }),
    );
  });

  test('terms by the month are the same for every day of it, and never before the invoice', () => {
    fc.assert(
      fc.property(day, fc.integer({min: 0, max: 60}), fc.integer({min: 1, max: 31}), (from, days, of) => {
        for (const terms of [
          {kind: 'end-of-month', days},
          {kind: 'day-of-next-month', day: of},
        ] as const) {
          const due = dueDate(from, terms);
          expect(due).toEqual(dueDate(endOfMonth(from), terms));
          expect(compareDates(due, from)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('paymentTerms()', () => {
  test.each([
    '',
    'soon',
    'Net 30 EOM',
    '2/10 net 30',
    'Net -30',
    'Net 30.5',
    'Net 3651',
    '32nd of next month',
    '0th of next month',
    'EOM-5',
    'net',
  ])('does not guess at %j', (text) => {
    expect(paymentTerms(text)).toBeNull();
  });
});
