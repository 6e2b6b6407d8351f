import {
  decodeArrival,
  decodeCashHeld,
  decodeCharge,
  decodeCreditNote,
  decodeDispute,
  decodePaymentIntent,
} from '../../../src/core/payment-status/payment-parts.ts';
import {decodeInvoiceDetails} from '../../../src/core/stripe/invoice-details.ts';
import {describeWith} from '../../contracts/stripe/support/material.ts';

type Wire = Readonly<Record<string, unknown>>;
type Decoder = (wire: unknown) => unknown;

const files = ['recordings-2025-11-17.clover.json.gz', 'fixtures-2026-08-21.json.gz'];

const decoders: Readonly<Record<string, Decoder>> = {
  invoice: decodeInvoiceDetails,
  payment_intent: decodePaymentIntent,
  charge: decodeCharge,
  credit_note: decodeCreditNote,
  dispute: decodeDispute,
  cash_balance: decodeCashHeld,
  customer_cash_balance_transaction: decodeArrival,
};

for (const file of files) {
  describeWith(`objects of Stripe's own in ${file}`, file, (read) => {
    const objects = objectsIn(read());

    test.each(Object.entries(decoders))('%s: each is read', (tag, decode) => {
      const tagged = objects.filter(({object}) => object === tag);
      for (const wire of tagged) expect(() => decode(wire)).not.toThrow();
      // The recordings hold no credit note, dispute or bank transfer; the fixtures have one of each.
      if (file.startsWith('fixtures')) expect(tagged.length).toBeGreaterThan(0);
    });
  });
}

/** Every object that says what it is, wherever it stands; those that are only referred to in short are left out. */
function objectsIn(value: unknown): readonly Wire[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(objectsIn);
  const isWhole = 'object' in value && ('created' in value || 'available' in value);
  return isWhole ? [{...value}, ...nested] : nested;
}
