import type {StoredSubscription} from './objects.ts';

/** A subscription with nothing but what it cannot be without: every key that Stripe sends, at its default. */
export function plainSubscription(given: {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly nowUnixS: number;
  readonly livemode: boolean;
}): StoredSubscription {
  return {
    id: given.id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: {disabled_reason: null, enabled: false, liability: null},
    billing_cycle_anchor: given.nowUnixS,
    billing_cycle_anchor_config: null,
    billing_mode: {flexible: {proration_discounts: 'included'}, type: 'flexible'},
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: {comment: null, feedback: null, feedback_option: null, reason: null},
    collection_method: 'charge_automatically',
    created: given.nowUnixS,
    currency: given.currency,
    customer: given.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: {type: 'self'},
    },
    latest_invoice: null,
    livemode: given.livemode,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: given.nowUnixS,
    status: 'incomplete',
    transfer_data: null,
    trial_end: null,
    trial_settings: {end_behavior: {billing_cycle_anchor: null, missing_payment_method: 'create_invoice'}},
    trial_start: null,
  };
}
