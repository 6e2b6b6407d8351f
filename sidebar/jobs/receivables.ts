import type {ShowReceivablesRequest} from '../../src/core/sidebar-contract.ts';
import type {AgingFilter} from '../state/aging.ts';
import type {PagePorts} from './page-ports.ts';
import {readState} from './read-state.ts';

/** Shows the Receivables tab with these rows alone. */
export async function showReceivables(
  {api, store}: PagePorts,
  filter: AgingFilter,
  replaceFilter = false,
): Promise<void> {
  if (store.state().aging.task.kind === 'working') return;
  store.dispatch({type: 'aging-filter-asked', filter});
  const answer = await api.showReceivables(requestOf(filter, replaceFilter));
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'aging-filter-answered', filter, reply: answer.value}
      : {type: 'aging-filter-failed', failure: answer.failure},
  );
}

function requestOf({currency, bucket}: AgingFilter, replaceFilter: boolean): ShowReceivablesRequest {
  const replace = replaceFilter ? {replaceFilter} : {};
  if (currency === null && bucket === null) return {all: true, ...replace};
  return {...(currency === null ? {} : {currency}), ...(bucket === null ? {} : {bucket}), ...replace};
}

export async function turnAutomaticRefresh(ports: PagePorts, on: boolean): Promise<void> {
  const {api, store} = ports;
  if (store.state().automatic.task.kind === 'working') return;
  store.dispatch({type: 'automatic-asked', on});
  const answer = await api.turnAutomaticRefresh({on});
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'automatic-told', message: answer.value.message}
      : {type: 'automatic-failed', failure: answer.failure},
  );
  await readState(ports);
}
