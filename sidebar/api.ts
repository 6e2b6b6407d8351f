import type {Reply, SidebarApi} from '../src/core/sidebar-contract.ts';
import {olderScript, type ShownFailure} from './google-failure.ts';
import type {Server} from './server.ts';

/** What a call to the script comes to; never left open, never thrown. */
export type Answer<Value> =
  | {readonly kind: 'done'; readonly value: Value}
  | {readonly kind: 'failed'; readonly failure: ShownFailure};

type ValueOf<Name extends keyof SidebarApi> =
  ReturnType<SidebarApi[Name]> extends Reply<infer Value> ? Value : never;

/** The functions of the script as the page calls them. */
export type Api = {
  readonly [Name in keyof SidebarApi]: (
    ...args: Parameters<SidebarApi[Name]>
  ) => Promise<Answer<ValueOf<Name>>>;
};

const quickMs = 60_000;
const asksStripeMs = 120_000;
/** Google ends every run after six minutes, and publishing may take much of that. */
const mayTakeAllMs = 390_000;

export function createApi(server: Server): Api {
  const caller =
    <Name extends keyof SidebarApi>(name: Name, timeoutMs: number) =>
    async (...args: Parameters<SidebarApi[Name]>): Promise<Answer<ValueOf<Name>>> => {
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
