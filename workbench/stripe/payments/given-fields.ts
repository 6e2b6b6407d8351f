/** Parameters that become an object's fields in the same way wherever they stand. */
import type Stripe from 'stripe';

interface GivenAddress {
  readonly city?: string;
  readonly country?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly postal_code?: string;
  readonly state?: string;
}

/** The address with null for what was not given. */
export function wholeAddress(given: GivenAddress | '' | undefined): Stripe.Address {
  const {city, country, line1, line2, postal_code, state} = given === '' || given === undefined ? {} : given;
  return {
    city: city ?? null,
    country: country ?? null,
    line1: line1 ?? null,
    line2: line2 ?? null,
    postal_code: postal_code ?? null,
    state: state ?? null,
  };
}

interface GivenBillingDetails {
  readonly address?: GivenAddress | '';
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly tax_id?: string;
}

/** The payer after an update; '' takes a detail away. */
export function mergedBillingDetails(
  before: Stripe.PaymentMethod.BillingDetails,
  given: GivenBillingDetails | undefined,
): Stripe.PaymentMethod.BillingDetails {
  if (given === undefined) return before;
  const text = (value: string | undefined, was: string | null) => (value === undefined ? was : value || null);
  return {
    address: given.address === undefined ? before.address : wholeAddress(given.address),
    email: text(given.email, before.email),
    name: text(given.name, before.name),
    phone: text(given.phone, before.phone),
    tax_id: text(given.tax_id, before.tax_id),
  };
}

interface GivenShipping {
  readonly address: GivenAddress;
  readonly carrier?: string;
  readonly name: string;
  readonly phone?: string;
  readonly tracking_number?: string;
}

/** The shipping with null for what was not given. */
export function wholeShipping(given: GivenShipping): Stripe.Charge.Shipping {
  return {
    address: wholeAddress(given.address),
    carrier: given.carrier ?? null,
    name: given.name,
    phone: given.phone ?? null,
    tracking_number: given.tracking_number ?? null,
  };
}
