/**
 * What a part of a period costs, exact to the second.
 * https://docs.stripe.com/billing/subscriptions/prorations
 */
import {Exact, halfUp} from '../catalogue/exact.ts';
import type {Period} from './billing-periods.ts';

/**
 * The share of the amount that falls on the rest of the period from a moment on, half-up to whole minor units. All of
 * it before the period, nothing from its end on.
 *
 * @param amount whole minor units for the whole period; negative for a credit
 */
export function proratedAmount(amount: number, period: Period, fromUnixS: number): number {
  const whole = period.end - period.start;
  if (whole <= 0) return 0;
  const rest = Math.min(Math.max(period.end - fromUnixS, 0), whole);
  return halfUp(new Exact(amount).times(rest).dividedBy(whole));
}

/** What a change from one price to another costs for the rest of the period: the credit first, then the charge. */
export function prorationOf(change: {
  readonly amountBefore: number;
  readonly amountAfter: number;
  /** The period the amount before was billed for. */
  readonly periodBefore: Period;
  /** The period the amount after is for; another one where the interval changes. */
  readonly periodAfter: Period;
  readonly atUnixS: number;
}): {readonly credit: number; readonly charge: number} {
  const credit = 0 - proratedAmount(change.amountBefore, change.periodBefore, change.atUnixS);
  return {credit: credit + 0, charge: proratedAmount(change.amountAfter, change.periodAfter, change.atUnixS)};
}
