/**
 * Renders an invoice with every key Stripe always sends. What a field holds in each status was read from recorded
 * invoices of Stripe's test mode; fields younger than those follow the `stripe` package's documentation.
 */
import {accountName} from './accounts.ts';
import {derivedId} from './ids.ts';
import {renderLinesInside} from './line-items.ts';
import type {StoredInvoice, WireInvoice} from './objects.ts';
import type {Store} from './store.ts';

const secondsPerHour = 3600;

export function renderInvoice(row: StoredInvoice, store: Store): WireInvoice {
  // The stored `payments` only says whether there are any; the list itself comes with `expand[]=payments`.
  const {payments: _payments, ...given} = row;
  return {
    ...constantFields,
    ...amountFields(row),
    ...documentFields(row, store),
    ...collectionFields(row),
    ...customerFields(row, store),
    ...given,
    lines: renderLinesInside(row, store),
  };
}

const constantFields = {
  account_tax_ids: null,
  application: null,
  automatic_tax: {disabled_reason: null, enabled: false, liability: null, provider: null, status: null},
  billing_reason: 'manual',
  custom_fields: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  footer: null,
  from_invoice: null,
  issuer: {type: 'self'},
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  parent: null,
  payment_settings: {default_mandate: null, payment_method_options: null, payment_method_types: null},
  receipt_number: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  test_clock: null,
} satisfies Partial<WireInvoice>;

function amountFields(row: StoredInvoice) {
  const taxes = (row.total_taxes ?? []).reduce((sum, tax) => sum + tax.amount, 0);
  return {
    amount_shipping: 0,
    ending_balance: row.status === 'draft' ? null : 0,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: 0,
    subtotal_excluding_tax: row.subtotal,
    total_discount_amounts: [],
    total_excluding_tax: row.total - taxes,
    total_pretax_credit_amounts: [],
    total_taxes: [],
  };
}

function documentFields(row: StoredInvoice, store: Store) {
  const finalized = row.status !== 'draft';
  const address = `${store.account.id}/test_${derivedId('in', `hosted:${row.id}`).slice(3)}`;
  return {
    account_country: store.account.country ?? 'US',
    account_name: accountName(store),
    effective_at: finalized ? (row.status_transitions.finalized_at ?? row.created) : null,
    hosted_invoice_url: finalized ? `https://invoice.stripe.com/i/${address}?s=ap` : null,
    invoice_pdf: finalized ? `https://pay.stripe.com/invoice/${address}/pdf?s=ap` : null,
    number: null,
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
    auto_advance: false,
    automatically_finalizes_at: advancesFromDraft ? row.created + secondsPerHour : null,
    next_payment_attempt: advancesFromDraft && automatic ? row.created + secondsPerHour : null,
  };
}

/** What the invoice says of its customer: frozen when it was finalized where the row says so, else as it is now. */
function customerFields(row: StoredInvoice, store: Store) {
  const stored = row.customer === null ? undefined : store.customerById.get(row.customer);
  const customer = stored === undefined || 'deleted' in stored ? null : stored;
  return {
    customer_account: customer?.customer_account ?? null,
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: customer?.shipping ?? null,
    customer_tax_exempt: customer?.tax_exempt ?? 'none',
    customer_tax_ids: [],
  };
}
