/** What a line bills and how, as requests change it; the invoice item behind it changes with it. */
import {type GivenDiscount, placeDiscounts} from '../catalogue/discounts.ts';
import {invalid, notModelled} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {type BilledItem, emptyIsNull, type GivenItem, readBilledItem, requantified} from './billed-item.ts';
import type {StoredInvoice, StoredInvoiceItem, StoredLineItem} from './objects.ts';

/** What a request may say of a line, whatever it bills. */
export interface GivenLine extends GivenItem {
  readonly discountable?: boolean | undefined;
  readonly discounts?: readonly GivenDiscount[] | '' | undefined;
  readonly metadata?: Readonly<Record<string, string>> | '' | undefined;
  readonly period?: {readonly end: number; readonly start: number} | undefined;
  readonly tax_amounts?: unknown;
  readonly tax_rates?: readonly string[] | '' | undefined;
}

/** Discounts, taxes and the period, as far as the request names them. */
export function readExtras(
  call: Call,
  given: GivenLine,
  at: {
    readonly invoice: Pick<StoredInvoice, 'customer'> & {readonly id?: string};
    readonly item: string;
    readonly within: string;
  },
): Partial<Pick<StoredInvoiceItem, 'discountable' | 'discounts' | 'period' | 'taxRates'>> {
  const name = (field: string) => (at.within === '' ? field : `${at.within}[${field}]`);
  if (given.period !== undefined && given.period.end < given.period.start) {
    throw invalid('The period must end after it starts.', name('period'));
  }
  return {
    ...(given.discountable === undefined ? {} : {discountable: given.discountable}),
    ...(given.discounts === undefined
      ? {}
      : {
          discounts: placeDiscounts(call, given.discounts, {
            param: name('discounts'),
            place: {
              customer: at.invoice.customer,
              invoice_item: at.item,
              startUnixS: nowOf(call, at.invoice.customer),
            },
          }),
        }),
    ...(given.period === undefined ? {} : {period: given.period}),
    ...(given.tax_rates === undefined
      ? {}
      : {taxRates: given.tax_rates === '' ? null : taxRatesOf(call, given.tax_rates, name('tax_rates'))}),
  };
}

/** Puts what the request names over the line and its invoice item. */
export function updateLine(
  call: Call,
  invoice: StoredInvoice,
  line: StoredLineItem,
  {given, within}: {readonly given: GivenLine; readonly within: string},
): void {
  if (given.tax_amounts !== undefined)
    throw notModelled(within === '' ? 'tax_amounts' : `${within}[tax_amounts]`);
  const {change, store} = call;
  const itemId = line.terms?.invoiceItem ?? null;
  const {taxRates, ...extras} = readExtras(call, given, {invoice, item: itemId ?? line.id, within});
  const billed = rebilled(call, line, {given, currency: invoice.currency, within});
  const common = {
    ...extras,
    ...(given.description === undefined ? {} : {description: emptyIsNull(given.description)}),
    ...(given.metadata === undefined ? {} : {metadata: mergedMetadata(line.metadata, given.metadata)}),
  };
  const {discounts, ...shared} = common;
  change.update('line_item', line.id, {
    ...shared,
    ...(discounts === undefined ? {} : {discounts: [...discounts]}),
    ...(billed === null ? {} : linePricing(billed)),
    terms: {taxRates: taxRates ?? line.terms?.taxRates ?? null, invoiceItem: itemId},
  });
  if (itemId === null || !store.invoiceItems.has(itemId)) return;
  change.update('invoiceitem', itemId, {
    ...common,
    ...(billed ?? {}),
    ...(given.description === undefined ? {} : {description: emptyIsNull(given.description)}),
    ...(taxRates === undefined ? {} : {taxRates}),
  });
}

/** What is billed now; null where the request leaves that. A new quantity alone keeps the price. */
export function rebilled(
  call: Call,
  line: Pick<StoredLineItem, 'amount' | 'description' | 'pricing' | 'quantity_decimal'>,
  {given, currency, within}: {readonly given: GivenItem; readonly currency: string; readonly within: string},
): BilledItem | null {
  const {amount, price, pricing, price_data, quantity, quantity_decimal, unit_amount, unit_amount_decimal} =
    given;
  const named = [amount, price, pricing, price_data, unit_amount, unit_amount_decimal];
  const namesQuantity = quantity !== undefined || quantity_decimal !== undefined;
  const description = given.description ?? line.description ?? null;
  if (named.every((value) => value === undefined)) {
    if (!namesQuantity) return null;
    const current = line.pricing?.price_details;
    const ofTiers = call.store.prices.get(priceIdOf(line));
    if (
      ofTiers !== undefined &&
      (ofTiers.billing_scheme === 'tiered' || ofTiers.transform_quantity !== null)
    ) {
      return readBilledItem(call, {...given, price: ofTiers.id}, {currency, within});
    }
    return requantified(given, within, {
      description,
      price: priceIdOf(line),
      product: current?.product ?? '',
      unitAmountDecimal: line.pricing?.unit_amount_decimal ?? String(line.amount),
    });
  }
  const keptQuantity =
    namesQuantity || amount !== undefined ? {} : {quantity_decimal: line.quantity_decimal ?? '1'};
  return readBilledItem(
    call,
    {...given, ...keptQuantity, ...(description === null ? {} : {description})},
    {currency, within},
  );
}

function priceIdOf({pricing}: Pick<StoredLineItem, 'pricing'>): string {
  const price = pricing?.price_details?.price ?? '';
  return typeof price === 'string' ? price : price.id;
}

function linePricing(billed: BilledItem) {
  return {
    amount: billed.amount,
    pricing: {
      price_details: {price: billed.price, product: billed.product},
      type: 'price_details' as const,
      unit_amount_decimal: billed.unitAmountDecimal,
    },
    quantity: billed.quantity,
    quantity_decimal: billed.quantityDecimal,
  };
}
