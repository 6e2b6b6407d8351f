import type {Invoice} from './invoice.ts';

/** Metadata of an invoice that is held: Stripe is not to send, charge or remind by itself. Any text but an empty one holds. */
export const holdMetadataKey = 'billing_ops_hold';

export function isHeld({metadata}: Pick<Invoice, 'metadata'>): boolean {
  return Boolean(metadata[holdMetadataKey]);
}
