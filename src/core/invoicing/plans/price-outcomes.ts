import {currencyCode} from '../../money/currency.ts';
import {compare, formatMoney, fromMajor, money} from '../../money/money.ts';
import type {PlannedTotals} from '../invoice-plan.ts';
import {type RowProblem, rowProblem} from '../row-problem.ts';
import type {GroupOutcome} from './group-outcome.ts';
import {type Preview, type PreviewOptions, previewPlans} from './stripe-preview.ts';

/** The same outcomes with what Stripe says they come to, and with what is wrong about that. */
export function pricedOutcomes(
  outcomes: readonly GroupOutcome[],
  options: PreviewOptions,
): readonly GroupOutcome[] {
  const asked = outcomes.flatMap((outcome) =>
    outcome.plan === null || outcome.isDone ? [] : [{plan: outcome.plan, subtotal: outcome.subtotal}],
  );
  const previews = previewPlans(asked, options);
  const byKey = new Map(asked.map(({plan}, index) => [plan.key, previews[index]]));
  return outcomes.map((outcome) => {
    const preview = outcome.plan === null ? undefined : byKey.get(outcome.plan.key);
    return preview === undefined ? outcome : priced(outcome, preview);
  });
}

function priced(outcome: GroupOutcome, preview: Preview): GroupOutcome {
  const {row} = outcome.group.rows[0];
  const refused = (problem: RowProblem): GroupOutcome => ({
    ...outcome,
    status: 'Problem',
    plan: null,
    problems: [...outcome.problems, problem],
  });
  if (preview.kind === 'refused') {
    const {fact, nextStep} = preview.error;
    const said = fact.replace(/^Cannot [^:]*: /, '').replace(/\.$/, '');
    return refused(rowProblem({row, header: null, fact: said, nextStep}));
  }
  const {totals} = preview;
  const wrong = wrongTotals(outcome, totals);
  if (wrong !== null) return refused(wrong);
  return {...outcome, totals};
}

/** What Stripe reckons must be what the rows say, to the cent. */
function wrongTotals({plan, draft, subtotal, group}: GroupOutcome, totals: PlannedTotals): RowProblem | null {
  if (plan === null || draft === null) return null;
  const {row} = group.rows[0];
  const currency = currencyCode(plan.currency);
  const previewed = money(totals.subtotal, currency);
  if (!plan.includesPending && subtotal !== null && totals.subtotal !== subtotal) {
    return rowProblem({
      row,
      header: null,
      fact: `Stripe previews ${formatMoney(previewed)} before discounts and tax, rows add up to ${formatMoney(money(subtotal, currency))}`,
      nextStep: 'Preview again; if it stays, report it with this message.',
    });
  }
  // A price of tiers is known to Stripe alone, so the order form is held to its preview.
  if (!plan.includesPending && subtotal === null && draft.orderTotal !== null) {
    const ordered = fromMajor(draft.orderTotal, currency);
    if (compare(ordered, previewed) !== 0) {
      return {
        row,
        header: 'Order total (check)',
        sentence: `Order form says ${formatMoney(ordered)}, rows add up to ${formatMoney(previewed)}.`,
      };
    }
  }
  if (totals.total > 0) return null;
  return rowProblem({
    row,
    header: null,
    fact: `it comes to ${formatMoney(money(totals.total, currency))} after discounts and tax`,
    nextStep: 'An invoice must exceed 0: give a credit note instead.',
  });
}
