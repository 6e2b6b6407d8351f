import {Exact, halfUp} from '../catalogue/exact.ts';

/** A part of a whole that comes after other parts, in any one unit. */
export interface Part {
  readonly before: number;
  readonly part: number;
  readonly whole: number;
}

/**
 * What a part of a whole takes of an amount, after other parts took theirs. Rounded so that the parts of one whole add
 * up to the amount.
 */
export function shareOf(amount: number, {before, part, whole}: Part): number {
  const until = (taken: number) => halfUp(new Exact(amount).times(taken).dividedBy(whole));
  return until(before + part) - until(before);
}
