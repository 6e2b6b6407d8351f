/** Every write to the store passes here, so that it can be taken back and so that what differs from the world is known. */
import {collectionNames, type Kind, type StoredOf} from '../kinds.ts';
import type {WritableStore} from './store.ts';

export interface Journal {
  insert<K extends Kind>(kind: K, row: StoredOf<K>): void;
  replace<K extends Kind>(kind: K, row: StoredOf<K>): void;
  remove(kind: Kind, id: string): void;
  /** A point to which `takeBackTo` can return. */
  mark(): number;
  takeBackTo(mark: number): void;
  /** Makes everything written so far last. */
  keep(): void;
  /** Ids of rows that have been added, replaced or removed since the world, by kind. */
  readonly touched: ReadonlyMap<Kind, ReadonlySet<string>>;
}

export function createJournal({writable}: WritableStore): Journal {
  let undos: (() => void)[] = [];
  const kinds = Object.keys(collectionNames) as readonly Kind[]; // The type of an object's keys is only ever string.
  const touched = new Map<Kind, Set<string>>(kinds.map((kind) => [kind, new Set()]));

  function note(kind: Kind, id: string, undo: () => void): void {
    const ids = touched.get(kind);
    const isFirst = ids?.has(id) === false;
    ids?.add(id);
    undos.push(() => {
      undo();
      if (isFirst) ids?.delete(id);
    });
  }

  return {
    insert(kind, row) {
      const collection = writable(kind);
      collection.insert(row);
      note(kind, row.id, () => collection.takeBackInsert(row.id));
    },
    replace(kind, row) {
      const collection = writable(kind);
      const before = collection.get(row.id);
      collection.replace(row);
      note(kind, row.id, () => {
        if (before !== undefined) collection.replace(before);
      });
    },
    remove(kind, id) {
      const collection = writable(kind);
      const before = collection.get(id);
      const place = collection.remove(id);
      note(kind, id, () => {
        if (before !== undefined) collection.takeBackRemove(before, place);
      });
    },
    mark: () => undos.length,
    takeBackTo(mark) {
      while (undos.length > mark) undos.pop()?.();
    },
    keep() {
      undos = [];
    },
    touched,
  };
}
