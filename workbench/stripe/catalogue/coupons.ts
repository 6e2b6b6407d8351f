/** Coupons: a part or an amount taken off. https://docs.stripe.com/api/coupons */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {ofPath, referred} from './find.ts';
import type {StoredCoupon, WireCoupon} from './objects.ts';
import {alreadyExists, invalid, missing, onlyOneOf} from './refusals.ts';

type Given = Call<Stripe.CouponCreateParams>['params'];

/** As an answer shows it: without what is sent only on request. */
export function renderCoupon(row: StoredCoupon): WireCoupon {
  const {applies_to: _products, currency_options: _options, ...coupon} = row;
  return coupon;
}

function createCoupon(call: Call<Stripe.CouponCreateParams>): WireObject {
  const {params, change, store, nowUnixS} = call;
  refuseContradictions(params, nowUnixS);
  const id = params.id ?? change.newId('di').slice(-8);
  if (store.coupons.has(id)) throw alreadyExists('Coupon');
  for (const [index, product] of (params.applies_to?.products ?? []).entries()) {
    referred(call, 'product', {id: product, param: `applies_to[products][${index}]`, said: 'product'});
  }

  const options = params.currency_options;
  change.insert('coupon', {
    id,
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    ...(params.applies_to === undefined
      ? {}
      : {applies_to: {products: [...(params.applies_to.products ?? [])]}}),
    created: nowUnixS,
    currency: params.amount_off === undefined ? null : (params.currency?.toLowerCase() ?? null),
    ...(options === undefined ? {} : {currency_options: {...options}}),
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: store.livemode,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergedMetadata({}, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  });
  if (params.redeem_by !== undefined) {
    change.later({
      key: `coupon_expires:${id}`,
      kind: 'coupon_expires',
      id,
      // Redeemable up to and including that second.
      atUnixS: params.redeem_by + 1,
      customer: null,
    });
  }
  change.event('coupon.created', 'coupon', id);
  return call.render('coupon', id);
}

function refuseContradictions(params: Given, nowUnixS: number): void {
  const {amount_off: amount, percent_off: percent, duration, duration_in_months: months} = params;
  if (amount !== undefined && percent !== undefined) throw onlyOneOf('amount_off', 'percent_off');
  if (amount === undefined && percent === undefined) {
    throw invalid(
      'You must pass either percent_off or amount_off when creating a coupon.',
      'percent_off',
      'parameter_missing',
    );
  }
  if (percent !== undefined && !(percent > 0 && percent <= 100)) {
    throw invalid(
      'Invalid percent_off: must be greater than 0 and less than or equal to 100.',
      'percent_off',
    );
  }
  if (amount !== undefined && amount <= 0) {
    throw invalid(
      'This value must be greater than or equal to 1.',
      'amount_off',
      'parameter_invalid_integer',
    );
  }
  if (amount !== undefined && params.currency === undefined) throw missing('currency');
  if (duration === 'repeating' && months === undefined) throw missing('duration_in_months');
  if (duration !== 'repeating' && months !== undefined) {
    throw invalid(
      '`duration_in_months` can only be set when `duration` is `repeating`.',
      'duration_in_months',
    );
  }
  if (params.redeem_by !== undefined && params.redeem_by <= nowUnixS) {
    throw invalid('`redeem_by` must be a time in the future.', 'redeem_by');
  }
  if (params.max_redemptions !== undefined && params.max_redemptions < 1) {
    throw invalid(
      'This value must be greater than or equal to 1.',
      'max_redemptions',
      'parameter_invalid_integer',
    );
  }
}

/** The last moment to redeem it has passed. */
export function expireCoupon(call: Call<unknown>, id: string): void {
  if (call.store.coupons.has(id)) call.change.update('coupon', id, {valid: false});
}

/** Counts a redemption; the last one makes the coupon invalid. */
export function countRedemption(call: Call<unknown>, coupon: StoredCoupon): void {
  const times = coupon.times_redeemed + 1;
  const spent = coupon.max_redemptions !== null && times >= coupon.max_redemptions;
  call.change.update('coupon', coupon.id, {times_redeemed: times, valid: coupon.valid && !spent});
}

function updateCoupon(call: Call<Stripe.CouponUpdateParams>): WireObject {
  const coupon = ofPath(call, 'coupon', 'coupon');
  const {params, change} = call;
  const before = call.render('coupon', coupon.id);
  change.update('coupon', coupon.id, {
    ...(params.currency_options === undefined
      ? {}
      : {currency_options: {...coupon.currency_options, ...params.currency_options}}),
    ...(params.metadata === undefined
      ? {}
      : {metadata: mergedMetadata(coupon.metadata ?? {}, params.metadata)}),
    ...(params.name === undefined ? {} : {name: params.name}),
  });
  change.event('coupon.updated', 'coupon', coupon.id, before);
  return call.render('coupon', coupon.id);
}

/** Discounts that it gave already go on. */
function deleteCoupon(call: Call<unknown>): WireObject {
  const {id} = ofPath(call, 'coupon', 'coupon');
  call.change.event('coupon.deleted', 'coupon', id);
  call.change.remove('coupon', id);
  call.change.cancelLater(`coupon_expires:${id}`);
  for (const code of call.store.promotionCodes.all()) {
    if (code.promotion.coupon === id && code.active) {
      call.change.update('promotion_code', code.id, {active: false});
    }
  }
  return {id, object: 'coupon', deleted: true};
}

const expansion = {shape: 'object', of: 'coupon'} as const;

export const couponEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CouponListParams>({
    method: 'GET',
    path: '/v1/coupons',
    evidence: 'modelled',
    permission: 'rak_coupon_read',
    expansion: {shape: 'list', of: 'coupon'},
    answer: (call) =>
      listPage(call, {
        rows: newestFirst(call.store.coupons),
        kind: 'coupon',
        url: '/v1/coupons',
        render: (row) => call.render('coupon', row.id),
        matches: (coupon) => isWithin(coupon.created, call.params.created),
      }),
  }),
  endpoint<Stripe.CouponCreateParams>({
    method: 'POST',
    path: '/v1/coupons',
    evidence: 'scripted',
    permission: 'rak_coupon_write',
    expansion,
    answer: createCoupon,
  }),
  endpoint<Stripe.CouponRetrieveParams>({
    method: 'GET',
    path: '/v1/coupons/{id}',
    evidence: 'modelled',
    permission: 'rak_coupon_read',
    expansion,
    answer: (call) => call.render('coupon', ofPath(call, 'coupon', 'coupon').id),
  }),
  endpoint<Stripe.CouponUpdateParams>({
    method: 'POST',
    path: '/v1/coupons/{id}',
    evidence: 'scripted',
    permission: 'rak_coupon_write',
    expansion,
    answer: updateCoupon,
  }),
  endpoint<Stripe.CouponDeleteParams>({
    method: 'DELETE',
    path: '/v1/coupons/{id}',
    evidence: 'scripted',
    permission: 'rak_coupon_write',
    expansion,
    answer: deleteCoupon,
  }),
];
