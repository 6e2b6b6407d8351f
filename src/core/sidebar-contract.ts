import type {Failure, Reply} from './failure.ts';
import type {LookUpPaymentsRequest, PaymentLookup} from './payment-status-contract.ts';
import type {RefreshComplete, RefreshContinues, RefreshRequest} from './refresh-contract.ts';
import type {SaveSettingsReply, SaveSettingsRequest, SettingsState} from './settings-contract.ts';

// The sidebar imports this file alone.
export type {Failure, Reply} from './failure.ts';
export type {
  LookUpPaymentsRequest,
  LookupResult,
  PaymentLookup,
  PaymentStatus,
  StatusSection,
} from './payment-status-contract.ts';
export type {
  RefreshComplete,
  RefreshContinues,
  RefreshReply,
  RefreshRequest,
} from './refresh-contract.ts';
export type {
  EnteredSettings,
  SaveSettingsReply,
  SaveSettingsRequest,
  SettingsField,
  SettingsProblem,
  SettingsState,
  SettingsValues,
} from './settings-contract.ts';

/**
 * Request and reply of every call that a menu, the sidebar or the command line makes. All of it is JSON: what crosses to
 * the browser loses dates and undefined.
 */

export interface ConnectRequest {
  readonly key: string;
  /** A person was told to prefer a restricted key, and connects a live secret key all the same. */
  readonly acceptSecretKey?: boolean;
}

export interface ConnectReply {
  readonly account: string | null;
  readonly mode: 'test' | 'live';
  readonly lastFour: string;
}

// What follows is called by the sidebar alone. A thrown error would reach it as a bare message, so its functions answer
// failures as values: https://developers.google.com/apps-script/guides/html/reference/run#withfailurehandlerfunction

/** The functions that `google.script.run` may call from the sidebar, by name. */
export interface SidebarApi {
  /** Everything that the sidebar shows before anything is asked of Stripe. It may be called while a refresh runs. */
  readSidebarState(): Reply<SidebarState>;
  /** Tries a key against each endpoint that the add-on reads, and keeps nothing. */
  checkKey(request: {readonly key: string}): Reply<KeyCheck>;
  /** Tries the key as `checkKey` does and keeps it when Stripe lets it read invoices. */
  connectFromSidebar(request: SidebarConnectRequest): Reply<SidebarConnected>;
  /** Deletes this person's key, and turns automatic refresh off where it used it. */
  disconnectFromSidebar(): Reply<Told>;
  /** Works on the refresh for a few seconds. Call it again while it answers `continues`; that also resumes an interrupted one. */
  refreshFromSidebar(request: RefreshSliceRequest): Reply<RefreshSliceReply>;
  /** Drops what an unfinished refresh has read. The tabs stay as they are. */
  cancelRefresh(): Reply<Told>;
  turnAutomaticRefresh(request: {readonly on: boolean}): Reply<Told>;
  /** Shows the Receivables tab, filtered. */
  showReceivables(request: ShowReceivablesRequest): Reply<ShowReceivablesReply>;
  lookUpPayments(request: LookUpPaymentsRequest): Reply<PaymentLookup>;
  saveSettings(request: SaveSettingsRequest): Reply<SaveSettingsReply>;
}

/** What was done, as a sentence. */
export interface Told {
  readonly message: string;
}

export interface SidebarState {
  /** Who is signed in, as Google tells it; null when it does not. */
  readonly person: string | null;
  /** Null when this person has no key connected. */
  readonly connection: ConnectionState | null;
  /** Null before the first refresh. */
  readonly lastRefresh: LastRefresh | null;
  /** The last attempt, when it failed after the last complete refresh. */
  readonly lastFailure: LastFailure | null;
  /** A refresh that is running now or was interrupted. */
  readonly unfinishedRefresh: UnfinishedRefresh | null;
  readonly automaticRefresh: AutomaticRefreshState;
  readonly timeZones: TimeZones;
  readonly settings: SettingsState;
  /** Titles of tabs of ours that somebody has deleted; the next refresh makes them anew. */
  readonly deletedTabs: readonly string[];
}

export interface ConnectionState {
  readonly mode: 'test' | 'live';
  readonly lastFour: string;
  readonly kind: 'restricted' | 'secret';
  /** Null when the key may not read the account, and before anything was asked of Stripe. */
  readonly account: {readonly id: string; readonly name: string | null} | null;
  /** For a live secret key: why to replace it. */
  readonly warning: string | null;
}

export interface LastRefresh {
  /** YYYY-MM-DD: the day the tabs are true for. */
  readonly asOf: string;
  readonly timeZone: string;
  /** ISO with offset. */
  readonly refreshedAt: string;
  /** `4 minutes ago` */
  readonly age: string;
  /** True when the figures are older than two hours although automatic refresh is on. */
  readonly isStale: boolean;
  readonly by: string;
  readonly mode: 'test' | 'live';
  readonly account: string | null;
  readonly invoices: number;
  readonly pages: number;
  readonly seconds: number;
  readonly warnings: readonly string[];
  /** In the order of the settings. */
  readonly totals: readonly ControlTotalState[];
  /** Whether every total ties to what the tab holds now. */
  readonly ties: boolean;
  /** `6 currencies, 5,000 invoices, difference 0.00`, or what differs. */
  readonly summary: string;
}

/** Stripe's total of one currency at the last refresh, beside what the Receivables tab holds now. */
export interface ControlTotalState {
  readonly currency: string;
  readonly openInvoices: number;
  /** `EUR 48,200.00` */
  readonly open: string;
  readonly uncollectibleInvoices: number;
  readonly uncollectible: string;
  readonly ties: boolean;
  /** The tab less Stripe: `EUR 0.00`, `EUR −25.00`. */
  readonly difference: string;
  /** Why it does not tie: somebody has deleted or changed rows; null when it ties. */
  readonly explanation: string | null;
  /** What is open by bucket, `Not due` first; empty when the tab is gone. */
  readonly buckets: readonly BucketState[];
}

export interface BucketState {
  readonly label: string;
  readonly invoices: number;
  readonly amount: string;
  /** Of what is open in this currency, from 0 to 1, for the length of a bar. */
  readonly share: number;
}

export interface LastFailure {
  /** ISO with offset. */
  readonly at: string;
  readonly by: string;
  readonly failure: Failure;
}

export interface UnfinishedRefresh {
  /** Hand it to `refreshFromSidebar` to go on with this one. */
  readonly runId: string;
  readonly by: string;
  /** ISO with offset. */
  readonly startedAt: string;
  readonly pages: number;
  readonly invoices: number;
  /** From the last complete refresh; null before the first. */
  readonly expectedPages: number | null;
  /** Whether somebody is at work on it at this moment; else it waits to be gone on with. */
  readonly isRunning: boolean;
  /** Whether it can still be gone on with: after six hours, or with other books, the next one begins anew. */
  readonly isResumable: boolean;
}

export interface AutomaticRefreshState {
  readonly isOn: boolean;
  /** Whose key and trigger it uses; null while it is off. */
  readonly owner: string | null;
  readonly isMine: boolean;
  /** ISO with offset; null while it is off. */
  readonly since: string | null;
  /** Its owner's trigger is gone or doubled: turning it on again repairs it. Known of one's own only. */
  readonly warning: string | null;
}

export interface TimeZones {
  /** Whose days are counted. */
  readonly counting: string;
  /** Where that comes from. */
  readonly from: 'settings' | 'account' | 'spreadsheet';
  readonly account: string | null;
  readonly spreadsheet: string;
  /** One sentence when the spreadsheet shows times in another zone than days are counted in. */
  readonly warning: string | null;
}

/** One endpoint that the add-on reads or writes, as tried with a key. */
export interface PermissionCheck {
  /** What it is for: `List invoices`. */
  readonly purpose: string;
  /** `granted`; `missing`: tick it; `unclear`: Stripe gave no verdict, and `problem` says which answer it gave. */
  readonly result: 'granted' | 'missing' | 'unclear';
  /** The refresh does not work without; the others each leave a part of a look-up or of creating invoices out. */
  readonly isRequired: boolean;
  /** What to set in the Stripe Dashboard, such as `Invoices` to `Read`. */
  readonly row: string;
  readonly level: 'Read' | 'Write';
  /** What is missing from the add-on without it. */
  readonly without: string;
  readonly problem: string | null;
}

export interface KeyCheck {
  readonly mode: 'test' | 'live';
  readonly lastFour: string;
  readonly kind: 'restricted' | 'secret';
  readonly account: {readonly id: string; readonly name: string | null} | null;
  readonly permissions: readonly PermissionCheck[];
  /** Whether `connectFromSidebar` would keep it. */
  readonly isUsable: boolean;
  /** A live secret key may do everything: `connectFromSidebar` wants `acceptSecretKey` then. */
  readonly needsConfirmation: boolean;
  /** What it may do, or what to tick. */
  readonly message: string;
}

export interface SidebarConnectRequest extends ConnectRequest {
  /** Make this person's key and trigger the ones that refresh this spreadsheet about every hour. */
  readonly useForAutomaticRefresh?: boolean;
}

export type SidebarConnected =
  | {readonly outcome: 'connected'; readonly check: KeyCheck; readonly message: string}
  /** Nothing was kept: a permission is missing without which nothing works, or a live secret key was not confirmed. */
  | {readonly outcome: 'not-connected'; readonly check: KeyCheck; readonly message: string};

export interface RefreshSliceRequest extends RefreshRequest {
  /** How long to work before answering, 1 to 240 s; 10 s when left out. */
  readonly forMs?: number;
  /** The run of the slice before: this one goes on with no other. Leave it out to begin, or to go on with whichever there is. */
  readonly runId?: string;
}

export type RefreshSliceReply =
  | RefreshComplete
  | RefreshSliceContinues
  /** The run of `runId` is no more: somebody else has finished, cancelled or replaced it. Read the state again. */
  | {readonly status: 'ended-elsewhere'; readonly message: string};

export interface RefreshSliceContinues extends RefreshContinues {
  readonly runId: string;
  /** From the last complete refresh; null before the first. */
  readonly expectedPages: number | null;
  /** For the pages of the last complete refresh at the pace of this slice; null when either is not known. */
  readonly secondsLeft: number | null;
}

export type ShowReceivablesRequest = (
  | {
      /** Left out: all currencies. */
      readonly currency?: string;
      /** A label as on the chart. Left out: all buckets. */
      readonly bucket?: string;
    }
  | {readonly all: true}
) & {
  /** A person was told that the filter they or a colleague set on Currency or Bucket goes, and wants that. */
  readonly replaceFilter?: boolean;
};

export type ShowReceivablesReply =
  | {
      readonly outcome: 'shown';
      /** Rows that this filter leaves; filters of people on other columns may hide some of them. */
      readonly invoices: number;
      /** Columns that people filter besides; their filters stay. */
      readonly otherFilters: readonly string[];
      readonly message: string;
    }
  /** Nothing was changed: people have set a filter of their own on these columns. Ask, then call with `replaceFilter`. */
  | {readonly outcome: 'people-filter'; readonly columns: readonly string[]; readonly message: string};
