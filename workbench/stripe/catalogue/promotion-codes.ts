/** Promotion codes: what customers type to redeem a coupon. https://docs.stripe.com/api/promotion_codes */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {ofPath, referred, referredCustomer} from './find.ts';
import type {StoredPromotionCode, WirePromotionCode} from './objects.ts';
import {invalid, missing} from './refusals.ts';

/** As an answer shows it: without what is sent only on request. */
export function renderPromotionCode(row: StoredPromotionCode): WirePromotionCode {
  const {currency_options: _options, ...restrictions} = row.restrictions;
  return {...row, restrictions};
}

function createPromotionCode(call: Call<Stripe.PromotionCodeCreateParams>): WireObject {
  const {params, change, store, nowUnixS} = call;
  if (params.promotion.coupon === undefined) throw missing('promotion[coupon]');
  const coupon = referred(call, 'coupon', {
    id: params.promotion.coupon,
    param: 'promotion[coupon]',
    said: 'coupon',
  });
  if (!coupon.valid) {
    throw invalid(`Coupon expired: ${coupon.id}`, 'promotion[coupon]', 'coupon_expired');
  }
  const id = change.newId('promo');
  const code = params.code ?? id.slice(-8).toUpperCase();
  const active = params.active ?? true;
  if (active) refuseTaken(call, code);
  if (params.expires_at !== undefined && params.expires_at <= nowUnixS) {
    throw invalid('`expires_at` must be a time in the future.', 'expires_at');
  }

  const restrictions = params.restrictions;
  change.insert('promotion_code', {
    id,
    object: 'promotion_code',
    active,
    code,
    created: nowUnixS,
    customer: params.customer === undefined ? null : referredCustomer(call, params.customer),
    customer_account: params.customer_account ?? null,
    expires_at: params.expires_at ?? coupon.redeem_by,
    livemode: store.livemode,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergedMetadata({}, params.metadata),
    promotion: {coupon: coupon.id, type: 'coupon'},
    restrictions: {
      ...(restrictions?.currency_options === undefined
        ? {}
        : {currency_options: currencyOptions(restrictions.currency_options)}),
      first_time_transaction: restrictions?.first_time_transaction ?? false,
      minimum_amount: restrictions?.minimum_amount ?? null,
      minimum_amount_currency: restrictions?.minimum_amount_currency?.toLowerCase() ?? null,
    },
    times_redeemed: 0,
  });
  const expiresAt = params.expires_at ?? coupon.redeem_by;
  if (expiresAt !== null) {
    change.later({
      key: `promotion_code_expires:${id}`,
      kind: 'promotion_code_expires',
      id,
      atUnixS: expiresAt + 1,
      customer: null,
    });
  }
  change.event('promotion_code.created', 'promotion_code', id);
  return call.render('promotion_code', id);
}

/** Codes are told apart without regard to case, and only one of a name is active at a time. */
function refuseTaken(call: Call<unknown>, code: string): void {
  const wanted = code.toUpperCase();
  if (call.store.promotionCodes.all().some((other) => other.active && other.code.toUpperCase() === wanted)) {
    throw invalid(`An active promotion code with \`code: ${code}\` already exists.`, 'code');
  }
}

function currencyOptions(
  given: Readonly<Record<string, {readonly minimum_amount?: number | undefined}>>,
): Record<string, Stripe.PromotionCode.Restrictions.CurrencyOptions> {
  return Object.fromEntries(
    Object.entries(given).map(([currency, option]) => [
      currency.toLowerCase(),
      {minimum_amount: option.minimum_amount ?? 0},
    ]),
  );
}

/** The last moment to redeem it has passed. */
export function expirePromotionCode(call: Call<unknown>, id: string): void {
  if (call.store.promotionCodes.has(id)) call.change.update('promotion_code', id, {active: false});
}

function updatePromotionCode(call: Call<Stripe.PromotionCodeUpdateParams>): WireObject {
  const code = ofPath(call, 'promotion_code', 'promotion code');
  const {params, change, store} = call;
  if (params.active === true && !code.active) {
    if (store.coupons.get(code.promotion.coupon)?.valid !== true) {
      throw invalid(
        'This promotion code cannot be activated because its coupon is no longer valid.',
        'active',
      );
    }
    refuseTaken(call, code.code);
  }
  const before = call.render('promotion_code', code.id);
  const options = params.restrictions?.currency_options;
  change.update('promotion_code', code.id, {
    ...(params.active === undefined ? {} : {active: params.active}),
    ...(params.metadata === undefined
      ? {}
      : {metadata: mergedMetadata(code.metadata ?? {}, params.metadata)}),
    ...(options === undefined
      ? {}
      : {
          restrictions: {
            ...code.restrictions,
            currency_options: {...code.restrictions.currency_options, ...currencyOptions(options)},
          },
        }),
  });
  change.event('promotion_code.updated', 'promotion_code', code.id, before);
  return call.render('promotion_code', code.id);
}

const expansion = {shape: 'object', of: 'promotion_code'} as const;

export const promotionCodeEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.PromotionCodeListParams>({
    method: 'GET',
    path: '/v1/promotion_codes',
    evidence: 'modelled',
    permission: 'rak_promotion_code_read',
    expansion: {shape: 'list', of: 'promotion_code'},
    answer: (call) => {
      const {params} = call;
      return listPage(call, {
        rows: newestFirst(call.store.promotionCodes),
        kind: 'promotion code',
        url: '/v1/promotion_codes',
        render: (row) => call.render('promotion_code', row.id),
        matches: (code) =>
          (params.active === undefined || code.active === params.active) &&
          (params.code === undefined || code.code.toUpperCase() === params.code.toUpperCase()) &&
          (params.coupon === undefined || code.promotion.coupon === params.coupon) &&
          (params.customer === undefined || code.customer === params.customer) &&
          isWithin(code.created, params.created),
      });
    },
  }),
  endpoint<Stripe.PromotionCodeCreateParams>({
    method: 'POST',
    path: '/v1/promotion_codes',
    evidence: 'scripted',
    permission: 'rak_promotion_code_write',
    expansion,
    answer: createPromotionCode,
  }),
  endpoint<Stripe.PromotionCodeRetrieveParams>({
    method: 'GET',
    path: '/v1/promotion_codes/{id}',
    evidence: 'modelled',
    permission: 'rak_promotion_code_read',
    expansion,
    answer: (call) => call.render('promotion_code', ofPath(call, 'promotion_code', 'promotion code').id),
  }),
  endpoint<Stripe.PromotionCodeUpdateParams>({
    method: 'POST',
    path: '/v1/promotion_codes/{id}',
    evidence: 'modelled',
    permission: 'rak_promotion_code_write',
    expansion,
    answer: updatePromotionCode,
  }),
];
