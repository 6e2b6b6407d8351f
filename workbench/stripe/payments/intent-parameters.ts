/** What the parameters of payment intents mean. */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';

/** Whose money it becomes, and ways to pay that begin in a browser. */
export const unmodelled = [
  'amount_details',
  'amount_to_confirm',
  'application_fee_amount',
  'confirmation_token',
  'customer_account',
  'hooks',
  'on_behalf_of',
  'payment_method_configuration',
  'payment_method_data',
  'transfer_data',
];

/** Stripe's own scripts still name the types in the way that its types no longer have. */
export type CreateParams = Stripe.PaymentIntentCreateParams & {payment_method_types?: string[]};
/** A call that makes one. */
export type CreateCall = Call<CreateParams>;

/** Nobody can authenticate: they are away, or may not be asked. */
export function isAway(params: {
  readonly error_on_requires_action?: boolean;
  readonly off_session?: unknown;
}): boolean {
  const {error_on_requires_action, off_session} = params;
  return error_on_requires_action === true || (off_session !== undefined && off_session !== false);
}

/** On unless it is switched off, as in every newer version of the API. */
export function automatic(params: CreateCall['params']): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  const given = params.automatic_payment_methods;
  if (given?.enabled === false) return null;
  return {allow_redirects: given?.allow_redirects ?? 'always', enabled: true};
}

/** What the account takes in the currency, as its dashboard would say. */
export function typesOf(params: CreateCall['params'], currency: string, hasCustomer: boolean): string[] {
  if (params.payment_method_types !== undefined) return [...params.payment_method_types];
  const taken = ['card', 'link'];
  if (hasCustomer) taken.push('customer_balance');
  if (currency === 'usd') taken.push('us_bank_account');
  if (currency === 'eur') taken.push('sepa_debit');
  const allowed: readonly string[] | undefined = params.allowed_payment_method_types;
  const excluded: readonly string[] = params.excluded_payment_method_types ?? [];
  return taken.filter((type) => allowed?.includes(type) !== false && !excluded.includes(type));
}

/** The payer's own references; null for what was not given or was taken away. */
export function detailsOf(given: {
  readonly customer_reference?: string;
  readonly order_reference?: string;
}): Stripe.PaymentIntent.PaymentDetails {
  return {
    customer_reference: given.customer_reference || null,
    order_reference: given.order_reference || null,
  };
}

/** Null for a list that was not given. */
export function listOrNull<T>(given: readonly T[] | undefined): T[] | null {
  return given === undefined ? null : [...given];
}
