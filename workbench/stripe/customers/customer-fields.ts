/** What a request says of a customer, field by field. https://docs.stripe.com/api/customers/update */
import type Stripe from 'stripe';
import {notModelled} from '../catalogue/refusals.ts';
import type {Call, WireParams} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {paymentMethodOf} from '../payments/payment-methods.ts';
import type {StoredLiveCustomer} from './objects.ts';

export type GivenCustomer = WireParams<Omit<Stripe.CustomerUpdateParams, 'expand'>>;
type Address = NonNullable<StoredLiveCustomer['address']>;

/** What a customer has whom nobody has described. */
const noSettings: NonNullable<StoredLiveCustomer['invoice_settings']> = {
  custom_fields: null,
  default_payment_method: null,
  footer: null,
  rendering_options: null,
};

/** The fields that the request sets; what it does not name is not among them. @throws StripeRefusal */
export function readCustomer(
  call: Call,
  given: GivenCustomer,
  current: StoredLiveCustomer,
): Partial<StoredLiveCustomer> {
  refuseUnmodelled(given);
  if (given.email !== undefined && given.email !== '') requireEmail(given.email);
  if (given.invoice_prefix !== undefined) requirePrefix(given.invoice_prefix);
  const {address, metadata, shipping} = given;
  return {
    ...texts(given),
    ...(address === undefined ? {} : {address: address === '' ? null : wholeAddress(address)}),
    ...(given.default_source === undefined ? {} : {default_source: given.default_source}),
    ...(given.invoice_prefix === undefined ? {} : {invoice_prefix: given.invoice_prefix}),
    ...(given.invoice_settings === undefined
      ? {}
      : {invoice_settings: invoiceSettings(call, given.invoice_settings, current)}),
    ...(metadata === undefined ? {} : {metadata: mergedMetadata(current.metadata, metadata)}),
    ...(given.next_invoice_sequence === undefined
      ? {}
      : {next_invoice_sequence: given.next_invoice_sequence}),
    ...(given.preferred_locales === undefined ? {} : {preferred_locales: [...given.preferred_locales]}),
    ...(shipping === undefined
      ? {}
      : {
          shipping:
            shipping === ''
              ? null
              : {
                  address: wholeAddress(shipping.address),
                  name: shipping.name,
                  phone: shipping.phone ?? null,
                },
        }),
    ...(given.tax_exempt === undefined
      ? {}
      : {tax_exempt: given.tax_exempt === '' ? 'none' : given.tax_exempt}),
  } as Partial<StoredLiveCustomer>; // `shipping` differs from the SDK's in naming absent texts null, as Stripe sends them.
}

function refuseUnmodelled(given: GivenCustomer): void {
  for (const name of ['business_name', 'individual_name', 'tax', 'validate'] as const) {
    if (given[name] !== undefined) throw notModelled(name);
  }
}

/** An empty text unsets. */
function texts(given: GivenCustomer): Partial<StoredLiveCustomer> {
  const names = ['description', 'email', 'name', 'phone'] as const;
  return Object.fromEntries(
    names.flatMap((name) =>
      given[name] === undefined ? [] : [[name, given[name] === '' ? null : given[name]]],
    ),
  );
}

function wholeAddress(given: WireParams<Stripe.AddressParam>): Address {
  const line = (text: string | undefined) => (text === undefined || text === '' ? null : text);
  return {
    city: line(given.city),
    country: line(given.country),
    line1: line(given.line1),
    line2: line(given.line2),
    postal_code: line(given.postal_code),
    state: line(given.state),
  };
}

function invoiceSettings(
  call: Call,
  given: NonNullable<GivenCustomer['invoice_settings']>,
  {id, invoice_settings: current}: StoredLiveCustomer,
): NonNullable<StoredLiveCustomer['invoice_settings']> {
  const {custom_fields: fields, default_payment_method: method, footer, rendering_options: rendering} = given;
  const param = 'invoice_settings[default_payment_method]';
  const own =
    method === undefined || method === ''
      ? null
      : paymentMethodOf(call, {id: method, customer: id, param}).id;
  return {
    ...noSettings,
    ...current,
    ...(fields === undefined
      ? {}
      : {custom_fields: fields === '' ? null : fields.map((field) => ({...field}))}),
    ...(method === undefined ? {} : {default_payment_method: own}),
    ...(footer === undefined ? {} : {footer: footer === '' ? null : footer}),
    ...(rendering === undefined
      ? {}
      : {
          rendering_options:
            rendering === ''
              ? null
              : {
                  amount_tax_display:
                    rendering.amount_tax_display === '' ? null : (rendering.amount_tax_display ?? null),
                  template: rendering.template ?? null,
                },
        }),
  };
}

function requireEmail(email: string): void {
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return;
  throw new StripeRefusal({
    status: 400,
    code: 'email_invalid',
    message: `Invalid email address: ${email}`,
    param: 'email',
  });
}

/** Three to twelve letters and digits. https://docs.stripe.com/api/customers/create#create_customer-invoice_prefix */
function requirePrefix(prefix: string): void {
  if (/^[A-Z0-9]{3,12}$/.test(prefix)) return;
  throw new StripeRefusal({
    status: 400,
    message: 'Invalid invoice prefix: must be 3 to 12 uppercase letters or digits.',
    param: 'invoice_prefix',
  });
}
