import type {DraftGroupState, DraftsState, PreviewReply} from '../../src/core/invoice-contract.ts';
import type {ShownFailure} from '../google-failure.ts';
import type {InvoicesAction} from './invoices.ts';

/** A check asks Stripe who and what is meant; a preview also what each invoice comes to. */
export type DraftsAsk = 'check' | 'preview';

/** What the script is asked to do with the tab of drafts, one thing at a time. */
export type DraftsWork = DraftsAsk | 'new-tab' | 'choose-customer';

/** What is told while it is done. */
export const workWords: Readonly<Record<DraftsWork, string>> = {
  check: 'Looking up in Stripe what the rows name…',
  preview: 'Asking Stripe what each invoice comes to…',
  'new-tab': 'Making the tab…',
  'choose-customer': 'Writing the customer into the row…',
};

export interface Found {
  readonly asked: DraftsAsk;
  readonly reply: PreviewReply;
}

export interface DraftsPage {
  /** Null until it was read. */
  readonly known: DraftsState | null;
  readonly isReading: boolean;
  readonly readFailure: ShownFailure | null;
  readonly work: DraftsWork | null;
  /** What was found last; null before, and once invoices were made of it. */
  readonly found: Found | null;
  /** Why the last work failed, and what to ask again: a choice of a customer is made anew from a check. */
  readonly failed: {readonly failure: ShownFailure; readonly again: DraftsWork} | null;
  /** Why a cell could not be shown. */
  readonly showFailure: ShownFailure | null;
  readonly told: string | null;
  readonly onlyProblems: boolean;
  /** Create none while any has a problem. */
  readonly allOrNothing: boolean;
}

export const initialDrafts: DraftsPage = {
  known: null,
  isReading: false,
  readFailure: null,
  work: null,
  found: null,
  failed: null,
  showFailure: null,
  told: null,
  onlyProblems: false,
  allOrNothing: false,
};

export type DraftsAction =
  | {readonly type: 'drafts-reading'}
  | {readonly type: 'drafts-read'; readonly known: DraftsState}
  | {readonly type: 'drafts-read-failed'; readonly failure: ShownFailure}
  | {readonly type: 'drafts-asked'; readonly work: DraftsWork}
  | {readonly type: 'drafts-answered'; readonly asked: DraftsAsk; readonly reply: PreviewReply}
  /** Something beside a check or preview was done. */
  | {readonly type: 'drafts-told'; readonly message: string}
  | {readonly type: 'drafts-failed'; readonly failure: ShownFailure}
  | {readonly type: 'drafts-cell-shown'; readonly failure: ShownFailure | null}
  | {readonly type: 'drafts-filtered'; readonly onlyProblems: boolean}
  | {readonly type: 'drafts-all-or-nothing'; readonly isAsked: boolean};

export function reduceDrafts(page: DraftsPage, action: InvoicesAction): DraftsPage {
  switch (action.type) {
    case 'drafts-reading':
      return {...page, isReading: true};
    case 'drafts-read':
      return {...page, isReading: false, known: action.known, readFailure: null};
    case 'drafts-read-failed':
      return {...page, isReading: false, readFailure: action.failure};
    case 'drafts-asked':
      return {...page, work: action.work, failed: null, showFailure: null, told: null};
    case 'drafts-answered':
      return {...page, work: null, found: {asked: action.asked, reply: action.reply}};
    case 'drafts-told':
      return {...page, work: null, told: action.message};
    case 'drafts-failed':
      return {
        ...page,
        work: null,
        failed: page.work === null ? null : {failure: action.failure, again: page.work},
        // What a preview said holds no longer: the rows have changed under it.
        found: action.failure.code === 'PREVIEW_STALE' ? null : page.found,
      };
    case 'drafts-cell-shown':
      return {...page, showFailure: action.failure};
    case 'drafts-filtered':
      return {...page, onlyProblems: action.onlyProblems};
    case 'drafts-all-or-nothing':
      return {...page, allOrNothing: action.isAsked};
    case 'creation-answered':
      return action.reply.status === 'complete' ? {...page, found: null} : page;
    case 'creation-failed':
      return action.failure.code === 'PREVIEW_STALE' ? {...page, found: null} : page;
    default:
      return page;
  }
}

/** Where a group stands in the list, and what a person has to do about it. */
export type GroupKind = 'problem' | 'waits' | 'stopped' | 'edited' | 'ready' | 'not-due-yet' | 'done';

export function kindOf({status, problems}: DraftGroupState): GroupKind {
  switch (status) {
    case 'Problem':
      return 'problem';
    case 'New':
      return 'waits';
    case 'Stopped: total differs':
      return 'stopped';
    case 'Not due yet':
      return 'not-due-yet';
    case 'Draft in Stripe':
    case 'Finalized':
    case 'Sent':
    case 'Reversed':
      return problems.length > 0 ? 'edited' : 'done';
    default:
      return problems.length > 0 ? 'problem' : 'ready';
  }
}

/** Those that need a person come first. */
const kinds: readonly GroupKind[] = ['problem', 'waits', 'stopped', 'edited', 'ready', 'not-due-yet', 'done'];

/** By what a person has to do about them; kinds of which there is none are left out. */
export function groupsByKind(
  groups: readonly DraftGroupState[],
  onlyProblems: boolean,
): readonly {readonly kind: GroupKind; readonly groups: readonly DraftGroupState[]}[] {
  const shown = onlyProblems ? groups.filter(needsLook) : groups;
  return kinds
    .map((kind) => ({kind, groups: shown.filter((group) => kindOf(group) === kind)}))
    .filter(({groups: ofKind}) => ofKind.length > 0);
}

/** Whether it has anything that a person should look at. */
export function needsLook(group: DraftGroupState): boolean {
  return group.problems.length > 0 || group.warnings.length > 0 || kindOf(group) === 'stopped';
}

/** `Row 7`, `Rows 7–9`, `A-17 · rows 7, 9` */
export function groupTitle({group, rows}: Pick<DraftGroupState, 'group' | 'rows'>): string {
  const words = rowsText(rows);
  return group === null ? words : `${group} · ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** Rows next to each other are told by the first and the last. */
export function rowsText(rows: readonly number[]): string {
  const runs: {first: number; last: number}[] = [];
  for (const row of rows) {
    const run = runs[runs.length - 1];
    if (run !== undefined && run.last + 1 === row) run.last = row;
    else runs.push({first: row, last: row});
  }
  const words = runs.map(({first, last}) => (first === last ? String(first) : `${first}–${last}`));
  return `${rows.length === 1 ? 'Row' : 'Rows'} ${words.join(', ')}`;
}

/** A sentence of the row without what stands above it already: whose invoice cannot be created. */
export function shortSentence(sentence: string): string {
  const rest = sentence.replace(/^Cannot create the invoice of row \d+: /, '');
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}
