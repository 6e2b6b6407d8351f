/** What the demo company sells, and the lines it writes for it. */
import {derivedId, nextId} from '../../stripe/engine/ids.ts';
import type {RandomSource} from '../../stripe/engine/random.ts';
import type {StoredInvoice, StoredLineItem} from '../../stripe/invoices/objects.ts';
import type {Buyer} from './buyers.ts';
import {type DemoCurrency, priceMinor, toStep} from './currencies.ts';
import {drawAmount, drawInteger} from './draws.ts';

export interface LinePlan {
  readonly product: string;
  readonly description: string;
  readonly quantity: number;
  /** A decimal in quotation marks, as Stripe sends it: prices may be fractions of the smallest unit. */
  readonly unitAmountDecimal: string;
  readonly amount: number;
}

function line(options: {
  readonly product: string;
  readonly description: string;
  readonly quantity: number;
  readonly dollars: number;
  readonly currency: DemoCurrency;
}): LinePlan {
  const {product, description, quantity, dollars, currency} = options;
  const unit = Number(priceMinor(dollars, currency).toFixed(9));
  return {
    product,
    description,
    quantity,
    unitAmountDecimal: String(unit),
    amount: toStep(quantity * unit, currency),
  };
}

/** One line at a price in the currency's smallest unit. */
export function flatLine(description: string, amount: number): LinePlan {
  return {product: 'services', description, quantity: 1, unitAmountDecimal: String(amount), amount};
}

/** A self-serve month: seats, and for half of them usage. */
export function selfServeLines(random: RandomSource, currency: DemoCurrency): readonly LinePlan[] {
  const seats = Math.max(1, Math.round(drawAmount(random, {median: 2, sigma: 0.8})));
  const plan = line({
    product: 'pro',
    description: 'Lumenfold Pro, monthly, per seat',
    quantity: seats,
    dollars: 20,
    currency,
  });
  if (random.nextFraction() < 0.5) return [plan];
  const tokens = Math.round(drawAmount(random, {median: 24_000_000, sigma: 1.1}));
  return [plan, tokenLine(tokens, currency)];
}

/** A month of an account on terms: the commitment, usage above it, and now and then services or a credit. */
export function accountLines(random: RandomSource, buyer: Buyer): readonly LinePlan[] {
  const {currency} = buyer;
  const scale = buyer.segment === 'reseller' ? 3 : 1;
  const commitment = Math.round(drawAmount(random, {median: 90 * scale, sigma: 0.9})) * 100;
  const lines = [
    line({
      product: 'platform',
      description: 'Lumenfold Enterprise, monthly commitment',
      quantity: 1,
      dollars: commitment,
      currency,
    }),
    tokenLine(Math.round(drawAmount(random, {median: 1_400_000_000, sigma: 0.9})), currency),
  ];
  if (random.nextFraction() < 0.35) {
    const hours = drawInteger(random, {from: 4, to: 60});
    lines.push(
      line({
        product: 'tuning',
        description: 'Model tuning, GPU hours',
        quantity: hours,
        dollars: 38.5,
        currency,
      }),
    );
  }
  if (random.nextFraction() < 0.2) {
    lines.push(
      line({product: 'support', description: 'Priority support', quantity: 1, dollars: 1500, currency}),
    );
  }
  if (random.nextFraction() < 0.06) {
    const credit = -toStep(0.1 * (lines[0]?.amount ?? 0), currency);
    lines.push(flatLine('Service credit for last month’s interruption', credit));
  }
  return lines;
}

function tokenLine(tokens: number, currency: DemoCurrency): LinePlan {
  return line({
    product: 'tokens',
    description: 'Model usage, input tokens',
    quantity: tokens,
    dollars: 0.0000025,
    currency,
  });
}

export function sumOfLines(lines: readonly LinePlan[]): number {
  return lines.reduce((sum, {amount}) => sum + amount, 0);
}

export function lineItemOf(
  plan: LinePlan,
  options: {readonly invoice: StoredInvoice; readonly buyer: Buyer; readonly random: RandomSource},
): StoredLineItem {
  const {invoice, buyer, random} = options;
  const item: StoredLineItem = {
    id: nextId('il', random),
    object: 'line_item',
    amount: plan.amount,
    currency: invoice.currency,
    description: plan.description,
    invoice: invoice.id,
    period: {
      start: invoice.period_start ?? invoice.created,
      end: invoice.period_end ?? invoice.created,
    },
    pricing: {
      price_details: priceOf(plan.product, invoice.currency),
      type: 'price_details',
      unit_amount_decimal: plan.unitAmountDecimal,
    },
    quantity: plan.quantity,
  };
  return buyer.subscriptionId === null ? item : Object.assign(item, subscriptionFields(buyer.subscriptionId));
}

/** Derived once for each price: a large company has few prices and very many lines. */
const priceDetails = new Map<string, {readonly price: string; readonly product: string}>();

function priceOf(product: string, currency: string): {readonly price: string; readonly product: string} {
  const name = `${product}:${currency}`;
  const known = priceDetails.get(name);
  if (known !== undefined) return known;
  const made = {price: derivedId('price', name), product: derivedId('prod', product)};
  priceDetails.set(name, made);
  return made;
}

function subscriptionFields(subscription: string): Partial<StoredLineItem> {
  return {
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: {credited_items: null},
        subscription,
        subscription_item: `si_${subscription.slice(-14)}`,
      },
      type: 'subscription_item_details',
    },
    subscription,
  };
}
