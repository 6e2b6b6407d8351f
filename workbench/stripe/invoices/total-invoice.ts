/** Adds up a draft: the discounts and taxes of its lines, its totals, and what will be due. */
import {isRunning} from '../catalogue/discounts.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {Store} from '../engine/store.ts';
import {
  type DiscountToApply,
  type InvoiceTotals,
  type LineTax,
  type LineToTotal,
  type TaxRelief,
  type TaxToApply,
  totalLines,
} from './invoice-amounts.ts';
import {linesOfInvoice} from './line-items.ts';
import type {StoredInvoice, StoredLineItem, WireLineItem} from './objects.ts';

/** What of an invoice its totals follow from. */
type Totaled = Pick<StoredInvoice, 'currency' | 'customer'> &
  Partial<Pick<StoredInvoice, 'customer_tax_exempt' | 'default_tax_rates' | 'discounts' | 'status'>>;

/** Writes the draft's amounts, and those of its lines, as they follow from what is on it now. */
export function totalInvoice(call: Call, invoiceId: string): StoredInvoice {
  const {change, store} = call;
  const invoice = change.update('invoice', invoiceId, {});
  const lines = linesOfInvoice(invoice, store);
  const totals = totalsOf(call, invoice, lines);
  for (const [index, line] of lines.entries()) {
    if (line.terms !== undefined) change.update('line_item', line.id, amountsOfLine(totals, index));
  }
  return change.update('invoice', invoiceId, amountsOfInvoice(store, invoice, totals));
}

function totalsOf(call: Call, invoice: Totaled, lines: readonly StoredLineItem[]): InvoiceTotals {
  const discountOf = (id: string) => discountToApply(call, id, invoice);
  const defaults = (invoice.default_tax_rates ?? []).map(({id}) => id);
  return totalLines(
    lines.map((line): LineToTotal => {
      const rates = line.terms?.taxRates ?? defaults;
      return {
        amount: line.amount,
        discountable: line.discountable ?? true,
        product: productOf(line),
        discounts: idsOf(line.discounts ?? []).flatMap(discountOf),
        taxes: rates.map((id) => taxToApply(call.store, id)),
        given: line.terms === undefined ? givenAmounts(line) : null,
      };
    }),
    {discounts: idsOf(invoice.discounts ?? []).flatMap(discountOf), relief: reliefOf(invoice, call.store)},
  );
}

/** A discount that is over, or taken away, takes nothing off any more. */
function discountToApply(call: Call, id: string, {currency, customer}: Totaled): readonly DiscountToApply[] {
  const discount = call.store.discounts.get(id);
  if (discount === undefined || !isRunning(discount, nowOf(call, customer))) return [];
  const {amount_off, currency: ownCurrency, currency_options, percent_off, products} = discount.terms;
  const amountOff = ownCurrency === currency ? amount_off : (currency_options[currency]?.amount_off ?? null);
  if (percent_off === null && amountOff === null) {
    throw new StripeRefusal({
      status: 400,
      message: `The coupon of the discount ${id} takes off an amount in ${ownCurrency}, but the invoice is in ${currency}.`,
      param: 'discounts',
    });
  }
  return [{id, percentOff: percent_off, amountOff: percent_off === null ? amountOff : null, products}];
}

function taxToApply(store: Store, id: string): TaxToApply {
  const rate = store.taxRates.get(id);
  if (rate === undefined) throw noSuchObject({kind: 'tax rate', id, param: 'tax_rates', inPath: false});
  return {id, percentage: rate.percentage, inclusive: rate.inclusive};
}

/** Until it is finalized, an invoice follows its customer. */
function reliefOf(invoice: Totaled, store: Store): TaxRelief {
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  const current = customer === undefined || 'deleted' in customer ? null : (customer.tax_exempt ?? null);
  switch (invoice.customer_tax_exempt ?? current) {
    case 'exempt':
      return 'customer_exempt';
    case 'reverse':
      return 'reverse_charge';
    default:
      return null;
  }
}

/** What a world's line says of itself. */
function givenAmounts(line: StoredLineItem) {
  return {
    discounts: (line.discount_amounts ?? []).map(({amount, discount}) => ({
      amount,
      discount: idOf(discount),
    })),
    taxes: (line.taxes ?? []).map(
      (tax): LineTax => ({
        rate: tax.tax_rate_details?.tax_rate ?? '',
        inclusive: tax.tax_behavior === 'inclusive',
        amount: tax.amount,
        taxableAmount: tax.taxable_amount ?? 0,
        reason: 'not_available',
      }),
    ),
  };
}

/** Of one line, as it is sent. */
function amountsOfLine(
  totals: InvoiceTotals,
  index: number,
): Pick<WireLineItem, 'discount_amounts' | 'taxes'> {
  const line = totals.lines[index];
  return {
    discount_amounts: (line?.discounts ?? []).map((discounted) => ({...discounted})),
    taxes: (line?.taxes ?? []).map((tax) => wireTax(tax)),
  };
}

/** Of the invoice, as it is sent. What will be due is the total with what the customer owes or has to their credit. */
function amountsOfInvoice(store: Store, invoice: StoredInvoice, totals: InvoiceTotals) {
  const startingBalance = balanceOf(store, invoice);
  const amountDue = Math.max(0, totals.total + startingBalance);
  return {
    amount_due: amountDue,
    amount_remaining: amountDue,
    starting_balance: startingBalance,
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotalExcludingTax,
    total: totals.total,
    total_discount_amounts: totals.discounts.map((discounted) => ({...discounted})),
    total_excluding_tax: totals.totalExcludingTax,
    total_taxes: totals.taxes.map((tax) => wireTax(tax)),
  };
}

/** The customer's balance as far as it can be applied: in the invoice's currency. Negative is credit. */
export function balanceOf(store: Store, invoice: Pick<StoredInvoice, 'currency' | 'customer'>): number {
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  if (customer === undefined || 'deleted' in customer || customer.currency !== invoice.currency) return 0;
  return customer.balance ?? 0;
}

/** Whether there is a balance in the invoice's currency that could take something up. */
export function holdsBalance(store: Store, invoice: Pick<StoredInvoice, 'currency' | 'customer'>): boolean {
  const customer = invoice.customer === null ? undefined : store.customers.get(invoice.customer);
  return customer !== undefined && !('deleted' in customer) && customer.currency === invoice.currency;
}

function wireTax(tax: LineTax) {
  return {
    amount: tax.amount,
    tax_behavior: tax.inclusive ? ('inclusive' as const) : ('exclusive' as const),
    tax_rate_details: {tax_rate: tax.rate},
    taxability_reason: tax.reason,
    taxable_amount: tax.taxableAmount,
    type: 'tax_rate_details' as const,
  };
}

function productOf(line: StoredLineItem): string | null {
  return line.pricing?.price_details?.product ?? null;
}

function idsOf(references: readonly (string | {readonly id: string})[]): readonly string[] {
  return references.map(idOf);
}

function idOf(reference: string | {readonly id: string}): string {
  return typeof reference === 'string' ? reference : reference.id;
}
