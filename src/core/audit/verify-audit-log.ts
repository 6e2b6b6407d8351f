import {readAnchor} from './audit-anchor.ts';
import type {AuditHeader} from './audit-columns.ts';
import type {AuditPorts} from './audit-log.ts';
import {type AuditRow, auditHash, hashedCells, readAuditTable} from './audit-rows.ts';

/** Whether the log is as it was written. */
export interface AuditVerdict {
  readonly holds: boolean;
  /** For people: that it holds, with last hash and count; or which row is the first that does not, and what differs. */
  readonly message: string;
}

type VerifyPorts = Pick<AuditPorts, 'audit' | 'digest' | 'documentProperties'>;

/**
 * Holds every row of the `Audit Log` against the chain, and the end of the chain against what the add-on remembers.
 * Changes nothing.
 *
 * @throws AddonError TABLE_HEADER_MISSING when somebody has changed the first row
 */
export function verifyAuditLog(ports: VerifyPorts): AuditVerdict {
  const stored = readAnchor(ports.documentProperties);
  const shown = ports.audit.read();
  if (shown === null) {
    return stored === null || stored.rows === 0
      ? {holds: true, message: 'There is no Audit Log yet: nothing was done that belongs into it.'}
      : broken(
          `The tab Audit Log was deleted: it had ${rowsWords(stored.rows)}, the last with the hash ${stored.hash}. ${fromHistory}`,
        );
  }
  const rows = readAuditTable(shown.values).rows;
  // A run that was ended while it wrote may have kept its promise.
  const isKept = stored?.next != null && rows.some(({cell}) => cell('Hash') === stored.next?.hash);
  const known = isKept ? (stored?.next ?? null) : stored;
  const fault = firstFault(ports, rows);
  if (fault !== null) return broken(fault);

  const last = rows[rows.length - 1];
  const lastSeq = last === undefined ? 0 : Number(last.cell('Seq'));
  const lastHash = last === undefined ? '' : String(last.cell('Hash'));
  if (known === null) {
    return broken(
      `Its ${rowsWords(rows.length)} fit each other, but this spreadsheet does not remember having written them: it is a copy, or its memory was cleared. Compare with the original, or with the last mail to the controller: the last hash here is ${lastHash}.`,
    );
  }
  if (lastSeq < known.rows) {
    const gone = known.rows - lastSeq;
    return broken(
      `${rowsWords(gone)} ${gone === 1 ? 'was' : 'were'} cut off at the end: the last row here is number ${lastSeq}, and number ${known.rows} was written with the hash ${known.hash}. ${fromHistory}`,
    );
  }
  if (lastHash !== known.hash) {
    return broken(
      `The last row is not the one that was written: its hash is ${lastHash}, and ${known.hash} is remembered. The rows were computed anew. ${fromHistory}`,
    );
  }
  return {
    holds: true,
    message: `The Audit Log holds: ${rowsWords(rows.length)}, each as it was written. The last hash is ${known.hash}. Compare it with the last mail to the controller.`,
  };
}

const fromHistory = 'File, Version history shows who did that and has them.';

function broken(what: string): AuditVerdict {
  return {holds: false, message: `The Audit Log does not hold. ${what}`};
}

/** From the top: what the first row says that does not fit, in words; null when all fit. */
function firstFault({digest}: Pick<VerifyPorts, 'digest'>, rows: readonly AuditRow[]): string | null {
  let previous: AuditRow | null = null;
  for (const row of rows) {
    const fault = faultOf(digest, row, {previous, rows});
    if (fault !== null) return fault;
    previous = row;
  }
  return null;
}

function faultOf(
  digest: VerifyPorts['digest'],
  row: AuditRow,
  {previous, rows}: {readonly previous: AuditRow | null; readonly rows: readonly AuditRow[]},
): string | null {
  const seq = row.cell('Seq');
  const before = previous === null ? 0 : Number(previous.cell('Seq'));
  if (seq !== before + 1) return orderFault(row, {before, rows});
  const hash = auditHash(digest, {previous: String(previous?.cell('Hash') ?? ''), cells: hashedCells(row)});
  if (hash === row.cell('Hash')) return null;
  if (isFollowedBy(digest, hash, rows[rows.indexOf(row) + 1])) {
    return `Row ${row.row} was changed after it was written: its cell Hash alone is another. ${changeHistory}`;
  }
  return `Row ${row.row} was changed after it was written: its hash does not fit. ${saidWords(row)} ${changeHistory}`;
}

/** Whether the next row was written after a row of this hash. */
function isFollowedBy(digest: VerifyPorts['digest'], hash: string, next: AuditRow | undefined): boolean {
  return (
    next !== undefined && auditHash(digest, {previous: hash, cells: hashedCells(next)}) === next.cell('Hash')
  );
}

const changeHistory = 'File, Version history shows its cells as they were, and who changed them.';

function orderFault(
  row: AuditRow,
  {before, rows}: {readonly before: number; readonly rows: readonly AuditRow[]},
): string {
  const seq = row.cell('Seq');
  const isNumber = typeof seq === 'number' && Number.isInteger(seq);
  if (!isNumber) {
    return `Row ${row.row} was changed or inserted: its Seq is “${seq}”, and ${before + 1} belongs there. ${changeHistory}`;
  }
  if (rows.filter(({cell}) => cell('Seq') === seq).length > 1) {
    return `Row ${row.row} was inserted: number ${seq} is there twice. ${changeHistory}`;
  }
  if (rows.some(({cell}) => cell('Seq') === before + 1)) {
    return `Row ${row.row} is out of order: it is number ${seq}, and ${before + 1} belongs there. Sort the tab by Seq, from the smallest, and verify again.`;
  }
  const last = typeof seq === 'number' ? seq - 1 : before + 1;
  const missing = last === before + 1 ? `number ${last} is` : `numbers ${before + 1} to ${last} are`;
  return `Before row ${row.row} ${missing} missing: ${before + 1 === last ? 'a row was' : 'rows were'} deleted. ${fromHistory}`;
}

function saidWords(row: AuditRow): string {
  const said = (['At (UTC)', 'Who', 'Action', 'Object'] satisfies readonly AuditHeader[])
    .map((header) => String(row.cell(header)))
    .filter((text) => text !== '');
  return `It now says ${said.join(', ')}.`;
}

function rowsWords(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
