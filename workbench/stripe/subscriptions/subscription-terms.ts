/** The terms of a subscription that a request may set, on creation as on update. */
import type Stripe from 'stripe';
import {invalid, missing, notModelled} from '../catalogue/refusals.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import type {StoredSubscription} from './objects.ts';

type Terms = Pick<
  Call<Stripe.SubscriptionUpdateParams>['params'],
  | 'automatic_tax'
  | 'cancel_at'
  | 'cancel_at_period_end'
  | 'collection_method'
  | 'days_until_due'
  | 'description'
  | 'invoice_settings'
  | 'payment_settings'
  | 'trial_settings'
> &
  Pick<Call<Stripe.SubscriptionCreateParams>['params'], 'billing_cycle_anchor_config' | 'billing_mode'>;

/**
 * The fields that the request changes. `current` is null for a new subscription.
 *
 * @throws StripeRefusal
 */
export function readTerms(
  params: Omit<Terms, 'cancel_at' | 'cancel_at_period_end'>,
  current: StoredSubscription | null,
): Partial<StoredSubscription> {
  const method = params.collection_method ?? current?.collection_method ?? 'charge_automatically';
  const days = params.days_until_due ?? current?.days_until_due ?? null;
  if (method === 'send_invoice' && days === null) throw missing('days_until_due');
  if (method === 'charge_automatically' && params.days_until_due !== undefined) {
    throw invalid(
      'You can only set `days_until_due` if `collection_method` is `send_invoice`.',
      'days_until_due',
    );
  }
  if (params.automatic_tax?.enabled === true) throw notModelled('automatic_tax[enabled]');
  return {
    ...(params.billing_cycle_anchor_config === undefined
      ? {}
      : {billing_cycle_anchor_config: anchorConfig(params.billing_cycle_anchor_config)}),
    ...(params.billing_mode === undefined ? {} : {billing_mode: billingMode(params.billing_mode)}),
    collection_method: method,
    days_until_due: method === 'send_invoice' ? days : null,
    ...(params.description === undefined ? {} : {description: textOrNull(params.description)}),
    ...invoiceSettings(params.invoice_settings, current),
    ...paymentSettings(params.payment_settings, current),
    ...trialSettings(params.trial_settings),
  };
}

function anchorConfig(
  given: NonNullable<Terms['billing_cycle_anchor_config']>,
): Stripe.Subscription.BillingCycleAnchorConfig {
  return {
    day_of_month: given.day_of_month,
    hour: given.hour ?? null,
    minute: given.minute ?? null,
    month: given.month ?? null,
    second: given.second ?? null,
  };
}

function billingMode(given: NonNullable<Terms['billing_mode']>): Stripe.Subscription.BillingMode {
  if (given.type === 'classic') return {flexible: null, type: 'classic'};
  return {
    flexible: {proration_discounts: given.flexible?.proration_discounts ?? 'included'},
    type: 'flexible',
  };
}

function invoiceSettings(
  given: Terms['invoice_settings'],
  current: StoredSubscription | null,
): Pick<StoredSubscription, 'invoice_settings'> | object {
  if (given === undefined) return {};
  if (given.account_tax_ids !== undefined && given.account_tax_ids !== '') {
    throw notModelled('invoice_settings[account_tax_ids]');
  }
  const before = current?.invoice_settings;
  return {
    invoice_settings: {
      account_tax_ids: null,
      custom_fields:
        given.custom_fields === undefined
          ? (before?.custom_fields ?? null)
          : given.custom_fields === ''
            ? null
            : [...given.custom_fields],
      description: textOr(given.description, before?.description ?? null),
      footer: textOr(given.footer, before?.footer ?? null),
      issuer: {type: 'self'},
    },
  };
}

function paymentSettings(
  given: Terms['payment_settings'],
  current: StoredSubscription | null,
): Pick<StoredSubscription, 'payment_settings'> | object {
  if (given === undefined) return {};
  if (given.payment_method_options !== undefined) {
    throw notModelled('payment_settings[payment_method_options]');
  }
  const before = current?.payment_settings;
  const types = given.payment_method_types;
  return {
    payment_settings: {
      payment_method_options: null,
      payment_method_types:
        types === undefined ? (before?.payment_method_types ?? null) : types === '' ? null : [...types],
      save_default_payment_method:
        given.save_default_payment_method ?? before?.save_default_payment_method ?? 'off',
    },
  };
}

function trialSettings(given: Terms['trial_settings']): Pick<StoredSubscription, 'trial_settings'> | object {
  if (given === undefined) return {};
  return {
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: given.end_behavior.billing_cycle_anchor ?? null,
        missing_payment_method: given.end_behavior.missing_payment_method ?? 'create_invoice',
      },
    },
  };
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

function textOr(text: string | undefined, otherwise: string | null): string | null {
  return text === undefined ? otherwise : textOrNull(text);
}

/** The method that a request names; undefined where it names none. @throws StripeRefusal unless it is the customer's */
export function readPaymentMethod(
  call: Pick<Call, 'store'>,
  given: string | undefined,
  customer: string,
): string | null | undefined {
  if (given === undefined || given === '') return given === '' ? null : undefined;
  if (call.store.paymentMethods.get(given)?.customer === customer) return given;
  throw invalid(
    `The customer does not have a payment method with the ID ${given}. The payment method must be attached to the customer.`,
    'default_payment_method',
    'resource_missing',
  );
}

/** Whether there is something to charge: the subscription's own method, or its customer's default. */
export function hasPaymentMethod(
  call: Pick<Call, 'store'>,
  subscription: Pick<StoredSubscription, 'customer' | 'default_payment_method' | 'default_source'>,
): boolean {
  if (subscription.default_payment_method !== null || subscription.default_source !== null) return true;
  const customer = call.store.customers.get(subscription.customer);
  if (customer === undefined || 'deleted' in customer) return false;
  return (
    (customer.invoice_settings?.default_payment_method ?? null) !== null ||
    (customer.default_source ?? null) !== null
  );
}

/** @throws StripeRefusal in the words Stripe uses where nothing can be charged */
export function requirePaymentMethod(call: Call<unknown>, subscription: StoredSubscription): void {
  if (hasPaymentMethod(call, subscription)) return;
  throw new StripeRefusal({
    status: 400,
    code: 'resource_missing',
    message:
      'This customer has no attached payment source or default payment method. Please consider adding a default ' +
      'payment method. For more information, visit ' +
      'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
  });
}
