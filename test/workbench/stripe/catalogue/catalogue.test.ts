import {at, dataOf, idsOf} from '../ask.ts';
import {idOf, openAccount, typesOf} from '../subscriptions/billing-account.ts';

const account = openAccount();
const product = idOf(account.post('/v1/products', {name: 'Gold', metadata: {tier: 'top'}}));
beforeEach(() => account.newEvents());

describe('products', () => {
  test('carry the defaults of Stripe and are announced', () => {
    const made = account.post('/v1/products', {name: 'Silver', unit_label: 'seat'});
    expect(made).toMatchObject({
      object: 'product',
      active: true,
      default_price: null,
      images: [],
      name: 'Silver',
      type: 'service',
      unit_label: 'seat',
    });
    expect(idOf(made)).toMatch(/^prod_[0-9A-Za-z]{14}$/);
    expect(typesOf(account.newEvents())).toEqual(['product.created']);
  });

  test('take an id and a first price of their own', () => {
    const given = {id: 'gold-plan', name: 'Gold', default_price_data: {currency: 'eur', unit_amount: 900}};
    const made = account.post('/v1/products', given);
    expect(at(made, 'id')).toBe('gold-plan');
    const price = account.get(`/v1/prices/${at(made, 'default_price')}`);
    expect(price).toMatchObject({currency: 'eur', product: 'gold-plan', type: 'one_time', unit_amount: 900});
    expect(account.refused(400, '/v1/products', {id: 'gold-plan', name: 'Again'})).toMatchObject({
      code: 'resource_already_exists',
      param: 'id',
    });
  });

  test('merge metadata and say what was before', () => {
    const id = idOf(account.post('/v1/products', {name: 'A', metadata: {keep: '1', drop: '2'}}));
    account.newEvents();
    expect(account.post(`/v1/products/${id}`, {metadata: {drop: '', add: '3'}})).toMatchObject({
      metadata: {keep: '1', add: '3'},
    });
    const [updated] = account.newEvents();
    expect(at(updated, 'data', 'previous_attributes', 'metadata')).toMatchObject({drop: '2'});
  });

  test('with a price cannot be deleted, without one are gone', () => {
    const id = idOf(account.post('/v1/products', {name: 'Sold'}));
    account.post('/v1/prices', {product: id, currency: 'usd', unit_amount: 5});
    expect(account.send('DELETE', `/v1/products/${id}`).status).toBe(400);
    const free = idOf(account.post('/v1/products', {name: 'Unsold'}));
    expect(account.del(`/v1/products/${free}`)).toEqual({id: free, object: 'product', deleted: true});
    expect(account.send('GET', `/v1/products/${free}`).status).toBe(404);
  });
});

describe('prices', () => {
  test('keep twelve decimals, and refuse a thirteenth', () => {
    const price = (unit_amount_decimal: string) => ({product, currency: 'usd', unit_amount_decimal});
    expect(account.post('/v1/prices', price('0.000000000001'))).toMatchObject({
      unit_amount: null,
      unit_amount_decimal: '0.000000000001',
    });
    expect(account.post('/v1/prices', price('1500'))).toMatchObject({
      unit_amount: 1500,
      unit_amount_decimal: '1500',
    });
    expect(account.refused(400, '/v1/prices', price('0.0000000000001'))).toMatchObject({
      message: 'Invalid decimal: 0.0000000000001; must contain at maximum twelve decimal places.',
      param: 'unit_amount_decimal',
    });
  });

  test('make their product where they describe it', () => {
    const made = account.post('/v1/prices', {
      currency: 'USD',
      unit_amount: 100,
      product_data: {name: 'Inline'},
      recurring: {interval: 'year'},
    });
    expect(account.get(`/v1/products/${at(made, 'product')}`)).toMatchObject({name: 'Inline'});
    expect(made).toMatchObject({currency: 'usd', recurring: {interval: 'year', interval_count: 1}});
    expect(typesOf(account.newEvents())).toEqual(['product.created', 'plan.created', 'price.created']);
  });

  test('show tiers and other currencies only when asked to', () => {
    const made = account.post('/v1/prices', {
      product,
      currency: 'usd',
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      recurring: {interval: 'month'},
      tiers: [
        {up_to: 5, unit_amount: 1000},
        {up_to: 'inf', unit_amount_decimal: '0.5', flat_amount: 300},
      ],
      currency_options: {eur: {tiers: [{up_to: 'inf', unit_amount: 900}]}},
    });
    expect(at(made, 'tiers')).toBeUndefined();
    const whole = account.get(`/v1/prices/${idOf(made)}`, {expand: ['tiers', 'currency_options']});
    expect(at(whole, 'tiers')).toMatchObject([
      {up_to: 5, unit_amount: 1000, flat_amount: null},
      {up_to: null, unit_amount: null, unit_amount_decimal: '0.5', flat_amount: 300},
    ]);
    expect(at(whole, 'currency_options', 'eur', 'tiers', 0, 'unit_amount')).toBe(900);
  });

  test('refuse what contradicts itself', () => {
    const price = {product, currency: 'usd'};
    expect(account.refused(400, '/v1/prices', price)).toMatchObject({param: 'unit_amount'});
    expect(
      account.refused(400, '/v1/prices', {...price, unit_amount: 1, unit_amount_decimal: '1'}),
    ).toMatchObject({
      message: 'You may only specify one of these parameters: unit_amount, unit_amount_decimal.',
    });
    expect(
      account.refused(400, '/v1/prices', {...price, product: 'prod_none', unit_amount: 1}),
    ).toMatchObject({
      code: 'resource_missing',
      message: "No such product: 'prod_none'",
      param: 'product',
    });
    const tiers = [{up_to: 5, unit_amount: 1}];
    expect(
      account.refused(400, '/v1/prices', {...price, billing_scheme: 'tiered', tiers_mode: 'volume', tiers}),
    ).toMatchObject({param: 'tiers[0][up_to]'});
  });

  test('give up a lookup key only when it is transferred', () => {
    const keyed = {product, currency: 'usd', unit_amount: 1, lookup_key: 'standard'};
    const first = idOf(account.post('/v1/prices', keyed));
    expect(account.refused(400, '/v1/prices', keyed)).toMatchObject({param: 'lookup_key'});
    const second = idOf(account.post('/v1/prices', {...keyed, transfer_lookup_key: true}));
    expect(at(account.get(`/v1/prices/${first}`), 'lookup_key')).toBeNull();
    expect(idsOf(account.get('/v1/prices', {lookup_keys: ['standard']}))).toEqual([second]);
  });
});

describe('plans', () => {
  test('are prices in an older shape, and can be deleted', () => {
    const made = account.post('/v1/plans', {
      currency: 'usd',
      interval: 'month',
      amount: 2000,
      product: {name: 'myproduct'},
    });
    const id = idOf(made);
    expect(made).toMatchObject({object: 'plan', amount: 2000, amount_decimal: '2000', interval_count: 1});
    expect(account.get(`/v1/prices/${id}`)).toMatchObject({object: 'price', unit_amount: 2000});
    account.newEvents();
    expect(account.del(`/v1/plans/${id}`)).toEqual({id, object: 'plan', deleted: true});
    expect(typesOf(account.newEvents())).toEqual(['plan.deleted', 'price.deleted']);
    expect(account.send('GET', `/v1/plans/${id}`).status).toBe(404);
    expect(idsOf(account.get('/v1/plans'))).not.toContain(id);
  });
});

describe('coupons and promotion codes', () => {
  test('a coupon takes off a part or an amount, never both', () => {
    expect(account.post('/v1/coupons', {percent_off: 20})).toMatchObject({
      amount_off: null,
      duration: 'once',
      percent_off: 20,
      times_redeemed: 0,
      valid: true,
    });
    expect(
      account.refused(400, '/v1/coupons', {percent_off: 20, amount_off: 5, currency: 'usd'}),
    ).toBeDefined();
    expect(account.refused(400, '/v1/coupons', {amount_off: 5})).toMatchObject({param: 'currency'});
    expect(account.refused(400, '/v1/coupons', {percent_off: 101})).toMatchObject({param: 'percent_off'});
    expect(account.refused(400, '/v1/coupons', {percent_off: 5, duration: 'repeating'})).toMatchObject({
      param: 'duration_in_months',
    });
  });

  test('a coupon is no longer valid after the moment it was to be redeemed by', () => {
    const late = openAccount(1_800_000_000);
    const id = idOf(late.post('/v1/coupons', {percent_off: 5, redeem_by: 1_800_000_100}));
    late.passSeconds(100);
    expect(at(late.get(`/v1/coupons/${id}`), 'valid')).toBe(true);
    late.passSeconds(1);
    expect(at(late.get(`/v1/coupons/${id}`), 'valid')).toBe(false);
  });

  test('a promotion code names its coupon under promotion, not by the retired parameter', () => {
    const coupon = idOf(account.post('/v1/coupons', {percent_off: 20}));
    expect(account.refused(400, '/v1/promotion_codes', {coupon})).toMatchObject({
      code: 'parameter_unknown',
      message: 'Received unknown parameter: coupon',
      param: 'coupon',
    });
    const promotion = {type: 'coupon', coupon};
    const made = account.post('/v1/promotion_codes', {promotion, code: 'FALL20'});
    expect(made).toMatchObject({active: true, code: 'FALL20', promotion});
    expect(account.refused(400, '/v1/promotion_codes', {promotion, code: 'fall20'})).toMatchObject({
      message: 'An active promotion code with `code: fall20` already exists.',
    });
    const none = {type: 'coupon', coupon: 'none'};
    expect(account.refused(400, '/v1/promotion_codes', {promotion: none})).toMatchObject({
      code: 'resource_missing',
      param: 'promotion[coupon]',
    });
  });
});

describe('tax rates', () => {
  test('keep their percentage and can be archived', () => {
    const made = account.post('/v1/tax_rates', {
      display_name: 'VAT',
      inclusive: false,
      percentage: 7.7,
      country: 'CH',
    });
    expect(made).toMatchObject({active: true, country: 'CH', percentage: 7.7});
    const id = idOf(made);
    expect(account.post(`/v1/tax_rates/${id}`, {active: false})).toMatchObject({
      active: false,
      percentage: 7.7,
    });
    expect(idsOf(account.get('/v1/tax_rates', {active: true}))).not.toContain(id);
    expect(dataOf(account.get('/v1/tax_rates', {inclusive: true}))).toEqual([]);
  });
});
