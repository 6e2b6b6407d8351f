import type {ActionName, ActionRequest} from '../../src/core/action-contract.ts';
import {needsForm, readActionForm} from '../state/action-form.ts';
import type {KeptAction, OpenActions} from '../state/actions.ts';
import {actInParts} from './act-in-parts.ts';
import type {PagePorts} from './page-ports.ts';
import {readAgain} from './read-again.ts';

/** Opens what may be done to these invoices now, as Stripe has them. */
export async function openActions(ports: PagePorts, invoiceIds: readonly string[]): Promise<void> {
  const {api, store} = ports;
  if (invoiceIds.length === 0 || isBusy(ports)) return;
  store.dispatch({type: 'actions-opened', invoiceIds});
  const isStillOpen = watched(ports);
  const answer = await api.offerActions({invoiceIds});
  if (!isStillOpen()) return;
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'actions-offered', offers: answer.value.offers}
      : {type: 'actions-failed', failure: answer.failure},
  );
}

/** Opens the form of an action; where there is nothing to fill in, its preview. */
export async function chooseAction(ports: PagePorts, name: ActionName): Promise<void> {
  const {store} = ports;
  const open = store.state().actions.open;
  if (open === null || open.isAsking) return;
  store.dispatch({type: 'actions-chosen', name});
  if (!needsForm(name, open.offers)) await previewTyped(ports);
}

/** Reads the form and asks what would happen. Nothing is changed by it. */
export async function previewTyped(ports: PagePorts): Promise<void> {
  const {store} = ports;
  const open = store.state().actions.open;
  if (open?.step.kind !== 'filling' || open.isAsking) return;
  const reading = readActionForm(open.step.name, open.form, open.offers);
  if (reading.kind === 'problems')
    return store.dispatch({type: 'actions-refused', problems: reading.problems});
  await preview(ports, reading.request);
}

/** Asks again for what was previewed: an approval may have come, or an invoice may have changed. */
export async function previewAgain(ports: PagePorts): Promise<void> {
  const open = ports.store.state().actions.open;
  if (open === null || open.isAsking || !('previewed' in open.step) || open.step.kind === 'working') return;
  await preview(ports, open.step.previewed.request);
}

async function preview(ports: PagePorts, request: ActionRequest): Promise<void> {
  const {api, store} = ports;
  store.dispatch({type: 'actions-asked'});
  const isStillOpen = watched(ports);
  const answer = await api.previewAction(request);
  if (!isStillOpen()) return;
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'actions-previewed', previewed: {request, preview: answer.value}}
      : {type: 'actions-failed', failure: answer.failure},
  );
}

/** Does what was previewed, or goes on with it; then the invoices are read again, since their cards are old by then. */
export async function doPreviewed(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  const before = store.state().actions.open;
  if (before === null || before.isAsking || before.step.kind === 'working') return;
  store.dispatch({type: 'actions-began'});
  const step = store.state().actions.open?.step;
  if (step?.kind !== 'working') return;
  const {request} = step.previewed;
  await actInParts({
    act: api.doAction,
    request,
    work: step.work,
    tell: (work) => store.dispatch({type: 'actions-worked', work}),
    isStopping: () => isStopping(store.state().actions.open),
  });
  await readAgain(ports, request.invoiceIds);
}

export function stopAction({store}: PagePorts): void {
  store.dispatch({type: 'actions-worked', work: {type: 'work-stop-asked'}});
}

/** Takes up what was kept. What waits for an approval is looked at again at once. */
export async function resumeKept(ports: PagePorts, kept: KeptAction): Promise<void> {
  if (isBusy(ports)) return;
  ports.store.dispatch({type: 'actions-resumed', kept});
  if (kept.work === null) await previewAgain(ports);
}

function isBusy({store}: PagePorts): boolean {
  return store.state().actions.open?.step.kind === 'working';
}

/** A person may close what an answer is for, open something else, go back, or type on. */
function watched({store}: PagePorts): () => boolean {
  const asked = store.state().actions.open;
  return () => {
    const {open} = store.state().actions;
    return (
      asked !== null &&
      open?.invoiceIds === asked.invoiceIds &&
      open.step === asked.step &&
      open.form === asked.form
    );
  };
}

function isStopping(open: OpenActions | null): boolean {
  return open?.step.kind === 'working' && open.step.work.isStopping;
}
