import {isWireObject} from '../engine/wire.ts';
import type {StoredObjects, StoredOther} from '../engine/world-objects.ts';
import type {StoredInvoiceItem} from './objects.ts';

/** The invoice items of a world, as far as they say what they bill; a world checks no fields of theirs. */
export function seedInvoiceItems(world: StoredObjects): readonly StoredInvoiceItem[] {
  return world.others
    .filter(({object, deleted}) => object === 'invoiceitem' && deleted !== true)
    .map((item) => ({...plainItem(item), ...amountOf(item)}));
}

function plainItem(item: StoredOther): StoredInvoiceItem {
  const created = numberOr(item['date'], 0);
  const period = isWireObject(item['period']) ? item['period'] : {};
  return {
    id: item.id,
    object: 'invoiceitem',
    amount: 0,
    created,
    currency: textOr(item['currency'], 'usd'),
    customer: textOr(item['customer'], ''),
    description: textOr(item['description'], null),
    discountable: item['discountable'] !== false,
    discounts: [],
    invoice: textOr(item['invoice'], null),
    metadata: textsOf(item['metadata']),
    period: {start: numberOr(period['start'], created), end: numberOr(period['end'], created)},
    price: '',
    product: '',
    proration: item['proration'] === true,
    quantity: 1,
    quantityDecimal: '1',
    subscription: null,
    subscriptionItem: null,
    taxRates: null,
    unitAmountDecimal: null,
  };
}

function amountOf(item: StoredOther) {
  const pricing = isWireObject(item['pricing']) ? item['pricing'] : {};
  const details = isWireObject(pricing['price_details']) ? pricing['price_details'] : {};
  const amount = numberOr(item['amount'], 0);
  const quantity = numberOr(item['quantity'], 1);
  return {
    amount,
    price: textOr(details['price'], ''),
    product: textOr(details['product'], ''),
    quantity,
    quantityDecimal: textOr(item['quantity_decimal'], String(quantity)),
    unitAmountDecimal: textOr(pricing['unit_amount_decimal'], String(amount)),
  };
}

function textOr<Otherwise>(value: unknown, otherwise: Otherwise): string | Otherwise {
  return typeof value === 'string' ? value : otherwise;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function textsOf(value: unknown): Record<string, string> {
  if (!isWireObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
