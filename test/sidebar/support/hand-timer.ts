import type {Timer} from '../../../sidebar/server.ts';

/** A clock that stands until the test moves it. */
export interface HandTimer extends Timer {
  pass(ms: number): void;
}

export function handTimer(): HandTimer {
  let nowMs = 0;
  let waiting: {readonly atMs: number; readonly act: () => void}[] = [];
  return {
    after: (ms, act) => {
      const entry = {atMs: nowMs + ms, act};
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    pass: (ms) => {
      nowMs += ms;
      const due = waiting.filter(({atMs}) => atMs <= nowMs);
      waiting = waiting.filter(({atMs}) => atMs > nowMs);
      for (const {act} of due) act();
    },
  };
}
