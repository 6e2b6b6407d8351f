/**
 * The invoices that every world of the demo company has: one for each thing a receivables desk must get right, so that
 * a newcomer can look each up.
 */
import type {RandomSource} from '../../stripe/engine/random.ts';
import type {Buyer, Buyers} from './buyers.ts';
import {atNewYork, lastDay} from './calendar.ts';
import type {DemoCurrency} from './currencies.ts';
import {businessTime, nowUnixS} from './ordinary-invoices.ts';
import {accountLines, flatLine, type LinePlan, sumOfLines} from './price-list.ts';
import type {InvoicePlan} from './write-invoice.ts';

const secondsPerDay = 86_400;
const noon = 12 * 3600;

/** Days past due on the last day, on both sides of each edge of the usual buckets. */
const edgeAgesDays = [0, 1, 30, 31, 60, 61, 90, 91, 120, 121];

/** Around the days on which New York's clocks change; the last one is Berlin's. */
const clockChangeDues = [
  '2025-11-02T05:30:00Z',
  '2026-03-08T06:59:59Z',
  '2026-03-08T07:00:00Z',
  '2026-03-09T03:30:00Z',
  '2026-11-01T05:30:00Z',
  '2026-11-01T06:30:00Z',
  '2026-10-25T00:30:00Z',
];

export function particularInvoices(random: RandomSource, buyers: Buyers): readonly InvoicePlan[] {
  return [...openInvoices(random, buyers), ...closedInvoices(random, buyers)];
}

function openInvoices(random: RandomSource, buyers: Buyers): readonly InvoicePlan[] {
  const dollars = inTurn(buyers, 'usd');
  const anyAccount = dollars();
  const lines = () => accountLines(random, anyAccount);
  return [
    nordwind(buyers),
    ...edgeAgesDays.map((age) => open(dollars(), atNewYork(lastDay - age, noon), lines())),
    ...clockChangeDues.map((due) => open(dollars(), Date.parse(due) / 1000, lines())),
    open(buyers.formula, nowUnixS - 12 * secondsPerDay, lines()),
    open(buyers.formula, nowUnixS + 9 * secondsPerDay, lines()),
    open(buyers.deleted, nowUnixS - 75 * secondsPerDay, lines()),
    open(buyers.deleted, nowUnixS - 14 * secondsPerDay, lines()),
    ...buyers.namesakes.map((buyer, index) =>
      open(buyer, nowUnixS - (20 + 50 * index) * secondsPerDay, lines()),
    ),
    ...['jpy', 'kwd', 'inr'].flatMap((currency) => foreign(random, buyers, currency)),
    {
      ...open(dollars(), nowUnixS - 5 * secondsPerDay, [
        flatLine('Renewal, less credit on account', 1_200_000),
      ]),
      particular: {starting_balance: -250_000},
    },
    {
      ...open(dollars(), nowUnixS + 12 * secondsPerDay, [
        flatLine('Renewal, with balance carried forward', 900_000),
      ]),
      particular: {starting_balance: 1_500},
    },
    {
      ...open(dollars(), nowUnixS - 33 * secondsPerDay, lines()),
      particular: {
        effective_at: nowUnixS - 95 * secondsPerDay,
        description: 'Backdated to the contract’s start',
      },
    },
    {
      ...open(dollars(), nowUnixS - 18 * secondsPerDay, lines()),
      particular: {metadata: {trust_and_safety_hold: 'true'}},
    },
    {
      ...open(dollars(), nowUnixS - 40 * secondsPerDay, lines()),
      particular: {
        customer: null,
        customer_account: 'acct_1LarkspurNetwork',
        customer_name: 'Larkspur Network',
        customer_email: 'accounts.payable@larkspur-network.example',
      },
    },
    open(dollars(), nowUnixS + 21 * secondsPerDay, manyLines(25)),
  ];
}

function closedInvoices(random: RandomSource, buyers: Buyers): readonly InvoicePlan[] {
  const dollars = inTurn(buyers, 'usd');
  const anyAccount = dollars();
  const paid = (lines: readonly LinePlan[], daysAgo: number): InvoicePlan => ({
    ...open(dollars(), nowUnixS - daysAgo * secondsPerDay, lines),
    status: 'paid',
    closedAtUnixS: nowUnixS - daysAgo * secondsPerDay,
  });
  const annual = [flatLine('Lumenfold Enterprise, annual', 7_200_000)];
  const settled = accountLines(random, anyAccount);
  const received = {atUnixS: nowUnixS - 50 * secondsPerDay, outsideStripe: true};
  const part = accountLines(random, anyAccount);
  return [
    {...paid(settled, 50), payment: {...received, amount: sumOfLines(settled)}},
    {...paid([flatLine('Model tuning', 480_000)], 50), payment: {...received, amount: 490_000}},
    paid([flatLine('Pilot, free of charge', 0)], 120),
    paid([flatLine('Correction of last month’s usage', -35_000)], 90),
    paid(annual, 210),
    paid(annual, 60),
    paid(manyLines(11), 30),
    writtenOffThenPaid(paid(accountLines(random, anyAccount), 20)),
    {
      ...open(dollars(), nowUnixS - 200 * secondsPerDay, part),
      status: 'uncollectible',
      closedAtUnixS: nowUnixS - 40 * secondsPerDay,
      payment: {
        amount: Math.floor(sumOfLines(part) / 2),
        atUnixS: nowUnixS - 190 * secondsPerDay,
        outsideStripe: false,
      },
      particular: {status_details: {uncollectible: {reason: 'payment_not_received'}}},
    },
    stuckOnTax(random, dollars()),
  ];
}

/** A wire that came 25.00 short, of which the customer is sure that it did not. */
function nordwind(buyers: Buyers): InvoicePlan {
  const buyer = inTurn(buyers, 'eur')();
  return {
    ...open(buyer, nowUnixS - 19 * secondsPerDay, [
      flatLine('Lumenfold Enterprise, quarterly commitment', 1_250_000),
    ]),
    payment: {amount: 1_247_500, atUnixS: nowUnixS - 16 * secondsPerDay, outsideStripe: false},
  };
}

/** One overdue, one not, and the first paid in part. */
function foreign(random: RandomSource, buyers: Buyers, currency: string): readonly InvoicePlan[] {
  const buyer = buyers.onTerms.find((candidate) => candidate.currency === currency);
  if (buyer === undefined) return [];
  const lines = accountLines(random, buyer);
  // A tenth is whole in every currency: all but the yen have a zero at the end here, and a yen has no fractions.
  const amount = Math.floor(sumOfLines(lines) / 1000) * 100;
  return [
    {
      ...open(buyer, nowUnixS - 44 * secondsPerDay, lines),
      payment: {amount, atUnixS: nowUnixS - 30 * secondsPerDay, outsideStripe: false},
    },
    open(buyer, nowUnixS + 8 * secondsPerDay, accountLines(random, buyer)),
  ];
}

/** Stripe lets a payment come after the write-off; both times stay. */
function writtenOffThenPaid(plan: InvoicePlan): InvoicePlan {
  return {
    ...plan,
    particular: {
      status_transitions: {
        finalized_at: plan.finalizedAtUnixS,
        marked_uncollectible_at: plan.finalizedAtUnixS + 5 * secondsPerDay,
        paid_at: plan.closedAtUnixS,
        voided_at: null,
      },
    },
  };
}

function stuckOnTax(random: RandomSource, buyer: Buyer): InvoicePlan {
  const made = businessTime(random, lastDay - 11);
  return {
    ...open(buyer, made + 30 * secondsPerDay, accountLines(random, buyer)),
    status: 'draft',
    finalizedAtUnixS: made,
    particular: {
      automatic_tax: {
        disabled_reason: null,
        enabled: true,
        liability: {type: 'self'},
        provider: 'stripe',
        status: 'requires_location_inputs',
      },
      last_finalization_error: {
        code: 'customer_tax_location_invalid',
        message: 'The customer’s location is not known well enough to calculate tax.',
        type: 'invalid_request_error',
      },
    },
  };
}

/** Sent thirty days before it is due, but not after now. */
function open(buyer: Buyer, dueAtUnixS: number, lines: readonly LinePlan[]): InvoicePlan {
  return {
    buyer,
    status: 'open',
    collection: 'send_invoice',
    finalizedAtUnixS: Math.min(dueAtUnixS - 30 * secondsPerDay, nowUnixS - 3600),
    dueAtUnixS,
    lines,
    closedAtUnixS: null,
  };
}

function manyLines(count: number): readonly LinePlan[] {
  return Array.from({length: count}, (_, index) =>
    flatLine(`Workspace ${index + 1}, monthly`, 12_000 + 150 * index),
  );
}

/** The accounts of a currency in turn. Castellan's are left out: their parent pays for them all at once. */
function inTurn(buyers: Buyers, currency: DemoCurrency): () => Buyer {
  const accounts = buyers.onTerms.filter(
    (buyer) => buyer.currency === currency && !buyer.name.startsWith('Castellan'),
  );
  let turn = 0;
  return () => {
    const buyer = accounts[turn % accounts.length];
    turn += 1;
    if (buyer === undefined) throw new Error(`No account on terms pays in ${currency}. Add one to the seed.`);
    return buyer;
  };
}
