import type {Clock} from '../../core/ports.ts';

export function googleClock(): Clock {
  return {
    nowUnixMs: () => Date.now(),
    sleep: (durationMs) => Utilities.sleep(durationMs),
  };
}
