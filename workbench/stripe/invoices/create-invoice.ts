/**
 * Makes a draft. Requests, subscriptions and quotes all make theirs here.
 * https://docs.stripe.com/api/invoices/create
 */
import {type GivenDiscount, placeDiscounts} from '../catalogue/discounts.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {scheduleAdvance} from './automatic-advance.ts';
import {attachItem, insertLine, type NewLine, pendingItems} from './invoice-lines.ts';
import type {StoredInvoice} from './objects.ts';
import {totalInvoice} from './total-invoice.ts';

export interface InvoiceDraft {
  readonly customer: string;
  /** Lower case. */
  readonly currency: string;
  /**
   * What is particular about it: `billing_reason`, `parent`, `collection_method`, `due_date`, `auto_advance`,
   * `discounts` (ids of discounts that stand already), `default_tax_rates` (whole), `metadata`, the period. What is left
   * out is as for an invoice made by hand.
   */
  readonly fields?: Partial<StoredInvoice>;
  /** In their order, before the pending items. */
  readonly lines?: readonly NewLine[];
  /** Coupons and promotion codes to redeem for it, as a request gives them under the parameter of that name. */
  readonly discounts?: {readonly given: readonly GivenDiscount[] | '' | undefined; readonly param: string};
  /** Absent: none. Without `subscription`, only those that wait for no subscription's invoice. */
  readonly pendingItems?: {readonly subscription?: string};
  /** Absent: a new one. */
  readonly id?: string;
}

/** Adds the draft with its lines, totals and event. Where it advances by itself, that is on the agenda. */
export function createInvoice(call: Call, draft: InvoiceDraft): StoredInvoice {
  const {change} = call;
  const {customer, currency} = draft;
  const created = nowOf(call, customer);
  keepCurrencyOf(call, customer, currency);
  const id = draft.id ?? change.newId('in');
  const invoice: StoredInvoice = {
    id,
    object: 'invoice',
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    auto_advance: false,
    collection_method: 'charge_automatically',
    created,
    currency,
    customer,
    due_date: null,
    lines: emptyListAt(`/v1/invoices/${id}/lines`),
    livemode: call.store.livemode,
    payments: emptyListAt(`/v1/invoices/${id}/payments`),
    status: 'draft',
    status_transitions: {finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null},
    subtotal: 0,
    total: 0,
    ...draft.fields,
  };
  change.insert('invoice', invoice);
  if (draft.discounts !== undefined) {
    const {given, param} = draft.discounts;
    const placed = placeDiscounts(call, given, {param, place: {customer, invoice: id, startUnixS: created}});
    change.update('invoice', id, {discounts: [...(draft.fields?.discounts ?? []), ...placed]});
  }
  for (const line of draft.lines ?? []) insertLine(call, id, line);
  if (draft.pendingItems !== undefined) {
    for (const item of pendingItems(call, {customer, currency, ...draft.pendingItems})) {
      attachItem(call, invoice, item);
    }
  }
  totalInvoice(call, id);
  const scheduled = scheduleAdvance(call, id);
  change.event('invoice.created', 'invoice', id);
  return scheduled;
}

/** The first currency that a customer is billed in stays theirs. */
export function keepCurrencyOf(call: Call, customerId: string, currency: string): void {
  const customer = call.store.customers.get(customerId);
  if (customer === undefined || 'deleted' in customer || (customer.currency ?? null) !== null) return;
  const before = call.render('customer', customerId);
  call.change.update('customer', customerId, {currency});
  call.change.event('customer.updated', 'customer', customerId, before);
}

function emptyListAt(url: string) {
  return {object: 'list', data: [], has_more: false, url} as const;
}
