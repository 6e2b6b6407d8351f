/** Discounts: a coupon applied to somebody or something. https://docs.stripe.com/api/discounts */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {addMonths} from '../subscriptions/billing-periods.ts';
import {countRedemption} from './coupons.ts';
import {termsOf} from './discount-terms.ts';
import {referred} from './find.ts';
import type {
  StoredCoupon,
  StoredDiscount,
  StoredPromotionCode,
  WireDeletedDiscount,
  WireDiscount,
} from './objects.ts';
import {invalid, missing, notModelled, onlyOneOf} from './refusals.ts';

/** What a request says: one of the three. */
export interface GivenDiscount {
  readonly coupon?: string | undefined;
  /** An existing one, kept or taken over. */
  readonly discount?: string | undefined;
  readonly promotion_code?: string | undefined;
}

/** Whom the discount is for, and what it stands on. */
export interface DiscountPlace {
  readonly customer: string | null;
  readonly invoice?: string;
  readonly invoice_item?: string;
  readonly subscription?: string;
  readonly subscription_item?: string;
  readonly startUnixS: number;
}

export function renderDiscount(row: StoredDiscount): WireDiscount {
  const {created: _created, removed: _removed, terms: _terms, ...discount} = row;
  return discount;
}

/** What remains of a discount that was taken away. */
function renderDeletedDiscount(row: StoredDiscount): WireDeletedDiscount {
  const {end: _end, ...rest} = renderDiscount(row);
  return {...rest, deleted: true};
}

/**
 * Makes the discounts that a `discounts` parameter asks for, counts the redemptions, and returns their ids. Discounts
 * on customers and subscriptions have events; those on invoices have none.
 *
 * @param param its name, such as `items[0][discounts]`
 * @throws StripeRefusal
 */
export function placeDiscounts(
  call: Call<unknown>,
  given: readonly GivenDiscount[] | '' | undefined,
  at: {readonly param: string; readonly place: DiscountPlace},
): readonly string[] {
  if (given === undefined || given === '') return [];
  return given.map((one, index) => {
    const param = `${at.param}[${index}]`;
    const names = (['coupon', 'discount', 'promotion_code'] as const).filter(
      (name) => one[name] !== undefined,
    );
    const [first, second] = names;
    if (first === undefined) throw missing(`${param}[coupon]`);
    if (second !== undefined) throw onlyOneOf(`${param}[${first}]`, `${param}[${second}]`);
    return placeDiscount(call, one, {param, place: at.place});
  });
}

function placeDiscount(
  call: Call<unknown>,
  given: GivenDiscount,
  at: {readonly param: string; readonly place: DiscountPlace},
): string {
  const {place, param} = at;
  if (given.discount !== undefined) {
    const kept = referred(call, 'discount', {
      id: given.discount,
      param: `${param}[discount]`,
      said: 'discount',
    });
    if (isOn(kept, place)) return kept.id;
    return insertDiscount(call, {...kept, ...fieldsOf(place), id: call.change.newId('di')});
  }
  if (given.promotion_code !== undefined) {
    const code = redeemableCode(call, given.promotion_code, {param: `${param}[promotion_code]`, place});
    const coupon = redeemable(call, code.promotion.coupon, `${param}[promotion_code]`);
    const times = code.times_redeemed + 1;
    const spent = code.max_redemptions !== null && times >= code.max_redemptions;
    call.change.update('promotion_code', code.id, {times_redeemed: times, active: code.active && !spent});
    return redeem(call, coupon, {place, promotionCode: code.id});
  }
  const coupon = redeemable(call, given.coupon ?? '', `${param}[coupon]`);
  return redeem(call, coupon, {place, promotionCode: null});
}

function redeemable(call: Call<unknown>, id: string, param: string): StoredCoupon {
  const coupon = referred(call, 'coupon', {id, param, said: 'coupon'});
  if (!coupon.valid) throw invalid(`Coupon expired: ${id}`, param, 'coupon_expired');
  return coupon;
}

function redeemableCode(
  call: Call<unknown>,
  id: string,
  at: {readonly param: string; readonly place: DiscountPlace},
): StoredPromotionCode {
  const code = referred(call, 'promotion_code', {id, param: at.param, said: 'promotion code'});
  if (!code.active) {
    throw invalid('This promotion code is inactive and cannot be redeemed.', at.param);
  }
  const {customer} = at.place;
  if (code.customer !== null && code.customer !== customer) {
    throw invalid(
      'This promotion code cannot be redeemed because it is limited to another customer.',
      at.param,
    );
  }
  // Checked against an amount that is not known yet where the code is redeemed.
  if (code.restrictions.minimum_amount !== null) throw notModelled(at.param);
  if (code.restrictions.first_time_transaction && customer !== null && hasPaid(call, customer)) {
    throw invalid(
      'This promotion code cannot be redeemed because the associated customer has prior transactions.',
      at.param,
    );
  }
  return code;
}

function hasPaid(call: Call<unknown>, customer: string): boolean {
  return call.store.invoices
    .where('customer', customer)
    .some(({status, amount_paid}) => status === 'paid' && amount_paid > 0);
}

function redeem(
  call: Call<unknown>,
  coupon: StoredCoupon,
  how: {readonly place: DiscountPlace; readonly promotionCode: string | null},
): string {
  countRedemption(call, coupon);
  const start = how.place.startUnixS;
  return insertDiscount(call, {
    id: call.change.newId('di'),
    object: 'discount',
    checkout_session: null,
    created: start,
    ...fieldsOf(how.place),
    customer_account: null,
    end: coupon.duration === 'repeating' ? addMonths(start, coupon.duration_in_months ?? 1) : null,
    promotion_code: how.promotionCode,
    source: {coupon: coupon.id, type: 'coupon'},
    start,
    terms: termsOf(coupon),
  });
}

function insertDiscount(call: Call<unknown>, discount: StoredDiscount): string {
  call.change.insert('discount', discount);
  if (discount.subscription !== null && discount.invoice === null) {
    call.change.event('customer.discount.created', 'discount', discount.id);
  }
  return discount.id;
}

function fieldsOf(place: DiscountPlace) {
  return {
    customer: place.customer,
    invoice: place.invoice ?? null,
    invoice_item: place.invoice_item ?? null,
    subscription: place.subscription ?? null,
    subscription_item: place.subscription_item ?? null,
  };
}

function isOn(discount: StoredDiscount, place: DiscountPlace): boolean {
  return Object.entries(fieldsOf(place)).every(
    ([name, id]) => Object.entries(discount).find(([field]) => field === name)?.[1] === id,
  );
}

/** Takes a discount away from where it stands and says so. */
export function removeDiscount(call: Call<unknown>, id: string): WireDeletedDiscount {
  const discount = call.store.discounts.get(id);
  if (discount === undefined || discount.removed === true)
    throw noSuchObject({kind: 'discount', id, param: 'id', inPath: true});
  call.change.event('customer.discount.deleted', 'discount', id);
  call.change.update('discount', id, {removed: true});
  return renderDeletedDiscount(discount);
}

/** Whether it takes something off at that moment, wherever it stands. */
export function isRunning(discount: StoredDiscount, atUnixS: number): boolean {
  return discount.start <= atUnixS && (discount.end === null || atUnixS < discount.end);
}

/** The coupon duration that ends with the first invoice. */
export function isOnce({terms}: StoredDiscount): boolean {
  return terms.duration === ('once' satisfies Stripe.Coupon.Duration);
}
