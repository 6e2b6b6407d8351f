import type {ActionApi} from '../src/core/action-contract.ts';
import type {ApprovalApi} from '../src/core/approval-contract.ts';
import type {InvoiceApi} from '../src/core/invoice-contract.ts';
import type {Reply, SidebarApi} from '../src/core/sidebar-contract.ts';
import {olderScript, type ShownFailure} from './google-failure.ts';
import type {Server} from './server.ts';

/** What a call to the script comes to; never left open, never thrown. */
export type Answer<Value> =
  | {readonly kind: 'done'; readonly value: Value}
  | {readonly kind: 'failed'; readonly failure: ShownFailure};

/** All functions that the page may call. */
export type ScriptApi = SidebarApi & InvoiceApi & ApprovalApi & ActionApi;

type ValueOf<Name extends keyof ScriptApi> =
  ReturnType<ScriptApi[Name]> extends Reply<infer Value> ? Value : never;

/** The functions of the script as the page calls them. */
export type Api = {
  readonly [Name in keyof ScriptApi]: (
    ...args: Parameters<ScriptApi[Name]>
  ) => Promise<Answer<ValueOf<Name>>>;
};

const quickMs = 60_000;
const asksStripeMs = 120_000;
/** Google ends every run after six minutes, and publishing may take much of that. */
const mayTakeAllMs = 390_000;

export function createApi(server: Server): Api {
  const caller =
    <Name extends keyof ScriptApi>(name: Name, timeoutMs: number) =>
    async (...args: Parameters<ScriptApi[Name]>): Promise<Answer<ValueOf<Name>>> => {
      const outcome = await server.call(name, args, timeoutMs);
      return outcome.kind === 'failed' ? outcome : answerOf<ValueOf<Name>>(outcome.reply);
    };
  return {
    readSidebarState: caller('readSidebarState', quickMs),
    checkKey: caller('checkKey', asksStripeMs),
    connectFromSidebar: caller('connectFromSidebar', asksStripeMs),
    disconnectFromSidebar: caller('disconnectFromSidebar', quickMs),
    refreshFromSidebar: caller('refreshFromSidebar', mayTakeAllMs),
    cancelRefresh: caller('cancelRefresh', quickMs),
    turnAutomaticRefresh: caller('turnAutomaticRefresh', quickMs),
    showReceivables: caller('showReceivables', asksStripeMs),
    lookUpPayments: caller('lookUpPayments', asksStripeMs),
    saveSettings: caller('saveSettings', quickMs),
    createDraftsTab: caller('createDraftsTab', quickMs),
    readDrafts: caller('readDrafts', quickMs),
    checkDrafts: caller('checkDrafts', mayTakeAllMs),
    previewDrafts: caller('previewDrafts', mayTakeAllMs),
    createFromDrafts: caller('createFromDrafts', mayTakeAllMs),
    chooseCustomer: caller('chooseCustomer', quickMs),
    showDraftCell: caller('showDraftCell', quickMs),
    readApprovals: caller('readApprovals', quickMs),
    approve: caller('approve', quickMs),
    decline: caller('decline', quickMs),
    offerActions: caller('offerActions', asksStripeMs),
    previewAction: caller('previewAction', mayTakeAllMs),
    doAction: caller('doAction', mayTakeAllMs),
    listBatches: caller('listBatches', quickMs),
    previewReversal: caller('previewReversal', mayTakeAllMs),
    reverseBatch: caller('reverseBatch', mayTakeAllMs),
    downloadPdfs: caller('downloadPdfs', mayTakeAllMs),
  };
}

/** Page and script are built together, so only an update of the add-on in between lets a reply be none. */
function answerOf<Value>(reply: unknown): Answer<Value> {
  if (!isReply<Value>(reply)) return {kind: 'failed', failure: olderScript};
  return reply.status === 'done'
    ? {kind: 'done', value: reply.value}
    : {kind: 'failed', failure: reply.failure};
}

function isReply<Value>(reply: unknown): reply is Reply<Value> {
  if (typeof reply !== 'object' || reply === null) return false;
  const status: unknown = Reflect.get(reply, 'status');
  return (status === 'done' && 'value' in reply) || (status === 'failed' && 'failure' in reply);
}
