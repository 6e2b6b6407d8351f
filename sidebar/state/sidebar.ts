import type {SidebarState} from '../../src/core/sidebar-contract.ts';
import type {Answer} from '../api.ts';
import type {ShownFailure} from '../google-failure.ts';
import {type ActionsAction, type ActionsState, initialActions, reduceActions} from './actions.ts';
import {type AgingAction, type AgingState, initialAging, reduceAging} from './aging.ts';
import {announcementOf} from './announcement.ts';
import {type ApprovalsAction, type ApprovalsPage, initialApprovals, reduceApprovals} from './approvals.ts';
import {type ConnectAction, type ConnectStage, reduceConnect} from './connecting.ts';
import type {CreationAction} from './creation.ts';
import type {DraftsAction} from './drafts.ts';
import {type InvoicesAction, type InvoicesPage, initialInvoices, reduceInvoices} from './invoices.ts';
import {initialLookup, type LookupAction, type LookupState, reduceLookup} from './lookup.ts';
import {type RefreshAction, type RefreshStage, reduceRefresh} from './refresh.ts';
import {type OpenReversal, type ReversalAction, reduceReversal} from './reversal.ts';
import {initialSettings, reduceSettings, refill, type SettingsAction, type SettingsPage} from './settings.ts';
import {idle, type Task, working} from './task.ts';

export type ViewName = 'receivables' | 'invoices' | 'payment-status' | 'connect' | 'settings';

/** What the script last said of the spreadsheet. */
export interface KnownState {
  /** Null until the first answer. */
  readonly value: SidebarState | null;
  readonly isReading: boolean;
  /** Something has changed since it was asked for: the answer may be older than that. */
  readonly isAskedAgain: boolean;
  /** How many times it was read, or tried to. */
  readonly readings: number;
  /** Why it could not be read; what was known before stays. */
  readonly failure: ShownFailure | null;
}

/** Turning automatic refresh on or off. */
export interface AutomaticTask {
  /** What was asked last. */
  readonly on: boolean;
  readonly task: Task;
}

/** All that the page shows. */
export interface Sidebar {
  /** Null until the first answer says where to begin. */
  readonly view: ViewName | null;
  readonly known: KnownState;
  readonly refresh: RefreshStage;
  /** A person is asked whether what an unfinished refresh has read may go. */
  readonly isDiscardAsked: boolean;
  readonly aging: AgingState;
  readonly automatic: AutomaticTask;
  readonly connect: ConnectStage;
  readonly lookup: LookupState;
  readonly actions: ActionsState;
  /** Null while nobody takes a batch back. */
  readonly reversal: OpenReversal | null;
  readonly invoices: InvoicesPage;
  readonly approvals: ApprovalsPage;
  readonly settings: SettingsPage;
  /** What a screen reader says next. */
  readonly announcement: string;
}

export type Action =
  | {readonly type: 'view-chosen'; readonly view: ViewName}
  | {readonly type: 'state-asked'}
  | {readonly type: 'state-answered'; readonly answer: Answer<SidebarState>}
  | {readonly type: 'discard-asked'; readonly isAsked: boolean}
  | {readonly type: 'automatic-asked'; readonly on: boolean}
  | {readonly type: 'automatic-told'; readonly message: string}
  | {readonly type: 'automatic-failed'; readonly failure: ShownFailure}
  | {readonly type: 'said'; readonly announcement: string}
  | RefreshAction
  | AgingAction
  | ConnectAction
  | LookupAction
  | ActionsAction
  | ReversalAction
  | InvoicesAction
  | ApprovalsAction
  | SettingsAction;

export const initialSidebar: Sidebar = {
  view: null,
  known: {value: null, isReading: false, isAskedAgain: false, readings: 0, failure: null},
  refresh: {kind: 'idle'},
  isDiscardAsked: false,
  aging: initialAging,
  automatic: {on: false, task: idle},
  connect: {kind: 'idle'},
  lookup: initialLookup,
  actions: initialActions,
  reversal: null,
  invoices: initialInvoices,
  approvals: initialApprovals,
  settings: initialSettings,
  announcement: '',
};

/** What the page shows after something has happened. Pure: the jobs ask, this decides. */
export function reduceSidebar(sidebar: Sidebar, action: Action): Sidebar {
  const next = reducePart(sidebar, action);
  const announcement = announcementOf(action);
  return announcement === null ? next : {...next, announcement};
}

function reducePart(sidebar: Sidebar, action: Action): Sidebar {
  if (isOf<RefreshAction>(action, 'refresh-'))
    return {...sidebar, isDiscardAsked: false, refresh: reduceRefresh(sidebar.refresh, action)};
  if (isOf<AgingAction>(action, 'aging-')) return {...sidebar, aging: reduceAging(sidebar.aging, action)};
  if (isOf<LookupAction>(action, 'lookup-'))
    return {...sidebar, lookup: reduceLookup(sidebar.lookup, action)};
  if (isOf<ActionsAction>(action, 'actions-'))
    return {...sidebar, actions: reduceActions(sidebar.actions, action)};
  if (isOf<ReversalAction>(action, 'reversal-'))
    return {...sidebar, reversal: reduceReversal(sidebar.reversal, action)};
  if (isOf<DraftsAction>(action, 'drafts-') || isOf<CreationAction>(action, 'creation-'))
    return {...sidebar, invoices: reduceInvoices(sidebar.invoices, action)};
  if (isOf<ApprovalsAction>(action, 'approvals-'))
    return {...sidebar, approvals: reduceApprovals(sidebar.approvals, action)};
  if (isOf<SettingsAction>(action, 'settings-'))
    return {...sidebar, settings: reduceSettings(sidebar.settings, action)};
  switch (action.type) {
    case 'view-chosen':
      return action.view === sidebar.view ? sidebar : {...withoutTold(sidebar), view: action.view};
    case 'state-asked':
      return {
        ...sidebar,
        known: {...sidebar.known, isReading: true, isAskedAgain: sidebar.known.isReading},
      };
    case 'state-answered':
      return withState(sidebar, action.answer);
    case 'discard-asked':
      return {...sidebar, isDiscardAsked: action.isAsked};
    case 'automatic-asked':
      return {...sidebar, automatic: {on: action.on, task: working}};
    case 'automatic-told':
      return {...sidebar, automatic: {...sidebar.automatic, task: {kind: 'told', message: action.message}}};
    case 'automatic-failed':
      return {...sidebar, automatic: {...sidebar.automatic, task: {kind: 'failed', failure: action.failure}}};
    case 'said':
      return sidebar;
    default:
      return {...sidebar, connect: reduceConnect(action)};
  }
}

/** The type of an action begins with what it is about. */
function isOf<Kind extends Action>(action: Action, prefix: string): action is Kind {
  return action.type.startsWith(prefix);
}

/** What was told of something done is read by then. What failed, and what is asked, stays. */
function withoutTold(sidebar: Sidebar): Sidebar {
  const {refresh, automatic, connect, settings, aging, invoices, approvals} = sidebar;
  const read = (task: Task): Task => (task.kind === 'told' ? idle : task);
  return {
    ...sidebar,
    refresh: refresh.kind === 'told' ? {kind: 'idle'} : refresh,
    automatic: {...automatic, task: read(automatic.task)},
    connect: connect.kind === 'told' ? {kind: 'idle'} : connect,
    settings: {...settings, task: read(settings.task)},
    aging: {...aging, task: read(aging.task)},
    invoices: {...invoices, drafts: {...invoices.drafts, told: null}},
    approvals: {...approvals, told: null},
  };
}

function withState(sidebar: Sidebar, answer: Answer<SidebarState>): Sidebar {
  const known = {...sidebar.known, isReading: false, readings: sidebar.known.readings + 1};
  if (answer.kind === 'failed')
    return {
      ...sidebar,
      view: sidebar.view ?? 'receivables',
      known: {...known, failure: answer.failure},
    };
  return {
    ...sidebar,
    view: sidebar.view ?? firstView(answer.value),
    known: {...known, value: answer.value, failure: null},
    settings: refill(sidebar.settings, answer.value.settings),
  };
}

/** Without a key and without figures of a colleague there is one thing to do. */
function firstView({connection, lastRefresh}: SidebarState): ViewName {
  return connection === null && lastRefresh === null ? 'connect' : 'receivables';
}
