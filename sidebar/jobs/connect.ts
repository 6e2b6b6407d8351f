import type {SidebarConnectRequest} from '../../src/core/sidebar-contract.ts';
import type {PagePorts} from './page-ports.ts';
import {readState} from './read-state.ts';

/** Tries a key and keeps nothing. The key is handed on and never stored: not in the state, not in an action. */
export async function checkKey(ports: PagePorts, key: string): Promise<void> {
  const {api, store} = ports;
  if (isAtWork(ports)) return;
  if (key.trim() === '') return store.dispatch({type: 'key-empty'});
  store.dispatch({type: 'key-sent', forCheckOnly: true});
  const answer = await api.checkKey({key: key.trim()});
  if (answer.kind === 'failed') return store.dispatch({type: 'key-failed', failure: answer.failure});
  const check = answer.value;
  store.dispatch({type: 'key-answered', check, message: check.message, outcome: 'only-checked'});
}

/** Tries a key and keeps it where it will do. */
export async function connect(ports: PagePorts, request: SidebarConnectRequest): Promise<void> {
  const {api, store} = ports;
  if (isAtWork(ports)) return;
  if (request.key.trim() === '') return store.dispatch({type: 'key-empty'});
  store.dispatch({type: 'key-sent', forCheckOnly: false});
  const answer = await api.connectFromSidebar({...request, key: request.key.trim()});
  if (answer.kind === 'failed') {
    store.dispatch({type: 'key-failed', failure: answer.failure});
    // Without an answer the key may be kept all the same.
    return readState(ports);
  }
  store.dispatch({type: 'key-answered', ...answer.value});
  if (answer.value.outcome === 'connected') await readState(ports);
}

export async function disconnect(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  if (isAtWork(ports)) return;
  store.dispatch({type: 'disconnect-started'});
  const answer = await api.disconnectFromSidebar();
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'disconnected', message: answer.value.message}
      : {type: 'disconnect-failed', failure: answer.failure},
  );
  await readState(ports);
}

function isAtWork({store}: PagePorts): boolean {
  return ['checking', 'connecting', 'disconnecting'].includes(store.state().connect.kind);
}
