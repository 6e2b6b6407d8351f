import {at} from '../ask.ts';
import {advance, idOf, invoicesOf, openAccount, type Subscriber, withSubscriber} from './billing-account.ts';

const account = openAccount();
const totalsOf = (of: Subscriber) => invoicesOf(account, of).map((invoice) => at(invoice, 'total'));
const coupon = (params: object) => idOf(account.post('/v1/coupons', {...params}));
const refusal = (of: Subscriber, discount: object) =>
  account.refused(400, '/v1/subscriptions', {
    customer: of.customer,
    items: [{price: of.price}],
    discounts: [discount],
  });

function subscribe(of: Subscriber, discounts: readonly object[]): unknown {
  return account.post('/v1/subscriptions', {customer: of.customer, items: [{price: of.price}], discounts});
}

describe('a discount of a subscription', () => {
  test('runs for as many months as its coupon says', () => {
    const ada = withSubscriber(account, '2026-01-31T10:00:00Z');
    subscribe(ada, [{coupon: coupon({percent_off: 25, duration: 'repeating', duration_in_months: 2})}]);
    advance(account, ada, '2026-03-30T00:00:00Z');
    advance(account, ada, '2026-05-01T00:00:00Z');
    expect(totalsOf(ada)).toEqual([1500, 1500, 2000, 2000]);
  });

  test('of an amount takes off no more than there is', () => {
    const ada = withSubscriber(account, '2026-01-31T10:00:00Z');
    subscribe(ada, [{coupon: coupon({amount_off: 5000, currency: 'usd', duration: 'forever'})}]);
    expect(invoicesOf(account, ada)[0]).toMatchObject({status: 'paid', subtotal: 2000, total: 0});
  });

  test('goes on when its coupon is deleted', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const half = coupon({percent_off: 50, duration: 'forever'});
    subscribe(ada, [{coupon: half}]);
    account.del(`/v1/coupons/${half}`);
    advance(account, ada, '2026-02-16T00:00:00Z');
    expect(totalsOf(ada)).toEqual([1000, 1000]);
  });

  test('cannot be had from a coupon that is spent, gone or in another currency', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const single = coupon({percent_off: 50, max_redemptions: 1});
    subscribe(ada, [{coupon: single}]);
    expect(account.get(`/v1/coupons/${single}`)).toMatchObject({times_redeemed: 1, valid: false});
    expect(refusal(ada, {coupon: single})).toMatchObject({
      code: 'coupon_expired',
      param: 'discounts[0][coupon]',
    });
    expect(refusal(ada, {coupon: 'none'})).toMatchObject({
      code: 'resource_missing',
      message: "No such coupon: 'none'",
      param: 'discounts[0][coupon]',
    });
    expect(refusal(ada, {coupon: coupon({amount_off: 5, currency: 'eur'})})).toMatchObject({
      param: 'discounts',
    });
  });
});

describe('a promotion code', () => {
  const code = (params: object = {}) =>
    idOf(
      account.post('/v1/promotion_codes', {
        promotion: {type: 'coupon', coupon: coupon({percent_off: 10, duration: 'forever'})},
        ...params,
      }),
    );

  test('is counted, and spent after its last redemption', () => {
    const ada = withSubscriber(account, '2026-01-15T00:00:00Z');
    const promotion_code = code({max_redemptions: 1});
    const made = subscribe(ada, [{promotion_code}]);
    expect(totalsOf(ada)).toEqual([1800]);
    const whole = account.get(`/v1/subscriptions/${idOf(made)}`, {expand: ['discounts']});
    expect(at(whole, 'discounts', 0)).toMatchObject({
      object: 'discount',
      promotion_code,
      subscription: idOf(made),
    });
    expect(account.get(`/v1/promotion_codes/${promotion_code}`)).toMatchObject({
      active: false,
      times_redeemed: 1,
    });
    expect(refusal(ada, {promotion_code})).toMatchObject({param: 'discounts[0][promotion_code]'});
  });

  test('may be for one customer, or for the first purchase alone', () => {
    const [ada, bob] = [0, 1].map(() => withSubscriber(account, '2026-01-15T00:00:00Z'));
    if (ada === undefined || bob === undefined) throw new Error('Two customers were to be made.');
    expect(refusal(bob, {promotion_code: code({customer: ada.customer})})).toMatchObject({
      message: expect.stringContaining('another customer'),
    });
    const first = code({restrictions: {first_time_transaction: true}});
    subscribe(ada, [{promotion_code: first}]);
    expect(refusal(ada, {promotion_code: first})).toMatchObject({
      message:
        'This promotion code cannot be redeemed because the associated customer has prior transactions.',
    });
  });
});
