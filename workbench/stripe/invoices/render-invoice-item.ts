import {testClockOf} from '../engine/clock.ts';
import type {Store} from '../engine/store.ts';
import type {StoredInvoiceItem, WireInvoiceItem} from './objects.ts';

/** As recorded invoice items of Stripe's test mode have it; tax rates are shown whole. */
export function renderInvoiceItem(row: StoredInvoiceItem, store: Store): WireInvoiceItem {
  return {
    id: row.id,
    object: 'invoiceitem',
    amount: row.amount,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    date: row.created,
    description: row.description,
    discountable: row.discountable,
    discounts: [...row.discounts],
    invoice: row.invoice,
    livemode: store.livemode,
    metadata: {...row.metadata},
    net_amount: netAmount(row, store),
    parent: parentOf(row),
    period: row.period,
    pricing: {
      price_details: {price: row.price, product: row.product},
      type: 'price_details',
      unit_amount_decimal: row.unitAmountDecimal,
    },
    proration: row.proration,
    quantity: row.quantity,
    quantity_decimal: row.quantityDecimal,
    tax_rates: (row.taxRates ?? []).flatMap((id) => store.taxRates.get(id) ?? []),
    test_clock: testClockOf(store, row.customer),
  };
}

/** What remains of the amount after its discounts, which are known once it is on an invoice. */
function netAmount(row: StoredInvoiceItem, store: Store): number {
  if (row.invoice === null) return row.amount;
  const line = store.lineItems
    .where('invoice', row.invoice)
    .find((candidate) => candidate.terms?.invoiceItem === row.id);
  return row.amount - (line?.discount_amounts ?? []).reduce((sum, {amount}) => sum + amount, 0);
}

function parentOf({subscription, subscriptionItem}: StoredInvoiceItem): WireInvoiceItem['parent'] {
  if (subscription === null) return null;
  return {
    subscription_details: {
      subscription,
      ...(subscriptionItem === null ? {} : {subscription_item: subscriptionItem}),
    },
    type: 'subscription_details',
  };
}
