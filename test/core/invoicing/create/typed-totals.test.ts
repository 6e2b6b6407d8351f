import {readTypedTotal} from '../../../../src/core/invoicing/create/typed-totals.ts';

describe('readTypedTotal()', () => {
  test.each([
    ['12 48200', 12, 48_200],
    [' 12  48,200.00 ', 12, 48_200],
    ['1 0.29', 1, 0.29],
    ['3 × 1,234,567.891', 3, 1_234_567.891],
    ['3 invoices, EUR 150', 3, 150],
  ])('reads %j', (typed, invoices, total) => {
    expect(readTypedTotal(typed, 'EUR')).toEqual({currency: 'EUR', invoices, total});
  });

  test.each(['', '12', '48,200.00', '12 48.200,00', '12 4,82', '12 48200 EUR', '1.5 100', '12 −5'])(
    'takes %j for no answer',
    (typed) => {
      expect(readTypedTotal(typed, 'EUR')).toBeNull();
    },
  );
});
