/**
 * The fields of the objects a world may hold and the type of each. The tables are keyed by the types of the `stripe`
 * package, so the compiler names a field that Stripe adds or retires.
 */
import type {WireAccount} from '../stripe/account/objects.ts';
import type {WireCustomer} from '../stripe/customers/objects.ts';
import type {WireInvoice, WireLineItem} from '../stripe/invoices/objects.ts';
import type {WireInvoicePayment} from '../stripe/payments/objects.ts';

export type FieldType =
  | 'amount'
  | 'boolean'
  /** Three letters. Which of them are a currency is Stripe's to say, and more may come. */
  | 'currency'
  | 'decimal'
  | 'integer'
  | 'metadata'
  | 'seconds'
  | 'text'
  /** Objects and lists that nothing here reads: looked at no deeper. */
  | 'object'
  | 'list'
  /** An id, or the object itself, which is then kept apart. */
  | 'reference';

export interface FieldRule {
  readonly type: FieldType;
  readonly nullable: boolean;
  /** The fields inside an object, where they matter. */
  readonly fields?: FieldTable;
}

export interface NestedListRule {
  readonly type: 'nested';
  readonly of: 'line_item' | 'invoice_payment';
  readonly nullable: false;
}

export type FieldTable = Readonly<Record<string, FieldRule | NestedListRule>>;

const is = (type: FieldType): FieldRule => ({type, nullable: false});
const maybe = (type: FieldType): FieldRule => ({type, nullable: true});
const has = (fields: FieldTable): FieldRule => ({type: 'object', nullable: false, fields});
const mayHave = (fields: FieldTable): FieldRule => ({type: 'object', nullable: true, fields});

type TableOf<T> = Readonly<Record<keyof T, FieldRule | NestedListRule>>;

export const invoiceFields: TableOf<WireInvoice> = {
  id: is('text'),
  object: is('text'),
  account_country: maybe('text'),
  account_name: maybe('text'),
  account_tax_ids: maybe('list'),
  amount_due: is('amount'),
  amount_overpaid: is('amount'),
  amount_paid: is('amount'),
  amount_paid_off_stripe: is('amount'),
  amount_remaining: is('amount'),
  amount_shipping: is('amount'),
  application: maybe('reference'),
  attempt_count: is('integer'),
  attempted: is('boolean'),
  auto_advance: is('boolean'),
  automatic_tax: is('object'),
  automatically_finalizes_at: maybe('seconds'),
  billing_reason: maybe('text'),
  collection_method: is('text'),
  confirmation_secret: maybe('object'),
  created: is('seconds'),
  currency: is('currency'),
  custom_fields: maybe('list'),
  customer: maybe('reference'),
  customer_account: maybe('text'),
  customer_address: maybe('object'),
  customer_email: maybe('text'),
  customer_name: maybe('text'),
  customer_phone: maybe('text'),
  customer_shipping: maybe('object'),
  customer_tax_exempt: maybe('text'),
  customer_tax_ids: maybe('list'),
  default_payment_method: maybe('reference'),
  default_source: maybe('reference'),
  default_tax_rates: is('list'),
  description: maybe('text'),
  discounts: is('list'),
  due_date: maybe('seconds'),
  effective_at: maybe('seconds'),
  ending_balance: maybe('amount'),
  footer: maybe('text'),
  from_invoice: mayHave({action: is('text'), invoice: is('reference')}),
  hosted_invoice_url: maybe('text'),
  invoice_pdf: maybe('text'),
  issuer: is('object'),
  last_finalization_error: maybe('object'),
  latest_revision: maybe('reference'),
  lines: {type: 'nested', of: 'line_item', nullable: false},
  livemode: is('boolean'),
  metadata: maybe('metadata'),
  next_payment_attempt: maybe('seconds'),
  number: maybe('text'),
  on_behalf_of: maybe('reference'),
  parent: mayHave({
    quote_details: maybe('object'),
    subscription_details: mayHave({
      metadata: maybe('metadata'),
      subscription: is('reference'),
      subscription_proration_date: is('seconds'),
    }),
    type: is('text'),
  }),
  payment_settings: is('object'),
  payments: {type: 'nested', of: 'invoice_payment', nullable: false},
  period_end: is('seconds'),
  period_start: is('seconds'),
  post_payment_credit_notes_amount: is('amount'),
  pre_payment_credit_notes_amount: is('amount'),
  receipt_number: maybe('text'),
  rendering: maybe('object'),
  shipping_cost: maybe('object'),
  shipping_details: maybe('object'),
  starting_balance: is('amount'),
  statement_descriptor: maybe('text'),
  status: maybe('text'),
  status_details: is('object'),
  status_transitions: has({
    finalized_at: maybe('seconds'),
    marked_uncollectible_at: maybe('seconds'),
    paid_at: maybe('seconds'),
    voided_at: maybe('seconds'),
  }),
  subtotal: is('amount'),
  subtotal_excluding_tax: maybe('amount'),
  test_clock: maybe('reference'),
  threshold_reason: is('object'),
  total: is('amount'),
  total_discount_amounts: maybe('list'),
  total_excluding_tax: maybe('amount'),
  total_pretax_credit_amounts: maybe('list'),
  total_taxes: maybe('list'),
  webhooks_delivered_at: maybe('seconds'),
};

export const customerFields: TableOf<WireCustomer> & {readonly subscriptions: FieldRule} = {
  id: is('text'),
  object: is('text'),
  address: maybe('object'),
  balance: is('amount'),
  business_name: is('text'),
  cash_balance: maybe('object'),
  created: is('seconds'),
  currency: maybe('currency'),
  customer_account: maybe('text'),
  default_source: maybe('reference'),
  delinquent: maybe('boolean'),
  description: maybe('text'),
  discount: maybe('object'),
  email: maybe('text'),
  individual_name: is('text'),
  invoice_credit_balance: is('object'),
  invoice_prefix: maybe('text'),
  invoice_settings: has({
    custom_fields: maybe('list'),
    default_payment_method: maybe('reference'),
    footer: maybe('text'),
    rendering_options: maybe('object'),
  }),
  livemode: is('boolean'),
  metadata: is('metadata'),
  name: maybe('text'),
  next_invoice_sequence: is('integer'),
  phone: maybe('text'),
  preferred_locales: maybe('list'),
  shipping: maybe('object'),
  sources: is('object'),
  subscriptions: is('object'),
  tax: is('object'),
  tax_exempt: maybe('text'),
  tax_ids: is('object'),
  test_clock: maybe('reference'),
};

export const lineItemFields: TableOf<WireLineItem> = {
  id: is('text'),
  object: is('text'),
  amount: is('amount'),
  currency: is('currency'),
  description: maybe('text'),
  discount_amounts: maybe('list'),
  discountable: is('boolean'),
  discounts: is('list'),
  invoice: maybe('reference'),
  livemode: is('boolean'),
  metadata: is('metadata'),
  parent: maybe('object'),
  period: has({end: is('seconds'), start: is('seconds')}),
  pretax_credit_amounts: maybe('list'),
  pricing: mayHave({
    price_details: has({price: is('reference'), product: is('text')}),
    type: is('text'),
    unit_amount_decimal: maybe('decimal'),
  }),
  quantity: maybe('integer'),
  quantity_decimal: maybe('decimal'),
  subscription: maybe('reference'),
  subtotal: is('amount'),
  taxes: maybe('list'),
};

export const invoicePaymentFields: TableOf<WireInvoicePayment> = {
  id: is('text'),
  object: is('text'),
  amount_paid: maybe('amount'),
  amount_requested: is('amount'),
  created: is('seconds'),
  currency: is('currency'),
  invoice: is('reference'),
  is_default: is('boolean'),
  livemode: is('boolean'),
  payment: has({
    charge: is('reference'),
    payment_intent: is('reference'),
    payment_record: is('reference'),
    type: is('text'),
  }),
  status: is('text'),
  status_transitions: has({canceled_at: maybe('seconds'), paid_at: maybe('seconds')}),
};

export const accountFields: Omit<TableOf<WireAccount>, 'deleted'> = {
  id: is('text'),
  object: is('text'),
  business_profile: maybe('object'),
  business_type: maybe('text'),
  capabilities: is('object'),
  charges_enabled: is('boolean'),
  company: is('object'),
  controller: is('object'),
  country: is('text'),
  created: is('seconds'),
  default_currency: is('currency'),
  details_submitted: is('boolean'),
  email: maybe('text'),
  external_accounts: is('object'),
  future_requirements: is('object'),
  groups: maybe('object'),
  individual: is('object'),
  metadata: is('metadata'),
  payouts_enabled: is('boolean'),
  requirements: is('object'),
  settings: mayHave({
    bacs_debit_payments: is('object'),
    branding: is('object'),
    card_issuing: is('object'),
    card_payments: is('object'),
    dashboard: has({display_name: maybe('text'), timezone: maybe('text')}),
    invoices: is('object'),
    payments: is('object'),
    payouts: is('object'),
    paypay_payments: is('object'),
    sepa_debit_payments: is('object'),
    treasury: is('object'),
  }),
  tos_acceptance: is('object'),
  type: is('text'),
};
