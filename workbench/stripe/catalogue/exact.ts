/** Exact decimals for what is not yet money: unit amounts with up to 12 decimals, quantities, fractions of periods. */
import {Decimal} from 'decimal.js';

/** 60 digits hold every product of a unit amount, a quantity and the seconds of a period without loss. */
export const Exact = Decimal.clone({precision: 60, defaults: true});

/** Whole minor units; a half goes away from zero. https://docs.stripe.com/billing/subscriptions/prorations */
export function halfUp(minorUnits: Decimal): number {
  // Adding 0 turns −0 into 0, which JSON would write as 0 but a comparison would not.
  return minorUnits.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber() + 0;
}

/** Plain digits without a trailing zero, as Stripe writes decimals: `0.5`, `2000`. */
export function decimalText(value: Decimal): string {
  return value.toFixed();
}
