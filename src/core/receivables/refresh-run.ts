import * as v from 'valibot';
import {addonVersion} from '../addon-version.ts';
import {AddonError} from '../errors/addon-error.ts';
import type {Properties} from '../ports.ts';
import type {Listing} from '../stripe/listing.ts';

/**
 * One refresh, from its first page until it is published, in as many runs as it takes. It stands in the document
 * properties while it is under way, so that the next run goes on and whoever comes second learns who is at work.
 */
export interface RefreshRun {
  /** Fences: a run keeps what it reads, and publishes, only as long as the stored one has its id. */
  readonly id: string;
  readonly addonVersion: string;
  readonly mode: 'test' | 'live';
  readonly accountId: string | null;
  /** When the first page was asked for: the moment the tables are true for. */
  readonly startedAtUnixMs: number;
  /** Who is at work, for whoever comes second. */
  readonly by: string;
  /** Runs that have worked on it, this one included. */
  readonly runs: number;
  readonly listings: readonly Listing[];
  /** Rows of the progress store that count: what lies beyond was written by a run that ended before it could say so. */
  readonly storedRows: number;
  readonly pages: number;
  readonly requests: number;
}

const runProperty = 'refresh.run';

/** Older pages say too little of now: then the refresh begins anew. */
const resumableForMs = 6 * 60 * 60 * 1000;

const storedRun = v.object({
  id: v.string(),
  addonVersion: v.string(),
  mode: v.picklist(['test', 'live']),
  accountId: v.nullable(v.string()),
  startedAtUnixMs: v.number(),
  by: v.string(),
  runs: v.number(),
  listings: v.array(v.custom<Listing>((value) => typeof value === 'object' && value !== null)),
  storedRows: v.number(),
  pages: v.number(),
  requests: v.number(),
});

/** The run that is under way or was ended in the middle; null when there is none, or none that this version can read. */
export function readRun(documentProperties: Properties): RefreshRun | null {
  const text = documentProperties.read(runProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedRun), text);
  return parsed.success ? parsed.output : null;
}

export function writeRun(documentProperties: Properties, run: RefreshRun): void {
  documentProperties.write(runProperty, JSON.stringify(run));
}

export function clearRun(documentProperties: Properties): void {
  documentProperties.write(runProperty, null);
}

/**
 * A run that was overtaken must neither put older figures over newer ones nor write over what the newer one has kept.
 *
 * @throws AddonError REFRESH_BUSY
 */
export function assertCurrent(documentProperties: Properties, run: RefreshRun): void {
  const now = readRun(documentProperties);
  if (now?.id === run.id) return;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact:
      now === null
        ? 'Cannot publish the receivables: this refresh was cancelled or finished by somebody else meanwhile.'
        : `Cannot publish the receivables: ${now.by} has begun a newer refresh meanwhile.`,
    nextStep:
      now === null
        ? 'The tabs show the last good refresh; begin a new one if you want one.'
        : 'Nothing to do: the newer one publishes.',
  });
}

/** A run that begins now. Two that begin in one millisecond differ all the same. */
export function newRun(
  now: {readonly mode: 'test' | 'live'; readonly accountId: string | null; readonly unixMs: number},
  {
    by,
    listings,
    fraction,
  }: {readonly by: string; readonly listings: readonly Listing[]; readonly fraction: number},
): RefreshRun {
  return {
    id: `${now.unixMs}-${Math.floor(fraction * 1e9)}`,
    addonVersion,
    mode: now.mode,
    accountId: now.accountId,
    startedAtUnixMs: now.unixMs,
    by,
    runs: 1,
    listings,
    storedRows: 0,
    pages: 0,
    requests: 0,
  };
}

/**
 * Whether an unfinished run can be gone on with: the same books, the same version, and pages that are still fresh. One
 * that has read none has nothing to go on with, and its tables would say that they are older than they are.
 */
export function isResumable(
  run: RefreshRun,
  now: {readonly mode: 'test' | 'live'; readonly accountId: string | null; readonly unixMs: number},
): boolean {
  return (
    run.pages > 0 &&
    run.addonVersion === addonVersion &&
    run.mode === now.mode &&
    run.accountId === now.accountId &&
    now.unixMs - run.startedAtUnixMs < resumableForMs
  );
}
