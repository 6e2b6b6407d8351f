/**
 * Payment intents and setup intents as Stripe sends them. What an invoice's payment intent holds was read from recorded
 * ones of Stripe's test mode.
 */
import type Stripe from 'stripe';
import {derivedId} from '../engine/ids.ts';
import {overlay} from '../engine/overlay.ts';
import type {StoredPaymentIntent, StoredSetupIntent, WirePaymentIntent, WireSetupIntent} from './objects.ts';

/** Every required key in Stripe's order. */
const everyPaymentField: WirePaymentIntent = {
  id: '',
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount: 0,
  amount_capturable: 0,
  amount_details: {tip: {}},
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic',
  client_secret: null,
  confirmation_method: 'automatic',
  created: 0,
  currency: '',
  customer: null,
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  metadata: {},
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'requires_payment_method',
  transfer_data: null,
  transfer_group: null,
};

export function renderPaymentIntent(row: StoredPaymentIntent): WirePaymentIntent {
  const {pays_invoice: _invoice, ...fields} = row;
  return overlay(
    everyPaymentField,
    {
      amount_received: row.status === 'succeeded' ? row.amount : 0,
      client_secret: clientSecret(row.id),
      payment_method_options: paymentOptions(
        row.payment_method_types ?? everyPaymentField.payment_method_types,
      ),
    },
    fields,
  );
}

/** Every required key in Stripe's order. */
const everySetupField: WireSetupIntent = {
  id: '',
  object: 'setup_intent',
  allowed_payment_method_types: null,
  application: null,
  automatic_payment_methods: null,
  cancellation_reason: null,
  client_secret: null,
  created: 0,
  customer: null,
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: null,
  latest_attempt: null,
  livemode: false,
  mandate: null,
  metadata: {},
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  single_use_mandate: null,
  status: 'requires_payment_method',
  usage: 'off_session',
};

export function renderSetupIntent(row: StoredSetupIntent): WireSetupIntent {
  return overlay(
    everySetupField,
    {
      client_secret: clientSecret(row.id),
      payment_method_options: setupOptions(row.payment_method_types ?? everySetupField.payment_method_types),
    },
    row,
  );
}

function clientSecret(id: string): string {
  return `${id}_secret_${derivedId('in', `secret:${id}`).slice(3)}`;
}

function paymentOptions(types: readonly string[]): Stripe.PaymentIntent.PaymentMethodOptions {
  return {
    ...(types.includes('card')
      ? {
          card: {
            installments: null,
            mandate_options: null,
            network: null,
            request_three_d_secure: 'automatic',
          },
        }
      : {}),
    ...(types.includes('customer_balance') ? {customer_balance: {funding_type: 'bank_transfer'}} : {}),
    ...(types.includes('link') ? {link: {persistent_token: null}} : {}),
    ...(types.includes('sepa_debit') ? {sepa_debit: {}} : {}),
    ...(types.includes('us_bank_account') ? {us_bank_account: {verification_method: 'automatic'}} : {}),
  };
}

function setupOptions(types: readonly string[]): Stripe.SetupIntent.PaymentMethodOptions {
  return {
    ...(types.includes('card')
      ? {card: {mandate_options: null, network: null, request_three_d_secure: 'automatic'}}
      : {}),
    ...(types.includes('sepa_debit') ? {sepa_debit: {}} : {}),
    ...(types.includes('us_bank_account') ? {us_bank_account: {verification_method: 'automatic'}} : {}),
  };
}
