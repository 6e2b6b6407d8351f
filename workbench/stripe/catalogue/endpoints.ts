import type {Endpoint} from '../engine/endpoint.ts';
import {couponEndpoints} from './coupons.ts';
import {customerDiscountEndpoint} from './customer-discount.ts';
import {planEndpoints} from './plans.ts';
import {priceEndpoints} from './prices.ts';
import {productEndpoints} from './products.ts';
import {promotionCodeEndpoints} from './promotion-codes.ts';
import {taxRateEndpoints} from './tax-rates.ts';

/** What is sold, at which terms, with which discounts and taxes. */
export const catalogueEndpoints: readonly Endpoint[] = [
  ...productEndpoints,
  ...priceEndpoints,
  ...planEndpoints,
  ...couponEndpoints,
  ...promotionCodeEndpoints,
  ...taxRateEndpoints,
  customerDiscountEndpoint,
];
