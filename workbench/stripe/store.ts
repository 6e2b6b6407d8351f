/** The sandbox's memory: objects by id, and the orders in which they are listed. */
import {newestFirst, type OrderedObjects} from './lists.ts';
import type {
  StoredAccount,
  StoredCustomer,
  StoredInvoice,
  StoredInvoicePayment,
  StoredLineItem,
  StoredLiveCustomer,
  StoredObjects,
  StoredOther,
} from './objects.ts';

export interface Store {
  readonly account: StoredAccount;
  /** The account's `settings.dashboard.timezone`. */
  readonly timeZone: string;
  readonly customerById: ReadonlyMap<string, StoredCustomer>;
  /** Without the deleted ones: Stripe lists those no more. */
  readonly customers: OrderedObjects<StoredLiveCustomer>;
  readonly invoiceById: ReadonlyMap<string, StoredInvoice>;
  readonly invoices: OrderedObjects<StoredInvoice>;
  /** By invoice id, in the order of the invoice. */
  readonly linesOf: ReadonlyMap<string, readonly StoredLineItem[]>;
  readonly paymentsOf: ReadonlyMap<string, readonly StoredInvoicePayment[]>;
  readonly subscriptionIds: ReadonlySet<string>;
  readonly otherById: ReadonlyMap<string, StoredOther>;
}

const plainAccount: StoredAccount = {id: 'acct_1BillingOpsBench', object: 'account'};

export function createStore(objects: StoredObjects, timeZone: string | null): Store {
  const account = objects.account ?? plainAccount;
  return {
    account,
    timeZone: timeZone ?? account.settings?.dashboard.timezone ?? 'Etc/UTC',
    customerById: new Map(objects.customers.map((customer) => [customer.id, customer])),
    customers: newestFirst(objects.customers.filter(isLive)),
    invoiceById: new Map(objects.invoices.map((invoice) => [invoice.id, invoice])),
    invoices: newestFirst(objects.invoices),
    linesOf: groupByInvoice(objects.lineItems),
    paymentsOf: groupByInvoice(objects.invoicePayments),
    subscriptionIds: new Set(objects.invoices.flatMap((invoice) => subscriptionIdOf(invoice) ?? [])),
    otherById: new Map(objects.others.map((other) => [other.id, other])),
  };
}

/** The subscription that made the invoice; null for one made by hand. */
export function subscriptionIdOf(invoice: StoredInvoice): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  if (subscription === undefined) return null;
  return typeof subscription === 'string' ? subscription : subscription.id;
}

function isLive(customer: StoredCustomer): customer is StoredLiveCustomer {
  return !('deleted' in customer);
}

function groupByInvoice<T extends {readonly invoice: string}>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.invoice);
    if (group === undefined) groups.set(row.invoice, [row]);
    else group.push(row);
  }
  return groups;
}
