/** The bulk of the demo company's invoices: what thirteen ordinary months leave behind. */
import type {RandomSource} from '../../stripe/engine/random.ts';
import type {Buyer, Buyers} from './buyers.ts';
import {addMonths, atNewYork, firstDay, lastDay, lastDayOfMonth, newYorkDay} from './calendar.ts';
import {toStep} from './currencies.ts';
import {drawFrom, drawInteger, drawWeighted} from './draws.ts';
import type {Terms} from './names.ts';
import {accountLines, selfServeLines, sumOfLines} from './price-list.ts';
import type {InvoicePlan} from './write-invoice.ts';

const secondsPerDay = 86_400;
/** One in the afternoon of the last day: where the worlds' clocks start. */
export const nowUnixS = atNewYork(lastDay, 13 * 3600);

/** A moment of a working day, on the last day before the clock starts. */
export function businessTime(random: RandomSource, day: number): number {
  const hours = day >= lastDay ? {from: 6, to: 11} : {from: 8, to: 17};
  return atNewYork(
    Math.min(day, lastDay),
    drawInteger(random, hours) * 3600 + drawInteger(random, {from: 0, to: 3599}),
  );
}

/** When an invoice finalized then is due: to the second, as Stripe counts days, or at the end of a day. */
function dueAt(terms: Terms, finalizedAtUnixS: number, atDayEnd: boolean): number {
  switch (terms.kind) {
    case 'receipt':
      return finalizedAtUnixS;
    case 'eom':
      return dayEnd(lastDayOfMonth(newYorkDay(finalizedAtUnixS)) + terms.days);
    case 'net':
      return atDayEnd
        ? dayEnd(newYorkDay(finalizedAtUnixS) + terms.days)
        : finalizedAtUnixS + terms.days * secondsPerDay;
  }
}

function dayEnd(day: number): number {
  return atNewYork(day, secondsPerDay - 1);
}

function termsOf(buyer: Buyer): Terms {
  return buyer.terms ?? {kind: 'net', days: 30};
}

/** Open on terms: two fifths not due yet, the others ever fewer the older they are. */
export function openOnTerms(random: RandomSource, buyers: Buyers): InvoicePlan {
  const buyer = drawFrom(random, buyers.onTerms);
  const terms = termsOf(buyer);
  const termDays = terms.kind === 'receipt' ? 0 : terms.days + (terms.kind === 'eom' ? 15 : 0);
  const age = drawWeighted(random, [
    [drawInteger(random, {from: -termDays, to: 0}), 38],
    [drawInteger(random, {from: 1, to: 30}), 24],
    [drawInteger(random, {from: 31, to: 60}), 14],
    [drawInteger(random, {from: 61, to: 90}), 9],
    [drawInteger(random, {from: 91, to: 120}), 6],
    [drawInteger(random, {from: 121, to: 290}), 9],
  ]);
  const finalizedAtUnixS = businessTime(random, Math.max(firstDay, lastDay - age - termDays));
  const lines = accountLines(random, buyer);
  return {
    buyer,
    status: 'open',
    collection: 'send_invoice',
    finalizedAtUnixS,
    dueAtUnixS: dueAt(terms, finalizedAtUnixS, random.nextFraction() < 0.25),
    lines,
    closedAtUnixS: null,
    ...(random.nextFraction() < 0.14 ? partPayment(random, {buyer, finalizedAtUnixS, lines}) : {}),
  };
}

function partPayment(
  random: RandomSource,
  options: Pick<InvoicePlan, 'buyer' | 'finalizedAtUnixS' | 'lines'>,
): Pick<InvoicePlan, 'payment'> {
  const total = sumOfLines(options.lines);
  const share = drawFrom(random, [0.25, 0.5, 0.5, 0.9, 0.98]);
  const amount = toStep(total * share, options.buyer.currency);
  if (amount <= 0 || amount >= total) return {};
  const sinceS = nowUnixS - options.finalizedAtUnixS;
  const atUnixS = options.finalizedAtUnixS + Math.floor(sinceS * (0.2 + 0.7 * random.nextFraction()));
  return {payment: {amount, atUnixS, outsideStripe: random.nextFraction() < 0.3}};
}

/** Sent without a due date, as happens when someone leaves the field empty. */
export function openWithoutDueDate(random: RandomSource, buyers: Buyers): InvoicePlan {
  const buyer = drawFrom(random, buyers.onTerms);
  return {
    buyer,
    status: 'open',
    collection: 'send_invoice',
    finalizedAtUnixS: businessTime(random, lastDay - drawInteger(random, {from: 3, to: 150})),
    dueAtUnixS: null,
    lines: accountLines(random, buyer),
    closedAtUnixS: null,
  };
}

/** A card that keeps failing: tried again for three weeks, then left. */
export function openFailedCard(random: RandomSource, buyers: Buyers): InvoicePlan {
  const buyer = drawFrom(random, buyers.selfServe);
  const ageDays = drawWeighted(random, [
    [drawInteger(random, {from: 0, to: 21}), 55],
    [drawInteger(random, {from: 22, to: 130}), 45],
  ]);
  const trying = ageDays <= 21;
  return {
    buyer,
    status: 'open',
    collection: 'charge_automatically',
    finalizedAtUnixS: businessTime(random, lastDay - ageDays),
    dueAtUnixS: null,
    lines: selfServeLines(random, buyer.currency),
    closedAtUnixS: null,
    particular: {
      attempted: true,
      attempt_count: trying ? 1 + Math.floor(ageDays / 6) : 4,
      next_payment_attempt: trying ? nowUnixS + drawInteger(random, {from: 1, to: 6}) * secondsPerDay : null,
    },
  };
}

export function writtenOff(random: RandomSource, buyers: Buyers): InvoicePlan {
  const byCard = random.nextFraction() < 0.65;
  const buyer = drawFrom(random, byCard ? buyers.selfServe : buyers.onTerms);
  const finalizedAtUnixS = businessTime(random, lastDay - drawInteger(random, {from: 95, to: 390}));
  const closedAtUnixS = finalizedAtUnixS + drawInteger(random, {from: 45, to: 90}) * secondsPerDay;
  return {
    buyer,
    status: 'uncollectible',
    collection: byCard ? 'charge_automatically' : 'send_invoice',
    finalizedAtUnixS,
    dueAtUnixS: byCard ? null : dueAt(termsOf(buyer), finalizedAtUnixS, false),
    lines: byCard ? selfServeLines(random, buyer.currency) : accountLines(random, buyer),
    closedAtUnixS,
    particular: {
      ...(byCard ? {attempted: true, attempt_count: 4} : {}),
      status_details: {uncollectible: {reason: byCard ? 'max_payment_attempts' : 'payment_not_received'}},
    },
  };
}

/** Voided within days: nobody owes it, and Stripe still shows what was due as remaining. */
export function voided(random: RandomSource, buyers: Buyers): InvoicePlan {
  const buyer = drawFrom(random, buyers.onTerms);
  const finalizedAtUnixS = businessTime(random, drawInteger(random, {from: firstDay, to: lastDay - 12}));
  return {
    buyer,
    status: 'void',
    collection: 'send_invoice',
    finalizedAtUnixS,
    dueAtUnixS: dueAt(termsOf(buyer), finalizedAtUnixS, false),
    lines: accountLines(random, buyer),
    closedAtUnixS: finalizedAtUnixS + drawInteger(random, {from: 1, to: 10}) * secondsPerDay,
  };
}

export function draft(random: RandomSource, buyers: Buyers): InvoicePlan {
  const buyer = drawFrom(random, buyers.onTerms);
  const finalizedAtUnixS = businessTime(random, lastDay - drawInteger(random, {from: 0, to: 40}));
  return {
    buyer,
    status: 'draft',
    collection: 'send_invoice',
    finalizedAtUnixS,
    dueAtUnixS: dueAt(termsOf(buyer), finalizedAtUnixS, false),
    lines: accountLines(random, buyer),
    closedAtUnixS: null,
  };
}

/** Paid on terms, from ten days early to two months late. */
export function paidOnTerms(random: RandomSource, buyers: Buyers): InvoicePlan {
  const buyer = drawFrom(random, buyers.onTerms);
  const finalizedAtUnixS = businessTime(random, drawInteger(random, {from: firstDay, to: lastDay - 5}));
  const due = dueAt(termsOf(buyer), finalizedAtUnixS, random.nextFraction() < 0.25);
  const paidAt =
    due + drawInteger(random, {from: -10, to: 25}) * secondsPerDay * (random.nextFraction() < 0.2 ? 2 : 1);
  return {
    buyer,
    status: 'paid',
    collection: 'send_invoice',
    finalizedAtUnixS,
    dueAtUnixS: due,
    lines: accountLines(random, buyer),
    closedAtUnixS: between(paidAt, finalizedAtUnixS + 3600, nowUnixS - 3600),
  };
}

/** Each self-serve customer's month after month, in an order that lets any number of them be taken. */
export function selfServeCycles(
  random: RandomSource,
  buyers: Buyers,
): readonly {readonly buyer: Buyer; readonly day: number}[] {
  const cycles = buyers.selfServe.flatMap((buyer) => {
    const started = newYorkDay(buyer.createdAtUnixS);
    return Array.from({length: 16}, (_, months) => ({buyer, day: addMonths(started, months)}));
  });
  return cycles
    .filter(({day}) => day >= firstDay && day < lastDay)
    .map((cycle) => ({cycle, order: random.nextFraction()}))
    .sort((a, b) => a.order - b.order)
    .map(({cycle}) => cycle);
}

export function paidByCard(
  random: RandomSource,
  cycle: {readonly buyer: Buyer; readonly day: number},
): InvoicePlan {
  const finalizedAtUnixS = businessTime(random, cycle.day);
  return {
    buyer: cycle.buyer,
    status: 'paid',
    collection: 'charge_automatically',
    finalizedAtUnixS,
    dueAtUnixS: null,
    lines: selfServeLines(random, cycle.buyer.currency),
    closedAtUnixS: finalizedAtUnixS + drawInteger(random, {from: 2, to: 40}),
  };
}

function between(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
