import type {PagePorts} from './page-ports.ts';

/** How often one looks how far a colleague's refresh has come. */
const lookAgainMs = 15_000;

/** Reads everything that is shown before Stripe is asked, and goes on reading while somebody else refreshes. */
export async function readState(ports: PagePorts): Promise<void> {
  const {api, store, timer} = ports;
  if (store.state().known.isReading) return;
  store.dispatch({type: 'state-asked'});
  store.dispatch({type: 'state-answered', answer: await api.readSidebarState()});

  const {known, refresh} = store.state();
  const isElsewhere = known.value?.unfinishedRefresh?.isRunning === true && refresh.kind !== 'working';
  if (isElsewhere && known.failure === null) timer.after(lookAgainMs, () => void readState(ports));
}
