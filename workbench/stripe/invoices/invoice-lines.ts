/** Puts lines on a draft: what is billed anew, invoice items that waited, and what a subscription charges. */
import type {Call} from '../engine/endpoint.ts';
import type {BilledItem} from './billed-item.ts';
import type {LineTerms, StoredInvoice, StoredInvoiceItem, StoredLineItem, WireLineItem} from './objects.ts';

/** A line before it has an id. */
export type NewLine = Omit<StoredLineItem, 'id' | 'object' | 'invoice' | 'terms'> & {
  readonly terms: LineTerms;
};

/** Adds the line at the end. The amounts of the invoice are the caller's to total. */
export function insertLine(call: Call, invoiceId: string, line: NewLine): StoredLineItem {
  const row: StoredLineItem = {
    ...line,
    id: call.change.newId('il'),
    object: 'line_item',
    invoice: invoiceId,
  };
  call.change.insert('line_item', row);
  return row;
}

/** A pending invoice item comes onto the invoice, as its last line. */
export function attachItem(call: Call, invoice: StoredInvoice, item: StoredInvoiceItem): StoredLineItem {
  const attached = call.change.update('invoiceitem', item.id, {invoice: invoice.id});
  return insertLine(call, invoice.id, lineOfItem(attached));
}

/** Those that wait for the customer's next invoice in the currency, oldest first. */
export function pendingItems(
  call: Pick<Call, 'store'>,
  of: {readonly customer: string; readonly currency: string | null; readonly subscription?: string},
): readonly StoredInvoiceItem[] {
  return call.store.invoiceItems
    .where('customer', of.customer)
    .filter(
      (item) =>
        item.invoice === null &&
        (of.currency === null || item.currency === of.currency) &&
        (item.subscription === null || item.subscription === of.subscription),
    );
}

/** The line that shows the item on an invoice; undefined for a pending one. */
export function lineOf(call: Pick<Call, 'store'>, item: StoredInvoiceItem): StoredLineItem | undefined {
  if (item.invoice === null) return undefined;
  return call.store.lineItems
    .where('invoice', item.invoice)
    .find((line) => line.terms?.invoiceItem === item.id);
}

export function lineOfItem(item: StoredInvoiceItem): NewLine {
  return {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    discounts: [...item.discounts],
    metadata: {...item.metadata},
    parent: parentOf(item),
    period: item.period,
    pricing: {
      price_details: {price: item.price, product: item.product},
      type: 'price_details',
      unit_amount_decimal: item.unitAmountDecimal,
    },
    quantity: item.quantity,
    quantity_decimal: item.quantityDecimal,
    subscription: item.subscription,
    terms: {taxRates: item.taxRates, invoiceItem: item.id},
  };
}

function parentOf(item: StoredInvoiceItem): NonNullable<WireLineItem['parent']> {
  const common = {
    proration: item.proration,
    proration_details: {credited_items: null},
    subscription: item.subscription,
  };
  if (item.subscriptionItem !== null) {
    return {
      invoice_item_details: null,
      subscription_item_details: {
        ...common,
        invoice_item: item.id,
        subscription_item: item.subscriptionItem,
      },
      type: 'subscription_item_details',
    };
  }
  return {
    invoice_item_details: {...common, invoice_item: item.id},
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}

/** An invoice item as it is made of what is billed; everything else is plain. */
export function newItem(
  call: Call,
  billed: BilledItem,
  of: Pick<StoredInvoiceItem, 'created' | 'currency' | 'customer' | 'invoice'>,
): StoredInvoiceItem {
  return {
    id: call.change.newId('ii'),
    object: 'invoiceitem',
    amount: billed.amount,
    created: of.created,
    currency: of.currency,
    customer: of.customer,
    description: billed.description,
    discountable: true,
    discounts: [],
    invoice: of.invoice,
    metadata: {},
    period: {start: of.created, end: of.created},
    price: billed.price,
    product: billed.product,
    proration: false,
    quantity: billed.quantity,
    quantityDecimal: billed.quantityDecimal,
    subscription: null,
    subscriptionItem: null,
    taxRates: null,
    unitAmountDecimal: billed.unitAmountDecimal,
  };
}
