/** The objects of one kind in the order in which they came into being, with the indexes that reading them takes. */

export interface Row {
  readonly id: string;
}

export interface Collection<T extends Row> {
  get(id: string): T | undefined;
  has(id: string): boolean;
  readonly size: number;
  /** Oldest first; of two with the same `created` the one that came first. */
  all(): readonly T[];
  /** The rows whose field has the value, oldest first. The first question for a field builds its index. */
  where<F extends keyof T & string>(field: F, value: T[F]): readonly T[];
  /**
   * The rows to which `keyOf` gives the key, oldest first. The function is the index's identity, so it must be the same
   * one each time: a function of a module, not one made on the spot.
   */
  by(keyOf: (row: T) => string | null, key: string): readonly T[];
  /** Places count up with age: a row's place is larger than every older one's. Null: no such row. */
  placeOf(id: string): number | null;
  /** Undefined where the row of that place is gone. */
  atPlace(place: number): T | undefined;
  readonly places: number;
}

/** What the journal needs in order to take a change back. */
export interface MutableCollection<T extends Row> extends Collection<T> {
  insert(row: T): void;
  replace(row: T): void;
  /** Returns the place, which stays empty. */
  remove(id: string): number;
  takeBackInsert(id: string): void;
  takeBackRemove(row: T, place: number): void;
}

/** @param seed is asked for once, when the collection is first looked at */
export function createCollection<T extends Row>(seed: () => readonly T[]): MutableCollection<T> {
  let slots: Slots<T> | null = null;
  const held = (): Slots<T> => {
    slots ??= createSlots(seed());
    return slots;
  };
  const indexes = createIndexes<T>(() => held().rows());
  const rowsOf = (ids: readonly string[]): readonly T[] => {
    const rows: T[] = [];
    for (const id of ids) {
      const row = held().get(id);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  };
  return {
    get: (id) => held().get(id),
    has: (id) => held().get(id) !== undefined,
    get size() {
      return held().size();
    },
    all: () => held().rows(),
    where: (field, value) => rowsOf(indexes.idsOf((row) => row[field], field, value)),
    by: (keyOf, key) => rowsOf(indexes.idsOf(keyOf, keyOf, key)),
    placeOf: (id) => held().placeOf(id),
    atPlace: (place) => held().at(place),
    get places() {
      return held().count();
    },
    insert(row) {
      if (held().get(row.id) !== undefined) throw new Error(`The sandbox already holds '${row.id}'.`);
      if (held().insert(row)) indexes.add(row);
      else indexes.forgetAll();
    },
    replace(row) {
      indexes.move(held().replace(row), row);
    },
    remove(id) {
      const {row, place} = held().remove(id);
      indexes.remove(row);
      return place;
    },
    takeBackInsert(id) {
      const {row, wasLast} = held().takeOut(id);
      if (wasLast) indexes.remove(row);
      else indexes.forgetAll();
    },
    takeBackRemove(row, place) {
      held().putBack(row, place);
      indexes.forgetAll();
    },
  };
}

/** One slot for each place; null where the row was removed. */
interface Slots<T extends Row> {
  get(id: string): T | undefined;
  at(place: number): T | undefined;
  placeOf(id: string): number | null;
  rows(): readonly T[];
  size(): number;
  count(): number;
  /** Whether it came last, so that no other row has another place than before. */
  insert(row: T): boolean;
  /** Returns the row that was there. */
  replace(row: T): T;
  remove(id: string): {readonly row: T; readonly place: number};
  takeOut(id: string): {readonly row: T; readonly wasLast: boolean};
  putBack(row: T, place: number): void;
}

function createSlots<T extends Row>(seed: readonly T[]): Slots<T> {
  const slots: (T | null)[] = seed.toSorted((a, b) => createdOf(a) - createdOf(b));
  const createdAt = slots.map((row) => (row === null ? 0 : createdOf(row)));
  const placeById = new Map<string, number>();
  renumberFrom(0);

  function renumberFrom(first: number): void {
    for (let place = first; place < slots.length; place += 1) {
      const row = slots[place];
      if (row) placeById.set(row.id, place);
    }
  }

  function found(id: string): {readonly row: T; readonly place: number} {
    const place = placeById.get(id);
    const row = place === undefined ? null : slots[place];
    if (place === undefined || !row) throw new Error(`The sandbox does not hold '${id}'.`);
    return {row, place};
  }

  return {
    get(id) {
      const place = placeById.get(id);
      return place === undefined ? undefined : (slots[place] ?? undefined);
    },
    at: (place) => slots[place] ?? undefined,
    placeOf: (id) => placeById.get(id) ?? null,
    rows: () => slots.filter((row) => row !== null),
    size: () => placeById.size,
    count: () => slots.length,
    insert(row) {
      const place = placeAfter(createdAt, createdOf(row));
      slots.splice(place, 0, row);
      createdAt.splice(place, 0, createdOf(row));
      renumberFrom(place);
      return place === slots.length - 1;
    },
    replace(row) {
      const {row: before, place} = found(row.id);
      slots[place] = row;
      return before;
    },
    remove(id) {
      const {row, place} = found(id);
      slots[place] = null;
      placeById.delete(id);
      return {row, place};
    },
    takeOut(id) {
      const {row, place} = found(id);
      slots.splice(place, 1);
      createdAt.splice(place, 1);
      placeById.delete(id);
      renumberFrom(place);
      return {row, wasLast: place === slots.length};
    },
    putBack(row, place) {
      slots[place] = row;
      placeById.set(row.id, place);
    },
  };
}

type Groups = Map<unknown, string[]>;

/** Ids by what a function says of their rows, each index from when it is first asked for. */
function createIndexes<T extends Row>(rows: () => readonly T[]) {
  const indexes = new Map<unknown, {readonly keyOf: (row: T) => unknown; readonly groups: Groups}>();
  return {
    idsOf(keyOf: (row: T) => unknown, identity: unknown, key: unknown): readonly string[] {
      const known = indexes.get(identity);
      if (known !== undefined) return known.groups.get(key) ?? [];
      const groups: Groups = new Map();
      for (const row of rows()) addTo(groups, keyOf(row), row.id);
      indexes.set(identity, {keyOf, groups});
      return groups.get(key) ?? [];
    },
    add(row: T): void {
      for (const {keyOf, groups} of indexes.values()) addTo(groups, keyOf(row), row.id);
    },
    move(before: T, row: T): void {
      for (const {keyOf, groups} of indexes.values()) {
        if (keyOf(before) === keyOf(row)) continue;
        removeFrom(groups, keyOf(before), row.id);
        addTo(groups, keyOf(row), row.id);
      }
    },
    remove(row: T): void {
      for (const {keyOf, groups} of indexes.values()) removeFrom(groups, keyOf(row), row.id);
    },
    /** Where places have changed, the order within groups may have too. */
    forgetAll(): void {
      indexes.clear();
    },
  };
}

/** Rows of kinds without the time stay in the order in which they were added. */
function createdOf(row: Row): number {
  return 'created' in row && typeof row.created === 'number' ? row.created : 0;
}

/** Behind everything that is not younger. */
function placeAfter(createdAt: readonly number[], created: number): number {
  let [low, high] = [0, createdAt.length];
  if (high > 0 && (createdAt[high - 1] ?? 0) <= created) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((createdAt[middle] ?? 0) <= created) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addTo(groups: Groups, key: unknown, id: string): void {
  if (key === null || key === undefined) return;
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [id]);
  else group.push(id);
}

function removeFrom(groups: Groups, key: unknown, id: string): void {
  const group = groups.get(key);
  if (group === undefined) return;
  const at = group.indexOf(id);
  if (at !== -1) group.splice(at, 1);
  if (group.length === 0) groups.delete(key);
}
