/** Reads what a request says about an amount per unit or per tier, and refuses what Stripe refuses. */
import type Stripe from 'stripe';
import {decimalText, Exact} from './exact.ts';
import type {WireCurrencyOption, WireTier} from './objects.ts';
import {invalid, missing, onlyOneOf} from './refusals.ts';

export interface GivenAmount {
  readonly unit_amount?: number | undefined;
  readonly unit_amount_decimal?: string | undefined;
}

export interface GivenTier extends GivenAmount {
  readonly flat_amount?: number | undefined;
  readonly flat_amount_decimal?: string | undefined;
  readonly up_to: 'inf' | number;
}

interface GivenCustomAmount {
  readonly enabled: boolean;
  readonly maximum?: number | undefined;
  readonly minimum?: number | undefined;
  readonly preset?: number | undefined;
}

export interface GivenCurrencyOption extends GivenAmount {
  readonly custom_unit_amount?: GivenCustomAmount | undefined;
  readonly tax_behavior?: Stripe.Price.TaxBehavior | undefined;
  readonly tiers?: readonly GivenTier[] | undefined;
}

/** `unit_amount` is null for an amount that is no whole number of minor units. */
interface UnitAmount {
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
}

const decimalPlacesMax = 12;

/** Null where neither is given. @throws StripeRefusal */
export function unitAmount(given: GivenAmount, prefix: string): UnitAmount | null {
  const whole = given.unit_amount;
  const fraction = given.unit_amount_decimal;
  if (whole !== undefined && fraction !== undefined) {
    throw onlyOneOf(`${prefix}unit_amount`, `${prefix}unit_amount_decimal`);
  }
  return amountPair(whole, fraction, `${prefix}unit_amount`);
}

function amountPair(
  whole: number | undefined,
  fraction: string | undefined,
  name: string,
): UnitAmount | null {
  if (whole !== undefined) {
    if (whole < 0) {
      throw invalid('This value must be greater than or equal to 0.', name, 'parameter_invalid_integer');
    }
    return {unit_amount: whole, unit_amount_decimal: String(whole)};
  }
  if (fraction === undefined) return null;
  const exact = new Exact(fraction);
  if (exact.decimalPlaces() > decimalPlacesMax) {
    throw invalid(
      `Invalid decimal: ${fraction}; must contain at maximum twelve decimal places.`,
      `${name}_decimal`,
    );
  }
  if (exact.isNegative() && !exact.isZero()) {
    throw invalid(`Invalid decimal: ${fraction}; must be greater than or equal to 0.`, `${name}_decimal`);
  }
  return {
    unit_amount: exact.isInteger() ? exact.toNumber() : null,
    unit_amount_decimal: decimalText(exact),
  };
}

/** Tiers in ascending order, the last without an upper bound. @throws StripeRefusal */
export function readTiers(given: readonly GivenTier[], param: string): readonly WireTier[] {
  let below = 0;
  return given.map((tier, index) => {
    const name = `${param}[${index}]`;
    const isLast = index === given.length - 1;
    if (isLast !== (tier.up_to === 'inf')) {
      throw invalid(
        isLast
          ? 'The last tier must have `up_to` set to `inf`, so that every quantity has a price.'
          : 'Only the last tier may have `up_to` set to `inf`.',
        `${name}[up_to]`,
      );
    }
    if (tier.up_to !== 'inf') {
      if (tier.up_to <= below) {
        throw invalid('`up_to` must be greater than that of the tier before.', `${name}[up_to]`);
      }
      below = tier.up_to;
    }
    const unit = unitAmount(tier, `${name}.`);
    if (tier.flat_amount !== undefined && tier.flat_amount_decimal !== undefined) {
      throw onlyOneOf(`${name}[flat_amount]`, `${name}[flat_amount_decimal]`);
    }
    const flat = amountPair(tier.flat_amount, tier.flat_amount_decimal, `${name}[flat_amount]`);
    if (unit === null && flat === null) throw missing(`${name}[unit_amount]`);
    return {
      flat_amount: flat?.unit_amount ?? null,
      flat_amount_decimal: flat?.unit_amount_decimal ?? null,
      unit_amount: unit?.unit_amount ?? null,
      unit_amount_decimal: unit?.unit_amount_decimal ?? null,
      up_to: tier.up_to === 'inf' ? null : tier.up_to,
    };
  });
}

/** What a price costs in its other currencies. @throws StripeRefusal */
export function readCurrencyOptions(
  given: Readonly<Record<string, GivenCurrencyOption>>,
): Readonly<Record<string, WireCurrencyOption>> {
  return Object.fromEntries(
    Object.entries(given).map(([currency, option]) => [
      currency.toLowerCase(),
      currencyOption(option, `currency_options[${currency}]`),
    ]),
  );
}

function currencyOption(given: GivenCurrencyOption, param: string): WireCurrencyOption {
  const unit = unitAmount(given, `${param}.`);
  return {
    custom_unit_amount: customAmount(given.custom_unit_amount),
    tax_behavior: given.tax_behavior ?? 'unspecified',
    ...(given.tiers === undefined ? {} : {tiers: readTiers(given.tiers, `${param}[tiers]`)}),
    unit_amount: unit?.unit_amount ?? null,
    unit_amount_decimal: unit?.unit_amount_decimal ?? null,
  };
}

/** What a customer may choose to pay; null where the price decides. */
export function customAmount(given: GivenCustomAmount | undefined): Stripe.Price.CustomUnitAmount | null {
  if (given === undefined || !given.enabled) return null;
  return {maximum: given.maximum ?? null, minimum: given.minimum ?? null, preset: given.preset ?? null};
}
