import type Stripe from 'stripe';
import * as v from 'valibot';
import {formatMoney, type Money, money} from '../money/money.ts';
import {decodeInvoiceDetails, type InvoiceDetails} from '../stripe/invoice-details.ts';
import {decodeWire, schemaOf, wireAmount, wireId} from '../stripe/wire.ts';

/** An invoice with what its actions ask about. */
export interface ActionInvoice extends InvoiceDetails {
  /** Printed as the memo; null where there is none. */
  readonly memo: string | null;
  readonly footer: string | null;
  /** Made by a subscription: Stripe neither deletes nor revises such a one. */
  readonly isOfSubscription: boolean;
  /** The newest correction of it (`in_…`), which may still be a draft; null when there is none. */
  readonly latestRevisionId: string | null;
  /** ISO 3166, as printed on it: where the customer is; null where Stripe has none. */
  readonly customerCountry: string | null;
  /** Where the account is that issued it. */
  readonly accountCountry: string | null;
  /** As many as were read; `linesLeftOut` says whether there are more. */
  readonly lines: readonly InvoiceLine[];
  readonly linesLeftOut: boolean;
}

/** One line of an invoice, as Stripe has it. */
export interface InvoiceLine {
  readonly id: string;
  readonly description: string | null;
  /** Before discounts, and before taxes that come on top. */
  readonly amount: Money;
  readonly discount: Money;
  /** Taxes that come on top; those that the amount includes are not counted again. */
  readonly taxOnTop: Money;
}

const reference = v.nullish(v.union([wireId, v.object({id: wireId})]));

const wireLine = schemaOf<Stripe.InvoiceLineItem>()(
  v.object({
    id: wireId,
    object: v.literal('line_item'),
    description: v.nullish(v.string()),
    amount: wireAmount,
    discount_amounts: v.nullish(v.array(v.object({amount: wireAmount}))),
    taxes: v.nullish(v.array(v.object({amount: wireAmount, tax_behavior: v.string()}))),
  }),
);

const wireActionParts = schemaOf<Stripe.Invoice>()(
  v.object({
    description: v.nullish(v.string()),
    footer: v.nullish(v.string()),
    parent: v.nullish(v.object({type: v.string()})),
    latest_revision: reference,
    customer_address: v.nullish(v.object({country: v.nullish(v.string())})),
    account_country: v.nullish(v.string()),
    lines: v.object({data: v.array(v.unknown()), has_more: v.nullish(v.boolean())}),
  }),
);

/** @throws AddonError RESPONSE_UNREADABLE naming the invoice and the path of the field that is not as declared */
export function decodeActionInvoice(wire: unknown): ActionInvoice {
  const invoice = decodeInvoiceDetails(wire);
  const read = decodeWire(wireActionParts, wire, 'invoice');
  const revision = read.latest_revision ?? null;
  return {
    ...invoice,
    memo: read.description || null,
    footer: read.footer || null,
    isOfSubscription: read.parent?.type === 'subscription_details',
    latestRevisionId: revision === null || typeof revision === 'string' ? revision : revision.id,
    customerCountry: read.customer_address?.country || null,
    accountCountry: read.account_country || null,
    lines: read.lines.data.map((line) => decodeInvoiceLine(line, invoice)),
    linesLeftOut: read.lines.has_more === true,
  };
}

/** @throws AddonError RESPONSE_UNREADABLE as decodeActionInvoice */
export function decodeInvoiceLine(wire: unknown, {currency}: Pick<ActionInvoice, 'currency'>): InvoiceLine {
  const read = decodeWire(wireLine, wire, 'line');
  const sum = (parts: readonly {readonly amount: number}[]) =>
    money(
      parts.reduce((total, part) => total + part.amount, 0),
      currency,
    );
  return {
    id: read.id,
    description: read.description || null,
    amount: money(read.amount, currency),
    discount: sum(read.discount_amounts ?? []),
    taxOnTop: sum((read.taxes ?? []).filter(({tax_behavior}) => tax_behavior === 'exclusive')),
  };
}

/** How people call it: its number, and a draft by its id. */
export function shortName({number, id}: Pick<ActionInvoice, 'number' | 'id'>): string {
  return number ?? id;
}

/** `INV-0042 · Acme GmbH · EUR 48,200.00 · open` */
export function actionTitle(invoice: ActionInvoice): string {
  const {customerName, customerId, total, status} = invoice;
  const customer = customerName ?? customerId ?? 'no customer';
  return [shortName(invoice), customer, formatMoney(total), status ?? 'unknown'].join(' · ');
}
