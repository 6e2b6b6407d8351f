/** The sandbox's memory: the account, and a collection for each kind of object. */
import type {StoredAccount} from '../account/objects.ts';
import type {Collections, Kind, StoredOf} from '../kinds.ts';
import {collectionNames} from '../kinds.ts';
import {type Collection, createCollection, type MutableCollection} from './collection.ts';
import type {StoredObjects, StoredOther} from './world-objects.ts';

export interface Store extends Collections {
  readonly account: StoredAccount;
  /** The account's `settings.dashboard.timezone`. */
  readonly timeZone: string;
  /** Whether the objects, those to come included, are of live mode. */
  readonly livemode: boolean;
  /** Objects of the world of kinds that have no collection. */
  readonly otherById: ReadonlyMap<string, StoredOther>;
  of<K extends Kind>(kind: K): Collection<StoredOf<K>>;
}

/** The same memory for those who may write: the journal alone. */
export interface WritableStore {
  readonly store: Store;
  writable<K extends Kind>(kind: K): MutableCollection<StoredOf<K>>;
}

/** How the rows of a kind follow from the world. */
export type Seeds = {readonly [K in Kind]: (world: StoredObjects) => readonly StoredOf<K>[]};

const plainAccount: StoredAccount = {id: 'acct_1BillingOpsBench', object: 'account'};

export function createStore(
  world: StoredObjects,
  options: {readonly timeZone: string | null; readonly seeds: Seeds},
): WritableStore {
  const account = world.account ?? plainAccount;
  const kinds = Object.keys(collectionNames) as readonly Kind[]; // The type of an object's keys is only ever string.
  const byKind = new Map<Kind, unknown>(
    kinds.map((kind) => [
      kind,
      createCollection(() => options.seeds[kind](world) as readonly {id: string}[]),
    ]),
  );
  // Each kind was given the collection of its own rows just above.
  const writable = <K extends Kind>(kind: K) => byKind.get(kind) as MutableCollection<StoredOf<K>>;
  const collections = Object.fromEntries(
    kinds.map((kind) => [collectionNames[kind], writable(kind)]),
  ) as unknown as Collections;
  const store: Store = {
    ...collections,
    account,
    timeZone: options.timeZone ?? account.settings?.dashboard.timezone ?? 'Etc/UTC',
    livemode: [...world.invoices.slice(0, 1), ...world.customers].some(isOfLiveMode),
    otherById: new Map(world.others.map((other) => [other.id, other])),
    of: writable,
  };
  return {store, writable};
}

function isOfLiveMode(row: object): boolean {
  return 'livemode' in row && row.livemode === true;
}
