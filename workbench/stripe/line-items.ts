import {derivedId} from './ids.ts';
import type {StoredInvoice, StoredLineItem, WireLineItem, WireList} from './objects.ts';
import type {Store} from './store.ts';

/** How many lines an invoice carries inside itself; the others come from `/v1/invoices/{invoice}/lines`. */
const linesInsideMax = 10;

export function linesOfInvoice(invoice: StoredInvoice, store: Store): readonly StoredLineItem[] {
  return store.linesOf.get(invoice.id) ?? ('lines' in invoice ? [] : impliedLines(invoice));
}

export function renderLinesInside(invoice: StoredInvoice, store: Store): WireList<WireLineItem> {
  const lines = linesOfInvoice(invoice, store);
  return {
    object: 'list',
    data: lines.slice(0, linesInsideMax).map(renderLineItem),
    has_more: lines.length > linesInsideMax,
    total_count: lines.length,
    url: `/v1/invoices/${invoice.id}/lines`,
  };
}

export function renderLineItem(row: StoredLineItem): WireLineItem {
  const quantity = row.quantity === undefined ? 1 : row.quantity;
  return {
    description: null,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: {
        invoice_item: derivedId('ii', row.id),
        proration: false,
        proration_details: {credited_items: null},
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    pretax_credit_amounts: [],
    pricing: {
      price_details: {price: derivedId('price', row.id), product: derivedId('prod', row.id)},
      type: 'price_details',
      unit_amount_decimal: quantity === null || quantity === 0 ? null : String(row.amount / quantity),
    },
    quantity,
    quantity_decimal: quantity === null ? null : String(quantity),
    subscription: null,
    subtotal: row.amount,
    taxes: [],
    ...row,
  };
}

/** An invoice whose lines nobody wrote down has one, so that its lines add up to its subtotal. */
function impliedLines(invoice: StoredInvoice): readonly StoredLineItem[] {
  if (invoice.subtotal === 0) return [];
  const period = {
    start: invoice.period_start ?? invoice.created,
    end: invoice.period_end ?? invoice.created,
  };
  return [
    {
      id: derivedId('il', invoice.id),
      object: 'line_item',
      amount: invoice.subtotal,
      currency: invoice.currency,
      invoice: invoice.id,
      period,
    },
  ];
}
