import type {CreateRequest, UnfinishedBatch} from '../../src/core/invoice-contract.ts';
import type {BatchProgress} from '../state/creation.ts';
import {readDrafts} from './drafts.ts';
import type {PagePorts} from './page-ports.ts';
import {workInParts} from './work-in-parts.ts';

/** So long the script works before it says how far it has come. */
const partMs = 15_000;

/**
 * Creates what was previewed in short parts, so that a person sees it move and may stop it after each. The same request
 * goes on with the same batch and makes no invoice twice, whatever became of the answers.
 */
export async function createInvoices(
  ports: PagePorts,
  request: CreateRequest,
  progress: BatchProgress,
): Promise<void> {
  const {store} = ports;
  const {drafts, creation} = store.state().invoices;
  if (drafts.work !== null || creation.stage.kind === 'working') return;
  store.dispatch({type: 'creation-started', request, progress});
  await createInParts(ports, request);
  await readDrafts(ports);
}

/** Goes on with a batch that somebody began, maybe yesterday and in another browser. */
export function goOnWith(ports: PagePorts, {batchId, created, invoices}: UnfinishedBatch): Promise<void> {
  return createInvoices(ports, {digest: batchId}, {created, invoices});
}

function createInParts({api, store}: PagePorts, request: CreateRequest): Promise<void> {
  return workInParts({
    ask: () => api.createFromDrafts({...request, forMs: partMs}),
    answered: (reply) => {
      store.dispatch({type: 'creation-answered', reply});
      return reply.status === 'complete' ? null : reply.remaining;
    },
    isStopping: () => isStopping(store.state().invoices.creation.stage),
    ended: (failure) =>
      store.dispatch(failure === null ? {type: 'creation-stopped'} : {type: 'creation-failed', failure}),
    stuck: {
      code: 'CREATION_STUCK',
      fact: 'No further invoice was created for a while.',
      nextStep: 'What was created is kept, and nothing is created twice. Continue later.',
    },
  });
}

/** What was created is kept. The part that is under way ends first. */
export function stopCreation({store}: PagePorts): void {
  store.dispatch({type: 'creation-stop-asked'});
}

const isStopping = (stage: {readonly kind: string; readonly isStopping?: boolean}): boolean =>
  stage.isStopping === true;
