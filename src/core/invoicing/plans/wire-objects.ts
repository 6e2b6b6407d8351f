import * as v from 'valibot';
import {type CurrencyCode, currencyCode} from '../../money/currency.ts';
import {decodeWire, wireAmount, wireCurrency, wireId, wireTime} from '../../stripe/wire.ts';
import type {DecimalText} from '../draft-cells.ts';

/** Whom a row names, as Stripe knows them. */
export interface FoundCustomer {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly city: string | null;
  /** Two letters; null: Stripe has no address of theirs. */
  readonly country: string | null;
  /** What they are billed in so far; null for a customer who never was. */
  readonly currency: CurrencyCode | null;
  readonly isDeleted: boolean;
  /** What `charge_automatically` would charge: `Visa •4242`; null when nothing is on file. */
  readonly charges: string | null;
}

export interface CataloguePrice {
  readonly id: string;
  readonly isActive: boolean;
  readonly isRecurring: boolean;
  readonly currencies: readonly CurrencyCode[];
  /** Decimal minor units by currency, where one unit always costs the same: a price of tiers is known to Stripe alone. */
  readonly unitAmounts: ReadonlyMap<CurrencyCode, DecimalText>;
}

export interface TaxRate {
  readonly id: string;
  readonly name: string;
  readonly percentage: number;
  readonly isInclusive: boolean;
}

export interface DiscountCode {
  readonly id: string;
  readonly kind: 'coupon' | 'promotion_code';
  readonly isValid: boolean;
  /** Of an amount off; null for a percentage. */
  readonly currency: CurrencyCode | null;
}

/** An invoice of the customer's that a new one might repeat. */
export interface EarlierInvoice {
  readonly id: string;
  readonly number: string | null;
  readonly status: string | null;
  readonly currency: CurrencyCode;
  readonly customerId: string | null;
  readonly subtotal: number;
  readonly customFields: readonly {readonly name: string; readonly value: string}[];
  readonly metadata: Readonly<Record<string, string>>;
  /** From the earliest first moment to the latest last one of its lines, Unix seconds; null: no line has a period. */
  readonly period: {readonly start: number; readonly end: number} | null;
}

const text = v.nullish(v.string());

const paymentMethod = v.object({
  type: text,
  card: v.nullish(v.object({brand: text, last4: text})),
});
const wireCustomer = v.object({
  id: wireId,
  deleted: v.optional(v.unknown()),
  name: text,
  email: text,
  currency: v.nullish(wireCurrency),
  address: v.nullish(v.object({city: text, country: text})),
  default_source: v.nullish(v.unknown()),
  invoice_settings: v.nullish(
    v.object({default_payment_method: v.nullish(v.union([v.string(), paymentMethod]))}),
  ),
});

export function decodeCustomer(wire: unknown): FoundCustomer {
  const read = decodeWire(wireCustomer, wire, 'customer');
  const method = read.invoice_settings?.default_payment_method ?? null;
  return {
    id: read.id,
    name: read.name || null,
    email: read.email || null,
    city: read.address?.city || null,
    country: read.address?.country || null,
    currency: read.currency ? currencyCode(read.currency) : null,
    isDeleted: read.deleted === true,
    charges: method === null ? (read.default_source ? 'the card on file' : null) : methodInWords(method),
  };
}

function methodInWords(method: string | v.InferOutput<typeof paymentMethod>): string {
  if (typeof method === 'string') return 'the payment method on file';
  const {type, card} = method;
  if (card) {
    const brand = card.brand ?? 'card';
    return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} •${card.last4 ?? '????'}`;
  }
  return `the ${(type ?? 'payment method').replace(/_/g, ' ')} on file`;
}

const unitAmount = v.object({unit_amount_decimal: text});
const wirePrice = v.object({
  id: wireId,
  active: v.boolean(),
  type: v.string(),
  currency: wireCurrency,
  billing_scheme: text,
  transform_quantity: v.nullish(v.unknown()),
  unit_amount_decimal: text,
  currency_options: v.nullish(v.record(v.string(), unitAmount)),
});

export function decodePrice(wire: unknown): CataloguePrice {
  const read = decodeWire(wirePrice, wire, 'price');
  const options = Object.entries({...read.currency_options, [read.currency]: read});
  const isPlain = read.billing_scheme === 'per_unit' && !read.transform_quantity;
  return {
    id: read.id,
    isActive: read.active,
    isRecurring: read.type === 'recurring',
    currencies: options.map(([currency]) => currencyCode(currency)),
    unitAmounts: new Map(
      options.flatMap(([currency, {unit_amount_decimal: amount}]) =>
        isPlain && amount ? [[currencyCode(currency), amount] as const] : [],
      ),
    ),
  };
}

const wireTaxRate = v.object({
  id: wireId,
  display_name: v.string(),
  percentage: v.number(),
  inclusive: v.boolean(),
});

export function decodeTaxRate(wire: unknown): TaxRate {
  const {id, display_name: name, percentage, inclusive} = decodeWire(wireTaxRate, wire, 'tax rate');
  return {id, name, percentage, isInclusive: inclusive};
}

const wireDiscount = v.object({
  id: wireId,
  object: v.picklist(['coupon', 'promotion_code']),
  valid: v.nullish(v.boolean()),
  active: v.nullish(v.boolean()),
  currency: v.nullish(wireCurrency),
});

/** A coupon or a promotion code. */
export function decodeDiscount(wire: unknown): DiscountCode {
  const read = decodeWire(wireDiscount, wire, 'discount');
  return {
    id: read.id,
    kind: read.object,
    isValid: (read.object === 'coupon' ? read.valid : read.active) === true,
    currency: read.currency ? currencyCode(read.currency) : null,
  };
}

const wireTaxId = v.object({
  id: wireId,
  value: v.string(),
  verification: v.nullish(v.object({status: text})),
});

export interface TaxId {
  readonly value: string;
  readonly isVerified: boolean;
}

export function decodeTaxId(wire: unknown): TaxId {
  const {value, verification} = decodeWire(wireTaxId, wire, 'tax id');
  return {value, isVerified: verification?.status === 'verified'};
}

const wireEarlier = v.object({
  id: wireId,
  number: text,
  status: text,
  currency: wireCurrency,
  customer: v.nullish(v.union([wireId, v.object({id: wireId})])),
  subtotal: wireAmount,
  custom_fields: v.nullish(v.array(v.object({name: v.string(), value: v.string()}))),
  metadata: v.nullish(v.record(v.string(), v.string())),
  lines: v.nullish(
    v.object({data: v.array(v.object({period: v.nullish(v.object({start: wireTime, end: wireTime}))}))}),
  ),
});

export function decodeEarlierInvoice(wire: unknown): EarlierInvoice {
  const read = decodeWire(wireEarlier, wire, 'invoice');
  // A line without a service period carries the moment it was made as both ends.
  const periods = (read.lines?.data ?? []).flatMap(({period}) =>
    period && period.end > period.start ? [period] : [],
  );
  return {
    id: read.id,
    number: read.number ?? null,
    status: read.status ?? null,
    currency: currencyCode(read.currency),
    customerId: typeof read.customer === 'string' ? read.customer : (read.customer?.id ?? null),
    subtotal: read.subtotal,
    customFields: read.custom_fields ?? [],
    metadata: read.metadata ?? {},
    period: spanOf(periods),
  };
}

/** The shortest period that covers all of them; null for none. */
export function spanOf(
  periods: readonly {readonly start: number; readonly end: number}[],
): {readonly start: number; readonly end: number} | null {
  if (periods.length === 0) return null;
  return {
    start: Math.min(...periods.map(({start}) => start)),
    end: Math.max(...periods.map(({end}) => end)),
  };
}
