import type {Answer} from '../api.ts';
import type {ShownFailure} from '../google-failure.ts';

/** A person sees it move, and may stop it after each part. */
export const partMs = 10_000;
/** So many answers without a step ahead mean that nothing moves any more. */
const answersWithoutStepMax = 30;

/**
 * Has something done part by part until it is complete, stopped or has failed. What was done stays, whatever comes: the
 * script knows what is left.
 */
export async function workInParts<Reply>(options: {
  readonly ask: () => Promise<Answer<Reply>>;
  /** @returns how much is left by this answer, in any unit; null when it is the last */
  readonly answered: (reply: Reply) => number | null;
  readonly isStopping: () => boolean;
  /** Called when it ends without a last answer; null where a person has stopped it. */
  readonly ended: (failure: ShownFailure | null) => void;
  /** What it ends with when nothing moves any more. */
  readonly stuck: Omit<ShownFailure, 'requestId'>;
}): Promise<void> {
  const {ask, answered, isStopping, ended, stuck} = options;
  let least = Number.POSITIVE_INFINITY;
  for (let answersWithoutStep = 0; answersWithoutStep < answersWithoutStepMax; ) {
    const answer = await ask();
    if (answer.kind === 'failed') return ended(answer.failure);
    const left = answered(answer.value);
    if (left === null) return;
    if (isStopping()) return ended(null);
    answersWithoutStep = left < least ? 0 : answersWithoutStep + 1;
    least = Math.min(least, left);
  }
  ended({...stuck, requestId: null});
}
