import type {Reply} from './failure.ts';

/** What stands between a preview and doing it. */
export type ApprovalState =
  | {readonly kind: 'not-needed'; readonly policyLine: string}
  /** Somebody else must look at it and agree. It has been asked for: `readApprovals` shows it to everybody. */
  | {readonly kind: 'needed'; readonly because: string}
  | {readonly kind: 'approved'; readonly by: string; readonly at: string; readonly lapsesAt: string};

/** Something that waits for a second person, as that person sees it. */
export interface ApprovalRequest {
  /** Names exactly what was previewed: any edit gives another one. */
  readonly digest: string;
  /** `Create 40 invoices`, `Void INV-0042` */
  readonly title: string;
  /** `Reason: billed twice` where one was given, then one line for each object: `INV-0042 · Acme GmbH · EUR 48,200.00`. */
  readonly lines: readonly string[];
  /** How many lines were left out. */
  readonly linesLeftOut: number;
  /** `EUR 120,000.00 in 40 invoices`, per currency. */
  readonly totals: readonly string[];
  readonly because: string;
  readonly preparedBy: string;
  /** ISO with offset. */
  readonly preparedAt: string;
  readonly state: 'waiting' | 'approved' | 'lapsed' | 'used' | 'declined';
  readonly approvedBy: string | null;
  /** Why this person cannot approve it, as a sentence; null when they can. */
  readonly refusal: string | null;
}

/** What the sidebar may call about approvals. */
export interface ApprovalApi {
  /** What waits, and what was answered in the last 48 hours; newest first. */
  readApprovals(): Reply<{readonly requests: readonly ApprovalRequest[]}>;
  /** Agrees to exactly what was previewed; it lapses after 48 hours. */
  approve(request: {readonly digest: string}): Reply<{readonly message: string}>;
  decline(request: {readonly digest: string; readonly reason: string}): Reply<{readonly message: string}>;
}
