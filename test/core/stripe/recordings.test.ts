import {existsSync, readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {decodeInvoice} from '../../../src/core/stripe/invoice.ts';
import {decodePage} from '../../../src/core/stripe/list-page.ts';

const recordings = new URL(
  '../../../../shared/contract/recordings-2025-11-17.clover.json.gz',
  import.meta.url,
);

if (existsSync(recordings)) {
  describe('answers recorded from Stripe, version 2025-11-17.clover', () => {
    const answers: Readonly<Record<string, unknown>> = JSON.parse(
      gunzipSync(readFileSync(recordings)).toString('utf8'),
    );

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
  });
} else {
  // Data of others, not shipped with the project: absent is skipped in the open, never passed.
  const reason = `answers recorded from Stripe: not checked, because ${recordings.pathname} is absent`;
  process.stderr.write(`SKIPPED ${reason}\n`);
  test.skip(reason, () => undefined);
}

function objectsTagged(value: unknown, tag: string): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap((inner) => objectsTagged(inner, tag));
  return 'object' in value && value.object === tag ? [{...value}, ...nested] : nested;
}
