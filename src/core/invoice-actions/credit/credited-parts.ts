import {
  add,
  compare,
  formatMoney,
  fromMajor,
  isZero,
  type Money,
  money,
  subtract,
  zero,
} from '../../money/money.ts';
import {type ActionInvoice, type InvoiceLine, shortName} from '../action-invoice.ts';
import type {ActionOf} from '../action-kind.ts';
import {typedAmount} from '../typed-amount.ts';

/** What of an invoice is credited. `total` is with tax. */
export type Credited =
  /** Stripe works out no tax for it. */
  | {readonly kind: 'amount'; readonly total: Money}
  | {
      readonly kind: 'lines';
      readonly lines: readonly CreditedLine[];
      readonly total: Money;
      /** False where part of a line is credited, whose discount and tax Stripe rounds in its own way. */
      readonly isExact: boolean;
    };

export interface CreditedLine {
  readonly line: InvoiceLine;
  /** Of the line's own amount, before discounts and taxes on top. */
  readonly amount: Money;
}

/** What no credit note has taken yet. */
export function creditable({total, credited}: ActionInvoice): Money {
  return subtract(total, credited);
}

/** What of a credit was paid before, and so goes back; the rest is less to pay. */
export function paidPartOf(total: Money, {status, amountRemaining}: ActionInvoice): Money {
  if (status === 'paid') return total;
  return compare(total, amountRemaining) > 0 ? subtract(total, amountRemaining) : zero(total.currency);
}

/** What the action credits, or why it cannot, as a sentence with the figures. */
export function creditedBy(
  {amount, lines}: Pick<ActionOf<'credit'>, 'amount' | 'lines'>,
  invoice: ActionInvoice,
): Credited | string {
  if (amount !== null && lines.length > 0) return 'Credit an amount or lines, not both.';
  const credited =
    lines.length > 0
      ? creditedLines(lines, invoice)
      : amount === null
        ? wholeOf(invoice)
        : creditedAmount(amount, invoice);
  if (typeof credited === 'string') return credited;
  const left = creditable(invoice);
  const {total} = credited;
  if (total.minorUnits <= 0) {
    return `The lines come to ${formatMoney(total)} with discounts and tax: a credit is above 0.`;
  }
  return compare(total, left) > 0
    ? `${formatMoney(total)} is more than can still be credited on ${shortName(invoice)}: ${formatMoney(left)}.`
    : credited;
}

function creditedAmount(amount: number, {currency}: ActionInvoice): Credited | string {
  const total = typedAmount(amount, currency);
  return typeof total === 'string' ? total : {kind: 'amount', total};
}

/** By its lines while none of it is credited, because then their tax goes with them to the cent; else what is left. */
function wholeOf(invoice: ActionInvoice): Credited {
  const {lines, linesLeftOut, credited, currency} = invoice;
  const whole = lines
    .filter((line) => !isZero(line.amount))
    .map((line): CreditedLine => ({line, amount: line.amount}));
  const total = totalOf(whole, currency);
  const isAll = !linesLeftOut && isZero(credited) && compare(total, invoice.total) === 0;
  return isAll
    ? {kind: 'lines', lines: whole, total, isExact: true}
    : {kind: 'amount', total: creditable(invoice)};
}

function creditedLines(asked: ActionOf<'credit'>['lines'], invoice: ActionInvoice): Credited | string {
  const lineOf = new Map(invoice.lines.map((line) => [line.id, line]));
  const seen = new Set<string>();
  const lines: CreditedLine[] = [];
  for (const {lineId, amount: major} of asked) {
    const line = lineOf.get(lineId);
    if (line === undefined) return `${shortName(invoice)} has no line ${lineId}. Choose among its own lines.`;
    if (seen.has(lineId)) return `The line ${titleOf(line)} is named twice. Credit it once.`;
    seen.add(lineId);
    const amount = lineAmount(major, line, invoice);
    if (typeof amount === 'string') return amount;
    lines.push({line, amount});
  }
  const isExact =
    lines.every(({line, amount}) => compare(line.amount, amount) === 0) && isZero(invoice.credited);
  return {kind: 'lines', lines, total: totalOf(lines, invoice.currency), isExact};
}

/** A negative line, such as a rebate, is credited by a negative amount. */
function lineAmount(major: number, line: InvoiceLine, {currency}: ActionInvoice): Money | string {
  const isRebate = line.amount.minorUnits < 0;
  const size = typedAmount(isRebate ? -major : major, currency);
  if (typeof size === 'string') {
    return isRebate && major > 0
      ? `The line ${titleOf(line)} is ${formatMoney(line.amount)}: credit it by an amount below 0.`
      : size;
  }
  if (size.minorUnits > Math.abs(line.amount.minorUnits)) {
    return `${formatMoney(fromMajor(major, currency))} is more than the line ${titleOf(line)} has: ${formatMoney(line.amount)}.`;
  }
  return isRebate ? money(-size.minorUnits, currency) : size;
}

export function titleOf({description, id}: InvoiceLine): string {
  return description === null ? id : `“${description}”`;
}

/** With the share of discounts and of taxes on top that goes with each line. */
function totalOf(lines: readonly CreditedLine[], currency: ActionInvoice['currency']): Money {
  return lines.reduce((sum, {line, amount}) => {
    const net = subtract(amount, shareOf(line.discount, amount, line));
    return add(sum, add(net, shareOf(line.taxOnTop, amount, line)));
  }, zero(currency));
}

/** Rounded half away from zero, as Stripe's own shares are; whole numbers, because products of two amounts pass 2^53. */
function shareOf(whole: Money, amount: Money, line: InvoiceLine): Money {
  if (isZero(whole) || compare(amount, line.amount) === 0) return whole;
  const product = BigInt(whole.minorUnits) * BigInt(Math.abs(amount.minorUnits));
  const by = BigInt(Math.abs(line.amount.minorUnits));
  const size = (2n * (product < 0n ? -product : product) + by) / (2n * by);
  return money(Number(product < 0n ? -size : size), whole.currency);
}
