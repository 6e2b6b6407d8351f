/**
 * Renders an invoice with every key Stripe always sends. What a field holds in each status was read from recorded
 * invoices of Stripe's test mode; fields younger than those follow the `stripe` package's documentation.
 */
import {accountName} from '../account/render-account.ts';
import {testClockOf} from '../engine/clock.ts';
import {derivedId} from '../engine/ids.ts';
import {overlay} from '../engine/overlay.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import {taxIdsOf} from './freeze-customer.ts';
import {renderLinesInside} from './line-items.ts';
import type {StoredInvoice, WireInvoice} from './objects.ts';

const secondsPerHour = 3600;

export function renderInvoice(row: StoredInvoice, store: Store): WireInvoice {
  const invoice = overlay(
    everyField,
    amountFields(row),
    documentFields(row, store),
    collectionFields(row),
    customerFields(row, store),
    row,
    {lines: renderLinesInside(row, store)},
  );
  if (!keptOnly.some((name) => name in row)) return invoice;
  return shown(invoice, row);
}

const keptOnly = ['payments', 'paidOutOfBand', 'forgivenAmount', 'uncollectibleReason'] as const;

/** Without what is kept only; the list of payments comes with `expand[]=payments`. */
function shown(
  invoice: WireInvoice &
    Partial<Pick<StoredInvoice, 'forgivenAmount' | 'paidOutOfBand' | 'uncollectibleReason'>>,
  row: StoredInvoice,
): WireInvoice {
  const {
    payments: _payments,
    paidOutOfBand: _outside,
    forgivenAmount: _forgiven,
    uncollectibleReason: reason,
    ...rest
  } = invoice;
  if (row.status !== 'uncollectible' || reason === undefined) return rest;
  return {...rest, status_details: {uncollectible: {reason}}};
}

const emptyList: WireList<never> = {object: 'list', data: [], has_more: false, url: ''};

/** Every required key in Stripe's order; what a stored invoice or a rule below has takes its place. */
const everyField: WireInvoice = {
  id: '',
  object: 'invoice',
  account_country: null,
  account_name: null,
  account_tax_ids: null,
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: false,
  automatic_tax: {disabled_reason: null, enabled: false, liability: null, provider: null, status: null},
  automatically_finalizes_at: null,
  billing_reason: 'manual',
  collection_method: 'charge_automatically',
  created: 0,
  currency: '',
  custom_fields: null,
  customer: null,
  customer_account: null,
  customer_address: null,
  customer_email: null,
  customer_name: null,
  customer_phone: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: {type: 'self'},
  last_finalization_error: null,
  latest_revision: null,
  lines: emptyList,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  parent: null,
  payment_settings: {default_mandate: null, payment_method_options: null, payment_method_types: null},
  period_end: 0,
  period_start: 0,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: null,
  status_transitions: {finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null},
  subtotal: 0,
  subtotal_excluding_tax: 0,
  test_clock: null,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
};

function amountFields(row: StoredInvoice) {
  const taxes = (row.total_taxes ?? []).reduce((sum, tax) => sum + tax.amount, 0);
  return {
    ending_balance: row.status === 'draft' ? null : 0,
    subtotal_excluding_tax: row.subtotal,
    total_excluding_tax: row.total - taxes,
  };
}

/** What of the addresses of its page and its PDF is the invoice's own. */
export function hostedKey(invoiceId: string): string {
  return `test_${derivedId('in', `hosted:${invoiceId}`).slice(3)}`;
}

function documentFields(row: StoredInvoice, store: Store) {
  const finalized = row.status !== 'draft';
  const address = `${store.account.id}/${hostedKey(row.id)}`;
  return {
    account_country: store.account.country ?? 'US',
    account_name: accountName(store),
    effective_at: finalized ? (row.status_transitions.finalized_at ?? row.created) : null,
    hosted_invoice_url: finalized ? `https://invoice.stripe.com/i/${address}?s=ap` : null,
    invoice_pdf: finalized ? `https://pay.stripe.com/invoice/${address}/pdf?s=ap` : null,
    period_end: row.created,
    period_start: row.created,
    rendering: {
      amount_tax_display: null,
      pdf: {page_size: finalized ? 'letter' : 'auto'},
      template: null,
      template_version: null,
    },
    webhooks_delivered_at: row.created,
  };
}

function collectionFields(row: StoredInvoice) {
  const automatic = row.collection_method === 'charge_automatically';
  const charged = automatic && row.status === 'paid' && row.amount_paid > 0;
  const advancesFromDraft = row.status === 'draft' && row.auto_advance === true;
  return {
    attempt_count: charged ? 1 : 0,
    attempted: charged,
    automatically_finalizes_at: advancesFromDraft ? row.created + secondsPerHour : null,
    next_payment_attempt: advancesFromDraft && automatic ? row.created + secondsPerHour : null,
  };
}

/** What the invoice says of its customer: frozen when it was finalized where the row says so, else as it is now. */
function customerFields(row: StoredInvoice, store: Store) {
  const customer = row.customer === null ? undefined : store.customers.get(row.customer);
  if (customer === undefined || 'deleted' in customer) return {};
  return {
    customer_account: customer.customer_account ?? null,
    customer_address: customer.address ?? null,
    customer_email: customer.email ?? null,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping ?? null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: taxIdsOf(store, customer.id),
    test_clock: testClockOf(store, customer.id),
  };
}
