/** The simulated clock that every execution, cache entry, quota window and trigger of the workbench lives by. */
export interface Clock {
  /** Unix milliseconds, whole. */
  now(): number;
  /** Moves on by `durationMs`, rounded to whole milliseconds; never back. */
  advance(durationMs: number): void;
  /** Told after each advance; answers the function that ends the subscription. */
  onAdvance(listener: () => void): () => void;
  /** The same time for script threads: one signed 64-bit integer of Unix milliseconds. */
  readonly shared: SharedArrayBuffer;
}

/** A clock that stands at `startUnixMs` until somebody advances it: by latency, by a script's sleep, or by hand. */
export function createClock(options: {readonly startUnixMs: number}): Clock {
  const shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const unixMs = new BigInt64Array(shared);
  const listeners = new Set<() => void>();
  Atomics.store(unixMs, 0, BigInt(Math.round(options.startUnixMs)));

  return {
    now: () => Number(Atomics.load(unixMs, 0)),
    advance(durationMs) {
      if (!(durationMs >= 0 && Number.isFinite(durationMs))) {
        throw new Error(`Cannot advance the clock by ${durationMs} ms: time only moves on. Pass 0 or more.`);
      }
      if (Math.round(durationMs) === 0) return;
      Atomics.add(unixMs, 0, BigInt(Math.round(durationMs)));
      for (const listener of [...listeners]) listener();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shared,
  };
}
