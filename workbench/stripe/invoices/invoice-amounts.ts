/**
 * What an invoice comes to, from its lines, their discounts and the tax on them. Pure. Every amount is in the smallest
 * unit of the invoice's currency; a half is rounded away from zero, line by line, so that the lines add up to the
 * totals. https://docs.stripe.com/billing/taxes/tax-rates and https://docs.stripe.com/billing/subscriptions/coupons
 */
import {Exact, halfUp} from '../catalogue/exact.ts';

export interface DiscountToApply {
  readonly id: string;
  /** Exactly one of the two is set. */
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  /** Null: every product. */
  readonly products: readonly string[] | null;
}

export interface TaxToApply {
  readonly id: string;
  /** 7.7 is 7.7 %. */
  readonly percentage: number;
  readonly inclusive: boolean;
}

export interface LineToTotal {
  /** Before discounts; negative for a credit. With inclusive tax, it is in here. */
  readonly amount: number;
  readonly discountable: boolean;
  readonly product: string | null;
  /** Of the line itself: they come before those of the invoice. */
  readonly discounts: readonly DiscountToApply[];
  readonly taxes: readonly TaxToApply[];
  /** Discounts and taxes that stand as they are; null: they follow from the rest. */
  readonly given: TotaledLine | null;
}

/** Why a customer pays no tax; null for one who does. */
export type TaxRelief = 'customer_exempt' | 'reverse_charge' | null;

export interface LineTax {
  readonly rate: string;
  readonly inclusive: boolean;
  readonly amount: number;
  readonly taxableAmount: number;
  /** A rate set by hand says nothing of why it applies. */
  readonly reason: 'not_available' | NonNullable<TaxRelief>;
}

export interface TotaledLine {
  /** Positive: taken off. One for each discount that takes something off. */
  readonly discounts: readonly {readonly discount: string; readonly amount: number}[];
  readonly taxes: readonly LineTax[];
}

export interface InvoiceTotals {
  readonly lines: readonly TotaledLine[];
  /** After the lines' own discounts, before those of the invoice and before exclusive tax. */
  readonly subtotal: number;
  readonly subtotalExcludingTax: number;
  readonly discounts: readonly {readonly discount: string; readonly amount: number}[];
  readonly taxes: readonly LineTax[];
  readonly totalExcludingTax: number;
  readonly total: number;
}

export function totalLines(
  lines: readonly LineToTotal[],
  invoice: {readonly discounts: readonly DiscountToApply[]; readonly relief: TaxRelief},
): InvoiceTotals {
  const ownDiscounts = lines.map((line) => discountLine(line));
  const afterOwn = lines.map((line, index) => line.amount - sumOf(ownDiscounts[index] ?? []));
  const shared = discountTogether(lines, afterOwn, invoice.discounts);
  const totaled = lines.map((line, index): TotaledLine => {
    if (line.given !== null) return line.given;
    const discounts = [...(ownDiscounts[index] ?? []), ...(shared[index] ?? [])].filter(
      ({amount}) => amount !== 0,
    );
    return {discounts, taxes: taxesOn(line.amount - sumOf(discounts), line.taxes, invoice.relief)};
  });

  const subtotal = sum(afterOwn);
  const inclusiveBefore = lines.map((line, index) =>
    inclusiveTax(line.given?.taxes ?? taxesOn(afterOwn[index] ?? 0, line.taxes, invoice.relief)),
  );
  const taxed = totaled.flatMap(({taxes}) => taxes);
  const net = sum(lines.map(({amount}) => amount)) - sumOf(totaled.flatMap(({discounts}) => discounts));
  const totalExcludingTax = net - inclusiveTax(taxed);
  return {
    lines: totaled,
    subtotal,
    subtotalExcludingTax: subtotal - sum(inclusiveBefore),
    discounts: addedUp(totaled.flatMap(({discounts}) => discounts)),
    taxes: addedUpTaxes(taxed),
    totalExcludingTax,
    total: totalExcludingTax + sumOf(taxed),
  };
}

type Discounted = {readonly discount: string; readonly amount: number};

/** The line's own discounts, each on what the one before left. */
function discountLine(line: LineToTotal): readonly Discounted[] {
  if (line.given !== null) {
    return line.given.discounts.filter((given) => line.discounts.some(({id}) => id === given.discount));
  }
  if (!line.discountable) return [];
  let left = line.amount;
  return line.discounts.map((discount) => {
    const amount = isFor(discount, line) ? partOff(discount, left) : 0;
    left -= amount;
    return {discount: discount.id, amount};
  });
}

/** Off a single amount. A fixed amount takes off no more than there is, and nothing from a credit. */
function partOff({amountOff, percentOff}: DiscountToApply, amount: number): number {
  if (amountOff !== null) return Math.min(amountOff, Math.max(0, amount));
  return halfUp(new Exact(amount).times(percentOff ?? 0).dividedBy(100));
}

/** The invoice's discounts, each on what the one before left. A fixed amount is shared by the lines in proportion. */
function discountTogether(
  lines: readonly LineToTotal[],
  amounts: readonly number[],
  discounts: readonly DiscountToApply[],
): readonly (readonly Discounted[])[] {
  const left = [...amounts];
  const found: Discounted[][] = lines.map(() => []);
  for (const discount of discounts) {
    const fits = lines.map((line) => line.given === null && line.discountable && isFor(discount, line));
    const shares =
      discount.amountOff === null
        ? left.map((amount, index) => (fits[index] ? partOff(discount, amount) : 0))
        : sharesOf(
            discount.amountOff,
            left.map((amount, index) => (fits[index] ? Math.max(0, amount) : 0)),
          );
    for (const [index, amount] of shares.entries()) {
      left[index] = (left[index] ?? 0) - amount;
      found[index]?.push({discount: discount.id, amount});
    }
  }
  return found;
}

/** Splits an amount, or what there is where that is less, by weight; the shares add up to it. */
function sharesOf(amount: number, weights: readonly number[]): readonly number[] {
  const whole = sum(weights);
  const shared = Math.min(amount, whole);
  let weight = 0;
  let given = 0;
  return weights.map((own) => {
    if (whole === 0) return 0;
    weight += own;
    const share = halfUp(new Exact(shared).times(weight).dividedBy(whole)) - given;
    given += share;
    return share;
  });
}

function isFor({products}: DiscountToApply, {product}: LineToTotal): boolean {
  return products === null || (product !== null && products.includes(product));
}

/** Inclusive taxes are within the amount, exclusive ones on top of what it is without them. */
function taxesOn(amount: number, taxes: readonly TaxToApply[], relief: TaxRelief): readonly LineTax[] {
  if (relief !== null) {
    return taxes.map(({id, inclusive}) => ({
      rate: id,
      inclusive,
      amount: 0,
      taxableAmount: amount,
      reason: relief,
    }));
  }
  const within = taxes.filter(({inclusive}) => inclusive);
  const percentWithin = within.reduce((all, {percentage}) => all.plus(percentage), new Exact(0));
  const exactNet = new Exact(amount).dividedBy(percentWithin.dividedBy(100).plus(1));
  const amountWithin = (rate: TaxToApply) => halfUp(exactNet.times(rate.percentage).dividedBy(100));
  const net = amount - sum(within.map(amountWithin));
  return taxes.map((rate) => ({
    rate: rate.id,
    inclusive: rate.inclusive,
    amount: rate.inclusive
      ? amountWithin(rate)
      : halfUp(new Exact(net).times(rate.percentage).dividedBy(100)),
    taxableAmount: net,
    reason: 'not_available',
  }));
}

function inclusiveTax(taxes: readonly LineTax[]): number {
  return sumOf(taxes.filter(({inclusive}) => inclusive));
}

/** One entry for each discount, in the order in which they appear first. */
function addedUp(discounted: readonly Discounted[]): readonly Discounted[] {
  const byId = new Map<string, number>();
  for (const {discount, amount} of discounted) byId.set(discount, (byId.get(discount) ?? 0) + amount);
  return [...byId].map(([discount, amount]) => ({discount, amount}));
}

function addedUpTaxes(taxes: readonly LineTax[]): readonly LineTax[] {
  const byRate = new Map<string, LineTax>();
  for (const tax of taxes) {
    const earlier = byRate.get(tax.rate);
    byRate.set(tax.rate, {
      ...tax,
      amount: tax.amount + (earlier?.amount ?? 0),
      taxableAmount: tax.taxableAmount + (earlier?.taxableAmount ?? 0),
    });
  }
  return [...byRate.values()];
}

function sumOf(parts: readonly {readonly amount: number}[]): number {
  return sum(parts.map(({amount}) => amount));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
