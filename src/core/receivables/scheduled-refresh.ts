import {AddonError} from '../errors/addon-error.ts';
import type {Schedule} from '../ports.ts';
import {settleFiring} from './automatic-refresh.ts';
import {readPublishedSnapshot} from './published-snapshot.ts';
import {type RefreshPorts, refreshReceivables} from './refresh-receivables.ts';
import {readRun} from './refresh-run.ts';
import {appendToRunLog} from './run-log.ts';

/** Firings come when Google likes, late or doubled; figures younger than this are left alone. */
const freshForMs = 30 * 60 * 1000;

/**
 * What the hourly trigger does: refreshes, or goes on with an unfinished refresh, unless the figures are fresh, somebody
 * else is at work, or this trigger is no longer the one that is wanted. Whatever it does stands in `Run Log`.
 *
 * @throws AddonError what made the refresh fail, so that Google's list of executions shows it too
 */
export function refreshOnSchedule(
  ports: RefreshPorts & {readonly schedule: Schedule},
  deadlineUnixMs: number,
): void {
  const firing = settleFiring(ports);
  if (firing.kind === 'unwanted') {
    noteFiring(ports, 'Stopped', firing.why);
    return;
  }

  const published = readPublishedSnapshot(ports.documentProperties);
  const ageMs =
    published === null ? Number.POSITIVE_INFINITY : ports.clock.nowUnixMs() - published.refreshedAtUnixMs;
  if (ageMs < freshForMs && readRun(ports.documentProperties) === null) {
    noteFiring(ports, 'Skipped', `The figures are ${Math.floor(ageMs / 60_000)} minutes old.`);
    return;
  }

  try {
    refreshReceivables(ports, {}, {deadlineUnixMs, lockWaitMs: 0, startedBy: 'trigger'});
  } catch (fault) {
    // That somebody else is at work is no failure of this firing, and the run log has it already.
    if (!(fault instanceof AddonError && fault.code === 'REFRESH_BUSY')) throw fault;
  }
}

function noteFiring(ports: RefreshPorts, result: 'Skipped' | 'Stopped', message: string): void {
  appendToRunLog(ports.tables, {
    atUnixMs: ports.clock.nowUnixMs(),
    who: `hourly trigger of ${ports.person.email() ?? 'someone'}`,
    what: 'Refresh receivables',
    key: '',
    pages: 0,
    requests: 0,
    seconds: 0,
    result,
    message,
  });
}
