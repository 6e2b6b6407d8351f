import type {Clock} from '../clock.ts';
import type {HostService, Json} from '../host-call.ts';
import {numberAt, textAt, unknownMethod} from './arguments.ts';

/** The host side of LockService: one lock per scope, shared by all executions. */
export interface LocksHost extends HostService {
  /** Frees what an execution holds and ends its waiting. */
  executionEnded(executionId: string): void;
}

interface Waiter {
  readonly executionId: string;
  readonly settle: (hasLock: boolean) => void;
}

interface Lock {
  holder: string | null;
  readonly waiters: Waiter[];
}

/**
 * A wait ends when the lock is free, or after the asked time on the simulated clock or in reality, whichever is first:
 * a holder that only computes never advances the simulated clock.
 */
export function createLockService(options: {readonly clock: Clock}): LocksHost {
  const locks = new Map<string, Lock>();

  const lockOf = (scope: string): Lock => {
    const lock = locks.get(scope) ?? {holder: null, waiters: []};
    locks.set(scope, lock);
    return lock;
  };

  return {
    name: 'LockService',
    call(method, args, context): Json | Promise<Json> {
      const lock = lockOf(textAt(args, 0));
      switch (method) {
        case 'getDocumentLock':
        case 'getScriptLock':
        case 'getUserLock':
          return null;
        case 'tryLock':
          return acquire(lock, context.executionId, numberAt(args, 1), options.clock);
        case 'hasLock':
          return lock.holder === context.executionId;
        case 'releaseLock':
          release(lock, context.executionId);
          return null;
        default:
          throw unknownMethod('LockService', method);
      }
    },
    executionEnded(executionId) {
      for (const lock of locks.values()) {
        for (const waiter of lock.waiters.filter((entry) => entry.executionId === executionId))
          waiter.settle(false);
        release(lock, executionId);
      }
    },
  };
}

function acquire(
  lock: Lock,
  executionId: string,
  timeoutMs: number,
  clock: Clock,
): boolean | Promise<boolean> {
  if (lock.holder === null) lock.holder = executionId;
  if (lock.holder === executionId) return true;
  if (!(timeoutMs > 0)) return false;

  return new Promise((resolve) => {
    const deadlineUnixMs = clock.now() + timeoutMs;
    const waiter: Waiter = {
      executionId,
      settle(hasLock) {
        stopListening();
        clearTimeout(timer);
        lock.waiters.splice(lock.waiters.indexOf(waiter), 1);
        resolve(hasLock);
      },
    };
    const stopListening = clock.onAdvance(() => {
      if (clock.now() >= deadlineUnixMs) waiter.settle(false);
    });
    const timer = setTimeout(() => {
      // Makes both clocks agree that it lasted, which ends this wait through the listener unless they already do.
      clock.advance(Math.max(deadlineUnixMs - clock.now(), 0));
      if (lock.waiters.includes(waiter)) waiter.settle(false);
    }, timeoutMs);
    lock.waiters.push(waiter);
  });
}

function release(lock: Lock, executionId: string): void {
  if (lock.holder !== executionId) return;
  const next = lock.waiters[0];
  lock.holder = next?.executionId ?? null;
  next?.settle(true);
}
