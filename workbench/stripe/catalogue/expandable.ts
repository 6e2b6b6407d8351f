import {type Properties, present, reference} from '../engine/expandable.ts';
import {couponCurrencyOptions, couponProducts, priceCurrencyOptions, priceTiers} from './on-request.ts';

/** What of things to sell stands for more. */
export const catalogueProperties = {
  coupon: {
    applies_to: {shape: 'on request', of: 'other', value: couponProducts},
    currency_options: {shape: 'on request', of: 'other', value: couponCurrencyOptions},
  },
  discount: {
    customer: reference('customer'),
    promotion_code: reference('promotion_code'),
    source: {shape: 'present', within: {coupon: reference('coupon')}},
  },
  plan: {product: reference('product'), tiers: {shape: 'on request', of: 'other', value: priceTiers}},
  price: {
    currency_options: {shape: 'on request', of: 'other', value: priceCurrencyOptions},
    product: reference('product'),
    tiers: {shape: 'on request', of: 'other', value: priceTiers},
  },
  product: {default_price: reference('price')},
  promotion_code: {
    customer: reference('customer'),
    promotion: {shape: 'present', within: {coupon: reference('coupon')}},
    restrictions: present,
  },
  tax_rate: {},
} as const satisfies Readonly<Record<string, Properties>>;
