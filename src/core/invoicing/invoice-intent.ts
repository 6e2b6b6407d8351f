import type {InvoicePlan, PlannedTotals} from './invoice-plan.ts';

/** How far an intent has come at Stripe. Each is recorded after Stripe has answered; `intended` before it is first asked. */
export type IntentState =
  | 'intended'
  /** A draft without its lines. */
  | 'drafted'
  /** A draft with its lines, whose totals are the plan's. */
  | 'lined'
  | 'finalized'
  | 'sent'
  /** A draft whose totals are not the plan's: a person decides. */
  | 'stopped'
  | 'reversed'
  /** Stripe would not take it, and holds nothing of it: its rows may be corrected and tried again. */
  | 'refused';

/** What the add-on remembers of one invoice it was told to make, whatever becomes of the rows. */
export interface InvoiceIntent {
  /** The plan's. */
  readonly key: string;
  readonly batchId: string;
  /** The later batch that goes on with it, where its own was never ended. */
  readonly resumedBy?: string;
  /** It was a draft in Stripe for a while, and a later batch was ordered to finalize it. */
  readonly wasDraft?: true;
  /** A step of an earlier order may have been done though nobody was told: Stripe is asked before the intent is done. */
  readonly isUnsure?: true;
  /** Counts what Stripe refused or forgot: each try has idempotency keys of its own. 1 when absent. */
  readonly attempt?: number;
  readonly accountId: string | null;
  readonly mode: 'test' | 'live';
  readonly state: IntentState;
  /** Fingerprint of what is billed to whom, without the key: the same content under another key is a duplicate. */
  readonly contentDigest: string;
  readonly customerId: string;
  readonly currency: string;
  readonly totals: PlannedTotals;
  /** Whether the batch was told to finalize, and to deliver. */
  readonly finalize: boolean;
  readonly deliver: boolean;
  /** How its rows said that it reaches the customer. Absent on what an earlier version made. */
  readonly deliverAs?: InvoicePlan['deliver'];
  /** Unix seconds of its first request: Stripe forgets idempotency keys after 24 hours. */
  readonly intendedAtUnixS: number;
  readonly invoiceId: string | null;
  readonly number: string | null;
  /** https of stripe.com hosts, once it is finalized. Absent on what an earlier version made. */
  readonly pdf?: string;
  readonly preparedBy: string | null;
  readonly approvedBy: string | null;
  /** Unix seconds; absent where nobody had to approve. */
  readonly approvedAtUnixS?: number;
  /** Which rule let it pass. Absent on what an earlier version made, as the two that follow. */
  readonly policyLine?: string;
  /** The digest of the preview that it was first made from: names its rows in the audit log. */
  readonly planDigest?: string;
  /** Last row and hash of the audit log when its batch was begun; goes into Stripe's metadata, and so never changes. */
  readonly auditAnchor?: string;
  /** Why it stopped or what Stripe refused, in words; null when all is well. */
  readonly problem: string | null;
}
