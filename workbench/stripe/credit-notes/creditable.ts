import type {TaxRelief, TaxToApply} from '../invoices/invoice-amounts.ts';
import type {WireLineItem} from '../invoices/objects.ts';
import type {StoredCreditNoteLine} from './objects.ts';

/** One line as a request asks for it. */
export interface CreditLineParams {
  readonly type: string;
  readonly amount?: number;
  readonly description?: string;
  readonly invoice_line_item?: string;
  readonly metadata?: Readonly<Record<string, string>> | '';
  readonly quantity?: number;
  readonly tax_amounts?:
    | ''
    | readonly {readonly amount: number; readonly tax_rate: string; readonly taxable_amount: number}[];
  readonly tax_rates?: '' | readonly string[];
  readonly unit_amount?: number;
  readonly unit_amount_decimal?: string;
}

/** What there is to take back. */
export interface Creditable {
  readonly currency: string;
  /** The invoice's taxes are Stripe's own to reckon. */
  readonly automaticTax: boolean;
  /** Why the customer pays no tax; null for one who does. */
  readonly relief: TaxRelief;
  readonly invoiceLines: readonly WireLineItem[];
  /** The lines of the invoice's credit notes that still stand. */
  readonly creditedLines: readonly PlannedLine[];
  /** @throws StripeRefusal where there is no such rate */
  readonly taxRate: (id: string, param: string) => TaxToApply;
}

/** A line before it has an id. */
export type PlannedLine = Omit<StoredCreditNoteLine, 'id' | 'object'>;

export type LineTax = NonNullable<StoredCreditNoteLine['taxes']>[number];
