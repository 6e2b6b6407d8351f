import type {DiscountTerms, StoredCoupon} from './objects.ts';

/** What a discount keeps of its coupon. */
export function termsOf(coupon: StoredCoupon): DiscountTerms {
  return {
    amount_off: coupon.amount_off,
    currency: coupon.currency,
    currency_options: coupon.currency_options ?? {},
    duration: coupon.duration,
    percent_off: coupon.percent_off,
    products: coupon.applies_to?.products ?? null,
  };
}
