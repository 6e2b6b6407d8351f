import {AddonError} from '../../errors/addon-error.ts';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money, toMajor} from '../../money/money.ts';
import {textCell} from '../draft-cells.ts';
import type {GroupOutcome} from '../plans/group-outcome.ts';
import type {PlannedDrafts} from '../plans/plan-drafts.ts';

/** For a digest that no longer names what is ready; the results that the preview left in the rows say what changed. */
export function staleError({outcomes}: PlannedDrafts): AddonError {
  const changes = outcomes.flatMap((outcome) => changeOf(outcome) ?? []);
  const [first, second, ...others] = changes;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  const words =
    first === undefined
      ? 'a cell of the rows was changed since the preview'
      : `${[first, second].filter((change) => change !== undefined).join(', ')}${more}`;
  return new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot create invoices: ${words}.`,
    nextStep: 'Preview again. Nothing was created.',
  });
}

/** Whether a row that is ready has only been asked about, or agreed to. */
function isReadyToo(status: string | null): boolean {
  return status === 'Waiting for approval' || status === 'Approved';
}

/** Null where the row still says what its preview said. */
function changeOf({group, status, plan, totals}: GroupOutcome): string | null {
  const [first] = group.rows;
  const before = textCell(first.result('Status'));
  if (before !== status && !(status === 'Ready' && isReadyToo(before)))
    return `row ${first.row} is ${status} and was ${before ?? 'not there'}`;
  if (plan === null || totals === null) return null;
  const now = money(totals.total, currencyCode(plan.currency));
  const shown = first.result('Total');
  if (typeof shown !== 'number' || shown === toMajor(now)) return null;
  return `row ${first.row} comes to ${formatMoney(now)} and was previewed at another total`;
}
