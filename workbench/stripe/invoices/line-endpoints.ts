/** Adding, changing and removing lines of a draft. https://docs.stripe.com/api/invoices/add_lines */
import type Stripe from 'stripe';
import {invalid, notModelled} from '../catalogue/refusals.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {readBilledItem} from './billed-item.ts';
import {attachItem, insertLine, lineOfItem, newItem} from './invoice-lines.ts';
import {invoiceOfPath, requireDraft} from './invoice-state.ts';
import {keepLinesOf} from './line-items.ts';
import type {StoredInvoice, StoredInvoiceItem, StoredLineItem} from './objects.ts';
import {totalInvoice} from './total-invoice.ts';
import {type GivenLine, readExtras, updateLine} from './update-line.ts';

const linesMax = 250;

export function addLines(call: Call<Stripe.InvoiceAddLinesParams>): object {
  return changeLines(call, call.params.invoice_metadata, call.params.lines.length, (invoice) => {
    for (const [index, line] of call.params.lines.entries()) {
      const within = `lines[${index}]`;
      if (line.invoice_item !== undefined)
        attachItem(call, invoice, pendingItem(call, invoice, line.invoice_item, within));
      else addLine(call, invoice, line, within);
    }
  });
}

export function updateLines(call: Call<Stripe.InvoiceUpdateLinesParams>): object {
  return changeLines(call, call.params.invoice_metadata, call.params.lines.length, (invoice) => {
    for (const [index, line] of call.params.lines.entries()) {
      const within = `lines[${index}]`;
      updateLine(
        call,
        invoice,
        requireLine(call, invoice, line.id, {param: `${within}[id]`, inPath: false}),
        {
          given: line,
          within,
        },
      );
    }
  });
}

export function removeLines(call: Call<Stripe.InvoiceRemoveLinesParams>): object {
  return changeLines(call, call.params.invoice_metadata, call.params.lines.length, (invoice) => {
    for (const [index, {id, behavior}] of call.params.lines.entries()) {
      const line = requireLine(call, invoice, id, {param: `lines[${index}][id]`, inPath: false});
      removeLine(call, line, behavior === 'unassign' ? 'unassign' : 'delete');
    }
  });
}

/** `POST /v1/invoices/{id}/lines/{id}` */
export function updateOneLine(call: Call<Stripe.InvoiceUpdateLineItemParams>): object {
  const id = call.pathIds[1] ?? '';
  changeLines(call, undefined, 1, (invoice) => {
    const line = requireLine(call, invoice, id, {param: 'line_item_id', inPath: true});
    updateLine(call, invoice, line, {given: call.params, within: ''});
  });
  return call.render('line_item', id);
}

/** Changes lines of the path's draft, totals it, and says what changed. @throws StripeRefusal */
function changeLines(
  call: Call,
  metadata: Readonly<Record<string, string>> | '' | undefined,
  count: number,
  work: (invoice: StoredInvoice) => void,
): object {
  const invoice = invoiceOfPath(call);
  requireDraft(invoice);
  if (count > linesMax) throw invalid(`You can change at most ${linesMax} lines at a time.`, 'lines');
  const before = call.render('invoice', invoice.id);
  keepLinesOf(call, invoice);
  work(invoice);
  if (metadata !== undefined) {
    call.change.update('invoice', invoice.id, {metadata: mergedMetadata(invoice.metadata ?? {}, metadata)});
  }
  totalInvoice(call, invoice.id);
  call.change.event('invoice.updated', 'invoice', invoice.id, before);
  return call.render('invoice', invoice.id);
}

function pendingItem(call: Call, invoice: StoredInvoice, id: string, within: string): StoredInvoiceItem {
  const item = call.store.invoiceItems.get(id);
  const param = `${within}[invoice_item]`;
  if (item === undefined || item.customer !== invoice.customer) {
    throw noSuchObject({kind: 'invoiceitem', id, param, inPath: false});
  }
  if (item.invoice !== null)
    throw invalid(`The invoice item ${id} is already on the invoice ${item.invoice}.`, param);
  if (item.currency !== invoice.currency) {
    throw invalid(
      `The invoice item ${id} is in ${item.currency}, but the invoice is in ${invoice.currency}.`,
      param,
    );
  }
  return item;
}

function addLine(call: Call, invoice: StoredInvoice, given: GivenLine, within: string): void {
  if (given.tax_amounts !== undefined) throw notModelled(`${within}[tax_amounts]`);
  const created = nowOf(call, invoice.customer);
  const billed = readBilledItem(call, given, {currency: invoice.currency, within});
  const item = newItem(call, billed, {
    created,
    currency: invoice.currency,
    customer: invoice.customer ?? '',
    invoice: invoice.id,
  });
  call.change.insert('invoiceitem', {
    ...item,
    ...readExtras(call, given, {invoice, item: item.id, within}),
    metadata: mergedMetadata({}, given.metadata),
  });
  const inserted = call.change.update('invoiceitem', item.id, {});
  insertLine(call, invoice.id, lineOfItem(inserted));
  call.change.event('invoiceitem.created', 'invoiceitem', item.id);
}

function requireLine(
  call: Call,
  invoice: StoredInvoice,
  id: string,
  at: {readonly param: string; readonly inPath: boolean},
): StoredLineItem {
  const line = call.store.lineItems.get(id);
  if (line === undefined || line.invoice !== invoice.id)
    throw noSuchObject({kind: 'invoice line item', id, ...at});
  return line;
}

/** Deleted, its invoice item goes too; unassigned, the item waits for another invoice. */
function removeLine(call: Call, line: StoredLineItem, behavior: 'delete' | 'unassign'): void {
  const {change, store} = call;
  const item = line.terms?.invoiceItem ?? null;
  if (item === null || !store.invoiceItems.has(item)) {
    if (behavior === 'unassign') {
      throw invalid('This line is of no invoice item, so it can only be deleted.', 'lines');
    }
  } else if (behavior === 'unassign') change.update('invoiceitem', item, {invoice: null});
  else {
    change.event('invoiceitem.deleted', 'invoiceitem', item);
    change.remove('invoiceitem', item);
  }
  change.remove('line_item', line.id);
}
