import type Stripe from 'stripe';
import type {WireList} from '../engine/wire.ts';

/** A tax rate inside a line is the whole object, not a reference. */
export type WireCreditNoteLine = Omit<Stripe.CreditNoteLineItem, 'unit_amount_decimal'> & {
  readonly unit_amount_decimal: string | null;
};
export type WireCreditNote = Omit<Stripe.CreditNote, 'lines'> & {
  readonly lines: WireList<WireCreditNoteLine>;
};

/** Rates are kept by id and rendered as they are when the line is read. */
export type StoredCreditNoteLine = Omit<WireCreditNoteLine, 'livemode' | 'tax_rates'> & {
  readonly tax_rates: readonly string[];
};

/** Its lines are kept inside it, for they never change. */
export type StoredCreditNote = Omit<WireCreditNote, 'invoice' | 'lines' | 'livemode' | 'pdf'> & {
  readonly invoice: string;
  readonly lines: readonly StoredCreditNoteLine[];
};
