import type {Cell, CellBlock, CellValue} from './tables/cell.ts';
import type {LiveTab} from './tables/live-table.ts';
import type {TabContent, TabKey} from './tables/tab-content.ts';

/**
 * What core asks of its host. The Apps Script adapters and the fakes of the tests implement these, and one contract
 * suite holds both to the sentences below.
 */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Form-encoded; null where the method sends none. */
  readonly body: string | null;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `unreachable` says that no whole answer came: the request may or may not have had its effect. */
export type HttpOutcome =
  | {readonly kind: 'response'; readonly response: HttpResponse}
  | {readonly kind: 'unreachable'; readonly reason: string};

export interface Http {
  /** Sends all requests at once and answers in their order. A fault of the wave as a whole makes each `unreachable`. */
  sendAll(requests: readonly HttpRequest[]): readonly HttpOutcome[];
}

export interface Clock {
  nowUnixMs(): number;
  sleep(durationMs: number): void;
}

export interface Random {
  /** At least 0 and below 1. Spreads retries; never decides an amount or an id. */
  nextFraction(): number;
}

export interface Properties {
  read(key: string): string | null;
  /** At most 9 KB; null removes. */
  write(key: string, value: string | null): void;
}

export interface Lock {
  /** Runs `action` alone in this spreadsheet. Answers `busy`, without running it, when another run holds the lock after `waitMs`. */
  runAlone<T>(
    waitMs: number,
    action: () => T,
  ): {readonly kind: 'done'; readonly value: T} | {readonly kind: 'busy'};
}

export interface Log {
  /** One line for the executions page. Fields are counts, ids of requests, milliseconds and codes; never keys, names or e-mails. */
  record(event: string, fields: Readonly<Record<string, string | number | boolean | null>>): void;
}

/** Who runs the job, as Google tells it; null when Google does not say. */
export interface Person {
  email(): string | null;
}

/** The hourly trigger of the person who runs the script. Google lets nobody see or delete another's. */
export interface Schedule {
  /** How many there are: 1 when all is well, 0 when it is off or Google lost it, more when it was doubled. */
  count(): number;
  /** Leaves exactly one. */
  start(): void;
  stop(): void;
}

/** Hidden lists of the add-on's own, text only. */
export type RecordStore =
  | 'refresh-progress'
  | 'peoples-archive'
  | 'invoice-intents'
  /** What was asked of a second person, and what they said. */
  | 'approvals'
  /** Actions on invoices that were begun, each as it was confirmed. */
  | 'actions-begun'
  /** What the last preview of drafts looked at: lost, it only costs words. */
  | 'previewed-drafts';

/** A visible tab that only ever grows. */
export interface LogTab {
  readonly title: string;
  readonly headers: readonly string[];
  readonly widths: readonly number[];
  /** Number formats by column. */
  readonly formats: readonly string[];
}

/** The tabs of this spreadsheet that the add-on keeps. People's other tabs are never read or written. */
export interface Tables {
  /** The zone in which the spreadsheet shows times. */
  timeZone(): string;
  /** What the tab shows; null when the add-on has no such tab yet. */
  read(key: TabKey): LiveTab | null;
  /** The cells of the tab alone, which is one call to Google where `read` is three; null when there is no such tab. */
  readValues(key: TabKey): readonly (readonly CellValue[])[] | null;
  /** True when the add-on had made this tab and somebody has deleted it. */
  wasDeleted(key: TabKey): boolean;
  /**
   * Writes the content into a hidden tab and reads it back. The visible tab is not touched.
   *
   * @throws AddonError TABLE_HEADER_MISSING when a tab of that title exists that is not the add-on's, TAB_PROTECTED when
   *   this person may not write the visible tab
   */
  stage(content: TabContent): readonly (readonly CellValue[])[];
  /** Puts what was staged onto the visible tab in one copy on the server, so that nobody ever sees half of it. */
  publish(content: TabContent): void;
  /** Changes one cell of a published tab; does nothing when the tab does not exist. Positions are 1-based. */
  writeCell(key: TabKey, at: {readonly row: number; readonly column: number}, cell: Cell): void;
  /** All rows of a hidden list. */
  readRecords(store: RecordStore): readonly (readonly string[])[];
  /** Writes rows into a hidden list from `firstRow` (1-based) on, over what stands there. They are kept once it returns. */
  writeRecords(store: RecordStore, firstRow: number, rows: readonly (readonly string[])[]): void;
  /** Replaces a hidden list in one write, so that no ending in the middle loses any of it. */
  replaceRecords(store: RecordStore, rows: readonly (readonly string[])[]): void;
  /** Adds one row below all others, also when two runs do so at once. */
  appendToLog(log: LogTab, cells: readonly Cell[]): void;
}

/** What the filter of a tab hides in one column. */
export interface ColumnFilter {
  /** 1-based. */
  readonly column: number;
  /** Texts whose rows are hidden; empty for a filter by a condition, which Google words in its own way. */
  readonly hidden: readonly string[];
}

/** What the person has before their eyes. */
export interface View {
  /** Selected rows of a tab of ours, 1-based, in ascending order; null when another tab is in view or nothing is selected. */
  selection(): {readonly key: TabKey; readonly rows: readonly number[]} | null;
  /** The columns by which the tab is filtered, whoever did it. */
  filters(key: TabKey): readonly ColumnFilter[];
  /** Hides the rows that hold one of these texts in the column; null hides none. The other columns keep their filters. */
  filterColumn(key: TabKey, column: number, hidden: readonly string[] | null): void;
  /** Brings the tab before the person's eyes. */
  show(key: TabKey): void;
}

/** Cells of the `Invoice Drafts` tab that are written together, from a place on it. Positions are 1-based. */
export interface DraftCells {
  readonly row: number;
  readonly column: number;
  readonly block: CellBlock;
}

/** How a new tab for drafts looks. Columns are in the order of `headers`. */
export interface DraftSheetLayout {
  readonly title: string;
  readonly headers: readonly string[];
  readonly notes: readonly string[];
  readonly widths: readonly number[];
  /** What each cell of a column offers; null for anything. Other values may be typed all the same. */
  readonly choices: readonly (readonly string[] | null)[];
  /** Rows below the header that show how it is filled. */
  readonly examples: CellBlock;
  /** Number formats by column, for the rows that are still to be filled. */
  readonly formats: readonly string[];
  /** The columns that only the add-on writes, 1-based: people are warned before they do. */
  readonly results: {readonly firstColumn: number; readonly lastColumn: number; readonly warning: string};
}

/** The tab in which people draft invoices: theirs to fill, to rename and to move. */
export interface DraftSheet {
  /** Everything on it, and how it is formatted; null when the spreadsheet has none. */
  read(): {
    readonly title: string;
    readonly values: readonly (readonly CellValue[])[];
    readonly formats: readonly (readonly string[])[];
  } | null;
  /** Makes the tab and shows it. Asked for only where there is none. */
  create(layout: DraftSheetLayout): void;
  /** Writes each block in one call. */
  write(cells: readonly DraftCells[]): void;
  /** Brings a cell before the person's eyes. */
  select(at: {readonly row: number; readonly column: number}): void;
}

/** Fingerprints. */
export interface Digest {
  /** SHA-256 of the text in UTF-8, as 64 hexadecimal digits in lower case. */
  sha256Hex(text: string): string;
}

/** How the tab of the audit log looks. */
export interface AuditSheetLayout {
  readonly title: string;
  readonly headers: readonly string[];
  readonly widths: readonly number[];
  /** Shown to people before they change anything on it. */
  readonly warning: string;
}

/** The tab that keeps what was done. People may rename, move and filter it, and are warned before they change it. */
export interface AuditSheet {
  /**
   * All its cells, the headers first; null when the spreadsheet has none. Where headers are named, only their columns are
   * read, and the cells of all others are blank: a log of years is long.
   */
  read(
    headers?: readonly string[],
  ): {readonly title: string; readonly values: readonly (readonly CellValue[])[]} | null;
  /** True when the add-on had made it and somebody has deleted it. */
  wasDeleted(): boolean;
  /** Adds rows below all others in one write, and makes the tab where there is none. They are kept once it returns. */
  append(layout: AuditSheetLayout, block: CellBlock): void;
}

/** Sends as the person who runs the script. */
export interface Mail {
  /** Plain text to one address. */
  send(mail: {readonly to: string; readonly subject: string; readonly text: string}): void;
}

/** A file, whole. */
export interface NamedFile {
  readonly name: string;
  readonly base64: string;
}

/** `failed` says why no whole file came, for a message. */
export type DownloadOutcome =
  | {readonly kind: 'file'; readonly base64: string; readonly bytes: number}
  | {readonly kind: 'failed'; readonly reason: string};

/** Files that anybody may read who knows their address: no key goes along, and redirects are followed. */
export interface Downloads {
  /** Fetches all at once and answers in their order; one that fails never hides the others. */
  fetchAll(urls: readonly string[]): readonly DownloadOutcome[];
}

export interface Archive {
  /** A zip of the files, whose names must differ, in base64. */
  zip(files: readonly NamedFile[]): string;
}
