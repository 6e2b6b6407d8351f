import * as v from 'valibot';
import type {Properties} from '../ports.ts';

/** The last hash of the log and how many rows it has: what is mailed, put into Stripe's metadata and compared. */
export interface AuditAnchor {
  /** 64 hexadecimal digits; '' before the first row. */
  readonly hash: string;
  readonly rows: number;
}

/** What the add-on remembers outside the cells, where no editor of the spreadsheet reaches. */
export interface StoredAnchor extends AuditAnchor {
  /** Promised before rows are written: a run that was ended in between has written them or has not. */
  readonly next: AuditAnchor | null;
  /** Whether anything was ever done in live mode. */
  readonly live: boolean;
  /** Fingerprint of what tells the rows apart: while it fits, each of them was written and none is pretended. */
  readonly said?: string;
}

const anchorProperty = 'audit.anchor';

const anchor = {hash: v.string(), rows: v.number()};
const stored = v.object({
  ...anchor,
  next: v.nullable(v.object(anchor)),
  live: v.boolean(),
  said: v.exactOptional(v.string()),
});

/** Null before the first row, and in a copy of the spreadsheet. */
export function readAnchor(documentProperties: Pick<Properties, 'read'>): StoredAnchor | null {
  const text = documentProperties.read(anchorProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), stored), text);
  return parsed.success ? parsed.output : null;
}

export function writeAnchor(documentProperties: Properties, after: StoredAnchor): void {
  documentProperties.write(anchorProperty, JSON.stringify(after));
}
