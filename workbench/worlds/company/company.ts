/**
 * The demo company: an AI vendor two months before its year ends, with cards and terms, resellers, a university and a
 * county, six currencies and the usual mess. One seed makes one set of books, to the byte.
 */

import type {StoredAccount} from '../../stripe/account/objects.ts';
import type {StoredCustomer} from '../../stripe/customers/objects.ts';
import {derivedId} from '../../stripe/engine/ids.ts';
import {type RandomSource, seededRandom} from '../../stripe/engine/random.ts';
import type {StoredObjects} from '../../stripe/engine/world-objects.ts';
import type {StoredInvoice, StoredLineItem} from '../../stripe/invoices/objects.ts';
import type {StoredInvoicePayment} from '../../stripe/payments/objects.ts';
import {type Buyer, type Buyers, customerOf, drawBuyers} from './buyers.ts';
import {atNewYork, firstDay, lastDay} from './calendar.ts';
import {drawFrom, drawInteger} from './draws.ts';
import {
  draft,
  openFailedCard,
  openOnTerms,
  openWithoutDueDate,
  paidByCard,
  paidOnTerms,
  selfServeCycles,
  voided,
  writtenOff,
} from './ordinary-invoices.ts';
import {particularInvoices} from './particular-invoices.ts';
import {type InvoicePlan, madeAt, writeInvoice} from './write-invoice.ts';

export interface CompanySize {
  readonly seed: number;
  readonly selfServe: number;
  readonly enterprises: number;
  readonly resellers: number;
  /** How many invoices of each kind, the particular ones included. */
  readonly open: number;
  readonly uncollectible: number;
  readonly draft: number;
  readonly void: number;
  readonly paid: number;
  /** Of the open ones. */
  readonly failedCards: number;
  readonly withoutDueDate: number;
  /** Of the paid ones. */
  readonly paidOnTerms: number;
  /**
   * Leaves out the lines of invoices charged to cards, so that the sandbox derives one of the whole amount for each:
   * they are most of a large company's objects, and no job reads them.
   */
  readonly cardLinesImplied?: boolean;
}

export function makeCompany(size: CompanySize): StoredObjects {
  const random = seededRandom(size.seed);
  const buyers = drawBuyers(random, size);
  const plans = planInvoices(random, buyers, size).toSorted((a, b) => madeAt(a) - madeAt(b));
  const finalized = new Map<string, number>();
  const firstBilled = new Map<string, number>();
  const invoices: StoredInvoice[] = [];
  const lineItems: StoredLineItem[] = [];
  const invoicePayments: StoredInvoicePayment[] = [];
  for (const plan of plans) {
    const {invoice, lines, payments} = writeInvoice(plan, {
      random,
      number: nextNumber(plan, finalized),
      impliesLines: size.cardLinesImplied === true && plan.collection === 'charge_automatically',
    });
    if (!firstBilled.has(plan.buyer.id)) firstBilled.set(plan.buyer.id, invoice.created);
    invoices.push(invoice);
    if (lines.length > 0) lineItems.push(...lines);
    invoicePayments.push(...payments);
  }
  return {
    account: vendor,
    customers: customersOf(buyers, {firstBilled, finalized}),
    invoices,
    lineItems,
    invoicePayments,
    others: [],
  };
}

const vendor: StoredAccount = {
  id: derivedId('acct', 'Lumenfold'),
  object: 'account',
  business_profile: {
    annual_revenue: null,
    estimated_worker_count: null,
    mcc: '5734',
    minority_owned_business_designation: null,
    name: 'Lumenfold, Inc.',
    product_description: 'Language models for businesses',
    specified_commercial_transactions_act_url: null,
    support_address: null,
    support_email: 'billing@lumenfold.example',
    support_phone: null,
    support_url: null,
    url: 'https://lumenfold.example',
  },
  business_type: 'company',
  country: 'US',
  created: atNewYork(firstDay - 900, 10 * 3600),
  default_currency: 'usd',
  email: 'billing@lumenfold.example',
};

function planInvoices(random: RandomSource, buyers: Buyers, size: CompanySize): readonly InvoicePlan[] {
  const plans: InvoicePlan[] = [...particularInvoices(random, buyers)];
  const left = (status: InvoicePlan['status'], wanted: number) =>
    wanted - plans.filter((plan) => plan.status === status).length;
  const add = (count: number, plan: () => InvoicePlan) => {
    for (let index = 0; index < count; index += 1) plans.push(plan());
  };

  add(size.failedCards, () => openFailedCard(random, buyers));
  add(size.withoutDueDate, () => openWithoutDueDate(random, buyers));
  add(left('open', size.open), () => openOnTerms(random, buyers));
  add(left('uncollectible', size.uncollectible), () => writtenOff(random, buyers));
  add(left('void', size.void), () => voided(random, buyers));
  add(left('draft', size.draft), () => draft(random, buyers));
  add(size.paidOnTerms, () => paidOnTerms(random, buyers));
  const cycles = selfServeCycles(random, buyers).slice(0, left('paid', size.paid));
  for (const cycle of cycles) plans.push(paidByCard(random, cycle));
  // Whoever runs out of credits before the month is over buys more.
  add(left('paid', size.paid), () =>
    paidByCard(random, {
      buyer: drawFrom(random, buyers.selfServe),
      day: drawInteger(random, {from: firstDay, to: lastDay - 1}),
    }),
  );
  return plans;
}

/** The next number of the customer's sequence; null for a draft, which has none yet. */
function nextNumber({buyer, status}: InvoicePlan, finalized: Map<string, number>): string | null {
  if (status === 'draft') return null;
  const sequence = (finalized.get(buyer.id) ?? 0) + 1;
  finalized.set(buyer.id, sequence);
  return `${buyer.invoicePrefix}-${String(sequence).padStart(4, '0')}`;
}

function customersOf(
  buyers: Buyers,
  books: {
    /** Unix seconds, by customer. */
    readonly firstBilled: ReadonlyMap<string, number>;
    /** How many finalized invoices, by customer. */
    readonly finalized: ReadonlyMap<string, number>;
  },
): readonly StoredCustomer[] {
  const all: readonly Buyer[] = [
    ...buyers.onTerms,
    ...buyers.selfServe,
    buyers.formula,
    ...buyers.namesakes,
    buyers.deleted,
  ];
  const parent = all.find(({name}) => name === 'Castellan Holdings, Inc.');
  return all.map((buyer) =>
    customerOf(buyer, {
      invoices: books.finalized.get(buyer.id) ?? 0,
      firstBilledAtUnixS: books.firstBilled.get(buyer.id) ?? buyer.createdAtUnixS,
      parentId: buyer.name.startsWith('Castellan') && buyer !== parent ? (parent?.id ?? null) : null,
      // A credit of a year ago that nobody has used.
      creditMinor: buyer.name === 'Tidewater Radiology Partners' ? 84_000 : 0,
    }),
  );
}
