import type {Tables} from '../ports.ts';
import {type Cell, cellFormats} from '../tables/cell.ts';

/** How one run went. */
export interface RunLogEntry {
  readonly atUnixMs: number;
  /** A person, or whose trigger. */
  readonly who: string;
  readonly what: string;
  /** Mode, last four characters and owner of the Stripe key; '' before it was read. */
  readonly key: string;
  readonly pages: number;
  readonly requests: number;
  readonly seconds: number;
  readonly result: 'Succeeded' | 'Unfinished' | 'Failed' | 'Skipped' | 'Stopped';
  readonly message: string;
}

const columns: readonly {
  readonly header: string;
  readonly width: number;
  readonly format: string;
  readonly cell: (entry: RunLogEntry) => Cell;
}[] = [
  {header: 'When', width: 150, format: cellFormats.instant, cell: (e) => ({unixMs: e.atUnixMs})},
  {header: 'Who', width: 220, format: cellFormats.text, cell: (e) => e.who},
  {header: 'What', width: 160, format: cellFormats.text, cell: (e) => e.what},
  {header: 'Key', width: 220, format: cellFormats.text, cell: (e) => e.key},
  {header: 'Pages', width: 70, format: cellFormats.count, cell: (e) => e.pages},
  {header: 'Requests', width: 80, format: cellFormats.count, cell: (e) => e.requests},
  {header: 'Seconds', width: 80, format: '0.0', cell: (e) => e.seconds},
  {header: 'Result', width: 100, format: cellFormats.text, cell: (e) => e.result},
  {header: 'Message', width: 600, format: cellFormats.text, cell: (e) => e.message},
];

/** The visible log that every run adds one row to: the answer to "when was this refreshed, by whom, with which key?" */
const runLog = {
  title: 'Run Log',
  headers: columns.map(({header}) => header),
  widths: columns.map(({width}) => width),
  formats: columns.map(({format}) => format),
} as const;

export function appendToRunLog(tables: Tables, entry: RunLogEntry): void {
  tables.appendToLog(
    runLog,
    columns.map(({cell}) => cell(entry)),
  );
}
