import type {Clock} from '../clock.ts';
import type {HostService, Json} from '../host-call.ts';
import {asObject, listAt, numberAt, textAt, unknownMethod} from './arguments.ts';

interface Entry {
  readonly value: string;
  readonly expiresUnixMs: number;
}

// https://developers.google.com/apps-script/reference/cache/cache
const keyCharactersMax = 250;
const valueBytesMax = 100 * 1024;
const expirationSecondsMax = 21_600;
const itemsMax = 1_000;
const itemsKept = 900;

/** Caches by scope, whose entries expire on the simulated clock. */
export function createCacheService(options: {readonly clock: Clock}): HostService {
  const caches = new Map<string, Map<string, Entry>>();

  const cacheOf = (scope: string): Map<string, Entry> => {
    const cache = caches.get(scope) ?? new Map<string, Entry>();
    caches.set(scope, cache);
    return cache;
  };
  const read = (cache: Map<string, Entry>, key: string): string | null => {
    const entry = cache.get(key);
    if (entry === undefined) return null;
    if (entry.expiresUnixMs > options.clock.now()) return entry.value;
    cache.delete(key);
    return null;
  };

  return {
    name: 'CacheService',
    call(method, args): Json {
      const cache = cacheOf(textAt(args, 0));
      switch (method) {
        case 'getDocumentCache':
        case 'getScriptCache':
        case 'getUserCache':
          return null;
        case 'get':
          return read(cache, textAt(args, 1));
        case 'getAll':
          return readAll(listAt(args, 1), (key) => read(cache, key));
        case 'putAll':
          putAll(cache, asObject(args[1] ?? null, 1), {now: options.clock.now(), seconds: numberAt(args, 2)});
          return null;
        case 'removeAll':
          for (const key of listAt(args, 1)) cache.delete(String(key));
          return null;
        default:
          throw unknownMethod('CacheService', method);
      }
    },
  };
}

function readAll(keys: readonly Json[], read: (key: string) => string | null): Json {
  const found: Record<string, string> = {};
  for (const key of keys) {
    const value = read(String(key));
    if (value !== null) found[String(key)] = value;
  }
  return found;
}

function putAll(
  cache: Map<string, Entry>,
  values: Readonly<Record<string, Json>>,
  time: {readonly now: number; readonly seconds: number},
): void {
  if (!(time.seconds >= 1 && time.seconds <= expirationSecondsMax)) {
    throw new Error(
      `Invalid argument: expirationInSeconds ${time.seconds}. It is 1 to ${expirationSecondsMax}.`,
    );
  }
  for (const [key, value] of Object.entries(values)) {
    if (key.length > keyCharactersMax) throw new Error('Argument too large: key');
    if (Buffer.byteLength(String(value)) > valueBytesMax) throw new Error('Argument too large: value');
  }
  for (const [key, value] of Object.entries(values)) {
    cache.set(key, {value: String(value), expiresUnixMs: time.now + time.seconds * 1000});
  }
  if (cache.size > itemsMax) evict(cache);
}

/** Google keeps those that are farthest from their expiry. */
function evict(cache: Map<string, Entry>): void {
  const byExpiry = [...cache].sort(([, a], [, b]) => b.expiresUnixMs - a.expiresUnixMs);
  for (const [key] of byExpiry.slice(itemsKept)) cache.delete(key);
}
