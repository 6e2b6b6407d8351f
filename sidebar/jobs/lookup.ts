import {type Asking, problemWith, textsOf} from '../state/lookup.ts';
import type {PagePorts} from './page-ports.ts';

/** Looks up what stands in the field. */
export async function lookUpTyped(ports: PagePorts): Promise<void> {
  const texts = textsOf(ports.store.state().lookup.typed);
  const problem = problemWith(texts);
  if (problem !== null) return ports.store.dispatch({type: 'lookup-refused', problem});
  await lookUp(ports, {request: {texts}, insteadOf: null});
}

export async function lookUp({api, store}: PagePorts, asking: Asking): Promise<void> {
  if (store.state().lookup.asking !== null) return;
  store.dispatch({type: 'lookup-asked', asking});
  const answer = await api.lookUpPayments(asking.request);
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'lookup-answered', found: answer.value}
      : {type: 'lookup-failed', failure: answer.failure},
  );
}

/** @returns whether it is on the clipboard now */
export async function copySentence({store, copy}: PagePorts, sentence: string): Promise<boolean> {
  const isCopied = await copy(sentence);
  store.dispatch({
    type: 'said',
    announcement: isCopied ? 'Copied.' : 'The browser does not let this page copy. The sentence is selected.',
  });
  return isCopied;
}
