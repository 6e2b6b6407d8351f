/**
 * What is sold and at which terms: products, prices (plans are prices in their older shape), coupons, promotion
 * codes, tax rates and discounts. Stored rows are in wire form; what Stripe works out on each read is left out.
 */
import type Stripe from 'stripe';

type Decimals<T, K extends keyof T> = Omit<T, K | 'deleted'> & {readonly [P in K]: string | null};

export type WireTier = Decimals<Stripe.Price.Tier, 'flat_amount_decimal' | 'unit_amount_decimal'>;

export type WireCurrencyOption = Omit<Stripe.Price.CurrencyOptions, 'tiers' | 'unit_amount_decimal'> & {
  readonly tiers?: readonly WireTier[];
  readonly unit_amount_decimal: string | null;
};

/** `currency_options` and `tiers` are sent only when asked for. */
export type WirePrice = Omit<
  Stripe.Price,
  'currency_options' | 'deleted' | 'product' | 'tiers' | 'unit_amount_decimal'
> & {
  readonly currency_options?: Readonly<Record<string, WireCurrencyOption>>;
  readonly product: string;
  readonly tiers?: readonly WireTier[];
  readonly unit_amount_decimal: string | null;
};

export type WirePlan = Omit<Stripe.Plan, 'amount_decimal' | 'deleted' | 'product' | 'tiers'> & {
  readonly amount_decimal: string | null;
  readonly product: string;
  readonly tiers?: readonly WireTier[];
};

export type WireProduct = Omit<Stripe.Product, 'default_price' | 'deleted' | 'tax_code'> & {
  readonly default_price: string | null;
  readonly tax_code: string | null;
};

/** `applies_to` and `currency_options` are sent only when asked for. */
export type WireCoupon = Omit<Stripe.Coupon, 'deleted'>;
export type WirePromotionCode = Omit<Stripe.PromotionCode, 'customer' | 'promotion'> & {
  readonly customer: string | null;
  readonly promotion: {readonly type: 'coupon'; readonly coupon: string};
};
export type WireTaxRate = Stripe.TaxRate;
export type WireDiscount = Omit<Stripe.Discount, 'customer' | 'deleted' | 'promotion_code' | 'source'> & {
  readonly customer: string | null;
  readonly promotion_code: string | null;
  readonly source: {readonly type: 'coupon'; readonly coupon: string};
};
/** What is left of a discount that was taken away, in answers and events. */
export type WireDeletedDiscount = Omit<WireDiscount, 'end'> & {readonly deleted: true};

/** A price as it is kept, with what is sent only on request. */
export type StoredPrice = WirePrice & {
  /** Its plan was deleted: no longer found, while subscriptions that have it keep it. */
  readonly withdrawn?: true;
};
export type StoredProduct = WireProduct;
/** Kept whole, `valid` and `times_redeemed` included. */
export type StoredCoupon = WireCoupon;
export type StoredPromotionCode = WirePromotionCode;
export type StoredTaxRate = WireTaxRate;
/** With the coupon's terms, for a coupon can be deleted while its discounts go on. */
export type StoredDiscount = WireDiscount & {
  readonly created: number;
  readonly terms: DiscountTerms;
  /** Taken away from where it stood; invoices that it was on still show it. */
  readonly removed?: true;
};

/** What a coupon takes off. Exactly one of `amount_off` and `percent_off` is set. */
export interface DiscountTerms {
  readonly amount_off: number | null;
  readonly currency: string | null;
  /** What is taken off in other currencies. */
  readonly currency_options: Readonly<Record<string, {readonly amount_off: number}>>;
  readonly duration: Stripe.Coupon.Duration;
  readonly percent_off: number | null;
  /** Null: everything that is discountable. */
  readonly products: readonly string[] | null;
}
