import type Stripe from 'stripe';
import * as v from 'valibot';
import {currencyCode} from '../../money/currency.ts';
import {type Money, money} from '../../money/money.ts';
import type {Params} from '../../stripe/encoding.ts';
import type {StripeRead} from '../../stripe/request.ts';
import {decodeWire, schemaOf, wireAmount, wireCurrency, wireId} from '../../stripe/wire.ts';
import type {ActionInvoice} from '../action-invoice.ts';
import type {ActionOf} from '../action-kind.ts';
import {type Credited, paidPartOf} from './credited-parts.ts';

/** A credit note as Stripe shows it, before or after it is issued. */
export interface ShownCredit {
  readonly id: string;
  /** Null where Stripe has not given one yet. */
  readonly number: string | null;
  readonly total: Money;
  readonly tax: Money;
  /** By this much less is to be paid. */
  readonly lessToPay: Money;
  /** This much was paid before and goes back. */
  readonly goesBack: Money;
}

const wireCredit = schemaOf<Stripe.CreditNote>()(
  v.object({
    id: wireId,
    object: v.literal('credit_note'),
    number: v.nullish(v.string()),
    currency: wireCurrency,
    total: wireAmount,
    pre_payment_amount: wireAmount,
    post_payment_amount: wireAmount,
    total_taxes: v.nullish(v.array(v.object({amount: wireAmount}))),
  }),
);

/** @throws AddonError RESPONSE_UNREADABLE naming the path of the field that is not as declared */
export function decodeCredit(wire: unknown): ShownCredit {
  const read = decodeWire(wireCredit, wire, 'credit note');
  const of = (minorUnits: number) => money(minorUnits, currencyCode(read.currency));
  return {
    id: read.id,
    number: read.number ?? null,
    total: of(read.total),
    tax: of((read.total_taxes ?? []).reduce((sum, {amount}) => sum + amount, 0)),
    lessToPay: of(read.pre_payment_amount),
    goesBack: of(read.post_payment_amount),
  };
}

type Destination = ActionOf<'credit'>['paidPartGoesTo'];

const backParameter = {
  refund: 'refund_amount',
  'customer balance': 'credit_amount',
  'outside Stripe': 'out_of_band_amount',
} as const satisfies Readonly<Record<Destination, keyof Stripe.CreditNoteCreateParams>>;

/** What is credited and where the paid part goes: the same for the preview and for the note itself. */
export function creditParams(
  credited: Credited,
  {goesBack, to}: {readonly goesBack: Money; readonly to: Destination},
): Params {
  return {
    ...(credited.kind === 'amount'
      ? {amount: credited.total.minorUnits}
      : {
          lines: credited.lines.map(({line, amount}) => ({
            type: 'invoice_line_item',
            invoice_line_item: line.id,
            amount: amount.minorUnits,
          })),
        }),
    ...(goesBack.minorUnits === 0 ? {} : {[backParameter[to]]: goesBack.minorUnits}),
  };
}

/** An address may have 2,048 characters, and a line takes some 150 of them. */
export const previewedLinesMax = 12;

/** Stripe rounds discount and tax of a line's part in its own way: by so much its total may differ from ours. */
const roundingMinorUnits = [0, 1, -1, 2, -2];

/**
 * Stripe's preview, which moves nothing. It wants to be told how much goes back, which follows from a total that only
 * Stripe knows where parts of lines are credited: then several are asked for, and Stripe answers the one that is right.
 */
export function previewReads(
  credited: Credited,
  invoice: ActionInvoice,
  to: Destination,
): readonly StripeRead[] {
  const totals = mayRound(credited) ? roundingMinorUnits : [0];
  const parts = new Map<number, Money>();
  for (const difference of totals) {
    const total = money(credited.total.minorUnits + difference, credited.total.currency);
    const part = paidPartOf(total, invoice);
    parts.set(part.minorUnits, part);
  }
  const previewed: Credited =
    credited.kind === 'lines' && credited.lines.length > previewedLinesMax
      ? {kind: 'amount', total: credited.total}
      : credited;
  return [...parts.values()].map((goesBack) => ({
    method: 'GET',
    path: '/v1/credit_notes/preview',
    params: {invoice: invoice.id, ...creditParams(previewed, {goesBack, to})},
  }));
}

function mayRound(credited: Credited): boolean {
  return credited.kind === 'lines' && !credited.isExact;
}
