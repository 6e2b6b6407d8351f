import type {ApprovalState} from './approval-contract.ts';
import type {Reply} from './failure.ts';

/**
 * Request and reply of every call about making invoices from rows and acting on those that exist. All of it is JSON, as
 * in sidebar-contract.ts. Amounts are shown texts such as `EUR 48,200.00` where nothing computes with them.
 */

/** What a row's group says or needs, in the order of the tab. */
export interface DraftGroupState {
  readonly key: string | null;
  readonly group: string | null;
  readonly rows: readonly number[];
  /** As in the Status column. */
  readonly status: string;
  readonly customer: string;
  readonly problems: readonly RowMessage[];
  readonly warnings: readonly RowMessage[];
  /** For an ambiguous customer: ids to choose from. */
  readonly candidates: readonly {readonly customerId: string; readonly title: string}[];
  /** Null before a preview. */
  readonly totals: ShownTotals | null;
  /** `Will charge Visa •4242 USD 48,200.00 today`; null when no card is charged. */
  readonly charge: string | null;
  readonly invoiceId: string | null;
  readonly number: string | null;
  /** https of stripe.com hosts. */
  readonly link: string | null;
}

export interface RowMessage {
  /** Of the sheet, 1-based. */
  readonly row: number;
  /** The header to select in that row; null for the row. */
  readonly header: string | null;
  readonly sentence: string;
}

export interface ShownTotals {
  readonly subtotal: string;
  readonly discount: string;
  readonly tax: string;
  readonly total: string;
  readonly due: string | null;
}

/** Count and totals of one currency: what a preparer types in live mode. */
export interface BatchTotal {
  readonly currency: string;
  readonly invoices: number;
  readonly subtotal: string;
  readonly discount: string;
  readonly tax: string;
  readonly total: string;
  /** Major units of `total`, to be typed. */
  readonly totalMajor: number;
}

export interface PreviewRequest {
  /** Null of the groups that are ready goes ahead while any group has a problem. */
  readonly allOrNothing?: boolean;
}

export interface PreviewReply {
  readonly status: 'complete';
  /** Names exactly what was previewed; `createInvoices` wants it back. Null when nothing is ready. */
  readonly digest: string | null;
  readonly ready: number;
  readonly withProblems: number;
  readonly withWarnings: number;
  readonly notDueYet: number;
  /** Made earlier: nothing to do. */
  readonly done: number;
  readonly totals: readonly BatchTotal[];
  /** Cards that finalizing would charge, apart from the totals above. */
  readonly charges: readonly BatchTotal[];
  /** Made before and still drafts in Stripe, apart from all the above; absent when there are none. */
  readonly drafts?: DraftsToFinalize;
  readonly groups: readonly DraftGroupState[];
  /** What must happen before creating: nothing, or somebody else's approval. */
  readonly approval: ApprovalState;
  /** In live mode the preparer types count and total. */
  readonly mustTypeTotals: boolean;
  /** `Nothing to create. 2 rows have problems.` */
  readonly message: string;
}

/** Drafts that may be finalized: hand the digest to `createFromDrafts` with `finalize`. */
export interface DraftsToFinalize {
  readonly digest: string;
  readonly invoices: number;
  readonly totals: readonly BatchTotal[];
  /** Cards that finalizing would charge. */
  readonly charges: readonly BatchTotal[];
}

export interface CreateRequest {
  /** The preview's, or that of its drafts; or the id of a batch that was begun, to go on with it and with nothing else. */
  readonly digest: string;
  /** Typed by the preparer in live mode: per currency the count and the total in major units. */
  readonly expected?: readonly {
    readonly currency: string;
    readonly invoices: number;
    readonly total: number;
  }[];
  readonly finalize?: boolean;
  /** Makes none while any row has a problem. A preview that was told so needs no second word: its digest says it. */
  readonly allOrNothing?: boolean;
  /** Sends those whose Deliver says Stripe e-mail; needs `finalize`. */
  readonly deliver?: boolean;
  /** Ticked apart: finalizing charges the cards that the preview listed. */
  readonly chargeCards?: boolean;
  /** How long to work before answering; Google's limit when left out. */
  readonly forMs?: number;
}

export type CreateReply =
  | {
      readonly status: 'continues';
      readonly created: number;
      readonly remaining: number;
      readonly message: string;
    }
  | {
      readonly status: 'complete';
      readonly created: number;
      readonly finalized: number;
      readonly sent: number;
      readonly stopped: number;
      readonly failed: number;
      readonly totals: readonly BatchTotal[];
      /** What became of each invoice of the batch, those that need a person first. */
      readonly invoices: readonly BatchInvoice[];
      /** `10 invoices created, EUR 12,000.00. 2 rows have problems.` */
      readonly message: string;
    };

/** One invoice of a batch, as it stands. */
export interface BatchInvoice {
  /** Of the sheet, 1-based; empty where its rows are gone. */
  readonly rows: readonly number[];
  /** `Acme GmbH · EUR 48,200.00` */
  readonly title: string;
  /** As in the Status column. */
  readonly status: string;
  readonly number: string | null;
  /** https of stripe.com hosts. */
  readonly link: string | null;
  /** By how much it differs, what Stripe refused, or what keeps it from being gone on with; null when all is well. */
  readonly problem: string | null;
}

/** What the spreadsheet alone says of its drafts: nothing is asked of Stripe. */
export interface DraftsState {
  /** Null where the spreadsheet has no tab for drafts. */
  readonly tab: {
    readonly title: string;
    /** Rows with anything typed into them. */
    readonly rows: number;
  } | null;
  /** The latest batch that was begun and not ended, and whose rows are still there. */
  readonly unfinished: UnfinishedBatch | null;
}

export interface UnfinishedBatch {
  /** Hand it to `createFromDrafts` as the digest to go on with this batch. */
  readonly batchId: string;
  /** Null where Google did not say. */
  readonly by: string | null;
  /** ISO with offset. */
  readonly begunAt: string;
  readonly invoices: number;
  /** Of them, those that are in Stripe with their lines. */
  readonly created: number;
  /** What it was told to do, as far as any of its invoices was. */
  readonly finalize: boolean;
  readonly deliver: boolean;
}

/** What the sidebar may call beside SidebarApi. `previewInvoices` and `createInvoices` also stand alone and throw. */
export interface InvoiceApi {
  createDraftsTab(): Reply<{readonly message: string}>;
  readDrafts(): Reply<DraftsState>;
  checkDrafts(request?: PreviewRequest): Reply<PreviewReply>;
  previewDrafts(request?: PreviewRequest): Reply<PreviewReply>;
  createFromDrafts(request: CreateRequest): Reply<CreateReply>;
  chooseCustomer(request: {
    readonly row: number;
    readonly customerId: string;
  }): Reply<{readonly message: string}>;
  showDraftCell(request: {readonly row: number; readonly header: string | null}): Reply<null>;
}
