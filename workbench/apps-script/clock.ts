import {setTimeout as wait} from 'node:timers/promises';

/** The clock that every execution, cache entry, quota window and trigger of the workbench lives by. */
export interface Clock {
  /** Unix milliseconds, whole. */
  now(): number;
  /** Moves on by `durationMs`, rounded to whole milliseconds; never back. */
  advance(durationMs: number): void;
  /** Lets so much time pass: at once on a simulated clock, really where this clock follows real time. */
  sleep(durationMs: number): Promise<void>;
  /** Told after each advance; answers the function that ends the subscription. */
  onAdvance(listener: () => void): () => void;
  /** The same time for script threads, which read it with `readSharedClock`. */
  readonly shared: SharedArrayBuffer;
}

/** Two signed 64-bit integers: milliseconds, and 1 where the time since the machine's start is to be added to them. */
const sharedNumbers = 2;

/** Unix milliseconds by a clock's shared memory, in any thread. */
export function readSharedClock(shared: SharedArrayBuffer): number {
  const numbers = new BigInt64Array(shared);
  const milliseconds = Number(Atomics.load(numbers, 0));
  return Atomics.load(numbers, 1) === 1n ? milliseconds + elapsedMs() : milliseconds;
}

/** Never set back, and the same in every thread, which neither Date nor performance promises. */
function elapsedMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/**
 * A clock that begins at `startUnixMs` and stands until somebody advances it: by latency, by a script's sleep, or by
 * hand. With `followsRealTime` it goes on by itself as well, for work with a Stripe that is not of this process.
 */
export function createClock(options: {
  readonly startUnixMs: number;
  readonly followsRealTime?: boolean;
}): Clock {
  const followsRealTime = options.followsRealTime === true;
  const shared = new SharedArrayBuffer(sharedNumbers * BigInt64Array.BYTES_PER_ELEMENT);
  const numbers = new BigInt64Array(shared);
  const listeners = new Set<() => void>();
  const startMs = Math.round(options.startUnixMs);
  Atomics.store(numbers, 0, BigInt(followsRealTime ? startMs - elapsedMs() : startMs));
  Atomics.store(numbers, 1, followsRealTime ? 1n : 0n);

  const clock: Clock = {
    now: () => readSharedClock(shared),
    advance(durationMs) {
      if (!(durationMs >= 0 && Number.isFinite(durationMs))) {
        throw new Error(`Cannot advance the clock by ${durationMs} ms: time only moves on. Pass 0 or more.`);
      }
      if (Math.round(durationMs) === 0) return;
      Atomics.add(numbers, 0, BigInt(Math.round(durationMs)));
      for (const listener of [...listeners]) listener();
    },
    async sleep(durationMs) {
      if (!followsRealTime) return clock.advance(durationMs);
      // Who waits keeps the process alive; a sleep of a script that was ended must not.
      await wait(durationMs, undefined, {ref: false});
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shared,
  };
  return clock;
}
