/** What an invoice says its lines are for, in Stripe's words. */
import {Exact} from '../catalogue/exact.ts';
import type {StoredPrice} from '../catalogue/objects.ts';
import type {PricePart} from '../catalogue/price-amount.ts';
import {decimalsOf} from '../payments/amounts.ts';

/** `2 × Gold (at $20.00 / month)`, and with tiers `5 × Gold (Tier 1 at $10.00 / month)`. */
export function describeCharge(price: StoredPrice, productName: string, part: PricePart): string {
  const tier = part.tier === null ? '' : `Tier ${part.tier} `;
  const rate = `${unitPrice(part.unitAmountDecimal, price.currency)}${every(price)}`;
  const counted = part.isFlatFee ? productName : `${part.quantity} × ${productName}`;
  return `${counted} (${tier}at ${rate})`;
}

export function describeTrial(productName: string): string {
  return `Trial period for ${productName}`;
}

/** `Unused time on 2 × Gold after 16 Apr 2026` for a credit, `Remaining time on …` for a charge. */
export function describeProration(
  kind: 'credit' | 'charge',
  what: {readonly productName: string; readonly quantity: number; readonly atUnixS: number},
): string {
  const counted = what.quantity === 1 ? what.productName : `${what.quantity} × ${what.productName}`;
  return `${kind === 'credit' ? 'Unused' : 'Remaining'} time on ${counted} after ${dayOf(what.atUnixS)}`;
}

function every({recurring}: StoredPrice): string {
  if (recurring === null) return ' each';
  const {interval, interval_count: count} = recurring;
  return count === 1 ? ` / ${interval}` : ` / every ${count} ${interval}s`;
}

/** With all its decimals: `$0.0005`. */
function unitPrice(minorUnits: string, currency: string): string {
  const decimals = decimalsOf(currency);
  const major = new Exact(minorUnits).dividedBy(new Exact(10).pow(decimals));
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: Math.max(decimals, major.decimalPlaces()),
  }).format(major.toNumber());
}

function dayOf(unixS: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(unixS * 1000);
}
