/** Stripe makes a price for what is billed without one, of a product of its own; neither can be used again. */
import {Exact} from '../catalogue/exact.ts';
import type {StoredPrice} from '../catalogue/objects.ts';
import type {Call} from '../engine/endpoint.ts';

export function inlinePrice(
  call: Call,
  made: {
    readonly currency: string;
    readonly unitAmountDecimal: string;
    readonly product: string;
    readonly taxBehavior: StoredPrice['tax_behavior'] | undefined;
  },
): {readonly price: string; readonly product: string; readonly unitAmountDecimal: string} {
  const {change, nowUnixS, store} = call;
  const {currency, product, unitAmountDecimal} = made;
  const unit = new Exact(unitAmountDecimal);
  const price = change.newId('price');
  change.insert('price', {
    id: price,
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: nowUnixS,
    currency,
    custom_unit_amount: null,
    livemode: store.livemode,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: null,
    tax_behavior: made.taxBehavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unit.isInteger() ? unit.toNumber() : null,
    unit_amount_decimal: unitAmountDecimal,
  });
  return {price, product, unitAmountDecimal};
}

/** Returns the id. */
export function inlineProduct(call: Call, name: string): string {
  const {change, nowUnixS, store} = call;
  const id = change.newId('prod');
  change.insert('product', {
    id,
    object: 'product',
    active: false,
    created: nowUnixS,
    default_price: null,
    description: null,
    images: [],
    livemode: store.livemode,
    marketing_features: [],
    metadata: {},
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: nowUnixS,
    url: null,
  });
  return id;
}
