/**
 * What the sandbox keeps: the stored type of each kind of object, and the name of its collection in the store. How a
 * kind is rendered, expanded and seeded stands in `kind-rules.ts`.
 */
import type {StoredCustomer} from './customers/objects.ts';
import type {Collection} from './engine/collection.ts';
import type {DueWork} from './engine/due-work.ts';
import type {StoredEvent} from './engine/events.ts';
import type {StoredInvoice, StoredLineItem} from './invoices/objects.ts';
import type {StoredInvoicePayment} from './payments/objects.ts';
import type {StoredTestClock} from './test-clocks/objects.ts';

/** By the `object` tag that Stripe gives the kind. */
interface StoredByKind {
  readonly customer: StoredCustomer;
  readonly event: StoredEvent;
  readonly invoice: StoredInvoice;
  readonly invoice_payment: StoredInvoicePayment;
  readonly line_item: StoredLineItem;
  readonly 'test_helpers.test_clock': StoredTestClock;
  /** Stripe's own agenda: never rendered. */
  readonly 'workbench.due_work': DueWork;
}

export const collectionNames = {
  customer: 'customers',
  event: 'events',
  invoice: 'invoices',
  invoice_payment: 'invoicePayments',
  line_item: 'lineItems',
  'test_helpers.test_clock': 'testClocks',
  'workbench.due_work': 'dueWork',
} as const satisfies Readonly<Record<Kind, string>>;

export type Kind = keyof StoredByKind;
/** Kinds that answers and events show. */
export type RenderedKind = Exclude<Kind, 'workbench.due_work'>;
export type StoredOf<K extends Kind> = StoredByKind[K];

/** One collection for each kind: `store.invoices`, `store.customers`. */
export type Collections = {
  readonly [K in Kind as (typeof collectionNames)[K]]: Collection<StoredByKind[K]>;
};
