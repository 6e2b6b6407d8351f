/**
 * What a world says of things to sell, completed with Stripe's defaults. A world may write a reference as an id or as
 * the object; here it is the id.
 */
import {isWireObject, type WireObject} from '../engine/wire.ts';
import type {StoredObjects} from '../engine/world-objects.ts';
import {termsOf} from './discount-terms.ts';
import type {
  StoredCoupon,
  StoredDiscount,
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
  const id = isWireObject(reference) ? reference['id'] : '';
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

/** Those that a world lists, and those that it writes only inside a subscription's items. */
export function worldPrices(world: StoredObjects): readonly StoredPrice[] {
  const listed = rowsOf<StoredPrice>(world, 'price', plainPrice);
  const known = new Set(listed.map(({id}) => id));
  const inside = world.others
    .filter(({object}) => object === 'subscription')
    .flatMap((subscription) => dataOf(subscription['items']))
    .map((item) => item['price'] ?? item['plan'])
    .filter((price) => idOf(price) !== '' && !known.has(idOf(price)));
  const unlisted = new Map(
    inside.map((price) => [
      idOf(price),
      {...plainPrice, ...(isWireObject(price) ? price : {}), id: idOf(price)},
    ]),
  );
  return [...listed, ...unlisted.values()].map((row) => ({
    ...row,
    object: 'price',
    product: idOf(row.product),
    type: row.recurring === null ? 'one_time' : 'recurring',
    unit_amount_decimal:
      row.unit_amount_decimal ?? (row.unit_amount === null ? null : String(row.unit_amount)),
  }));
}

const plainPrice: StoredPrice = {
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
};

function dataOf(list: unknown): readonly WireObject[] {
  const data = isWireObject(list) ? list['data'] : undefined;
  return Array.isArray(data) ? data.filter(isWireObject) : [];
}

export function worldCoupons(world: StoredObjects): readonly StoredCoupon[] {
  return rowsOf<StoredCoupon>(world, 'coupon', plainCoupon);
}

const plainCoupon: StoredCoupon = {
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
};

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

/** A world writes a discount only inside its customer, with its coupon or the coupon's id. */
export function worldDiscounts(world: StoredObjects): readonly StoredDiscount[] {
  const coupons = new Map(worldCoupons(world).map((coupon) => [coupon.id, coupon]));
  return world.customers.flatMap((customer) => {
    const discount = 'deleted' in customer ? null : (customer.discount ?? null);
    if (discount === null) return [];
    const source = discount.source.coupon;
    const coupon =
      coupons.get(idOf(source)) ??
      (source === null || typeof source === 'string' ? undefined : {...plainCoupon, ...source});
    if (coupon === undefined) return [];
    return [
      {
        ...discount,
        created: discount.start,
        customer: customer.id,
        promotion_code: discount.promotion_code === null ? null : idOf(discount.promotion_code),
        source: {coupon: coupon.id, type: 'coupon'},
        terms: termsOf(coupon),
      },
    ];
  });
}
