/** What Stripe sends of things to sell only when `expand` asks for it. */
import type {Store} from '../engine/store.ts';

export function couponProducts(id: string, store: Store): unknown {
  return store.coupons.get(id)?.applies_to ?? null;
}

/** In every currency that the coupon is for, its own first. */
export function couponCurrencyOptions(id: string, store: Store): unknown {
  const coupon = store.coupons.get(id);
  if (coupon === undefined || coupon.amount_off === null || coupon.currency === null) return null;
  return {[coupon.currency]: {amount_off: coupon.amount_off}, ...coupon.currency_options};
}

/** In every currency that the price is in, its own first. */
export function priceCurrencyOptions(id: string, store: Store): unknown {
  const price = store.prices.get(id);
  if (price === undefined) return null;
  const {custom_unit_amount, tax_behavior, tiers, unit_amount, unit_amount_decimal} = price;
  const own = {custom_unit_amount, tax_behavior, unit_amount, unit_amount_decimal};
  return {[price.currency]: tiers === undefined ? own : {...own, tiers}, ...price.currency_options};
}

export function priceTiers(id: string, store: Store): unknown {
  return store.prices.get(id)?.tiers ?? null;
}
