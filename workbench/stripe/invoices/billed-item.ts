/** What an invoice item or a line bills: an amount, or a quantity at a price. https://docs.stripe.com/api/invoiceitems/create */
import {decimalText, Exact, halfUp} from '../catalogue/exact.ts';
import type {StoredPrice} from '../catalogue/objects.ts';
import {priceAmount} from '../catalogue/price-amount.ts';
import {requirePrice} from '../catalogue/prices.ts';
import {invalid, missing, onlyOneOf} from '../catalogue/refusals.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inlinePrice, inlineProduct} from './inline-price.ts';

/** As requests say it, in one way of several. */
export interface GivenItem {
  readonly amount?: number | undefined;
  readonly description?: string | undefined;
  readonly price?: string | undefined;
  readonly pricing?: {readonly price?: string | undefined} | undefined;
  readonly price_data?:
    | {
        readonly currency: string;
        readonly product?: string | undefined;
        readonly product_data?: {readonly name: string} | undefined;
        readonly tax_behavior?:
          | 'exclusive'
          | 'inclusive'
          | 'unspecified'
          | (string & Record<never, never>)
          | undefined;
        readonly unit_amount?: number | undefined;
        readonly unit_amount_decimal?: string | undefined;
      }
    | undefined;
  readonly quantity?: number | undefined;
  readonly quantity_decimal?: string | undefined;
  readonly unit_amount?: number | undefined;
  readonly unit_amount_decimal?: string | undefined;
}

export interface BilledItem {
  readonly amount: number;
  readonly description: string | null;
  readonly price: string;
  readonly product: string;
  readonly quantity: number;
  /** With up to 12 decimals; `quantity` is its whole part. */
  readonly quantityDecimal: string;
  readonly unitAmountDecimal: string | null;
}

interface ReadOptions {
  readonly currency: string;
  /** Stands before the parameters' names: `lines[0]`, or empty. */
  readonly within: string;
}

/** @throws StripeRefusal where nothing, or too much, says what is billed */
export function readBilledItem(call: Call, given: GivenItem, options: ReadOptions): BilledItem {
  const name = (...path: readonly string[]) => paramName(options.within, path);
  const priceId = given.pricing?.price ?? given.price;
  const ways: readonly (readonly string[])[] = [
    ...(given.amount === undefined ? [] : [['amount']]),
    ...(priceId === undefined ? [] : [given.price === undefined ? ['pricing', 'price'] : ['price']]),
    ...(given.price_data === undefined ? [] : [['price_data']]),
    ...(given.unit_amount === undefined ? [] : [['unit_amount']]),
    ...(given.unit_amount_decimal === undefined ? [] : [['unit_amount_decimal']]),
  ];
  const [first, second] = ways;
  if (first === undefined) {
    throw invalid(
      'You must provide one of amount, pricing, price_data, or unit_amount_decimal.',
      name('amount'),
      'parameter_missing',
    );
  }
  if (second !== undefined) throw onlyOneOf(name(...first), name(...second));
  const quantity = readQuantity(given, name);
  if (priceId !== undefined)
    return atPrice(call, priceId, {...options, given, quantity, param: name(...first)});
  if (given.price_data !== undefined)
    return atPriceData(call, given.price_data, {...options, given, quantity, name});
  if (given.amount !== undefined && quantity !== '1') {
    throw invalid(
      '`quantity` cannot be combined with `amount`: give `unit_amount_decimal` instead.',
      name('quantity'),
    );
  }
  const unit = given.amount ?? given.unit_amount_decimal ?? given.unit_amount ?? 0;
  const price = inlinePrice(call, {
    currency: options.currency,
    unitAmountDecimal: decimalText(new Exact(unit)),
    product: inlineProduct(call, emptyIsNull(given.description) ?? 'Invoice item'),
    taxBehavior: undefined,
  });
  return billed(quantity, {...price, description: emptyIsNull(given.description)});
}

/** The same price for another quantity. @throws StripeRefusal */
export function requantified(
  given: GivenItem,
  within: string,
  item: Pick<BilledItem, 'description' | 'price' | 'product' | 'unitAmountDecimal'>,
): BilledItem {
  return billed(
    readQuantity(given, (...path) => paramName(within, path)),
    item,
  );
}

function readQuantity(given: GivenItem, name: (...path: readonly string[]) => string): string {
  const {quantity, quantity_decimal: decimal} = given;
  if (quantity !== undefined && decimal !== undefined)
    throw onlyOneOf(name('quantity'), name('quantity_decimal'));
  const text = decimal ?? String(quantity ?? 1);
  const exact = new Exact(text);
  if (exact.isNegative()) {
    throw invalid(
      'This value must be greater than or equal to 0.',
      name('quantity'),
      'parameter_invalid_integer',
    );
  }
  if (exact.decimalPlaces() > 12) {
    throw invalid(
      `Invalid decimal: ${text}; must contain at maximum 12 decimal places.`,
      name('quantity_decimal'),
    );
  }
  return decimalText(exact);
}

interface AtPrice extends ReadOptions {
  readonly given: GivenItem;
  readonly quantity: string;
}

function atPrice(call: Call, id: string, at: AtPrice & {readonly param: string}): BilledItem {
  const {currency, param} = at;
  const price = requirePrice(call, id, {param, inPath: false});
  if (!price.active) {
    throw invalid(
      'The price specified is inactive. This field only accepts active prices.',
      param,
      'price_inactive',
    );
  }
  if (price.type === 'recurring') {
    throw invalid(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
      param,
    );
  }
  const pricing = pricingIn(price, currency);
  if (pricing === null) {
    throw invalid(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
      param,
    );
  }
  const description =
    emptyIsNull(at.given.description) ?? call.store.products.get(price.product)?.name ?? null;
  const item = billed(at.quantity, {
    price: price.id,
    product: price.product,
    unitAmountDecimal: pricing.unit_amount_decimal,
    description,
  });
  // Tiers and packages count whole units.
  if (pricing.unit_amount_decimal !== null && pricing.transform_quantity === null) return item;
  return {...item, amount: priceAmount(pricing, item.quantity)};
}

function pricingIn(price: StoredPrice, currency: string): StoredPrice | null {
  if (price.currency === currency) return price;
  const option = price.currency_options?.[currency];
  return option === undefined ? null : {...price, ...option};
}

function atPriceData(
  call: Call,
  data: NonNullable<GivenItem['price_data']>,
  at: AtPrice & {name(...path: readonly string[]): string},
): BilledItem {
  const {given, name, currency, quantity} = at;
  if (data.currency.toLowerCase() !== currency) {
    throw invalid(
      `The price specified only supports \`${data.currency.toLowerCase()}\`. This doesn't match the expected currency: \`${currency}\`.`,
      name('price_data', 'currency'),
    );
  }
  const {unit_amount: whole, unit_amount_decimal: fraction} = data;
  if (whole !== undefined && fraction !== undefined) {
    throw onlyOneOf(name('price_data', 'unit_amount'), name('price_data', 'unit_amount_decimal'));
  }
  const unit = fraction ?? whole;
  if (unit === undefined) throw missing(name('price_data', 'unit_amount'));
  const product = productOf(call, data, at);
  const price = inlinePrice(call, {
    currency,
    unitAmountDecimal: decimalText(new Exact(unit)),
    product,
    taxBehavior: data.tax_behavior,
  });
  const description = emptyIsNull(given.description) ?? call.store.products.get(price.product)?.name ?? null;
  return billed(quantity, {...price, description});
}

function productOf(
  call: Call,
  data: NonNullable<GivenItem['price_data']>,
  at: ReadOptions & {name(...path: readonly string[]): string},
): string {
  if (data.product_data !== undefined) return inlineProduct(call, data.product_data.name);
  const id = data.product;
  if (id === undefined) throw missing(at.name('price_data', 'product'));
  if (!call.store.products.has(id)) {
    throw noSuchObject({kind: 'product', id, param: at.name('price_data', 'product'), inPath: false});
  }
  return id;
}

function billed(
  quantity: string,
  item: Pick<BilledItem, 'description' | 'price' | 'product' | 'unitAmountDecimal'>,
): BilledItem {
  const exact = new Exact(quantity);
  return {
    ...item,
    amount: halfUp(exact.times(item.unitAmountDecimal ?? 0)),
    quantity: exact.floor().toNumber(),
    quantityDecimal: quantity,
  };
}

/** `lines[0][price_data][product]`, or `price_data[product]` where nothing stands before it. */
function paramName(within: string, path: readonly string[]): string {
  const [first = '', ...rest] = path;
  const start = within === '' ? first : `${within}[${first}]`;
  return start + rest.map((part) => `[${part}]`).join('');
}

/** An empty text unsets. */
export function emptyIsNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
