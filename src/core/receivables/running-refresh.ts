import {AddonError} from '../errors/addon-error.ts';
import type {Clock, Lock, Person, Properties} from '../ports.ts';

/** Tells whoever comes second who is working; the lock itself, not this text, keeps them apart. */
const runningProperty = 'refresh.running';

const lockWaitMs = 5_000;

/**
 * Runs the refresh alone in this spreadsheet.
 *
 * @throws AddonError REFRESH_BUSY naming who is refreshing, where Google says it.
 */
export function runAlone<T>(
  ports: {
    readonly lock: Lock;
    readonly person: Person;
    readonly clock: Clock;
    readonly documentProperties: Properties;
  },
  refresh: () => T,
): T {
  const {documentProperties} = ports;
  const outcome = ports.lock.runAlone(lockWaitMs, () => {
    documentProperties.write(runningProperty, ports.person.email() ?? 'someone');
    try {
      return refresh();
    } finally {
      documentProperties.write(runningProperty, null);
    }
  });
  if (outcome.kind === 'done') return outcome.value;

  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: `Cannot refresh the receivables: ${documentProperties.read(runningProperty) ?? 'someone'} is refreshing them now.`,
    nextStep: 'Wait until that run is done; it brings the same figures.',
  });
}
