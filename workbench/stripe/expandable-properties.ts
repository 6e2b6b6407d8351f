/** What of each object stands for more, as Stripe's reference marks it "expandable". https://docs.stripe.com/expand */
import {catalogueProperties} from './catalogue/expandable.ts';
import {invoiceCreditBalance} from './customer-balance/invoice-credit-balance.ts';
import {taxIdsInside} from './customers/tax-ids.ts';
import {type ExpandableKind, notHeld, type Properties, present, reference} from './engine/expandable.ts';
import type {Store} from './engine/store.ts';
import {confirmationSecret} from './invoices/confirmation-secret.ts';
import type {StoredInvoice} from './invoices/objects.ts';
import {renderCashBalance} from './payments/cash-objects.ts';
import {amountPaidOffStripe, renderPaymentsInside} from './payments/invoice-payments.ts';
import {refundsInside} from './payments/refund-objects.ts';
import {subscriptionProperties} from './subscriptions/expandable.ts';
import {subscriptionsInside} from './subscriptions/render-subscription.ts';

export const propertiesOf: Readonly<Record<ExpandableKind, Properties>> = {
  ...catalogueProperties,
  ...subscriptionProperties,
  account: {
    business_profile: present,
    capabilities: present,
    company: present,
    controller: present,
    external_accounts: notHeld,
    requirements: present,
    settings: present,
  },
  tax_id: {
    customer: reference('customer'),
    owner: {shape: 'present', within: {customer: reference('customer')}},
    verification: present,
  },
  customer: {
    address: present,
    cash_balance: {
      shape: 'on request',
      of: 'other',
      value: (id, store) => {
        const row = store.cashBalances.get(id);
        return row === undefined ? null : renderCashBalance(row, store);
      },
    },
    default_source: reference('other'),
    discount: present,
    invoice_credit_balance: {shape: 'on request', of: 'other', value: invoiceCreditBalance},
    invoice_settings: {shape: 'present', within: {default_payment_method: reference('payment_method')}},
    shipping: present,
    sources: notHeld,
    subscriptions: {shape: 'on request', of: 'subscription', value: subscriptionsInside},
    tax: notHeld,
    tax_ids: {shape: 'on request', of: 'tax_id', value: taxIdsInside},
    test_clock: reference('test_helpers.test_clock'),
  },
  balance_transaction: {fee_details: present, source: reference('other')},
  cash_balance: {available: present, settings: present},
  charge: {
    application: reference('other'),
    application_fee: reference('other'),
    balance_transaction: reference('balance_transaction'),
    billing_details: present,
    customer: reference('customer'),
    failure_balance_transaction: reference('balance_transaction'),
    fraud_details: present,
    on_behalf_of: reference('account'),
    outcome: present,
    payment_intent: reference('payment_intent'),
    payment_method_details: present,
    refunds: {
      shape: 'on request',
      of: 'refund',
      value: (id, store) => refundsInside(id, store),
    },
    review: reference('other'),
    source: present,
    source_transfer: reference('other'),
  },
  customer_cash_balance_transaction: {
    applied_to_payment: {shape: 'present', within: {payment_intent: reference('payment_intent')}},
    customer: reference('customer'),
    refunded_from_payment: {shape: 'present', within: {refund: reference('refund')}},
    unapplied_from_payment: {shape: 'present', within: {payment_intent: reference('payment_intent')}},
  },
  dispute: {
    balance_transactions: present,
    charge: reference('charge'),
    evidence: present,
    evidence_details: present,
    payment_intent: reference('payment_intent'),
  },
  credit_note: {
    customer: reference('customer'),
    customer_balance_transaction: reference('customer_balance_transaction'),
    discount_amounts: present,
    invoice: reference('invoice'),
    lines: {shape: 'list', of: 'credit_note_line_item'},
    pretax_credit_amounts: present,
    refunds: {shape: 'present', within: {refund: reference('refund')}},
    shipping_cost: present,
    total_taxes: present,
  },
  credit_note_line_item: {
    discount_amounts: present,
    pretax_credit_amounts: present,
    tax_rates: present,
    taxes: present,
  },
  customer_balance_transaction: {
    checkout_session: reference('other'),
    credit_note: reference('credit_note'),
    customer: reference('customer'),
    invoice: reference('invoice'),
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
    confirmation_secret: {shape: 'on request', of: 'other', value: confirmationSecret},
    custom_fields: present,
    customer: reference('customer'),
    customer_address: present,
    customer_shipping: present,
    customer_tax_ids: present,
    default_payment_method: reference('payment_method'),
    default_source: reference('other'),
    default_tax_rates: present,
    discounts: reference('discount'),
    from_invoice: {shape: 'present', within: {invoice: reference('invoice')}},
    last_finalization_error: present,
    latest_revision: reference('invoice'),
    lines: {shape: 'list', of: 'line_item'},
    on_behalf_of: reference('account'),
    parent: {
      shape: 'present',
      within: {subscription_details: {shape: 'present', within: {subscription: reference('subscription')}}},
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
    total_discount_amounts: {shape: 'present', within: {discount: reference('discount')}},
    total_taxes: present,
  },
  invoice_payment: {
    invoice: reference('invoice'),
    payment: {
      shape: 'present',
      within: {
        charge: reference('charge'),
        payment_intent: reference('payment_intent'),
        payment_record: reference('payment_record'),
      },
    },
    status_transitions: present,
  },
  invoiceitem: {
    customer: reference('customer'),
    discounts: reference('discount'),
    invoice: reference('invoice'),
    pricing: {
      shape: 'present',
      within: {price_details: {shape: 'present', within: {price: reference('price')}}},
    },
    test_clock: reference('test_helpers.test_clock'),
  },
  line_item: {
    discount_amounts: {shape: 'present', within: {discount: reference('discount')}},
    discounts: reference('discount'),
    period: present,
    pricing: {
      shape: 'present',
      within: {price_details: {shape: 'present', within: {price: reference('price')}}},
    },
    subscription: reference('subscription'),
    taxes: present,
  },
  other: {},
  payment_intent: {
    amount_details: present,
    application: reference('other'),
    customer: reference('customer'),
    last_payment_error: present,
    latest_charge: reference('charge'),
    next_action: present,
    on_behalf_of: reference('account'),
    payment_method: reference('payment_method'),
    payment_record: reference('payment_record'),
    review: reference('other'),
    source: reference('other'),
  },
  payment_method: {billing_details: present, card: present, customer: reference('customer')},
  payment_record: {},
  payout: {
    application_fee: reference('other'),
    balance_transaction: reference('balance_transaction'),
    destination: reference('other'),
    failure_balance_transaction: reference('balance_transaction'),
    original_payout: reference('payout'),
    reversed_by: reference('payout'),
  },
  refund: {
    balance_transaction: reference('balance_transaction'),
    charge: reference('charge'),
    customer: reference('customer'),
    failure_balance_transaction: reference('balance_transaction'),
    payment_intent: reference('payment_intent'),
    payment_method: reference('payment_method'),
    source_transfer_reversal: reference('other'),
    transfer_reversal: reference('other'),
  },
  setup_intent: {
    application: reference('other'),
    customer: reference('customer'),
    last_setup_error: present,
    latest_attempt: reference('other'),
    mandate: reference('other'),
    next_action: present,
    on_behalf_of: reference('account'),
    payment_method: reference('payment_method'),
    single_use_mandate: reference('other'),
  },
  'search_result.customer': {data: {shape: 'list', of: 'customer'}, total_count: present},
  'search_result.invoice': {data: {shape: 'list', of: 'invoice'}, total_count: present},
  'test_helpers.test_clock': {},
  token: {card: present},
};

function withInvoice<T>(
  id: string,
  store: Store,
  read: (invoice: StoredInvoice, store: Store) => T,
): T | null {
  const invoice = store.invoices.get(id);
  return invoice === undefined ? null : read(invoice, store);
}
