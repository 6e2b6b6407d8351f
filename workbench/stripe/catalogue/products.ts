/** Products: what is sold. https://docs.stripe.com/api/products */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {ofPath, referred} from './find.ts';
import {insertPrice} from './insert-price.ts';
import type {StoredProduct} from './objects.ts';
import {alreadyExists, invalid} from './refusals.ts';

type Given = Omit<Call<Stripe.ProductCreateParams>['params'], 'default_price_data' | 'expand'>;

/** Adds the product and its event. @throws StripeRefusal for an id that is taken */
export function insertProduct(call: Call<unknown>, given: Given, param = 'id'): StoredProduct {
  const {store, change, nowUnixS} = call;
  const id = given.id ?? change.newId('prod');
  if (store.products.has(id)) throw alreadyExists('Product', param);
  const product: StoredProduct = {
    id,
    object: 'product',
    active: given.active ?? true,
    created: nowUnixS,
    default_price: null,
    description: given.description ?? null,
    images: [...(given.images ?? [])],
    livemode: store.livemode,
    marketing_features: [...(given.marketing_features ?? [])],
    metadata: mergedMetadata({}, given.metadata),
    name: given.name,
    package_dimensions: given.package_dimensions ?? null,
    shippable: given.shippable ?? null,
    statement_descriptor: given.statement_descriptor ?? null,
    tax_code: given.tax_code ?? null,
    tax_details: taxDetails(given.tax_details),
    type: given.type ?? 'service',
    unit_label: given.unit_label ?? null,
    updated: nowUnixS,
    url: given.url ?? null,
  };
  change.insert('product', product);
  change.event('product.created', 'product', id);
  return product;
}

function taxDetails(given: Given['tax_details'] | ''): Stripe.Product.TaxDetails | null {
  if (given === undefined || given === '') return null;
  return {
    performance_location: given.performance_location ?? null,
    tax_code: given.tax_code === undefined || given.tax_code === '' ? null : given.tax_code,
  };
}

function createProduct(call: Call<Stripe.ProductCreateParams>): WireObject {
  const {default_price_data: priceData, expand: _expand, ...given} = call.params;
  const product = insertProduct(call, given);
  if (priceData !== undefined) {
    const price = insertPrice(call, {...priceData, product: product.id}, 'default_price_data.');
    call.change.update('product', product.id, {default_price: price.id});
  }
  return call.render('product', product.id);
}

function updateProduct(call: Call<Stripe.ProductUpdateParams>): WireObject {
  const product = ofPath(call, 'product', 'product');
  const {params, change} = call;
  if (params.default_price !== undefined) {
    const price = referred(call, 'price', {id: params.default_price, param: 'default_price', said: 'price'});
    if (price.product !== product.id) {
      throw invalid(
        `The price ${price.id} belongs to another product, so it cannot be the default price of ${product.id}.`,
        'default_price',
      );
    }
  }

  const before = call.render('product', product.id);
  const fields: Partial<StoredProduct> = {
    ...(params.active === undefined ? {} : {active: params.active}),
    ...(params.default_price === undefined ? {} : {default_price: params.default_price}),
    ...(params.description === undefined ? {} : {description: textOrNull(params.description)}),
    ...(params.images === undefined ? {} : {images: params.images === '' ? [] : [...params.images]}),
    ...(params.marketing_features === undefined
      ? {}
      : {marketing_features: params.marketing_features === '' ? [] : [...params.marketing_features]}),
    ...(params.metadata === undefined ? {} : {metadata: mergedMetadata(product.metadata, params.metadata)}),
    ...(params.name === undefined ? {} : {name: params.name}),
    ...(params.package_dimensions === undefined
      ? {}
      : {package_dimensions: params.package_dimensions === '' ? null : params.package_dimensions}),
    ...(params.shippable === undefined ? {} : {shippable: params.shippable}),
    ...(params.statement_descriptor === undefined ? {} : {statement_descriptor: params.statement_descriptor}),
    ...(params.tax_code === undefined ? {} : {tax_code: textOrNull(params.tax_code)}),
    ...(params.tax_details === undefined ? {} : {tax_details: taxDetails(params.tax_details)}),
    ...(params.unit_label === undefined ? {} : {unit_label: textOrNull(params.unit_label)}),
    ...(params.url === undefined ? {} : {url: textOrNull(params.url)}),
  };
  change.update('product', product.id, {...fields, updated: call.nowUnixS});
  change.event('product.updated', 'product', product.id, before);
  return call.render('product', product.id);
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

function deleteProduct(call: Call<unknown>): WireObject {
  const product = ofPath(call, 'product', 'product');
  if (call.store.prices.where('product', product.id).length > 0) {
    throw invalid('This product cannot be deleted because it has one or more user-created prices.');
  }
  call.change.event('product.deleted', 'product', product.id);
  call.change.remove('product', product.id);
  return {id: product.id, object: 'product', deleted: true};
}

function listProducts(call: Call<Stripe.ProductListParams>): WireObject {
  const {params} = call;
  return listPage(call, {
    rows: newestFirst(call.store.products),
    kind: 'product',
    url: '/v1/products',
    render: (row) => call.render('product', row.id),
    matches: (product) =>
      (params.active === undefined || product.active === params.active) &&
      (params.ids === undefined || params.ids.includes(product.id)) &&
      (params.shippable === undefined || product.shippable === params.shippable) &&
      (params.type === undefined || product.type === params.type) &&
      (params.url === undefined || product.url === params.url) &&
      isWithin(product.created, params.created),
  });
}

const expansion = {shape: 'object', of: 'product'} as const;

export const productEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.ProductListParams>({
    method: 'GET',
    path: '/v1/products',
    evidence: 'modelled',
    permission: 'rak_product_read',
    expansion: {shape: 'list', of: 'product'},
    answer: listProducts,
  }),
  endpoint<Stripe.ProductCreateParams>({
    method: 'POST',
    path: '/v1/products',
    evidence: 'scripted',
    permission: 'rak_product_write',
    expansion,
    answer: createProduct,
  }),
  endpoint<Stripe.ProductRetrieveParams>({
    method: 'GET',
    path: '/v1/products/{id}',
    evidence: 'modelled',
    permission: 'rak_product_read',
    expansion,
    answer: (call) => call.render('product', ofPath(call, 'product', 'product').id),
  }),
  endpoint<Stripe.ProductUpdateParams>({
    method: 'POST',
    path: '/v1/products/{id}',
    evidence: 'scripted',
    permission: 'rak_product_write',
    expansion,
    answer: updateProduct,
  }),
  endpoint<Stripe.ProductDeleteParams>({
    method: 'DELETE',
    path: '/v1/products/{id}',
    evidence: 'modelled',
    permission: 'rak_product_write',
    expansion,
    answer: deleteProduct,
  }),
];
