import type {ExecutionContext, HostService, Json} from '../host-call.ts';
import type {QuotaLedger} from '../quota-ledger.ts';
import {asObject, textAt, unknownMethod} from './arguments.ts';

/** Of the person, of the file, of the script with all who use it. */
export type PropertyScope = 'user' | 'document' | 'script';

type PropertyTexts = Readonly<Record<string, string>>;

/** `user` is of the workbench's own person; `otherUsers` of further people, by e-mail. */
export type PropertyStores = Readonly<Record<PropertyScope, PropertyTexts>> & {
  readonly otherUsers?: Readonly<Record<string, PropertyTexts>>;
};

/** The host side of PropertiesService. */
export interface PropertiesHost extends HostService {
  /** `user` is the e-mail of a further person. */
  read(scope: PropertyScope, key: string, user?: string): string | null;
  /** Writes without counting a use: for the workbench itself. Null removes. The limits hold here too. */
  write(scope: PropertyScope, key: string, value: string | null, user?: string): void;
  /** All stores as they are now: what a saved workbench keeps. */
  snapshot(): PropertyStores;
}

// https://developers.google.com/apps-script/guides/services/quotas
export const propertyValueBytesMax = 9 * 1024;
export const propertyStoreBytesMax = 500 * 1024;

/** Three stores, that of the user once for each person, with Google's limits. Each method of a store counts one use, as reads and writes share one quota. */
export function createPropertiesService(options: {
  readonly quota: QuotaLedger;
  readonly initial?: PropertyStores;
}): PropertiesHost {
  const stores: Readonly<Record<PropertyScope, Map<string, string>>> = {
    user: new Map(Object.entries(options.initial?.user ?? {})),
    document: new Map(Object.entries(options.initial?.document ?? {})),
    script: new Map(Object.entries(options.initial?.script ?? {})),
  };

  const otherUsers = new Map(
    Object.entries(options.initial?.otherUsers ?? {}).map(([email, texts]) => [
      email,
      new Map(Object.entries(texts)),
    ]),
  );
  const storeOf = (scope: PropertyScope, user: string | undefined): Map<string, string> => {
    if (scope !== 'user' || user === undefined) return stores[scope];
    const store = otherUsers.get(user) ?? new Map<string, string>();
    otherUsers.set(user, store);
    return store;
  };

  const call = (method: string, args: readonly Json[], {user}: ExecutionContext): Json => {
    const store = storeOf(scopeOf(textAt(args, 0)), user);
    if (/^get(Document|Script|User)Properties$/.test(method)) return null;
    options.quota.spend('properties', 1);
    switch (method) {
      case 'getAll':
        return Object.fromEntries(store);
      case 'get':
        return store.get(textAt(args, 1)) ?? null;
      case 'set':
        setAll(store, store, asObject(args[1] ?? null, 1));
        return null;
      case 'replaceAll':
        setAll(store, new Map(), asObject(args[1] ?? null, 1));
        return null;
      case 'delete':
        store.delete(textAt(args, 1));
        return null;
      case 'deleteAll':
        store.clear();
        return null;
      default:
        throw unknownMethod('PropertiesService', method);
    }
  };

  return {
    name: 'PropertiesService',
    call,
    read: (scope, key, user) => storeOf(scope, user).get(key) ?? null,
    write(scope, key, value, user) {
      const store = storeOf(scope, user);
      if (value === null) store.delete(key);
      else setAll(store, store, {[key]: value});
    },
    snapshot: () => ({
      user: Object.fromEntries(stores.user),
      document: Object.fromEntries(stores.document),
      script: Object.fromEntries(stores.script),
      ...(otherUsers.size === 0
        ? {}
        : {
            otherUsers: Object.fromEntries(
              [...otherUsers].map(([email, store]) => [email, Object.fromEntries(store)]),
            ),
          }),
    }),
  };
}

/** Puts `base` and then `values` into `store`, or nothing when a limit forbids it. */
function setAll(
  store: Map<string, string>,
  base: ReadonlyMap<string, string>,
  values: Record<string, Json>,
): void {
  const next = new Map(base);
  for (const [key, value] of Object.entries(values)) {
    const text = String(value);
    if (Buffer.byteLength(text) > propertyValueBytesMax) throw new Error('Argument too large: value');
    next.set(key, text);
  }
  let bytes = 0;
  for (const [key, value] of next) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  if (bytes > propertyStoreBytesMax) {
    throw new Error(
      'You have exceeded the property storage quota. Please remove some properties and try again.',
    );
  }
  store.clear();
  for (const [key, value] of next) store.set(key, value);
}

function scopeOf(text: string): PropertyScope {
  if (text === 'user' || text === 'document' || text === 'script') return text;
  throw new Error(`Broken invariant: there is no property store "${text}".`);
}
