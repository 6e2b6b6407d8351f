import type {DraftsAsk, DraftsWork} from '../state/drafts.ts';
import {readApprovals} from './approvals.ts';
import type {PagePorts} from './page-ports.ts';

/** Reads what the spreadsheet says of its drafts, without asking Stripe. */
export async function readDrafts({api, store}: PagePorts): Promise<void> {
  if (store.state().invoices.drafts.isReading) return;
  store.dispatch({type: 'drafts-reading'});
  const answer = await api.readDrafts();
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'drafts-read', known: answer.value}
      : {type: 'drafts-read-failed', failure: answer.failure},
  );
}

export async function newDraftsTab(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  if (isAtWork(ports)) return;
  store.dispatch({type: 'drafts-asked', work: 'new-tab'});
  const answer = await api.createDraftsTab();
  store.dispatch(
    answer.kind === 'done'
      ? {type: 'drafts-told', message: answer.value.message}
      : {type: 'drafts-failed', failure: answer.failure},
  );
  await readDrafts(ports);
}

/** Checks or previews every group of the tab. Nothing changes in Stripe. */
export async function askDrafts(ports: PagePorts, asked: DraftsAsk): Promise<void> {
  if (isAtWork(ports)) return;
  ports.store.dispatch({type: 'drafts-asked', work: asked});
  await ask(ports, asked);
}

async function ask(ports: PagePorts, asked: DraftsAsk): Promise<void> {
  const {api, store} = ports;
  const {allOrNothing} = store.state().invoices.drafts;
  const answer = await (asked === 'check' ? api.checkDrafts : api.previewDrafts)({allOrNothing});
  if (answer.kind === 'failed') return store.dispatch({type: 'drafts-failed', failure: answer.failure});
  store.dispatch({type: 'drafts-answered', asked, reply: answer.value});
  // A preview that needs a second person has asked for one.
  if (asked === 'preview' && answer.value.approval.kind !== 'not-needed') await readApprovals(ports);
}

/** Puts one of several customers into the row, then checks again. */
export async function chooseCustomer(
  ports: PagePorts,
  choice: {readonly row: number; readonly customerId: string},
): Promise<void> {
  const {api, store} = ports;
  if (isAtWork(ports)) return;
  store.dispatch({type: 'drafts-asked', work: 'choose-customer'});
  const answer = await api.chooseCustomer(choice);
  if (answer.kind === 'failed') return store.dispatch({type: 'drafts-failed', failure: answer.failure});
  store.dispatch({type: 'drafts-asked', work: 'check'});
  await ask(ports, 'check');
}

/** Takes the person to the cell that a message is about. */
export async function showCell(
  {api, store}: PagePorts,
  cell: {readonly row: number; readonly header: string | null},
): Promise<void> {
  const answer = await api.showDraftCell(cell);
  store.dispatch({
    type: 'drafts-cell-shown',
    failure: answer.kind === 'done' ? null : answer.failure,
  });
}

/** A preview that was made the other way is made again. */
export async function askAllOrNothing(ports: PagePorts, isAsked: boolean): Promise<void> {
  const {store} = ports;
  if (isAtWork(ports)) return;
  store.dispatch({type: 'drafts-all-or-nothing', isAsked});
  const {found} = store.state().invoices.drafts;
  if (found?.asked === 'preview' && found.reply.withProblems > 0) await askDrafts(ports, 'preview');
}

/** Does again what failed; a customer is chosen anew from a check. */
export function tryDraftsAgain(ports: PagePorts, work: DraftsWork): Promise<void> {
  if (work === 'new-tab') return newDraftsTab(ports);
  return askDrafts(ports, work === 'preview' ? 'preview' : 'check');
}

function isAtWork({store}: PagePorts): boolean {
  const {drafts, creation} = store.state().invoices;
  return drafts.work !== null || creation.stage.kind === 'working';
}
