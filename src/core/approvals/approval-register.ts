import {AddonError} from '../errors/addon-error.ts';
import type {Tables} from '../ports.ts';

/** What was asked of a second person and what they said: JSON, one row of the hidden list for each. */
export interface StoredApproval {
  readonly digest: string;
  readonly kind: string;
  readonly mode: 'test' | 'live';
  readonly title: string;
  readonly lines: readonly string[];
  readonly linesLeftOut: number;
  readonly totals: readonly string[];
  readonly because: string;
  readonly invoiceIds: readonly string[];
  readonly preparedBy: string;
  readonly preparedAtUnixS: number;
  readonly state: 'waiting' | 'approved' | 'declined' | 'used';
  readonly answeredBy: string | null;
  readonly answeredAtUnixS: number | null;
  /** Why it was declined. */
  readonly reason: string | null;
}

type RegisterTables = Pick<Tables, 'readRecords' | 'writeRecords' | 'replaceRecords'>;

/** Older answers are forgotten; the Audit Log has them all. */
const approvalsKeptMax = 300;

/** @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab */
export function readStoredApprovals(tables: Pick<Tables, 'readRecords'>): readonly StoredApproval[] {
  return tables
    .readRecords('approvals')
    .flatMap(([text = ''], index) => (text === '' ? [] : [readApproval(text, index + 1)]));
}

/**
 * Keeps it in place of what was kept under its digest, and of what the same person asked for about the same and nobody
 * has answered. Call it only while holding the document lock.
 */
export function keepApproval(tables: RegisterTables, approval: StoredApproval): void {
  const others = readStoredApprovals(tables).filter(
    (other) => other.digest !== approval.digest && !isReplaced(other, approval),
  );
  const rows = [...others, approval].slice(-approvalsKeptMax).map((one) => [JSON.stringify(one)]);
  tables.replaceRecords('approvals', rows);
}

/** Google writes an address as its owner typed it. */
export function isSamePerson(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** An edit gives another digest: what was asked before it waits in vain. */
function isReplaced(other: StoredApproval, by: StoredApproval): boolean {
  const about = ({kind, mode, preparedBy, invoiceIds}: StoredApproval) =>
    JSON.stringify([kind, mode, preparedBy, invoiceIds]);
  return by.state === 'waiting' && other.state === 'waiting' && about(other) === about(by);
}

/** Our own writing: only whether it is still that is checked. */
function readApproval(text: string, row: number): StoredApproval {
  try {
    const approval: StoredApproval = JSON.parse(text);
    if (typeof approval.digest === 'string' && typeof approval.state === 'string') return approval;
  } catch {
    // Told below.
  }
  throw new AddonError({
    code: 'TABLE_ROW_UNCLEAR',
    fact: `Cannot tell what was approved: row ${row} of the hidden tab "Billing Ops (approvals)" was changed by hand.`,
    nextStep: 'Put the tab back as it was with File, Version history. Nothing was done.',
  });
}
