/** `POST /v1/invoices/{id}` and `DELETE /v1/invoices/{id}`. https://docs.stripe.com/api/invoices/update */
import type Stripe from 'stripe';
import {placeDiscounts} from '../catalogue/discounts.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {scheduleAdvance} from './automatic-advance.ts';
import {subscriptionIdOf} from './invoice-filters.ts';
import {requireFreeNumber} from './invoice-number.ts';
import {invoiceOfPath} from './invoice-state.ts';
import {readDueDate, readTerms, refuseUnmodelled} from './invoice-terms.ts';
import {linesOfInvoice} from './line-items.ts';
import type {StoredInvoice} from './objects.ts';
import {totalInvoice} from './total-invoice.ts';

type Params = Call<Stripe.InvoiceUpdateParams>['params'];

/** What can still be changed once it is a document: nothing that is printed, and no amount. */
const alwaysChangeable: readonly string[] = [
  'auto_advance',
  'default_payment_method',
  'default_source',
  'expand',
  'metadata',
  'payment_settings',
];

export function updateInvoice(call: Call<Stripe.InvoiceUpdateParams>): object {
  const invoice = invoiceOfPath(call);
  const {change, params} = call;
  refuseUnmodelled(params);
  if (invoice.status !== 'draft') refuseFinalized(params);
  const before = call.render('invoice', invoice.id);
  change.update('invoice', invoice.id, {
    ...readTerms(call, params),
    ...draftFields(call, invoice, params),
    ...(params.auto_advance === undefined ? {} : {auto_advance: params.auto_advance}),
    ...(params.metadata === undefined
      ? {}
      : {metadata: mergedMetadata(invoice.metadata ?? {}, params.metadata)}),
  });
  if (invoice.status === 'draft') {
    if (params.discounts !== undefined || params.default_tax_rates !== undefined)
      totalInvoice(call, invoice.id);
    const at = params.automatically_finalizes_at ?? null;
    if (params.auto_advance !== undefined || params.collection_method !== undefined || at !== null) {
      scheduleAdvance(call, invoice.id, at);
    }
  }
  const after = call.render('invoice', invoice.id);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    change.event('invoice.updated', 'invoice', invoice.id, before);
  }
  return after;
}

function refuseFinalized(params: Params): void {
  const first = Object.keys(params).find((name) => !alwaysChangeable.includes(name));
  if (first === undefined) return;
  throw new StripeRefusal({
    status: 400,
    code: 'invoice_not_editable',
    message: "Finalized invoices can't be updated in this way",
    param: first,
  });
}

function draftFields(call: Call, invoice: StoredInvoice, params: Params): Partial<StoredInvoice> {
  if (invoice.status !== 'draft') return {};
  if (typeof params.number === 'string' && params.number !== '') {
    requireFreeNumber(call, params.number, invoice.id);
  }
  const {collection_method, days_until_due, due_date, discounts} = params;
  const asksForDate =
    collection_method !== undefined || days_until_due !== undefined || due_date !== undefined;
  const nowUnixS = nowOf(call, invoice.customer);
  return {
    ...(asksForDate ? readDueDate(params, {...invoice, nowUnixS}) : {}),
    ...(discounts === undefined
      ? {}
      : {
          discounts: [
            ...placeDiscounts(call, discounts, {
              param: 'discounts',
              place: {customer: invoice.customer, invoice: invoice.id, startUnixS: nowUnixS},
            }),
          ],
        }),
  };
}

/** Takes a draft away with its lines and the invoice items on them. @throws StripeRefusal */
export function deleteInvoice(call: Call): object {
  const {change, store} = call;
  const invoice = invoiceOfPath(call);
  if (invoice.status !== 'draft') {
    throw new StripeRefusal({
      status: 400,
      message: 'You can only delete draft invoices. To get rid of a finalized invoice, void it.',
    });
  }
  if (subscriptionIdOf(invoice) !== null) {
    throw new StripeRefusal({
      status: 400,
      message: 'You can only delete draft invoices that are not from a subscription.',
    });
  }
  change.event('invoice.deleted', 'invoice', invoice.id);
  change.cancelLater(`finalize:${invoice.id}`);
  for (const line of linesOfInvoice(invoice, store)) {
    if (!store.lineItems.has(line.id)) continue;
    const item = line.terms?.invoiceItem ?? null;
    if (item !== null && store.invoiceItems.has(item)) change.remove('invoiceitem', item);
    change.remove('line_item', line.id);
  }
  change.remove('invoice', invoice.id);
  return {id: invoice.id, object: 'invoice', deleted: true};
}
