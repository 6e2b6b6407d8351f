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
}

/** A dotted name as the settings are nested: `purchaseOrder.customFields`. */
export type SettingsField =
  | 'timeZone'
  | 'bucketEdges'
  | 'noDueDate'
  | 'hiddenColumns'
  | 'currencyOrder'
  | 'purchaseOrder.customFields'
  | 'purchaseOrder.metadataKeys';

export interface SettingsState {
  readonly values: SettingsValues;
  readonly defaults: SettingsValues;
  /** Every column of the Receivables tab in its order; those that formulas need cannot be left out. */
  readonly columns: readonly {readonly header: string; readonly canBeHidden: boolean}[];
  /** The stored settings cannot be used; `values` are the defaults then, and saving replaces what is stored. */
  readonly problem: Failure | null;
}

export interface SaveSettingsRequest {
  readonly settings: SettingsValues;
  /** What they replace, as this person has seen it: where somebody else has saved others since, nothing is stored. */
  readonly insteadOf?: SettingsValues;
}

export type SaveSettingsReply =
  | {readonly outcome: 'saved'; readonly settings: SettingsState; readonly message: string}
  | {readonly outcome: 'refused'; readonly problems: readonly SettingsProblem[]};

export interface SettingsProblem {
  /** Null for what is wrong with the whole. */
  readonly field: SettingsField | null;
  /** A sentence. */
  readonly message: string;
}
