import type {RefreshSliceRequest, SidebarState} from '../../src/core/sidebar-contract.ts';
import type {RefreshProgress} from '../state/refresh.ts';
import type {PagePorts} from './page-ports.ts';
import {readState} from './read-state.ts';
import {workInParts} from './work-in-parts.ts';

/**
 * Refreshes in short parts, so that a person sees it move and may stop it after each. It goes on with an interrupted one
 * where there is one. Whatever comes of it, the state is read again: the truth is in the spreadsheet.
 */
export async function refresh(ports: PagePorts, request: RefreshSliceRequest = {}): Promise<void> {
  const {store} = ports;
  if (isAtWork(ports)) return;
  store.dispatch({type: 'refresh-started', progress: leftBehind(store.state().known.value)});
  await refreshInParts(ports, request);
  await readState(ports);
}

function refreshInParts({api, store}: PagePorts, first: RefreshSliceRequest): Promise<void> {
  let request = first;
  return workInParts({
    ask: () => api.refreshFromSidebar(request),
    answered: (reply) => {
      store.dispatch({type: 'refresh-answered', reply});
      if (reply.status !== 'continues') return null;
      request = {...first, runId: reply.runId};
      return -reply.pages;
    },
    isStopping: () => isStopping(store.state().refresh),
    ended: (failure) =>
      store.dispatch(failure === null ? {type: 'refresh-stopped'} : {type: 'refresh-failed', failure}),
    stuck: {
      code: 'REFRESH_STUCK',
      fact: 'The refresh has not read a new page for a while.',
      nextStep: 'What was read is kept. Try again later to go on, or discard it and begin anew.',
    },
  });
}

/** What was read is kept. The part that is under way ends first. */
export function stopRefresh({store}: PagePorts): void {
  store.dispatch({type: 'refresh-stop-asked'});
}

export async function discardRefresh(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  if (isAtWork(ports)) return;
  store.dispatch({type: 'refresh-discarding'});
  const answer = await api.cancelRefresh();
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'refresh-discarded', message: answer.value.message}
      : {type: 'refresh-failed', failure: answer.failure},
  );
  await readState(ports);
}

function leftBehind(state: SidebarState | null): RefreshProgress | null {
  const left = state?.unfinishedRefresh ?? null;
  if (left === null || !left.isResumable) return null;
  const {pages, invoices, expectedPages} = left;
  return {pages, invoices, expectedPages, secondsLeft: null};
}

function isAtWork({store}: PagePorts): boolean {
  const {kind} = store.state().refresh;
  return kind === 'working' || kind === 'discarding';
}

const isStopping = (stage: {readonly kind: string; readonly isStopping?: boolean}): boolean =>
  stage.isStopping === true;
