import type {ApprovalState} from '../../approval-contract.ts';
import type {
  BatchTotal,
  DraftGroupState,
  PreviewReply,
  RowMessage,
  ShownTotals,
} from '../../invoice-contract.ts';
import {type CurrencyCode, currencyCode} from '../../money/currency.ts';
import {formatMoney, money, toMajor} from '../../money/money.ts';
import {controlTotals} from '../../money/totals.ts';
import {dashboardLink} from '../../stripe/links.ts';
import {formatDayMonth} from '../../time/civil-date.ts';
import {textCell} from '../draft-cells.ts';
import type {PlannedTotals} from '../invoice-plan.ts';
import type {RowProblem} from '../row-problem.ts';
import type {PricedPlan} from './content-digest.ts';
import type {GroupOutcome} from './group-outcome.ts';
import type {PlannedDrafts} from './plan-drafts.ts';

/** A check or preview in words and numbers for people. */
export function previewReply(
  planned: PlannedDrafts,
  {
    asks,
    isHeldUp,
    approval,
  }: {
    readonly asks: 'check' | 'preview';
    /** All or nothing was asked for, and something has a problem. */
    readonly isHeldUp: boolean;
    readonly approval: ApprovalState;
  },
): PreviewReply {
  const {outcomes} = planned;
  const wrong = outcomes.filter(({isDone, problems}) => !isDone && problems.length > 0);
  const ready = isHeldUp ? [] : planned.ready;
  const charged = ready.filter(({plan}) => plan.collection === 'charge_automatically');
  return {
    status: 'complete',
    digest: isHeldUp ? null : planned.digest,
    ready: asks === 'preview' ? ready.length : outcomes.filter(isReady).length,
    withProblems: wrong.length,
    withWarnings: outcomes.filter(({isDone, warnings}) => !isDone && warnings.length > 0).length,
    notDueYet: outcomes.filter(({status}) => status === 'Not due yet').length,
    done: outcomes.filter(({isDone}) => isDone).length,
    totals: batchTotals(ready),
    charges: batchTotals(charged),
    ...draftsOf(planned.made),
    groups: outcomes.map((outcome) => groupState(outcome, planned)),
    approval,
    mustTypeTotals: planned.mode === 'live',
    message: [messageOf(outcomes, {asks, ready, isHeldUp}), draftWords(planned.made)]
      .filter((part) => part !== '')
      .join(' '),
  };
}

function draftsOf({digest, drafts}: PlannedDrafts['made']): Pick<PreviewReply, 'drafts'> {
  if (digest === null) return {};
  const charged = drafts.filter(({collection}) => collection === 'charge_automatically');
  const intents = (made: typeof drafts) => totalsByCurrency(made.map(({intent}) => intent));
  return {drafts: {digest, invoices: drafts.length, totals: intents(drafts), charges: intents(charged)}};
}

function isReady({isDone, plan, status}: GroupOutcome): boolean {
  return !isDone && plan !== null && status !== 'New' && status !== 'Not due yet';
}

function groupState(outcome: GroupOutcome, {mode, accountId}: PlannedDrafts): DraftGroupState {
  const {group, key, status, customer, draft, candidates, invoiceId, number} = outcome;
  const [first] = group.rows;
  return {
    key,
    group: group.name,
    rows: group.rows.map(({row}) => row),
    status,
    customer: customer?.name ?? customer?.id ?? draft?.customer ?? textCell(first.cell('customer')) ?? '',
    problems: outcome.problems.map(rowMessage),
    warnings: outcome.warnings.map(rowMessage),
    candidates,
    totals: shownTotals(outcome),
    charge: chargeOf(outcome),
    invoiceId,
    number,
    link: invoiceId === null ? null : dashboardLink({id: invoiceId, livemode: mode === 'live'}, accountId),
  };
}

function rowMessage({row, header, sentence}: RowProblem): RowMessage {
  return {row, header, sentence};
}

function shownTotals({plan, totals, dueOn}: GroupOutcome): ShownTotals | null {
  if (plan === null || totals === null) return null;
  return {
    ...shownAmounts(totals, currencyCode(plan.currency)),
    due: dueOn === null ? null : formatDayMonth(dueOn),
  };
}

function shownAmounts(totals: PlannedTotals, currency: CurrencyCode): Omit<ShownTotals, 'due'> {
  const shown = (minorUnits: number) => formatMoney(money(minorUnits, currency));
  return {
    subtotal: shown(totals.subtotal),
    discount: shown(totals.discount),
    tax: shown(totals.tax),
    total: shown(totals.total),
  };
}

function chargeOf({plan, totals, customer}: GroupOutcome): string | null {
  if (plan?.collection !== 'charge_automatically' || totals === null || customer === null) return null;
  const due = formatMoney(money(totals.amountDue, currencyCode(plan.currency)));
  return `Will charge ${customer.charges ?? 'nothing'} ${due} today`;
}

/** Per currency, in the order of their codes. */
function batchTotals(plans: readonly PricedPlan[]): readonly BatchTotal[] {
  return totalsByCurrency(plans.map(({plan: {currency}, totals}) => ({currency, totals})));
}

/** Count and totals of invoices, per currency in the order of their codes. */
export function totalsByCurrency(
  invoices: readonly {readonly currency: string; readonly totals: PlannedTotals}[],
): readonly BatchTotal[] {
  const sums = (of: keyof PlannedTotals) =>
    controlTotals(invoices.map(({currency, totals}) => money(totals[of], currencyCode(currency))));
  const [subtotals, discounts, taxes] = [sums('subtotal'), sums('discount'), sums('tax')];
  return sums('total').map(({currency, count, amount}, index) => {
    const shown = (totals: typeof subtotals) => formatMoney(totals[index]?.amount ?? money(0, currency));
    return {
      currency,
      invoices: count,
      subtotal: shown(subtotals),
      discount: shown(discounts),
      tax: shown(taxes),
      total: formatMoney(amount),
      totalMajor: toMajor(amount),
    };
  });
}

function messageOf(
  outcomes: readonly GroupOutcome[],
  {
    asks,
    ready,
    isHeldUp,
  }: {
    readonly asks: 'check' | 'preview';
    readonly ready: readonly PricedPlan[];
    readonly isHeldUp: boolean;
  },
): string {
  const open = outcomes.filter(({isDone}) => !isDone);
  const count = asks === 'preview' ? ready.length : open.filter(isReady).length;
  const totals = batchTotals(ready).map(({total}) => total);
  const held = isHeldUp ? heldUpWords : '';
  const words = isHeldUp || count === 0 ? 'Nothing to create.' : readyWords(count, totals);
  return [words, waitingWords(outcomes, held)].filter((part) => part !== '').join(' ');
}

export const heldUpWords = ' All or nothing was asked for, so the others wait.';

/** What cannot be created now, and why; empty where nothing is held up. */
export function waitingWords(outcomes: readonly GroupOutcome[], held = ''): string {
  const open = outcomes.filter(({isDone}) => !isDone);
  const rows = new Set(open.flatMap(({problems}) => problems.map(({row}) => row))).size;
  const waiting = open.filter(({status}) => status === 'New').length;
  const early = open.filter(({status}) => status === 'Not due yet').length;
  return [
    rows === 0 ? '' : `${counted(rows, 'row has a problem', 'rows have problems')}.${held}`,
    waiting === 0
      ? ''
      : `${counted(waiting, 'invoice waits', 'invoices wait')} for a reason in “Accept warning because”.`,
    early === 0 ? '' : `${counted(early, 'is', 'are')} not due yet.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function draftWords({drafts}: PlannedDrafts['made']): string {
  if (drafts.length === 0) return '';
  return `${counted(drafts.length, 'invoice is a draft', 'invoices are drafts')} in Stripe and can be finalized.`;
}

function readyWords(count: number, totals: readonly string[]): string {
  const words = `${counted(count, 'invoice is', 'invoices are')} ready`;
  return totals.length === 0 ? `${words}.` : `${words}: ${totals.join(', ')}.`;
}

export function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** A preview for an alert: what is ready, per currency with discount and tax, and the cards that would be charged. */
export function previewSummary({message, totals, charges}: PreviewReply): string {
  const lines = (all: readonly BatchTotal[]) =>
    all.map(({invoices, subtotal, discount, tax, total}) => {
      const count = counted(invoices, 'invoice', 'invoices');
      // No sum: tax that prices include is in the subtotal already.
      return `${count}: ${total} in all (${subtotal} before discounts, ${discount} discount, ${tax} tax)`;
    });
  return [
    message,
    ...lines(totals),
    ...(charges.length === 0 ? [] : ['Of these, cards that would be charged:', ...lines(charges)]),
    'Nothing was changed in Stripe.',
  ].join('\n\n');
}
