/** What of each object stands for more, as Stripe's reference marks it "expandable". https://docs.stripe.com/expand */
import type {Store} from './engine/store.ts';
import type {StoredInvoice} from './invoices/objects.ts';
import type {RenderedKind} from './kinds.ts';
import {amountPaidOffStripe, renderPaymentsInside} from './payments/invoice-payments.ts';

/** `other`: whatever kind the id is of. */
export type ExpandableKind = RenderedKind | 'account' | 'other';

export type Property =
  /** Always sent whole; asking for it changes nothing. */
  | {readonly shape: 'present'; readonly within?: Properties}
  /** An id that becomes the object. */
  | {readonly shape: 'reference'; readonly to: ExpandableKind}
  /** Sent without being asked for. */
  | {readonly shape: 'list'; readonly of: ExpandableKind}
  /** Sent only when asked for. */
  | {readonly shape: 'on request'; readonly of: ExpandableKind; readonly value: IncludedValue | null};

export type Properties = {readonly [name: string]: Property};
type IncludedValue = (id: string, store: Store) => unknown;

const present: Property = {shape: 'present'};
const reference = (to: ExpandableKind): Property => ({shape: 'reference', to});
const notHeld: Property = {shape: 'on request', of: 'other', value: null};

export const propertiesOf: Readonly<Record<ExpandableKind, Properties>> = {
  account: {
    business_profile: present,
    capabilities: present,
    company: present,
    controller: present,
    external_accounts: notHeld,
    requirements: present,
    settings: present,
  },
  customer: {
    address: present,
    cash_balance: notHeld,
    default_source: reference('other'),
    discount: present,
    invoice_credit_balance: notHeld,
    invoice_settings: {shape: 'present', within: {default_payment_method: reference('other')}},
    shipping: present,
    sources: notHeld,
    subscriptions: notHeld,
    tax: notHeld,
    tax_ids: notHeld,
    test_clock: reference('test_helpers.test_clock'),
  },
  event: {},
  invoice: {
    account_tax_ids: present,
    amount_paid_off_stripe: {
      shape: 'on request',
      of: 'other',
      value: (id, store) => withInvoice(id, store, amountPaidOffStripe),
    },
    application: reference('other'),
    automatic_tax: present,
    confirmation_secret: notHeld,
    custom_fields: present,
    customer: reference('customer'),
    customer_address: present,
    customer_shipping: present,
    customer_tax_ids: present,
    default_payment_method: reference('other'),
    default_source: reference('other'),
    default_tax_rates: present,
    discounts: present,
    from_invoice: {shape: 'present', within: {invoice: reference('invoice')}},
    last_finalization_error: present,
    latest_revision: reference('invoice'),
    lines: {shape: 'list', of: 'line_item'},
    on_behalf_of: reference('account'),
    parent: {
      shape: 'present',
      within: {subscription_details: {shape: 'present', within: {subscription: reference('other')}}},
    },
    payment_settings: present,
    payments: {
      shape: 'on request',
      of: 'invoice_payment',
      value: (id, store) => withInvoice(id, store, renderPaymentsInside),
    },
    rendering: present,
    shipping_cost: present,
    shipping_details: present,
    status_transitions: present,
    test_clock: reference('test_helpers.test_clock'),
    threshold_reason: present,
    total_discount_amounts: present,
    total_taxes: present,
  },
  invoice_payment: {
    invoice: reference('invoice'),
    payment: {
      shape: 'present',
      within: {
        charge: reference('other'),
        payment_intent: reference('other'),
        payment_record: reference('other'),
      },
    },
    status_transitions: present,
  },
  line_item: {
    discount_amounts: present,
    discounts: present,
    period: present,
    pricing: {
      shape: 'present',
      within: {price_details: {shape: 'present', within: {price: reference('other')}}},
    },
    subscription: reference('other'),
    taxes: present,
  },
  other: {},
  'test_helpers.test_clock': {},
};

function withInvoice<T>(
  id: string,
  store: Store,
  read: (invoice: StoredInvoice, store: Store) => T,
): T | null {
  const invoice = store.invoices.get(id);
  return invoice === undefined ? null : read(invoice, store);
}
