import type {Call} from '../engine/endpoint.ts';
import {derivedId} from '../engine/ids.ts';
import {overlay} from '../engine/overlay.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import type {StoredInvoice, StoredLineItem, WireLineItem} from './objects.ts';

/** How many lines an invoice carries inside itself; the others come from `/v1/invoices/{invoice}/lines`. */
const linesInsideMax = 10;

export function linesOfInvoice(invoice: StoredInvoice, store: Store): readonly StoredLineItem[] {
  const lines = store.lineItems.where('invoice', invoice.id);
  return lines.length > 0 || 'lines' in invoice ? lines : impliedLines(invoice);
}

export function renderLinesInside(invoice: StoredInvoice, store: Store): WireList<WireLineItem> {
  const lines = linesOfInvoice(invoice, store);
  return {
    object: 'list',
    data: lines.slice(0, linesInsideMax).map((line) => renderLineItem(line, store)),
    has_more: lines.length > linesInsideMax,
    total_count: lines.length,
    url: `/v1/invoices/${invoice.id}/lines`,
  };
}

export function renderLineItem(row: StoredLineItem, store: Store): WireLineItem {
  const quantity = row.quantity === undefined ? 1 : row.quantity;
  const shown = overlay(everyField, {livemode: store.livemode}, pricingOf(row, quantity), row);
  if (row.terms === undefined) return shown;
  const {terms: _terms, ...line}: WireLineItem & Pick<StoredLineItem, 'terms'> = shown;
  return line;
}

/** Writes down the lines that so far only followed from the invoice, before one of them changes. */
export function keepLinesOf(call: Pick<Call, 'change' | 'store'>, invoice: StoredInvoice): void {
  for (const line of linesOfInvoice(invoice, call.store)) {
    if (!call.store.lineItems.has(line.id)) call.change.insert('line_item', line);
  }
  if ('lines' in invoice) return;
  const lines = {object: 'list', data: [], has_more: false, url: `/v1/invoices/${invoice.id}/lines`} as const;
  call.change.update('invoice', invoice.id, {lines});
}

/** What the line was priced at, where the row does not say: as if it were one item of the invoice. */
function pricingOf(row: StoredLineItem, quantity: number | null): Partial<WireLineItem> {
  return {
    parent: row.parent === undefined ? impliedParent(row.id) : row.parent,
    pricing: row.pricing === undefined ? impliedPricing(row, quantity) : row.pricing,
    quantity,
    quantity_decimal: quantity === null ? null : String(quantity),
    subtotal: row.amount,
  };
}

function impliedParent(lineId: string): NonNullable<WireLineItem['parent']> {
  return {
    invoice_item_details: {
      invoice_item: derivedId('ii', lineId),
      proration: false,
      proration_details: {credited_items: null},
      subscription: null,
    },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}

function impliedPricing(row: StoredLineItem, quantity: number | null): NonNullable<WireLineItem['pricing']> {
  return {
    price_details: {price: derivedId('price', row.id), product: derivedId('prod', row.id)},
    type: 'price_details',
    unit_amount_decimal: quantity === null || quantity === 0 ? null : String(row.amount / quantity),
  };
}

/** Every required key in Stripe's order. */
const everyField: WireLineItem = {
  id: '',
  object: 'line_item',
  amount: 0,
  currency: '',
  description: null,
  discount_amounts: [],
  discountable: true,
  discounts: [],
  invoice: null,
  livemode: false,
  metadata: {},
  parent: null,
  period: {end: 0, start: 0},
  pretax_credit_amounts: [],
  pricing: null,
  quantity: 1,
  quantity_decimal: '1',
  subscription: null,
  subtotal: 0,
  taxes: [],
};

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
