import type {DecimalText} from './draft-cells.ts';

/**
 * One invoice exactly as it will be asked of Stripe: everything looked up, nothing left to be inherited. It is JSON, so
 * that its text is what people approve: two plans of one text make the same invoice.
 */
export interface InvoicePlan {
  /** Names the intent for ever: in the Key column, in the intent's record, in Stripe's metadata and idempotency keys. */
  readonly key: string;
  readonly group: string | null;
  /** `cus_…` */
  readonly customerId: string;
  /** Lower case, as Stripe writes it. */
  readonly currency: string;
  readonly collection: 'send_invoice' | 'charge_automatically';
  /** Unix seconds; null when it is counted in `daysUntilDue` or a card is charged. */
  readonly dueAtUnixS: number | null;
  /** Null unless the due date is counted from finalization. */
  readonly daysUntilDue: number | null;
  /** The printed date, Unix seconds; null: the moment it is finalized. */
  readonly effectiveAtUnixS: number | null;
  readonly automaticTax: boolean;
  /** `inherit`: the customer's own discount. An empty list says that there is none. */
  readonly discounts: 'inherit' | readonly PlannedDiscount[];
  readonly customFields: readonly {readonly name: string; readonly value: string}[];
  readonly memo: string | null;
  readonly footer: string | null;
  readonly includesPending: boolean;
  /** `Hold` keeps Stripe from advancing, sending and charging by itself once it is finalized. */
  readonly deliver: 'Stripe e-mail' | 'We send' | 'Customer portal' | 'Hold';
  readonly metadata: Readonly<Record<string, string>>;
  readonly lines: readonly PlannedLine[];
}

export type PlannedDiscount = {readonly coupon: string} | {readonly promotion_code: string};

export interface PlannedLine {
  readonly description: string | null;
  /** Exactly one of the two. */
  readonly priceId: string | null;
  /** Decimal minor units. */
  readonly unitAmountDecimal: DecimalText | null;
  readonly quantity: DecimalText;
  readonly taxRateIds: readonly string[];
  /** Unix seconds from the first moment of the first day to the last second of the last, in the account's zone. */
  readonly period: {readonly start: number; readonly end: number} | null;
}

/** What Stripe's preview says of a plan, in minor units: creating it must come to the same, to the cent. */
export interface PlannedTotals {
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
  /** The total after the customer's balance. */
  readonly amountDue: number;
}
