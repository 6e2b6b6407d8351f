import {decodeInvoice} from '../../../src/core/stripe/invoice.ts';
import {decodePage} from '../../../src/core/stripe/list-page.ts';
import {describeWith} from '../../contracts/stripe/support/material.ts';

describeWith(
  'answers recorded from Stripe, version 2025-11-17.clover',
  'recordings-2025-11-17.clover.json.gz',
  (read) => {
    const answers = Object(read());

    test('decodeInvoice() reads every invoice in them', () => {
      const invoices = objectsTagged(answers, 'invoice');

      expect(invoices.length).toBe(756);
      for (const wire of invoices) {
        expect(decodeInvoice(wire)).toMatchObject({
          id: wire['id'],
          status: wire['status'],
          amountRemaining: {minorUnits: wire['amount_remaining']},
          dueAtUnixS: wire['due_date'],
        });
      }
    });

    test('decodePage() reads every list in them', () => {
      const lists = Object.entries(answers).filter(([name]) => /\.list\.\d+\.json$/.test(name));

      expect(lists.length).toBeGreaterThan(500);
      for (const [, wire] of lists) expect(Array.isArray(decodePage(wire, 'recorded').data)).toBe(true);
    });
  },
);

function objectsTagged(value: unknown, tag: string): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap((inner) => objectsTagged(inner, tag));
  return 'object' in value && value.object === tag ? [{...value}, ...nested] : nested;
}
