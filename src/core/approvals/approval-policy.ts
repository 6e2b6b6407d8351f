import {currencyCode} from '../money/currency.ts';
import {compare, formatMoney, fromMajor, type Money, money} from '../money/money.ts';
import {controlTotals} from '../money/totals.ts';
import type {ApprovalLimits, ApprovalSettings} from '../settings-contract.ts';
import type {ApprovalKind, ApprovalQuestion, ApprovedObject, CreatedToday} from './approval-question.ts';

/** What the rules of this spreadsheet say to a question. */
export type PolicyAnswer =
  | {readonly kind: 'not-needed'; readonly policyLine: string}
  | {readonly kind: 'needed'; readonly because: string};

/** What always wants a second person, however small it is. */
const alwaysAsked: Readonly<Partial<Record<ApprovalKind, string>>> = {
  credit: 'A credit note needs approval.',
  correct: 'A correction, which voids the invoice it replaces, needs approval.',
  void: 'Voiding needs approval.',
  'mark-uncollectible': 'Marking as uncollectible needs approval.',
  'record-payment': 'A payment outside Stripe needs approval.',
  'record-recovery': 'A payment outside Stripe needs approval.',
  'reverse-batch': 'Reversing a batch needs approval.',
  settings: 'A change of Settings needs approval.',
};

/** What is held to the limits. */
const limited: readonly ApprovalKind[] = ['create-invoices', 'finalize'];

/** Whether a second person must agree, by the settings of this spreadsheet alone. */
export function approvalPolicy(settings: ApprovalSettings, question: ApprovalQuestion): PolicyAnswer {
  if (settings.in === 'never') {
    return {kind: 'not-needed', policyLine: 'approvals are turned off in Settings'};
  }
  if (settings.in === 'live' && question.mode === 'test') {
    return {kind: 'not-needed', policyLine: 'approval not needed in test mode'};
  }
  const always = alwaysAsked[question.kind];
  const reasons = [
    ...(always === undefined ? [] : [always]),
    ...firstOf(question.beyondPolicy ?? []),
    ...(limited.includes(question.kind) ? aboveLimits(settings.limits, question) : []),
  ];
  if (reasons.length > 0) return {kind: 'needed', because: reasons.join(' ')};
  const policyLine = limited.includes(question.kind)
    ? 'within the limits: approval not needed'
    : 'approval not needed for this';
  return {kind: 'not-needed', policyLine};
}

/** What is beyond policy in many rows is told by the first of them. */
function firstOf(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - sentencesMax;
  return more > 0
    ? [...sentences.slice(0, sentencesMax), `${more} more ${more === 1 ? 'is' : 'are'} beyond policy.`]
    : sentences;
}

const sentencesMax = 3;

type Priced = ApprovedObject & {readonly money: Money};

/** One sentence for each currency and limit, naming what is furthest above it. */
function aboveLimits(
  limits: readonly ApprovalLimits[],
  {objects, createdToday = []}: ApprovalQuestion,
): readonly string[] {
  const priced = objects.flatMap((object): readonly Priced[] =>
    object.currency === null || object.amount === null
      ? []
      : [{...object, money: money(object.amount, currencyCode(object.currency))}],
  );
  return controlTotals(priced.map((object) => object.money)).flatMap(({currency, amount}) => {
    const limit = limits.find((one) => one.currency === currency);
    if (limit === undefined) return [`No limit is set for ${currency}, so every amount needs approval.`];
    const ofCurrency = priced.filter((object) => object.money.currency === currency);
    const largest = ofCurrency.reduce<Priced | null>(
      (most, one) => (most === null || compare(one.money, most.money) > 0 ? one : most),
      null,
    );
    const customerDay = largestCustomerDay(ofCurrency, createdToday);
    const earlier = customerDay?.hasEarlier === true ? ' with what you created today' : '';
    // Whoever splits a batch makes one batch all the same.
    const before = moneyOf(
      createdToday.filter(({isApproved}) => isApproved !== true),
      currency,
    );
    const [day] = controlTotals([amount, ...before]);
    return [
      ...above(
        largest?.money ?? null,
        limit.perInvoice,
        (shown, of) => `An invoice of ${shown} is above ${of}.`,
      ),
      ...above(
        customerDay?.amount ?? null,
        limit.perCustomerDay,
        (shown, of) =>
          `${customerDay?.customerId} comes to ${shown}${earlier}, above ${of} per customer and day.`,
      ),
      ...above(day?.amount ?? amount, limit.perBatch, (shown, of) =>
        before.length === 0
          ? `The batch of ${shown} is above ${of}.`
          : `The batch comes to ${shown} with what you created today, above ${of}.`,
      ),
    ];
  });
}

function above(
  amount: Money | null,
  limitMajor: number | null,
  words: (shown: string, limit: string) => string,
): readonly string[] {
  if (amount === null || limitMajor === null) return [];
  const limit = fromMajor(limitMajor, amount.currency);
  return compare(amount, limit) > 0 ? [words(formatMoney(amount), formatMoney(limit))] : [];
}

function moneyOf(created: readonly CreatedToday[], currency: string | undefined): readonly Money[] {
  return created
    .map((one) => money(one.amount, currencyCode(one.currency)))
    .filter((one) => one.currency === currency);
}

interface CustomerDay {
  readonly customerId: string;
  readonly amount: Money;
  /** Whether earlier batches of the day are in it. */
  readonly hasEarlier: boolean;
}

function largestCustomerDay(
  objects: readonly Priced[],
  createdToday: readonly CreatedToday[],
): CustomerDay | null {
  const customers = [...new Set(objects.flatMap(({customerId}) => customerId ?? []))];
  const days = customers.flatMap((customerId): readonly CustomerDay[] => {
    const own = objects.filter((object) => object.customerId === customerId).map((object) => object.money);
    const ofCustomer = createdToday.filter((one) => one.customerId === customerId);
    const earlier = moneyOf(ofCustomer, own[0]?.currency);
    const [total] = controlTotals([...own, ...earlier]);
    return total === undefined ? [] : [{customerId, amount: total.amount, hasEarlier: earlier.length > 0}];
  });
  return days.reduce<CustomerDay | null>(
    (most, day) => (most === null || compare(day.amount, most.amount) > 0 ? day : most),
    null,
  );
}
