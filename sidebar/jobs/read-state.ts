import type {SidebarState} from '../../src/core/sidebar-contract.ts';
import type {Answer} from '../api.ts';
import {undrawable} from '../google-failure.ts';
import type {PagePorts} from './page-ports.ts';

/** How often one looks how far a colleague's refresh has come. */
const lookAgainMs = 15_000;

/**
 * Reads everything that is shown before Stripe is asked. Called while it reads, it reads once more afterwards: the answer
 * under way may be older than what has just changed. While somebody else refreshes it goes on looking.
 */
export async function readState(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  const isReading = store.state().known.isReading;
  store.dispatch({type: 'state-asked'});
  if (isReading) return;
  let isWanted = true;
  while (isWanted) {
    const answer = await api.readSidebarState();
    isWanted = store.state().known.isAskedAgain;
    take(ports, answer);
    if (isWanted) store.dispatch({type: 'state-asked'});
  }
  lookAgainLater(ports);
}

/** An answer of another version of the script may lack what this page needs. */
function take({store}: PagePorts, answer: Answer<SidebarState>): void {
  try {
    store.dispatch({type: 'state-answered', answer});
  } catch (fault) {
    store.dispatch({type: 'state-answered', answer: {kind: 'failed', failure: undrawable(fault)}});
  }
}

function lookAgainLater(ports: PagePorts): void {
  const {store, timer} = ports;
  const {known, refresh} = store.state();
  const isElsewhere = known.value?.unfinishedRefresh?.isRunning === true && refresh.kind !== 'working';
  if (!isElsewhere || known.failure !== null) return;
  timer.after(lookAgainMs, () => {
    // Read meanwhile, it is looked at again after that reading.
    if (store.state().known.readings === known.readings) void readState(ports);
  });
}
