import type {CurrencyCode} from '../../money/currency.ts';
import {currencyInfo} from '../../money/currency.ts';
import type {Money} from '../../money/money.ts';
import type {Settings} from '../../settings.ts';
import type {CivilDate} from '../../time/civil-date.ts';
import {endOfDayUnixS, startOfDayUnixS} from '../../time/zone.ts';
import {reckonDraft} from '../draft-amounts.ts';
import {times} from '../draft-cells.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {DraftLine} from '../draft-line.ts';
import type {InvoicePlan, PlannedDiscount, PlannedLine} from '../invoice-plan.ts';
import {type RowProblem, rowProblem} from '../row-problem.ts';
import {type CandidateCustomer, chooseCurrency, chooseCustomer} from './choose-customer.ts';
import type {LookUps} from './look-ups.ts';
import {planBooks} from './plan-books.ts';
import {planDue} from './plan-due.ts';
import {planTax} from './plan-tax.ts';
import type {CataloguePrice, DiscountCode, FoundCustomer} from './wire-objects.ts';

export interface PlanContext {
  readonly lookUps: LookUps;
  readonly settings: Settings;
  /** The account's day and zone: what Stripe prints. */
  readonly today: CivilDate;
  readonly timeZone: string;
}

/** One draft with what was looked up: a plan where nothing is wrong. */
export interface PlannedDraft {
  /** Null while there are problems. */
  readonly plan: InvoicePlan | null;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
  readonly candidates: readonly CandidateCustomer[];
  readonly customer: FoundCustomer | null;
  readonly treatment: string | null;
  /** The lines before discounts and tax; null when only Stripe can tell, by a price of tiers. */
  readonly subtotal: Money | null;
  readonly dueOn: CivilDate | null;
}

/** Decides everything about one invoice; nothing is left to be inherited. */
export function planInvoice(draft: DraftInvoice, key: string, context: PlanContext): PlannedDraft {
  const {lookUps, timeZone} = context;
  const due = planDue(draft, context);
  const books = planBooks(draft, context);
  const choice = chooseCustomer(draft, lookUps.customers.get(draft.customer) ?? []);
  if (choice.kind === 'none') {
    return {
      ...nothing,
      dueOn: due.dueOn,
      problems: [choice.problem, ...due.problems, ...books.problems],
      candidates: choice.candidates,
    };
  }
  const {customer} = choice;
  const tax = planTax(draft, customer, lookUps);
  const money = chooseCurrency(draft, customer);
  const known = {...nothing, customer, treatment: tax.treatment, dueOn: due.dueOn};
  if (money.kind === 'none') {
    return {...known, problems: [money.problem, ...tax.problems, ...due.problems, ...books.problems]};
  }

  const {currency} = money;
  const prices = priceProblems(draft, currency, lookUps);
  const discount = planDiscount(draft, currency, lookUps);
  const amounts = reckonDraft(withCatalogueAmounts(draft, currency, lookUps), currency);
  const problems = [
    ...prices,
    ...amounts.problems,
    ...discount.problems,
    ...tax.problems,
    ...due.problems,
    ...books.problems,
    ...chargeProblems(draft, customer),
  ];
  const {subtotal} = amounts;
  const warnings = [...amounts.warnings, ...books.warnings];
  if (problems.length > 0) return {...known, problems, warnings, subtotal};
  const plan: InvoicePlan = {
    key,
    group: draft.group,
    customerId: customer.id,
    currency: currency.toLowerCase(),
    collection: draft.collection,
    dueAtUnixS: due.dueAtUnixS,
    daysUntilDue: due.daysUntilDue,
    effectiveAtUnixS: due.effectiveAtUnixS,
    automaticTax: tax.automatic,
    discounts: discount.discounts,
    customFields: customFieldsOf(draft, context.settings),
    memo: draft.memo,
    footer: draft.footer,
    includesPending: draft.includesPending,
    deliver: draft.deliver,
    metadata: metadataOf(draft),
    lines: draft.lines.map((line, index) =>
      plannedLine(line, {
        unitAmountDecimal: amounts.lines[index]?.unitAmountDecimal ?? null,
        taxRateIds: tax.rateIds[index] ?? [],
        timeZone,
      }),
    ),
  };
  return {...known, plan, problems, warnings, subtotal};
}

const nothing: PlannedDraft = {
  plan: null,
  problems: [],
  warnings: [],
  candidates: [],
  customer: null,
  treatment: null,
  subtotal: null,
  dueOn: null,
};

function plannedLine(
  line: DraftLine,
  {
    unitAmountDecimal,
    taxRateIds,
    timeZone,
  }: {
    readonly unitAmountDecimal: string | null;
    readonly taxRateIds: readonly string[];
    readonly timeZone: string;
  },
): PlannedLine {
  const {price, service} = line;
  return {
    description: line.description,
    priceId: price.kind === 'catalogue' ? price.priceId : null,
    unitAmountDecimal: price.kind === 'catalogue' ? null : unitAmountDecimal,
    quantity: line.quantity,
    taxRateIds,
    period:
      service === null
        ? null
        : {start: startOfDayUnixS(service.start, timeZone), end: endOfDayUnixS(service.end, timeZone) - 1},
  };
}

/** The same draft with the catalogue's amounts in place, so that its checks hold for these lines too. */
function withCatalogueAmounts(
  draft: DraftInvoice,
  currency: CurrencyCode,
  {prices}: Pick<LookUps, 'prices'>,
): DraftInvoice {
  const major = ['1', '', '0.01', '0.001'][currencyInfo(currency).exponent] ?? '1';
  const lines = draft.lines.map((line): DraftLine => {
    if (line.price.kind === 'unit') return line;
    const minor = prices.get(line.price.priceId)?.unitAmounts.get(currency);
    return minor === undefined ? line : {...line, price: {kind: 'unit', unitAmount: times(minor, major)}};
  });
  return {...draft, lines};
}

function priceProblems(
  draft: DraftInvoice,
  currency: CurrencyCode,
  {prices}: Pick<LookUps, 'prices'>,
): readonly RowProblem[] {
  return draft.lines.flatMap(({row, price}) => {
    if (price.kind === 'unit') return [];
    const wrong = wrongPrice(price.priceId, prices.get(price.priceId), currency);
    return wrong === null ? [] : [rowProblem({row, header: 'Price ID', ...wrong})];
  });
}

function wrongPrice(
  id: string,
  price: CataloguePrice | undefined,
  currency: CurrencyCode,
): {readonly fact: string; readonly nextStep: string} | null {
  if (price === undefined) {
    return {
      fact: `Stripe has no price ${id} for the connected key`,
      nextStep: 'Check the id, and that the key is of the same account and mode.',
    };
  }
  if (!price.isActive) return {fact: `price ${id} is archived`, nextStep: 'Enter an active price.'};
  if (price.isRecurring) {
    return {
      fact: `price ${id} is recurring, which only a subscription bills`,
      nextStep: 'Enter a one-time price, or a Unit amount.',
    };
  }
  if (price.currencies.includes(currency)) return null;
  return {
    fact: `price ${id} is in ${price.currencies.join(' and ')}, and the invoice in ${currency}`,
    nextStep: `Enter a price in ${currency}, or a Unit amount.`,
  };
}

function planDiscount(
  draft: DraftInvoice,
  currency: CurrencyCode,
  {discounts}: Pick<LookUps, 'discounts'>,
): {readonly discounts: InvoicePlan['discounts']; readonly problems: readonly RowProblem[]} {
  const {discount} = draft;
  if (discount.kind === 'none') return {discounts: [], problems: []};
  if (discount.kind === 'customer') return {discounts: 'inherit', problems: []};
  const code = discounts.get(discount.id);
  const wrong = wrongDiscount(discount.id, code, currency);
  if (wrong === null && code !== undefined) return {discounts: [plannedDiscount(code)], problems: []};
  const row = draft.rows[0] ?? 0;
  return {
    discounts: [],
    problems: wrong === null ? [] : [rowProblem({row, header: 'Discount', ...wrong})],
  };
}

function wrongDiscount(
  id: string,
  code: DiscountCode | undefined,
  currency: CurrencyCode,
): {readonly fact: string; readonly nextStep: string} | null {
  if (code === undefined) {
    return {
      fact: `Stripe has no coupon or promotion code ${id}`,
      nextStep: 'Enter the id of one, or “customer” for the discount the customer has.',
    };
  }
  if (!code.isValid) {
    return {fact: `discount ${id} can no longer be redeemed`, nextStep: 'Enter another, or clear it.'};
  }
  if (code.currency === null || code.currency === currency) return null;
  return {
    fact: `discount ${id} is in ${code.currency}, and the invoice in ${currency}`,
    nextStep: `Enter one in ${currency} or in per cent.`,
  };
}

function plannedDiscount({kind, id}: DiscountCode): PlannedDiscount {
  return kind === 'coupon' ? {coupon: id} : {promotion_code: id};
}

function chargeProblems(draft: DraftInvoice, customer: FoundCustomer): readonly RowProblem[] {
  if (draft.collection !== 'charge_automatically' || customer.charges !== null) return [];
  return [
    rowProblem({
      row: draft.rows[0] ?? 0,
      header: 'Collection',
      fact: `${customer.id} has nothing on file that could be charged`,
      nextStep: 'Set Collection to send_invoice with terms, or ask the customer for a card.',
    }),
  ];
}

/** Under the name by which `Receivables` finds it again. */
function customFieldsOf({poNumber}: DraftInvoice, {purchaseOrder}: Settings): InvoicePlan['customFields'] {
  if (poNumber === null) return [];
  return [{name: purchaseOrder.customFields[0] ?? 'PO number', value: poNumber}];
}

/** In the order of the names, so that one content has one text. */
function metadataOf({metadata, contract}: DraftInvoice): InvoicePlan['metadata'] {
  const all = new Map([...metadata, ...(contract === null ? [] : [['contract', contract] as const])]);
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}
