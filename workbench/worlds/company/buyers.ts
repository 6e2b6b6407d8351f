/** Who the demo company bills. */

import type {StoredCustomer} from '../../stripe/customers/objects.ts';
import {nextId, nextInvoicePrefix} from '../../stripe/engine/ids.ts';
import type {RandomSource} from '../../stripe/engine/random.ts';
import {atNewYork, firstDay} from './calendar.ts';
import type {DemoCurrency} from './currencies.ts';
import {drawFrom, drawInteger, drawWeighted} from './draws.ts';
import {
  deletedName,
  enterprises,
  familyNames,
  formulaName,
  givenNames,
  government,
  type NamedAccount,
  resellers,
  sharedName,
  studioKinds,
  studioWords,
  type Terms,
  university,
} from './names.ts';

export interface Buyer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly currency: DemoCurrency;
  readonly segment: 'self-serve' | 'enterprise' | 'reseller' | 'university' | 'government';
  /** Null: charged to a card. */
  readonly terms: Terms | null;
  readonly invoicePrefix: string;
  readonly createdAtUnixS: number;
  /** The monthly plan of a self-serve customer; null for others. */
  readonly subscriptionId: string | null;
  /** Null: nobody has sent one. */
  readonly poNumber: string | null;
  readonly deleted: boolean;
}

export interface Buyers {
  readonly selfServe: readonly Buyer[];
  /** Enterprises, resellers, the university and the county: everyone on terms, Nordwind first. */
  readonly onTerms: readonly Buyer[];
  readonly formula: Buyer;
  /** Two customers of one name. */
  readonly namesakes: readonly [Buyer, Buyer];
  readonly deleted: Buyer;
}

const net30: Terms = {kind: 'net', days: 30};

export function drawBuyers(
  random: RandomSource,
  counts: {readonly selfServe: number; readonly enterprises: number; readonly resellers: number},
): Buyers {
  const account = (named: NamedAccount, segment: Buyer['segment']) => drawAccount(random, named, segment);
  const special = (name: string) =>
    account({name, currency: 'usd', country: 'US', terms: net30}, 'enterprise');
  return {
    onTerms: [
      ...enterprises.slice(0, counts.enterprises).map((named) => account(named, 'enterprise')),
      ...resellers.slice(0, counts.resellers).map((named) => account(named, 'reseller')),
      account(university, 'university'),
      account(government, 'government'),
    ],
    selfServe: Array.from({length: counts.selfServe}, (_, index) => drawSelfServe(random, index)),
    formula: special(formulaName),
    namesakes: [special(sharedName), special(sharedName)],
    deleted: {...special(deletedName), deleted: true},
  };
}

function drawAccount(random: RandomSource, named: NamedAccount, segment: Buyer['segment']): Buyer {
  const id = nextId('cus', random);
  const missingPo = segment === 'enterprise' && random.nextFraction() < 0.15;
  return {
    ...named,
    id,
    email: `accounts.payable@${domainOf(named.name, id)}`,
    segment,
    invoicePrefix: nextInvoicePrefix(random),
    createdAtUnixS: atNewYork(firstDay - drawInteger(random, {from: 1, to: 700}), 15 * 3600),
    subscriptionId: null,
    poNumber: missingPo ? null : `PO-${drawInteger(random, {from: 10_000, to: 99_999})}`,
    deleted: false,
  };
}

function drawSelfServe(random: RandomSource, index: number): Buyer {
  const id = nextId('cus', random);
  const person = `${drawFrom(random, givenNames)} ${drawFrom(random, familyNames)}`;
  const studio = `${drawFrom(random, studioWords)} ${drawFrom(random, studioKinds)}`;
  const name = random.nextFraction() < 0.6 ? person : studio;
  const [currency, country] = drawWeighted<readonly [DemoCurrency, string]>(random, [
    [['usd', 'US'], 74],
    [['eur', 'NL'], 13],
    [['gbp', 'GB'], 7],
    [['inr', 'IN'], 4],
    [['jpy', 'JP'], 2],
  ]);
  const startedDay = firstDay - 60 + drawInteger(random, {from: 0, to: 330});
  return {
    id,
    name,
    email: `billing+${index + 1}@${domainOf(name, id)}`,
    country,
    currency,
    segment: 'self-serve',
    terms: null,
    invoicePrefix: nextInvoicePrefix(random),
    createdAtUnixS: atNewYork(startedDay, drawInteger(random, {from: 0, to: 86_399})),
    subscriptionId: nextId('sub', random),
    poNumber: null,
    deleted: false,
  };
}

/** Under `.example`, where no mail can ever arrive (RFC 2606). */
function domainOf(name: string, id: string): string {
  const latin = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${latin.length >= 4 ? latin.slice(0, 30).replace(/-$/, '') : id.slice(4).toLowerCase()}.example`;
}

function termsLabel(terms: Terms): string {
  switch (terms.kind) {
    case 'net':
      return `Net ${terms.days}`;
    case 'eom':
      return `EOM+${terms.days}`;
    case 'receipt':
      return 'Due on receipt';
  }
}

/** The customer as Stripe has it; `invoices` is how many numbers of its sequence are used. No one is billed before they exist. */
export function customerOf(
  buyer: Buyer,
  options: {
    readonly invoices: number;
    readonly firstBilledAtUnixS: number;
    readonly parentId: string | null;
    readonly creditMinor: number;
  },
): StoredCustomer {
  if (buyer.deleted) return {id: buyer.id, object: 'customer', deleted: true};
  const {terms} = buyer;
  return {
    id: buyer.id,
    object: 'customer',
    address: {
      city: null,
      country: buyer.country,
      line1: null,
      line2: null,
      postal_code: null,
      state: null,
    },
    // Stripe writes a credit in the customer's favour as a negative balance.
    balance: options.creditMinor === 0 ? 0 : -options.creditMinor,
    created: Math.min(buyer.createdAtUnixS, options.firstBilledAtUnixS - 60),
    currency: buyer.currency,
    email: buyer.email,
    invoice_prefix: buyer.invoicePrefix,
    metadata: {
      segment: buyer.segment,
      ...(terms === null ? {} : {payment_terms: termsLabel(terms)}),
      ...(options.parentId === null ? {} : {parent: options.parentId}),
      ...(buyer.segment === 'government' ? {portal: 'https://vendors.alderfield.example'} : {}),
    },
    name: buyer.name,
    next_invoice_sequence: options.invoices + 1,
  };
}
