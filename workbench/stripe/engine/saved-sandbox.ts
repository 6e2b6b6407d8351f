/** What a sandbox has become, kept apart from the world that it began with. */
import {collectionNames, type Kind, type StoredOf} from '../kinds.ts';
import type {KeptAnswer} from './idempotency.ts';
import type {Journal} from './journal.ts';
import type {Store} from './store.ts';

/** JSON. */
export interface SavedSandbox {
  /** How many ids have been given, and how many requests answered. */
  readonly ids: number;
  readonly requests: number;
  readonly answers: readonly KeptAnswer[];
  /** By kind. */
  readonly changes: Readonly<Record<string, SavedChanges>>;
}

interface SavedChanges {
  /** Added or changed since the world, whole, oldest first. */
  readonly rows: readonly {readonly id: string}[];
  readonly removed: readonly string[];
}

/** Only kinds of which something differs from the world. */
export function changesToSave(store: Store, {touched}: Journal): SavedSandbox['changes'] {
  const changes: Record<string, SavedChanges> = {};
  for (const [kind, ids] of touched) {
    if (ids.size === 0) continue;
    const collection = store.of(kind);
    const byAge = [...ids].sort((a, b) => (collection.placeOf(a) ?? 0) - (collection.placeOf(b) ?? 0));
    changes[kind] = {
      rows: byAge.flatMap((id) => collection.get(id) ?? []),
      removed: byAge.filter((id) => !collection.has(id)),
    };
  }
  return changes;
}

/** Makes the changes again on the same world. */
export function restoreChanges(store: Store, journal: Journal, changes: SavedSandbox['changes']): void {
  for (const [name, {rows, removed}] of Object.entries(changes)) {
    if (!Object.hasOwn(collectionNames, name)) {
      throw new Error(`Cannot go on from the saved Stripe account: this version keeps no "${name}".`);
    }
    const kind = name as Kind; // The line above has looked it up.
    for (const row of rows) {
      // What was saved is what the journal had been given.
      if (store.of(kind).has(row.id)) journal.replace(kind, row as StoredOf<Kind>);
      else journal.insert(kind, row as StoredOf<Kind>);
    }
    for (const id of removed) if (store.of(kind).has(id)) journal.remove(kind, id);
  }
  journal.keep();
}

/** Whether a value read from a file has the form of one; what its rows hold is not looked at. */
export function isSavedSandbox(value: unknown): value is SavedSandbox {
  return (
    isRecord(value) &&
    typeof value['ids'] === 'number' &&
    typeof value['requests'] === 'number' &&
    Array.isArray(value['answers']) &&
    value['answers'].every((answer) => isRecord(answer) && typeof answer['key'] === 'string') &&
    isRecord(value['changes']) &&
    Object.values(value['changes']).every(
      (changes) =>
        isRecord(changes) &&
        Array.isArray(changes['rows']) &&
        changes['rows'].every((row) => isRecord(row) && typeof row['id'] === 'string') &&
        Array.isArray(changes['removed']) &&
        changes['removed'].every((id) => typeof id === 'string'),
    )
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
