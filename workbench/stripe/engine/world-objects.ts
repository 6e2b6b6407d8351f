/**
 * What a sandbox starts from. A stored object carries what is particular about it; everything Stripe always sends is
 * filled in when it is read.
 */
import type {StoredAccount} from '../account/objects.ts';
import type {StoredCustomer} from '../customers/objects.ts';
import type {StoredInvoice, StoredLineItem} from '../invoices/objects.ts';
import type {StoredInvoicePayment} from '../payments/objects.ts';

/** An object of a kind whose fields a world does not check. It is kept, served and expanded as it is. */
export interface StoredOther {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

export interface StoredObjects {
  /** Null: the sandbox makes a plain test account. */
  readonly account: StoredAccount | null;
  /** In the order they came into being; of two with the same `created` the later one is listed first. */
  readonly customers: readonly StoredCustomer[];
  readonly invoices: readonly StoredInvoice[];
  readonly lineItems: readonly StoredLineItem[];
  readonly invoicePayments: readonly StoredInvoicePayment[];
  readonly others: readonly StoredOther[];
}
