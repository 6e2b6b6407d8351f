/**
 * What a world says of things to sell, completed with Stripe's defaults. A world may write a reference as an id or as
 * the object; here it is the id.
 */
import type {StoredObjects} from '../engine/world-objects.ts';
import type {
  StoredCoupon,
  StoredPrice,
  StoredProduct,
  StoredPromotionCode,
  StoredTaxRate,
} from './objects.ts';

/** The world's objects of the kind over the defaults; what the world says wrongly was refused when it was read. */
function rowsOf<T extends object>(world: StoredObjects, kind: string, defaults: T): readonly T[] {
  return world.others.filter(({object}) => object === kind).map((given) => ({...defaults, ...given}));
}

function idOf(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  const id = typeof reference === 'object' && reference !== null && 'id' in reference ? reference.id : '';
  return typeof id === 'string' ? id : '';
}

export function worldProducts(world: StoredObjects): readonly StoredProduct[] {
  return rowsOf<StoredProduct>(world, 'product', {
    id: '',
    object: 'product',
    active: true,
    created: 0,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: '',
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: 0,
    url: null,
  }).map((row) => ({...row, default_price: row.default_price === null ? null : idOf(row.default_price)}));
}

export function worldPrices(world: StoredObjects): readonly StoredPrice[] {
  return rowsOf<StoredPrice>(world, 'price', {
    id: '',
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: 0,
    currency: 'usd',
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: '',
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: null,
    unit_amount_decimal: null,
  }).map((row) => ({
    ...row,
    product: idOf(row.product),
    type: row.recurring === null ? 'one_time' : 'recurring',
    unit_amount_decimal:
      row.unit_amount_decimal ?? (row.unit_amount === null ? null : String(row.unit_amount)),
  }));
}

export function worldCoupons(world: StoredObjects): readonly StoredCoupon[] {
  return rowsOf<StoredCoupon>(world, 'coupon', {
    id: '',
    object: 'coupon',
    amount_off: null,
    created: 0,
    currency: null,
    duration: 'once',
    duration_in_months: null,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    name: null,
    percent_off: null,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  });
}

export function worldPromotionCodes(world: StoredObjects): readonly StoredPromotionCode[] {
  return rowsOf<StoredPromotionCode>(world, 'promotion_code', {
    id: '',
    object: 'promotion_code',
    active: true,
    code: '',
    created: 0,
    customer: null,
    customer_account: null,
    expires_at: null,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    promotion: {coupon: '', type: 'coupon'},
    restrictions: {first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null},
    times_redeemed: 0,
  }).map((row) => ({
    ...row,
    customer: row.customer === null ? null : idOf(row.customer),
    promotion: {coupon: idOf(row.promotion.coupon), type: 'coupon'},
  }));
}

export function worldTaxRates(world: StoredObjects): readonly StoredTaxRate[] {
  return rowsOf<StoredTaxRate>(world, 'tax_rate', {
    id: '',
    object: 'tax_rate',
    active: true,
    country: null,
    created: 0,
    description: null,
    display_name: '',
    effective_percentage: null,
    flat_amount: null,
    inclusive: false,
    jurisdiction: null,
    jurisdiction_level: null,
    livemode: false,
    metadata: {},
    percentage: 0,
    rate_type: null,
    state: null,
    tax_type: null,
  });
}
