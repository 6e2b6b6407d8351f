import {AddonError} from '../errors/addon-error.ts';

/** Count and sum per currency code, in the unit Stripe sends. */
export interface RawTotal {
  readonly count: number;
  readonly minorUnits: bigint;
}

/** What Stripe's pages say, read by as little code as can be: this is the second path that the tabs must tie to. Rule R11. */
export interface RawInvoices {
  /** By invoice id, so that an invoice met twice while pages move counts once, as it was read last. */
  readonly byId: Map<
    string,
    {readonly status: string; readonly currency: string; readonly amountRemaining: number}
  >;
}

/** Adds one page as it came. Neither the decoders nor the aging touch these figures, so a slip in either shows. */
export function addRawPage(raw: RawInvoices, wireObjects: readonly unknown[]): void {
  for (const wire of wireObjects) {
    const {id, status, currency, amount_remaining: amountRemaining} = Object(wire);
    if (typeof id !== 'string' || typeof currency !== 'string' || !Number.isSafeInteger(amountRemaining)) {
      throw new AddonError({
        code: 'RESPONSE_UNREADABLE',
        fact: `Cannot total Stripe's page: ${typeof id === 'string' ? id : 'an entry without id'} has no currency and whole amount_remaining.`,
        nextStep: 'Refresh again; if it stays, report it with the invoice id.',
      });
    }
    raw.byId.set(id, {status: String(status), currency: currency.toUpperCase(), amountRemaining});
  }
}

/** Count and sum of `amount_remaining` per currency over the invoices with this status. */
export function rawTotals(raw: RawInvoices, status: 'open' | 'uncollectible'): ReadonlyMap<string, RawTotal> {
  const totals = new Map<string, RawTotal>();
  for (const invoice of raw.byId.values()) {
    if (invoice.status !== status) continue;
    const {count, minorUnits} = totals.get(invoice.currency) ?? {count: 0, minorUnits: 0n};
    totals.set(invoice.currency, {
      count: count + 1,
      minorUnits: minorUnits + BigInt(invoice.amountRemaining),
    });
  }
  return totals;
}
