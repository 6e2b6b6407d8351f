import {planDrafts} from '../../../../src/core/invoicing/plans/plan-drafts.ts';
import {deskOf, nordwindRow} from '../support/sandbox-drafts.ts';

const unix = (iso: string): number => Date.parse(iso) / 1000;

test('planInvoice() leaves nothing to be inherited: days are the account’s, service ends with its last second', () => {
  const desk = deskOf(
    [
      {
        ...nordwindRow,
        Group: 'A-17',
        'PO number': '4711',
        Contract: 'C-1',
        'Service start': '2026-01-01',
        'Service end': '2026-12-31',
        Terms: 'EOM+30',
        Memo: 'Thank you',
        Deliver: 'We send',
        'meta: opportunity': 'O-9',
      },
    ],
    {moreHeaders: ['meta: opportunity']},
  );
  const {ready, timeZone, mode} = planDrafts(desk.ports, {
    asks: 'preview',
    intents: [],
    deadlineUnixMs: desk.ports.clock.nowUnixMs() + 60_000,
  });
  expect([timeZone, mode]).toEqual(['America/New_York', 'test']);
  expect(ready).toEqual([
    {
      plan: {
        key: expect.stringMatching(/^[0-9a-f]{24}$/),
        group: 'A-17',
        customerId: 'cus_Nordwind',
        currency: 'eur',
        collection: 'send_invoice',
        dueAtUnixS: unix('2026-12-30T23:59:59-05:00'),
        daysUntilDue: null,
        effectiveAtUnixS: null,
        automaticTax: false,
        discounts: [],
        customFields: [{name: 'PO', value: '4711'}],
        memo: 'Thank you',
        footer: null,
        includesPending: false,
        deliver: 'We send',
        metadata: {contract: 'C-1', opportunity: 'O-9'},
        lines: [
          {
            description: 'Platform, annual',
            priceId: null,
            unitAmountDecimal: '120000',
            quantity: '2',
            taxRateIds: [],
            period: {start: unix('2026-01-01T00:00:00-05:00'), end: unix('2026-12-31T23:59:59-05:00')},
          },
        ],
      },
      totals: {subtotal: 240_000, discount: 0, tax: 0, total: 240_000, amountDue: 240_000},
    },
  ]);
});

test('planInvoice() counts terms of days from finalization, and from the invoice date where there is one', () => {
  const desk = deskOf([nordwindRow, {...nordwindRow, Memo: 'x', 'Invoice date': '2026-11-10'}]);
  const {ready} = planDrafts(desk.ports, {
    asks: 'preview',
    intents: [],
    deadlineUnixMs: Number.MAX_SAFE_INTEGER,
  });
  expect(
    ready.map(({plan: {daysUntilDue, dueAtUnixS, effectiveAtUnixS}}) => ({
      daysUntilDue,
      dueAtUnixS,
      effectiveAtUnixS,
    })),
  ).toEqual([
    {daysUntilDue: 30, dueAtUnixS: null, effectiveAtUnixS: null},
    {
      daysUntilDue: null,
      dueAtUnixS: unix('2026-12-10T23:59:59-05:00'),
      effectiveAtUnixS: unix('2026-11-10T00:00:00-05:00'),
    },
  ]);
});
