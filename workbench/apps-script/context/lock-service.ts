import {googleException} from './google-exception.ts';
import type {HostCall} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {type ServiceCall, serviceCall} from './service-call.ts';

type Lock = GoogleAppsScript.Lock.Lock;

/** https://developers.google.com/apps-script/reference/lock */
export function createLockService(
  hostCall: HostCall,
): Pick<GoogleAppsScript.Lock.LockService, 'getDocumentLock' | 'getScriptLock' | 'getUserLock'> {
  const call = serviceCall(hostCall, 'LockService');
  const open = (method: string, scope: string): Lock => {
    call(method, scope);
    return createLock(call, scope);
  };
  return onlyKnown('LockService', {
    getDocumentLock: () => open('getDocumentLock', 'document'),
    getScriptLock: () => open('getScriptLock', 'script'),
    getUserLock: () => open('getUserLock', 'user'),
  });
}

function createLock(call: ServiceCall, scope: string): Lock {
  return onlyKnown<Lock>('Lock', {
    hasLock: () => call('hasLock', scope) === true,
    releaseLock() {
      call('releaseLock', scope);
    },
    tryLock: (timeoutInMillis) => call('tryLock', scope, timeoutInMillis) === true,
    waitLock(timeoutInMillis) {
      if (call('tryLock', scope, timeoutInMillis) !== true) {
        throw googleException('Lock timeout: another process was holding the lock for too long.');
      }
    },
  });
}
