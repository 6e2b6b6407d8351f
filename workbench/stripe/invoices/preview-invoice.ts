/** What an invoice would be: made for real, shown, and taken back. https://docs.stripe.com/api/invoices/create_preview */
import type Stripe from 'stripe';
import {referredCustomer} from '../catalogue/find.ts';
import {missing, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {previewOfSubscription} from '../subscriptions/preview-subscription.ts';
import {type GivenItem, readBilledItem} from './billed-item.ts';
import {currencyOf} from './create-endpoint.ts';
import {createInvoice} from './create-invoice.ts';
import {newItem, pendingItems} from './invoice-lines.ts';
import {readExtras} from './update-line.ts';

type Params = Call<Stripe.InvoiceCreatePreviewParams>['params'];
type PreviewItem = NonNullable<Params['invoice_items']>[number];

const unmodelled = [
  'customer_account',
  'customer_details',
  'issuer',
  'on_behalf_of',
  'schedule',
  'schedule_details',
] as const;

/** Of what waits for the customer and what the request adds to it. @throws StripeRefusal where that is nothing */
export function previewInvoice(call: Call<Stripe.InvoiceCreatePreviewParams>): object {
  const {params} = call;
  for (const name of unmodelled) {
    if (params[name] !== undefined) throw notModelled(name);
  }
  if (params.automatic_tax?.enabled === true) throw notModelled('automatic_tax[enabled]');
  if (params.subscription !== undefined || params.subscription_details !== undefined) {
    if (params.invoice_items !== undefined) throw notModelled('invoice_items');
    return call.change.preview(() => previewOfSubscription(call));
  }
  if (params.customer === undefined) throw missing('customer');
  const customer = referredCustomer(call, params.customer);
  const currency = currencyOf(call, customer, params.currency);
  return call.change.preview(() => {
    for (const [index, item] of (params.invoice_items ?? []).entries()) {
      previewItem(call, item, {customer, currency, within: `invoice_items[${index}]`});
    }
    if (pendingItems(call, {customer, currency}).length === 0) {
      throw new StripeRefusal({
        status: 404,
        code: 'invoice_upcoming_none',
        message: `No upcoming invoices for customer: ${customer}`,
      });
    }
    const invoice = createInvoice(call, {
      id: call.change.newId('upcoming_in'),
      customer,
      currency,
      fields: {billing_reason: 'manual', auto_advance: false},
      discounts: {given: params.discounts, param: 'discounts'},
      pendingItems: {},
    });
    return call.render('invoice', invoice.id);
  });
}

/** A pending item changed, or one more. */
function previewItem(
  call: Call,
  given: PreviewItem,
  at: {readonly customer: string; readonly currency: string; readonly within: string},
): void {
  const {customer, currency, within} = at;
  const known = given.invoiceitem === undefined ? undefined : call.store.invoiceItems.get(given.invoiceitem);
  if (given.invoiceitem !== undefined && known === undefined) {
    throw noSuchObject({
      kind: 'invoiceitem',
      id: given.invoiceitem,
      param: `${within}[invoiceitem]`,
      inPath: false,
    });
  }
  const {change} = call;
  const billed = readBilledItem(call, given satisfies GivenItem, {currency, within});
  const item = newItem(call, billed, {created: nowOf(call, customer), currency, customer, invoice: null});
  if (known !== undefined) change.remove('invoiceitem', known.id);
  const id = known?.id ?? item.id;
  change.insert('invoiceitem', {
    ...item,
    id,
    ...readExtras(call, given, {invoice: {customer}, item: id, within}),
    metadata: mergedMetadata({}, given.metadata),
  });
}
