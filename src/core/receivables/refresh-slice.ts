import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import type {RefreshSliceReply, RefreshSliceRequest, Told} from '../sidebar-contract.ts';
import {formatIsoInstant} from '../time/zone.ts';
import {repairSchedule} from './automatic-refresh.ts';
import {readLastRefresh} from './last-refresh.ts';
import {despite, noteAttempt, refreshReceivables} from './refresh-receivables.ts';
import {clearRun, readRun} from './refresh-run.ts';
import {appendToRunLog} from './run-log.ts';
import type {SidebarPorts} from './sidebar-state.ts';

const sliceDefaultMs = 10_000;

/** How long a slice waits for a run that is under way, before the message says who is at work. */
const lockWaitMs = 5_000;

const sliceRequest = v.strictObject({
  acceptCountChange: v.optional(v.boolean()),
  forMs: v.optional(v.pipe(v.number(), v.minValue(1_000), v.maxValue(240_000)), sliceDefaultMs),
  runId: v.optional(v.string()),
});

/**
 * A few seconds of a refresh, so that the sidebar can show how far it is and a person can stop it between two of them.
 *
 * @throws AddonError as refreshReceivables; ARGUMENT_INVALID for a request that is none
 */
export function refreshSlice(
  ports: SidebarPorts,
  request: RefreshSliceRequest,
  deadlineUnixMs: number,
): RefreshSliceReply {
  const {runId, forMs, acceptCountChange} = checkedRequest(request);
  const left = readRun(ports.documentProperties);
  if (runId !== undefined && left?.id !== runId) {
    return {
      status: 'ended-elsewhere',
      message:
        left === null
          ? 'This refresh was finished or cancelled elsewhere meanwhile.'
          : `${left.by} has begun a newer refresh meanwhile.`,
    };
  }

  const startedAtUnixMs = ports.clock.nowUnixMs();
  const reply = refreshReceivables(
    ports,
    {acceptCountChange: acceptCountChange ?? false},
    {deadlineUnixMs, lockWaitMs, startedBy: 'sidebar', readForMs: forMs},
  );
  if (reply.status === 'complete') {
    repairSchedule(ports);
    return reply;
  }
  const run = readRun(ports.documentProperties);
  const expectedPages = readLastRefresh(ports.documentProperties)?.pages ?? null;
  const pagesBefore = left !== null && left.id === run?.id ? left.pages : 0;
  return {
    ...reply,
    runId: run?.id ?? '',
    expectedPages,
    secondsLeft: secondsLeft({
      pagesLeft: expectedPages === null ? null : expectedPages - reply.pages,
      pagesRead: reply.pages - pagesBefore,
      seconds: (ports.clock.nowUnixMs() - startedAtUnixMs) / 1000,
    }),
  };
}

/** At the pace of this slice: how long the last refresh took says nothing where hours lay between its slices. */
function secondsLeft({
  pagesLeft,
  pagesRead,
  seconds,
}: {
  readonly pagesLeft: number | null;
  readonly pagesRead: number;
  readonly seconds: number;
}): number | null {
  if (pagesLeft === null || pagesRead <= 0) return null;
  return Math.max(1, Math.ceil((seconds / pagesRead) * pagesLeft));
}

/** It comes from outside: a slip in a name must not quietly mean the default. */
function checkedRequest(request: unknown): v.InferOutput<typeof sliceRequest> {
  const parsed = v.safeParse(sliceRequest, request ?? {});
  if (parsed.success) return parsed.output;
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot refresh the receivables: ${JSON.stringify(request)} is not a request.`,
    nextStep:
      'Give forMs from 1000 to 240000, runId as text, and acceptCountChange as true or false, or none of them.',
  });
}

/** Drops what an unfinished refresh has read; a run that is at work on it finds out at its next pages. */
export function cancelRefresh(ports: SidebarPorts): Told {
  const run = readRun(ports.documentProperties);
  if (run === null) return {message: 'There is no unfinished refresh.'};

  clearRun(ports.documentProperties);
  const who = ports.person.email() ?? 'someone';
  const nowUnixMs = ports.clock.nowUnixMs();
  const message = `Cancelled after ${run.pages} pages. The tabs still show the last good refresh.`;
  // Whoever is at work holds the lock; then the pages that were kept are cleared by the next refresh.
  ports.lock.runAlone(0, () => {
    if (run.storedRows > 0) ports.tables.replaceRecords('refresh-progress', []);
    despite(ports.log, () =>
      noteAttempt(ports, `Cancelled at ${formatIsoInstant(nowUnixMs, ports.tables.timeZone())} by ${who}.`),
    );
  });
  appendToRunLog(ports.tables, {
    atUnixMs: nowUnixMs,
    who,
    what: 'Refresh receivables',
    key: '',
    pages: run.pages,
    requests: run.requests,
    seconds: (nowUnixMs - run.startedAtUnixMs) / 1000,
    result: 'Stopped',
    message,
  });
  return {message};
}
