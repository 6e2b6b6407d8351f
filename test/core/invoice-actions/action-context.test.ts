import {saveSettings} from '../../../src/core/settings.ts';
import {actionDesk} from './support/action-desk.ts';

/** Midnight of 1 November 2026 in the account's zone, New York, from which Stripe prints the date. */
const firstOfNovember = Date.parse('2026-11-01T04:00:00Z') / 1000;

test('actionContext() dates invoices in the account’s zone, whatever zone aging counts in', () => {
  const desk = actionDesk();
  saveSettings(desk.ports.documentProperties, {
    timeZone: 'America/Los_Angeles',
    booksClosedThrough: '2026-10-31',
  });
  const id = desk.invoice({stays: 'draft', fields: {effective_at: firstOfNovember}});
  expect(desk.preview({name: 'finalize'}, [id]).invoices[0]?.refusal).toBeNull();

  saveSettings(desk.ports.documentProperties, {timeZone: 'Europe/Berlin', booksClosedThrough: '2026-11-01'});
  expect(desk.preview({name: 'finalize'}, [id]).invoices[0]?.refusal).toContain(
    'The books are closed through 1 Nov 2026: the invoice date is 1 Nov 2026.',
  );
});
