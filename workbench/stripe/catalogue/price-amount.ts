/**
 * What a quantity costs at a price: per unit, in packages, or by tiers.
 * https://docs.stripe.com/products-prices/pricing-models
 */
import type {Decimal} from 'decimal.js';
import {decimalText, Exact, halfUp} from './exact.ts';
import type {WireTier} from './objects.ts';

/** The part of a price that decides amounts, in one currency. */
export interface Pricing {
  readonly billing_scheme: string;
  readonly unit_amount_decimal: string | null;
  readonly tiers?: readonly WireTier[];
  readonly tiers_mode: string | null;
  readonly transform_quantity: {readonly divide_by: number; readonly round: string} | null;
}

/** One line of an invoice: tiers make one each, and a flat fee one of its own. */
export interface PricePart {
  /** Whole minor units. */
  readonly amount: number;
  readonly quantity: number;
  readonly unitAmountDecimal: string;
  /** Counted from 1; null for a price without tiers. */
  readonly tier: number | null;
  readonly isFlatFee: boolean;
}

/**
 * The lines a quantity is billed with. Each is rounded half-up on its own, so that the lines add up to the total that
 * is charged.
 *
 * @param quantity whole, 0 or more
 */
export function priceParts(pricing: Pricing, quantity: number): readonly PricePart[] {
  if (pricing.billing_scheme !== 'tiered') {
    const unit = new Exact(pricing.unit_amount_decimal ?? 0);
    const billed = packages(quantity, pricing.transform_quantity);
    return [part(unit, {billed, quantity, tier: null})];
  }
  const tiers = pricing.tiers ?? [];
  const parts =
    pricing.tiers_mode === 'volume' ? volumeParts(tiers, quantity) : graduatedParts(tiers, quantity);
  return parts.length > 0 ? parts : [part(new Exact(0), {billed: 0, quantity: 0, tier: 1})];
}

/** The sum of the parts, in whole minor units. */
export function priceAmount(pricing: Pricing, quantity: number): number {
  return priceParts(pricing, quantity).reduce((sum, {amount}) => sum + amount, 0);
}

/** All units at the rate of the tier that the whole quantity falls into. */
function volumeParts(tiers: readonly WireTier[], quantity: number): readonly PricePart[] {
  const index = tiers.findIndex((tier) => tier.up_to === null || quantity <= tier.up_to);
  const tier = tiers[index];
  return tier === undefined ? [] : tierParts(tier, index + 1, quantity);
}

/** Each unit at the rate of the tier that it falls into itself. */
function graduatedParts(tiers: readonly WireTier[], quantity: number): readonly PricePart[] {
  const parts: PricePart[] = [];
  let below = 0;
  for (const [index, tier] of tiers.entries()) {
    // The first tier's flat fee is owed even for a quantity of 0.
    if (index > 0 && quantity <= below) break;
    const top = tier.up_to === null ? quantity : Math.min(quantity, tier.up_to);
    parts.push(...tierParts(tier, index + 1, top - below));
    below = top;
  }
  return parts;
}

function tierParts(tier: WireTier, number: number, quantity: number): readonly PricePart[] {
  const parts: PricePart[] = [];
  if (tier.unit_amount_decimal !== null && quantity > 0) {
    parts.push(part(new Exact(tier.unit_amount_decimal), {billed: quantity, quantity, tier: number}));
  }
  if (tier.flat_amount_decimal !== null) {
    const flat = new Exact(tier.flat_amount_decimal);
    parts.push({...part(flat, {billed: 1, quantity: 0, tier: number}), isFlatFee: true});
  }
  return parts;
}

function part(
  unit: Decimal,
  counts: {readonly billed: number; readonly quantity: number; readonly tier: number | null},
): PricePart {
  return {
    amount: halfUp(unit.times(counts.billed)),
    quantity: counts.quantity,
    unitAmountDecimal: decimalText(unit),
    tier: counts.tier,
    isFlatFee: false,
  };
}

/** How many times the unit amount is charged when a price counts in packages. */
function packages(quantity: number, transform: Pricing['transform_quantity']): number {
  if (transform === null) return quantity;
  const exact = new Exact(quantity).dividedBy(transform.divide_by);
  return (transform.round === 'up' ? exact.ceil() : exact.floor()).toNumber();
}
