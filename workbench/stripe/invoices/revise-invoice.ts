/**
 * A revision copies a finalized invoice into a draft that replaces it: when the revision is finalized, the old one is
 * voided. https://docs.stripe.com/invoicing/invoice-edits
 */
import type {Call} from '../engine/endpoint.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {createInvoice} from './create-invoice.ts';
import {lineOfItem, newItem} from './invoice-lines.ts';
import {invoiceOfParam, requireStatus} from './invoice-state.ts';
import {linesOfInvoice, renderLineItem} from './line-items.ts';
import type {StoredInvoice, StoredLineItem} from './objects.ts';

/** Returns the id of the draft. @throws StripeRefusal for an invoice that is not, or no longer, asked for */
export function createRevision(
  call: Call,
  invoiceId: string,
  metadata: Readonly<Record<string, string>> | '' | undefined,
): string {
  const old = invoiceOfParam(call, invoiceId, 'from_invoice[invoice]');
  requireStatus(old, ['open', 'uncollectible'], 'revise');
  const lines = linesOfInvoice(old, call.store).map((line) => copiedLine(call, old, line));
  const revision = createInvoice(call, {
    customer: old.customer ?? '',
    currency: old.currency,
    lines,
    fields: {
      collection_method: old.collection_method,
      custom_fields: old.custom_fields ?? null,
      default_payment_method: old.default_payment_method ?? null,
      default_tax_rates: old.default_tax_rates ?? [],
      description: old.description ?? null,
      discounts: old.discounts ?? [],
      due_date: old.due_date,
      footer: old.footer ?? null,
      from_invoice: {action: 'revision', invoice: old.id},
      metadata: mergedMetadata(old.metadata ?? {}, metadata),
      statement_descriptor: old.statement_descriptor ?? null,
    },
  });
  return revision.id;
}

/** The same again as an invoice item of its own; taxes of a line that came with the world follow from its rates. */
function copiedLine(call: Call, old: StoredInvoice, row: StoredLineItem) {
  const line = renderLineItem(row, call.store);
  const price = line.pricing?.price_details?.price ?? '';
  const quantity = line.quantity_decimal ?? '1';
  const item = {
    ...newItem(
      call,
      {
        amount: line.amount,
        description: line.description,
        price: typeof price === 'string' ? price : price.id,
        product: line.pricing?.price_details?.product ?? '',
        quantity: line.quantity ?? 1,
        quantityDecimal: quantity,
        unitAmountDecimal: line.pricing?.unit_amount_decimal ?? null,
      },
      {created: old.created, currency: old.currency, customer: old.customer ?? '', invoice: null},
    ),
    discountable: line.discountable,
    metadata: line.metadata,
    period: line.period,
    taxRates: row.terms?.taxRates ?? ratesOf(line.taxes ?? []),
  };
  return lineOfItem(item);
}

function ratesOf(taxes: NonNullable<StoredLineItem['taxes']>): readonly string[] | null {
  const rates = taxes.flatMap(({tax_rate_details}) => tax_rate_details?.tax_rate ?? []);
  return rates.length === 0 ? null : rates;
}
