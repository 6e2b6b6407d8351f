import type {AuditSheet, Clock, Digest, Person, Properties, Tables} from '../ports.ts';
import {connectedKey} from '../stripe/connection.ts';
import {type AuditAnchor, readAnchor, type StoredAnchor, writeAnchor} from './audit-anchor.ts';
import {
  type AuditHeader,
  type AuditLine,
  auditCells,
  auditFormats,
  auditHeaders,
  auditTab,
  oneLine,
} from './audit-columns.ts';
import {type AuditEntry, blankEntry} from './audit-entry.ts';
import {type AuditRow, type AuditTable, auditHash, hashedCells, readAuditTable} from './audit-rows.ts';

export interface AuditPorts {
  readonly audit: AuditSheet;
  readonly clock: Pick<Clock, 'nowUnixMs'>;
  readonly digest: Digest;
  readonly person: Person;
  readonly userProperties: Properties;
  readonly documentProperties: Properties;
  readonly tables: Pick<Tables, 'timeZone'>;
}

/** The log in the hands of one run that holds the spreadsheet alone. */
export interface AuditLog {
  /**
   * Writes the entries in one write, however many they are. One whose digest, action, object and field stand in the log
   * already is left out, so that a run may say again what an earlier one has said.
   */
  append(entries: readonly AuditEntry[]): void;
  /** The last row as it stands now. */
  anchor(): AuditAnchor;
}

/** What tells rows apart, and the end of the chain. */
const readToWrite: readonly AuditHeader[] = ['Seq', 'Action', 'Object', 'Field', 'Digest', 'Hash'];

/** The name under which money that came outside Stripe stands in the log: whoever records it neither credits nor writes off. */
export const paymentRecorded = 'Payment recorded';

/** Who the log names where Google tells nobody. */
const unnamedPerson = 'somebody whom Google does not name';

/**
 * Writes what was done into the `Audit Log`, once. For a run that writes several times, openAuditLog reads the tab once.
 * Call it only while holding the document lock: two runs at once would claim one place in the chain.
 *
 * @throws AddonError TABLE_HEADER_MISSING when somebody has changed the first row
 */
export function appendAudit(ports: AuditPorts, entries: readonly AuditEntry[]): void {
  if (entries.length > 0) openAuditLog(ports).append(entries);
}

/** What Stripe's metadata of a batch carries as `billing_ops_audit`. Call it while holding the document lock. */
export function auditAnchor(ports: AuditPorts): AuditAnchor {
  return openAuditLog(ports).anchor();
}

/** `1042:9f86d0…`: rows and last hash, for a metadata value. */
export function anchorText({rows, hash}: AuditAnchor): string {
  return `${rows}:${hash}`;
}

/**
 * Call it only while holding the document lock, and before anything is done that must stand in the log.
 *
 * @throws AddonError TABLE_HEADER_MISSING when somebody has changed the first row
 */
export function openAuditLog(ports: AuditPorts): AuditLog {
  const table = readTable(ports, readToWrite);
  const known = settled(readAnchor(ports.documentProperties), table);
  const opened = known ?? {...lastOf(table), next: null, live: false};
  const said = believedRows(ports, {known, table}).map((row) => [seqOf(row), identityOfRow(row)] as const);
  const written = new Set(said.map(([, identity]) => identity));
  const opening = openingEntry(ports.digest, {known, table});
  let stored: StoredAnchor = opened;
  let place = table;
  return {
    anchor: () => ({hash: stored.hash, rows: stored.rows}),
    append(entries) {
      const fresh = entries.filter((entry) => {
        const identity = identityOf(entry);
        if (written.has(identity)) return false;
        written.add(identity);
        return true;
      });
      if (fresh.length === 0) return;
      const all = stored === opened && opening !== null ? [opening, ...fresh] : fresh;
      all.forEach((entry, index) => {
        said.push([stored.rows + index + 1, identityOf(entry)]);
      });
      stored = write(ports, all, {stored, place, said: fingerprint(ports.digest, said)});
      place ??= readAuditTable([auditHeaders]);
    },
  };
}

/**
 * The rows of the log, of which only these columns are read; none without a log.
 *
 * @throws AddonError TABLE_HEADER_MISSING when somebody has changed the first row
 */
export function readAuditRows(
  ports: Pick<AuditPorts, 'audit'>,
  headers: readonly AuditHeader[],
): readonly AuditRow[] {
  return readTable(ports, headers)?.rows ?? [];
}

function readTable({audit}: Pick<AuditPorts, 'audit'>, headers: readonly AuditHeader[]): AuditTable | null {
  const shown = audit.read(headers);
  return shown === null ? null : readAuditTable(shown.values);
}

/** A run that was ended while it wrote has left a promise: the tab says whether it was kept. */
function settled(stored: StoredAnchor | null, table: AuditTable | null): StoredAnchor | null {
  if (stored === null || stored.next === null) return stored;
  const {next} = stored;
  const isKept = table?.rows.some(({cell}) => cell('Hash') === next.hash) === true;
  return {...stored, ...(isKept ? next : {}), next: null};
}

/** A log that the add-on does not remember, as in a copy of the spreadsheet, is gone on with from its last row. */
function lastOf(table: AuditTable | null): AuditAnchor {
  const rows = table?.rows ?? [];
  const [first, ...others] = rows;
  if (first === undefined) return {hash: '', rows: 0};
  const last = others.reduce((latest, row) => (seqOf(row) > seqOf(latest) ? row : latest), first);
  return {hash: String(last.cell('Hash')), rows: seqOf(last)};
}

/** What the next row must say first: that it follows a tab that is gone, or rows that the add-on does not know. */
function openingEntry(
  digest: Digest,
  {known, table}: {readonly known: StoredAnchor | null; readonly table: AuditTable | null},
): AuditEntry | null {
  const {rows, hash} = known ?? lastOf(table);
  const words = {
    ...blankEntry,
    object: auditTab.title,
    before: `${rows} rows, last hash ${hash}`,
    digest: digest.sha256Hex(`audit log|${rows}|${hash}`),
  };
  if (rows === 0) return null;
  if (table === null) return {...words, action: 'Audit Log begun again', reason: 'The tab was deleted.'};
  if (known === null) {
    const reason = 'This spreadsheet is a copy, or the memory of the add-on was cleared.';
    return {...words, action: 'Audit Log taken over', reason};
  }
  return null;
}

function write(
  ports: AuditPorts,
  entries: readonly AuditEntry[],
  {
    stored,
    place,
    said,
  }: {readonly stored: StoredAnchor; readonly place: AuditTable | null; readonly said: string},
): StoredAnchor {
  const key = connectedKey(ports.userProperties);
  const now = {
    atUnixMs: ports.clock.nowUnixMs(),
    timeZone: ports.tables.timeZone(),
    who: ports.person.email() ?? unnamedPerson,
    keyLastFour: key?.lastFour ?? '',
    mode: key?.mode ?? ('' as const),
  };
  let last: AuditAnchor = {hash: stored.hash, rows: stored.rows};
  const lines = entries.map((entry) => {
    const line: AuditLine = {...now, entry, seq: last.rows + 1};
    const cells = auditCells(line);
    const hash = auditHash(ports.digest, {previous: last.hash, cells});
    last = {hash, rows: last.rows + 1};
    return {cells: [...cells, hash], formats: auditFormats(line)};
  });
  const live = stored.live || now.mode === 'live';
  writeAnchor(ports.documentProperties, {hash: stored.hash, rows: stored.rows, live, next: last});
  ports.audit.append(auditTab, {
    cells: lines.map(({cells}) => placed(cells, place, '')),
    formats: lines.map(({formats}) => placed(formats, place, 'General')),
  });
  const after = {...last, live, next: null, said};
  writeAnchor(ports.documentProperties, after);
  return after;
}

/** In the columns of the tab, wherever people have moved them. */
function placed<T>(cells: readonly T[], table: AuditTable | null, blank: T): readonly T[] {
  if (table === null) return cells;
  const line = Array.from({length: table.columns}, () => blank);
  auditHeaders.forEach((header, index) => {
    line[table.columnOf.get(header) ?? index] = cells[index] ?? blank;
  });
  return line;
}

function seqOf({cell}: AuditRow): number {
  return Number(cell('Seq')) || 0;
}

type Said = readonly (readonly [seq: number, identity: string])[];

function fingerprint(digest: Digest, said: Said): string {
  return digest.sha256Hex(JSON.stringify([...said].sort(([a], [b]) => a - b)));
}

/**
 * The rows that the add-on has written. An entry that somebody has typed must not pass for said: its row would never be
 * written, and nothing would be missed once the typed one is taken away again.
 */
function believedRows(
  ports: AuditPorts,
  {known, table}: {readonly known: StoredAnchor | null; readonly table: AuditTable | null},
): readonly AuditRow[] {
  const shown = table?.rows ?? [];
  const said = shown.map((row) => [seqOf(row), identityOfRow(row)] as const);
  if (shown.length === 0 || known?.said === fingerprint(ports.digest, said)) return shown;
  const rows = [...readAuditRows(ports, auditHeaders)].sort((a, b) => seqOf(a) - seqOf(b));
  const hashOf = (previous: AuditRow | undefined, row: AuditRow) =>
    auditHash(ports.digest, {previous: String(previous?.cell('Hash') ?? ''), cells: hashedCells(row)});
  return rows.filter((row, index) => {
    const next = rows[index + 1];
    const isOwn = hashOf(rows[index - 1], row) === row.cell('Hash');
    const isFollowed =
      seqOf(row) === known?.rows
        ? row.cell('Hash') === known.hash
        : next !== undefined
          ? hashOf(row, next) === next.cell('Hash')
          : known === null;
    return isOwn && isFollowed;
  });
}

function identityOf({digest, action, object, field}: AuditEntry): string {
  return JSON.stringify([digest, action, object, field ?? ''].map(oneLine));
}

function identityOfRow({cell}: AuditRow): string {
  return JSON.stringify(
    (['Digest', 'Action', 'Object', 'Field'] as const).map((header) => String(cell(header))),
  );
}
