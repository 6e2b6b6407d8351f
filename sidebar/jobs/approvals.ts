import type {PagePorts} from './page-ports.ts';

export async function readApprovals({api, store}: PagePorts): Promise<void> {
  if (store.state().approvals.isReading) return;
  store.dispatch({type: 'approvals-reading'});
  const answer = await api.readApprovals();
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'approvals-read', requests: answer.value.requests}
      : {type: 'approvals-read-failed', failure: answer.failure},
  );
}

/** Agrees to exactly what was previewed. */
export async function approve(ports: PagePorts, digest: string): Promise<void> {
  const {api, store} = ports;
  if (store.state().approvals.answering !== null) return;
  store.dispatch({type: 'approvals-answering', digest});
  take(ports, await api.approve({digest}));
  await readApprovals(ports);
}

/** Declines what is open to be declined, with the reason that was typed. */
export async function decline(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  const {declining, answering} = store.state().approvals;
  if (declining === null || answering !== null) return;
  const reason = declining.reason.trim();
  if (reason === '') return store.dispatch({type: 'approvals-reason-missing'});
  store.dispatch({type: 'approvals-answering', digest: declining.digest});
  take(ports, await api.decline({digest: declining.digest, reason}));
  await readApprovals(ports);
}

function take(
  {store}: PagePorts,
  answer: Awaited<ReturnType<PagePorts['api']['approve' | 'decline']>>,
): void {
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'approvals-answered', message: answer.value.message}
      : {type: 'approvals-failed', failure: answer.failure},
  );
}
