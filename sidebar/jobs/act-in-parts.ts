import type {ActionReply} from '../../src/core/action-contract.ts';
import type {Answer} from '../api.ts';
import type {Work, WorkAction} from '../state/work.ts';
import {partMs, workInParts} from './work-in-parts.ts';

/** Does to many invoices what was previewed, part by part, and tells what becomes of it. */
export function actInParts<Request>(options: {
  readonly act: (
    request: Request & {readonly digest: string; readonly forMs: number},
  ) => Promise<Answer<ActionReply>>;
  readonly request: Request;
  readonly work: Work;
  readonly tell: (action: WorkAction) => void;
  readonly isStopping: () => boolean;
}): Promise<void> {
  const {act, request, work, tell, isStopping} = options;
  return workInParts({
    ask: () => act({...request, digest: work.digest, forMs: partMs}),
    answered: (reply) => {
      if (reply.status === 'complete') tell({type: 'work-done', result: reply});
      else tell({type: 'work-answered', reply});
      return reply.status === 'complete' ? null : reply.remaining;
    },
    isStopping,
    ended: (failure) => tell({type: 'work-stopped', failure}),
    stuck: {
      code: 'WORK_STUCK',
      fact: 'Nothing more has been done for a while.',
      nextStep: 'What was done is kept. Continue later to go on with the rest.',
    },
  });
}
