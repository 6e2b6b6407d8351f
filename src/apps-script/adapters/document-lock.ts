import type {Lock} from '../../core/ports.ts';

/** The lock that all people and triggers of this spreadsheet share. */
export function documentLock(): Lock {
  return {
    runAlone(waitMs, action) {
      const lock = LockService.getDocumentLock();
      if (!lock.tryLock(waitMs)) return {kind: 'busy'};
      try {
        const value = action();
        // Writes still under way when the lock opens would land in the next holder's run.
        SpreadsheetApp.flush();
        return {kind: 'done', value};
      } finally {
        lock.releaseLock();
      }
    },
  };
}
