import type {ActionReply} from '../../src/core/action-contract.ts';
import type {Answer} from '../api.ts';
import type {WorkAction} from '../state/work.ts';

/** A person sees it move, and may stop it after each part. */
export const partMs = 10_000;
/** So many answers without a step ahead mean that nothing moves any more. */
const answersWithoutStepMax = 30;

/**
 * Has something done part by part until it is complete, stopped or has failed. What was done stays, whatever comes: the
 * script knows by the digest what is left.
 */
export async function workInParts(options: {
  readonly ask: () => Promise<Answer<ActionReply>>;
  readonly tell: (action: WorkAction) => void;
  readonly isStopping: () => boolean;
}): Promise<void> {
  const {ask, tell, isStopping} = options;
  let remaining = Number.POSITIVE_INFINITY;
  for (let answersWithoutStep = 0; answersWithoutStep < answersWithoutStepMax; ) {
    const answer = await ask();
    if (answer.kind === 'failed') return tell({type: 'work-stopped', failure: answer.failure});
    const reply = answer.value;
    if (reply.status === 'complete') return tell({type: 'work-done', result: reply});
    tell({type: 'work-answered', reply});
    if (isStopping()) return tell({type: 'work-stopped', failure: null});
    answersWithoutStep = reply.remaining < remaining ? 0 : answersWithoutStep + 1;
    remaining = reply.remaining;
  }
  tell({
    type: 'work-stopped',
    failure: {
      code: 'WORK_STUCK',
      fact: 'Nothing more has been done for a while.',
      nextStep: 'What was done is kept. Continue later to go on with the rest.',
      requestId: null,
    },
  });
}
