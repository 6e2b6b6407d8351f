/** Prices: at what a product is sold. https://docs.stripe.com/api/prices */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {referred} from './find.ts';
import {insertPrice} from './insert-price.ts';
import type {StoredPrice} from './objects.ts';
import {readCurrencyOptions} from './price-terms.ts';
import {insertProduct} from './products.ts';
import {invalid, missing, onlyOneOf} from './refusals.ts';
import {renderPlan} from './render-plan.ts';

/** The price of the path or of a parameter, unless its plan was deleted. @throws StripeRefusal */
export function requirePrice(
  call: Pick<Call, 'store'>,
  id: string,
  at: {readonly param: string; readonly inPath: boolean; readonly said?: 'price' | 'plan'},
): StoredPrice {
  const price = call.store.prices.get(id);
  if (price === undefined || price.withdrawn === true) {
    throw noSuchObject({kind: at.said ?? 'price', id, param: at.param, inPath: at.inPath});
  }
  return price;
}

function priceOfPath(call: Call<unknown>): StoredPrice {
  return requirePrice(call, pathIdOf(call), {param: 'price', inPath: true});
}

function createPrice(call: Call<Stripe.PriceCreateParams>): WireObject {
  const {product_data: productData, expand: _expand, transfer_lookup_key: transfer, ...terms} = call.params;
  if (terms.product !== undefined && productData !== undefined) throw onlyOneOf('product', 'product_data');
  claimLookupKey(call, {key: terms.lookup_key, transfer: transfer === true, by: null});

  const product = productOf(call, terms.product, productData);
  const price = insertPrice(call, {...terms, product}, '');
  return call.render('price', price.id);
}

function productOf(
  call: Call<unknown>,
  product: string | undefined,
  productData: Call<Stripe.PriceCreateParams>['params']['product_data'],
): string {
  if (productData !== undefined) return insertProduct(call, productData, 'product_data[id]').id;
  if (product === undefined) throw missing('product');
  return referred(call, 'product', {id: product, param: 'product', said: 'product'}).id;
}

/** A lookup key belongs to one price at a time. https://docs.stripe.com/products-prices/manage-prices#lookup-keys */
function claimLookupKey(
  call: Call<unknown>,
  claim: {readonly key: string | undefined; readonly transfer: boolean; readonly by: string | null},
): void {
  if (claim.key === undefined || claim.key === '') return;
  for (const holder of call.store.prices.where('lookup_key', claim.key)) {
    if (holder.id === claim.by) continue;
    if (!claim.transfer) {
      throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, 'lookup_key');
    }
    const before = call.render('price', holder.id);
    call.change.update('price', holder.id, {lookup_key: null});
    call.change.event('price.updated', 'price', holder.id, before);
  }
}

function updatePrice(call: Call<Stripe.PriceUpdateParams>): WireObject {
  const price = priceOfPath(call);
  const {params, change} = call;
  if (
    params.tax_behavior !== undefined &&
    price.tax_behavior !== 'unspecified' &&
    params.tax_behavior !== price.tax_behavior
  ) {
    throw invalid(
      `The tax behavior of this price is \`${price.tax_behavior}\`. Once specified as either \`inclusive\` or \`exclusive\`, it cannot be changed.`,
      'tax_behavior',
    );
  }
  claimLookupKey(call, {
    key: params.lookup_key,
    transfer: params.transfer_lookup_key === true,
    by: price.id,
  });

  const before = call.render('price', price.id);
  const planBefore = {...renderPlan(price)};
  const updated = change.update('price', price.id, {
    ...(params.active === undefined ? {} : {active: params.active}),
    ...(params.currency_options === undefined
      ? {}
      : {
          currency_options:
            params.currency_options === ''
              ? {}
              : {...price.currency_options, ...readCurrencyOptions(params.currency_options)},
        }),
    ...(params.lookup_key === undefined
      ? {}
      : {lookup_key: params.lookup_key === '' ? null : params.lookup_key}),
    ...(params.metadata === undefined ? {} : {metadata: mergedMetadata(price.metadata, params.metadata)}),
    ...(params.nickname === undefined ? {} : {nickname: params.nickname}),
    ...(params.tax_behavior === undefined ? {} : {tax_behavior: params.tax_behavior}),
  });
  if (price.recurring !== null) change.eventAbout('plan.updated', {...renderPlan(updated)}, planBefore);
  change.event('price.updated', 'price', price.id, before);
  return call.render('price', price.id);
}

function listPrices(call: Call<Stripe.PriceListParams>): WireObject {
  const {params} = call;
  const {recurring} = params;
  return listPage(call, {
    rows: newestFirst(call.store.prices),
    kind: 'price',
    url: '/v1/prices',
    render: (row) => call.render('price', row.id),
    matches: (price) =>
      price.withdrawn !== true &&
      (params.active === undefined || price.active === params.active) &&
      (params.currency === undefined || price.currency === params.currency.toLowerCase()) &&
      (params.lookup_keys === undefined || params.lookup_keys.includes(price.lookup_key ?? '')) &&
      (params.product === undefined || price.product === params.product) &&
      (params.type === undefined || price.type === params.type) &&
      (recurring?.interval === undefined || price.recurring?.interval === recurring.interval) &&
      (recurring?.meter === undefined || price.recurring?.meter === recurring.meter) &&
      (recurring?.usage_type === undefined || price.recurring?.usage_type === recurring.usage_type) &&
      isWithin(price.created, params.created),
  });
}

const expansion = {shape: 'object', of: 'price'} as const;

export const priceEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.PriceListParams>({
    method: 'GET',
    path: '/v1/prices',
    evidence: 'modelled',
    permission: 'rak_plan_read',
    expansion: {shape: 'list', of: 'price'},
    answer: listPrices,
  }),
  endpoint<Stripe.PriceCreateParams>({
    method: 'POST',
    path: '/v1/prices',
    evidence: 'scripted',
    permission: 'rak_plan_write',
    expansion,
    answer: createPrice,
  }),
  endpoint<Stripe.PriceRetrieveParams>({
    method: 'GET',
    path: '/v1/prices/{id}',
    evidence: 'modelled',
    permission: 'rak_plan_read',
    expansion,
    answer: (call) => call.render('price', priceOfPath(call).id),
  }),
  endpoint<Stripe.PriceUpdateParams>({
    method: 'POST',
    path: '/v1/prices/{id}',
    evidence: 'modelled',
    permission: 'rak_plan_write',
    expansion,
    answer: updatePrice,
  }),
];
