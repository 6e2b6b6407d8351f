import type {ReversalRequest} from '../../src/core/action-contract.ts';
import {type OpenReversal, reversalProblems} from '../state/reversal.ts';
import {actInParts} from './act-in-parts.ts';
import {readDrafts} from './drafts.ts';
import type {PagePorts} from './page-ports.ts';

/** Opens the list of batches, in the place of the drafts. */
export async function openReversal(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  store.dispatch({type: 'reversal-opened'});
  const open = store.state().reversal;
  if (open === null || open.isAsking || open.step.kind !== 'choosing') return;
  store.dispatch({type: 'reversal-asked'});
  const answer = await api.listBatches();
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'reversal-listed', batches: answer.value.batches}
      : {type: 'reversal-failed', failure: answer.failure},
  );
}

/** Asks how each invoice of a batch could be taken back. */
export async function chooseBatch(ports: PagePorts, batchId: string): Promise<void> {
  const open = ports.store.state().reversal;
  if (open === null || open.isAsking) return;
  ports.store.dispatch({type: 'reversal-chosen', batchId});
  await previewAs(ports, 'deciding');
}

/** Asks what would be done with what is decided and said by now. */
export async function previewReversal(ports: PagePorts): Promise<void> {
  const {store} = ports;
  const open = store.state().reversal;
  if (open === null || open.isAsking || !('preview' in open.step)) return;
  const problems = reversalProblems(open.request, open.step.preview);
  if (problems.length > 0) return store.dispatch({type: 'reversal-refused', problems});
  await previewAs(ports, 'previewed');
}

async function previewAs({api, store}: PagePorts, step: 'deciding' | 'previewed'): Promise<void> {
  const request = store.state().reversal?.request;
  if (request === undefined) return;
  store.dispatch({type: 'reversal-asked'});
  const answer = await api.previewReversal(trimmed(request));
  // A person may have gone to another batch meanwhile.
  if (store.state().reversal?.request !== request) return;
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'reversal-previewed', step, preview: answer.value}
      : {type: 'reversal-failed', failure: answer.failure},
  );
}

/** Does what was previewed, or goes on with it; then the drafts are read again, whose rows say by then that they are reversed. */
export async function reverseBatch(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  const before = store.state().reversal;
  if (before === null || before.isAsking || before.step.kind === 'working') return;
  store.dispatch({type: 'reversal-began'});
  const open = store.state().reversal;
  if (open?.step.kind !== 'working') return;
  await actInParts({
    act: api.reverseBatch,
    request: trimmed(open.request),
    work: open.step.work,
    tell: (work) => store.dispatch({type: 'reversal-worked', work}),
    isStopping: () => isStopping(store.state().reversal),
  });
  await readDrafts(ports);
}

export function stopReversal({store}: PagePorts): void {
  store.dispatch({type: 'reversal-worked', work: {type: 'work-stop-asked'}});
}

const trimmed = (request: ReversalRequest): ReversalRequest => ({...request, reason: request.reason.trim()});

function isStopping(open: OpenReversal | null): boolean {
  return open?.step.kind === 'working' && open.step.work.isStopping;
}
