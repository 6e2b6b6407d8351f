import {previewSummary} from '../../../../src/core/invoicing/plans/preview-reply.ts';
import {deskOf, nordwindRow} from '../support/sandbox-drafts.ts';

test('previewSummary() tells an alert what is ready per currency, and that nothing was changed', () => {
  expect(previewSummary(deskOf([nordwindRow, {...nordwindRow, Memo: 'x'}]).preview())).toBe(
    [
      '2 invoices are ready: EUR 4,800.00.',
      '2 invoices: EUR 4,800.00 − EUR 0.00 discount + EUR 0.00 tax = EUR 4,800.00',
      'Nothing was changed in Stripe.',
    ].join('\n\n'),
  );
});

test('previewSummary() of nothing says what is in the way', () => {
  expect(previewSummary(deskOf([{...nordwindRow, Quantity: 0}]).preview())).toBe(
    'Nothing to create. 1 row has a problem.\n\nNothing was changed in Stripe.',
  );
});
