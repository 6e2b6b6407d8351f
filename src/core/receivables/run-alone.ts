import {AddonError} from '../errors/addon-error.ts';
import type {Lock, Properties} from '../ports.ts';
import {readRun} from './refresh-run.ts';

/**
 * Runs the refresh alone in this spreadsheet.
 *
 * @throws AddonError REFRESH_BUSY saying who is at work and how far that run has come.
 */
export function runAlone<T>(
  ports: {readonly lock: Lock; readonly documentProperties: Properties},
  {lockWaitMs}: {readonly lockWaitMs: number},
  refresh: () => T,
): T {
  const outcome = ports.lock.runAlone(lockWaitMs, refresh);
  if (outcome.kind === 'done') return outcome.value;

  const run = readRun(ports.documentProperties);
  const far = run === null || run.pages === 0 ? '' : ` (${run.pages} pages read so far)`;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: `Cannot refresh the receivables: ${run?.by ?? 'someone'} is refreshing them now${far}.`,
    nextStep: 'Wait until that run is done; it brings the same figures.',
  });
}
