import {previewSummary} from '../../../../src/core/invoicing/plans/preview-reply.ts';
import {deskOf, nordwind, nordwindRow} from '../support/sandbox-drafts.ts';

test('previewSummary() tells an alert what is ready per currency, and that nothing was changed', () => {
  expect(previewSummary(deskOf([nordwindRow, {...nordwindRow, Memo: 'x'}]).preview())).toBe(
    [
      '2 invoices are ready: EUR 4,800.00.',
      '2 invoices: EUR 4,800.00 in all (EUR 4,800.00 before discounts, EUR 0.00 discount, EUR 0.00 tax)',
      'Nothing was changed in Stripe.',
    ].join('\n\n'),
  );
});

test('previewSummary() of nothing says what is in the way', () => {
  expect(previewSummary(deskOf([{...nordwindRow, Quantity: 0}]).preview())).toBe(
    'Nothing to create. 1 row has a problem.\n\nNothing was changed in Stripe.',
  );
});

test('previewSummary() adds no tax to prices that include it', () => {
  const rate = {
    id: 'txr_1',
    object: 'tax_rate',
    display_name: 'USt',
    percentage: 19,
    inclusive: true,
    active: true,
  };
  const desk = deskOf(
    [{...nordwindRow, Quantity: 1, 'Unit amount': 119, 'Order total (check)': 119, Tax: 'USt'}],
    {
      objects: [nordwind, rate],
    },
  );
  expect(previewSummary(desk.preview())).toContain(
    '1 invoice: EUR 119.00 in all (EUR 119.00 before discounts, EUR 0.00 discount, EUR 19.00 tax)',
  );
});
