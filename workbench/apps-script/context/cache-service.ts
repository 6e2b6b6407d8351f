import {signatureMismatch} from './google-exception.ts';
import type {HostCall} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {asTextOrNull, asTextRecord, type ServiceCall, serviceCall} from './service-call.ts';

type Cache = GoogleAppsScript.Cache.Cache;

const expirationSecondsDefault = 600;

/** https://developers.google.com/apps-script/reference/cache */
export function createCacheService(
  hostCall: HostCall,
): Pick<GoogleAppsScript.Cache.CacheService, 'getDocumentCache' | 'getScriptCache' | 'getUserCache'> {
  const call = serviceCall(hostCall, 'CacheService');
  const open = (method: string, scope: string): Cache => {
    call(method, scope);
    return createCache(call, scope);
  };
  return onlyKnown('CacheService', {
    getDocumentCache: () => open('getDocumentCache', 'document'),
    getScriptCache: () => open('getScriptCache', 'script'),
    getUserCache: () => open('getUserCache', 'user'),
  });
}

function createCache(call: ServiceCall, scope: string): Cache {
  return onlyKnown<Cache>('Cache', {
    get: (key) => asTextOrNull(call('get', scope, key)),
    getAll: (keys) => asTextRecord(call('getAll', scope, keys)),
    put(key: string, value: string, expirationInSeconds?: number) {
      if (typeof value !== 'string') throw signatureMismatch('CacheService.Cache.put', [key, value]);
      call('putAll', scope, {[key]: value}, expirationInSeconds ?? expirationSecondsDefault);
    },
    putAll(values: Record<string, string>, expirationInSeconds?: number) {
      if (!Object.values(values).every((value) => typeof value === 'string')) {
        throw signatureMismatch('CacheService.Cache.putAll', [values]);
      }
      call('putAll', scope, values, expirationInSeconds ?? expirationSecondsDefault);
    },
    remove(key) {
      call('removeAll', scope, [key]);
    },
    removeAll(keys) {
      call('removeAll', scope, keys);
    },
  });
}
