import type {ActionName} from '../action-contract.ts';

export type ApprovalKind = 'create-invoices' | ActionName | 'reverse-batch' | 'settings';

/** What somebody is about to do, exactly as it was previewed. */
export interface ApprovalQuestion {
  /** 64 hexadecimal digits: any edit gives another one. */
  readonly digest: string;
  readonly kind: ApprovalKind;
  readonly mode: 'test' | 'live';
  /** `Create 40 invoices`, `Void INV-0042` */
  readonly title: string;
  readonly objects: readonly ApprovedObject[];
  /** Why it is wanted, in the words of who asks: the approver reads it first. */
  readonly reason?: string;
  /** What is beyond policy besides the limits, as sentences: `Row 7 grants 90 days; up to 62 need no approval.` */
  readonly beyondPolicy?: readonly string[];
  /** What the same person created today before, for any customer: batches that are split count together. */
  readonly createdToday?: readonly CreatedToday[];
}

export interface ApprovedObject {
  /** For the person who approves, with what will be done: `INV-0042 · Acme GmbH · EUR 48,200.00`. */
  readonly line: string;
  /** `in_…`; null for one that is still to be made, and for a setting. */
  readonly invoiceId: string | null;
  readonly customerId: string | null;
  /** Any case; null where no money moves. */
  readonly currency: string | null;
  /** Minor units. */
  readonly amount: number | null;
}

export interface CreatedToday {
  readonly customerId: string;
  readonly currency: string;
  readonly amount: number;
  /** A second person has looked at it: it is no part of a batch that was split. */
  readonly isApproved?: boolean;
}
