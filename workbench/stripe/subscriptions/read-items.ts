/** Reads what a request says a subscription has, and refuses what cannot be billed together. */
import type Stripe from 'stripe';
import {referred} from '../catalogue/find.ts';
import {insertPrice} from '../catalogue/insert-price.ts';
import type {StoredPrice} from '../catalogue/objects.ts';
import {requirePrice} from '../catalogue/prices.ts';
import {invalid, missing, notModelled, onlyOneOf} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import type {Call} from '../engine/endpoint.ts';

type GivenItem = NonNullable<Call<Stripe.SubscriptionCreateParams>['params']['items']>[number];
export type GivenPrice = Pick<GivenItem, 'plan' | 'price' | 'price_data'>;

const itemsMax = 20;

/** An item as asked for, with its references resolved. */
export interface ReadItem {
  readonly discounts: GivenItem['discounts'];
  readonly metadata: Readonly<Record<string, string>>;
  readonly param: string;
  readonly price: StoredPrice;
  /** Null for metered prices. */
  readonly quantity: number | null;
  readonly taxRates: readonly string[];
}

/** @throws StripeRefusal */
export function readItems(
  call: Call<unknown>,
  given: readonly GivenItem[] | undefined,
  currency: string | undefined,
): readonly ReadItem[] {
  if (given === undefined || given.length === 0) throw missing('items');
  const items = given.map((item, index) => readItem(call, item, `items[${index}]`));
  refuseTogether(
    items.map(({price, param}) => ({price, param})),
    currency,
  );
  return items;
}

export function readItem(call: Call<unknown>, given: GivenItem, param: string): ReadItem {
  const price = readPrice(call, given, param);
  if (given.current_trial !== undefined) throw notModelled(`${param}[current_trial]`);
  return {
    discounts: given.discounts,
    metadata: given.metadata ?? {},
    param,
    price,
    quantity: readQuantity(price, given.quantity, param) ?? (isMetered(price) ? null : 1),
    taxRates: taxRatesOf(call, given.tax_rates, `${param}[tax_rates]`),
  };
}

/** The recurring price that an item names or describes. @throws StripeRefusal */
export function readPrice(call: Call<unknown>, given: GivenPrice, param: string): StoredPrice {
  const {plan, price: priceId, price_data: data} = given;
  if (priceId !== undefined && data !== undefined) {
    throw onlyOneOf(`${param}[price]`, `${param}[price_data]`);
  }
  if (data !== undefined) {
    referred(call, 'product', {id: data.product, param: `${param}[price_data][product]`, said: 'product'});
    return insertPrice(call, {...data, active: false}, `${param}[price_data].`);
  }
  const id = priceId ?? plan;
  if (id === undefined) throw missing(`${param}[price]`);
  const at = priceId === undefined ? 'plan' : 'price';
  const price = requirePrice(call, id, {param: `${param}[${at}]`, inPath: false, said: at});
  if (price.type !== 'recurring') {
    throw invalid(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
      `${param}[${at}]`,
    );
  }
  if (!price.active) {
    throw invalid(
      'The price specified is inactive. This field only accepts active prices.',
      `${param}[${at}]`,
    );
  }
  return price;
}

/** Undefined where the request does not say. @throws StripeRefusal */
export function readQuantity(
  price: StoredPrice,
  quantity: number | undefined,
  param: string,
): number | undefined {
  if (quantity === undefined) return undefined;
  if (isMetered(price)) {
    throw invalid(
      '`quantity` cannot be set for metered prices: they are billed by usage.',
      `${param}[quantity]`,
    );
  }
  if (quantity < 0) {
    throw invalid(
      'This value must be greater than or equal to 0.',
      `${param}[quantity]`,
      'parameter_invalid_integer',
    );
  }
  return quantity;
}

function isMetered({recurring}: StoredPrice): boolean {
  return recurring?.usage_type === 'metered';
}

/** Items of one subscription: at most 20, each price once, all to be had in one currency. @throws StripeRefusal */
export function refuseTogether(
  items: readonly {readonly price: StoredPrice; readonly param: string}[],
  currency: string | undefined,
): void {
  if (items.length > itemsMax) {
    throw invalid(`A subscription can have at most ${itemsMax} items.`, 'items');
  }
  const seen = new Set<string>();
  const expected = currency?.toLowerCase() ?? items[0]?.price.currency;
  for (const {price, param} of items) {
    if (seen.has(price.id)) {
      throw invalid(
        `Cannot add multiple subscription items with the same plan: ${price.id}`,
        `${param}[price]`,
      );
    }
    seen.add(price.id);
    if (expected === undefined || price.currency === expected) continue;
    if (price.currency_options?.[expected] !== undefined) continue;
    throw invalid(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${expected}\`.`,
      `${param}[price]`,
    );
  }
}

/** Refuses the parameters of a request that the sandbox would have to ignore. @throws StripeRefusal */
export function refuseUnmodelled(params: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(params)) {
    if (names.includes(name) && value !== undefined && value !== '') throw notModelled(name);
  }
}
