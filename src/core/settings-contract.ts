import type {Failure} from './failure.ts';

export interface SettingsValues {
  /** IANA name; null takes the Stripe account's. */
  readonly timeZone: string | null;
  /** Last day of each bucket but the open-ended last one. */
  readonly bucketEdges: readonly number[];
  /** What an invoice without a due date is aged from: the day it was finalized, or it stays in `Not due`. */
  readonly noDueDate: 'finalized' | 'not-due';
  /** Columns of the Receivables tab that are left out. */
  readonly hiddenColumns: readonly string[];
  /** Currencies shown first, in this order. */
  readonly currencyOrder: readonly string[];
  readonly purchaseOrder: {
    readonly customFields: readonly string[];
    readonly metadataKeys: readonly string[];
  };
  readonly approvals: ApprovalSettings;
  /** YYYY-MM-DD, the last day of the last closed month; null while none is closed. */
  readonly booksClosedThrough: string | null;
  /** Who gets the last hash of the Audit Log every day it has grown; null sends none. */
  readonly controllerEmail: string | null;
}

/** When a second person must agree. */
export interface ApprovalSettings {
  readonly in: 'live' | 'always' | 'never';
  /** In major units; null is no limit. Invoices in a currency that is not listed are above every limit. */
  readonly limits: readonly ApprovalLimits[];
  /** Days from the invoice date to the due date; longer terms need approval. */
  readonly longestTermsDays: number;
  /** E-mail addresses; empty for anybody but the preparer. */
  readonly approvers: readonly string[];
}

export interface ApprovalLimits {
  /** Upper case. */
  readonly currency: string;
  readonly perInvoice: number | null;
  /** Everything that one person creates for one customer on one day. */
  readonly perCustomerDay: number | null;
  readonly perBatch: number | null;
}

/** A dotted name as the settings are nested: `purchaseOrder.customFields`. */
export type SettingsField =
  | 'timeZone'
  | 'bucketEdges'
  | 'noDueDate'
  | 'hiddenColumns'
  | 'currencyOrder'
  | 'purchaseOrder.customFields'
  | 'purchaseOrder.metadataKeys'
  | 'approvals.in'
  | 'approvals.limits'
  | 'approvals.longestTermsDays'
  | 'approvals.approvers'
  | 'booksClosedThrough'
  | 'controllerEmail';

export interface SettingsState {
  readonly values: SettingsValues;
  readonly defaults: SettingsValues;
  /** Every column of the Receivables tab in its order; those that formulas need cannot be left out. */
  readonly columns: readonly {readonly header: string; readonly canBeHidden: boolean}[];
  /** The stored settings cannot be used; `values` are the defaults then, and saving replaces what is stored. */
  readonly problem: Failure | null;
}

/** What a person entered; of the controls, what is left out stays as it is. */
export type EnteredSettings = Omit<SettingsValues, SettingsControl> &
  Partial<Pick<SettingsValues, SettingsControl>>;

/** The settings that say who may do what. */
export type SettingsControl = 'approvals' | 'booksClosedThrough' | 'controllerEmail';

export interface SaveSettingsRequest {
  readonly settings: EnteredSettings;
  /** What they replace, as this person has seen it: where somebody else has saved others since, nothing is stored. */
  readonly insteadOf?: SettingsValues;
}

export type SaveSettingsReply =
  | {readonly outcome: 'saved'; readonly settings: SettingsState; readonly message: string}
  /** Nothing was stored yet: once somebody else has approved it, the same is saved again. */
  | {readonly outcome: 'needs approval'; readonly message: string}
  | {readonly outcome: 'refused'; readonly problems: readonly SettingsProblem[]};

export interface SettingsProblem {
  /** Null for what is wrong with the whole. */
  readonly field: SettingsField | null;
  /** A sentence. */
  readonly message: string;
}
