import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import type {Digest, Properties, Tables} from '../ports.ts';

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

export interface RegisterPorts {
  readonly tables: Pick<Tables, 'readRecords' | 'writeRecords' | 'replaceRecords'>;
  readonly digest: Digest;
  readonly documentProperties: Properties;
}

/** Older answers are forgotten; the Audit Log has them all. */
const approvalsKeptMax = 300;

/**
 * Everything that was asked and answered, as the add-on itself has written it: a list that somebody has edited is believed
 * in nothing, so that nobody types an approval. In a copy of the spreadsheet nothing is approved.
 *
 * @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab
 */
export function readStoredApprovals(ports: RegisterPorts): readonly StoredApproval[] {
  const rows = ports.tables.readRecords('approvals');
  const seal = readSeal(ports.documentProperties);
  if (seal === null || rows.length === 0) return [];
  const hash = hashOf(ports.digest, rows);
  if (hash !== seal.now && hash !== seal.next) throw changedByHand();
  return rows.flatMap(([text = '']): readonly StoredApproval[] => (text === '' ? [] : [JSON.parse(text)]));
}

/**
 * Keeps it in place of what was kept under its digest, and of what the same person asked for about the same and nobody
 * has answered. Call it only while holding the document lock.
 */
export function keepApproval(ports: RegisterPorts, approval: StoredApproval): void {
  const before = readStoredApprovals(ports);
  const others = before.filter((other) => other.digest !== approval.digest && !isReplaced(other, approval));
  const rows = [...others, approval].slice(-approvalsKeptMax).map((one) => [JSON.stringify(one)]);
  // The list is padded where it was longer, and reads back without what is blank.
  const next = hashOf(ports.digest, rows);
  // Of what the list says now, which a run that was ended may have left without its seal.
  const now = before.length === 0 ? '' : hashOf(ports.digest, ports.tables.readRecords('approvals'));
  writeSeal(ports.documentProperties, {now, next});
  ports.tables.replaceRecords('approvals', rows);
  writeSeal(ports.documentProperties, {now: next, next: null});
}

/** Fingerprints of the list, kept where no editor of the spreadsheet reaches: as it is, and as a write will have it. */
interface Seal {
  readonly now: string;
  readonly next: string | null;
}

const sealProperty = 'approvals.seal';
const storedSeal = v.object({now: v.string(), next: v.nullable(v.string())});

function readSeal(documentProperties: Properties): Seal | null {
  const text = documentProperties.read(sealProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSeal), text);
  return parsed.success ? parsed.output : null;
}

function writeSeal(documentProperties: Properties, seal: Seal): void {
  documentProperties.write(sealProperty, JSON.stringify(seal));
}

function hashOf(digest: Digest, rows: readonly (readonly string[])[]): string {
  return digest.sha256Hex(JSON.stringify(rows.map(([text = '']) => text).filter((text) => text !== '')));
}

function changedByHand(): AddonError {
  return new AddonError({
    code: 'TABLE_ROW_UNCLEAR',
    fact: 'Cannot tell what was approved: the hidden tab "Billing Ops (approvals)" was changed by hand.',
    nextStep:
      'Put it back as it was with File, Version history, or delete it: then everything is asked again. Nothing was done.',
  });
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
