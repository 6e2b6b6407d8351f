/** Pages of a list, newest first, by Stripe's cursors. https://docs.stripe.com/api/pagination */
import type {Collection, Row} from './collection.ts';
import type {Call} from './endpoint.ts';
import {noSuchObject, StripeRefusal} from './errors.ts';
import type {WireObject} from './wire.ts';

/** Rows in the order in which they are listed; where `at` is undefined there is none (any more). */
interface Ranked<T> {
  readonly count: number;
  at(rank: number): T | undefined;
  /** Between two ranks (such as 2.5) for what would be listed there, were it not left out. Null: no cursor. */
  rankOf(id: string): number | null;
}

/** Both bounds, each with or without itself; a number is exactly that second. */
type TimeRange =
  | number
  | {readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number};

interface PageParams {
  readonly ending_before?: string;
  readonly limit?: number;
  readonly starting_after?: string;
}

/** What a page without `limit` holds. */
const pageSizeDefault = 10;

/** Newest first; of two with the same `created` the one that came later. What is not `listed` is no cursor either. */
export function newestFirst<T extends Row, Listed extends T = T>(
  collection: Collection<T>,
  listed: (row: T) => row is Listed = (_row): _row is Listed => true,
): Ranked<Listed> {
  const last = collection.places - 1;
  const at = (rank: number) => {
    const row = collection.atPlace(last - rank);
    return row !== undefined && listed(row) ? row : undefined;
  };
  return {
    count: collection.places,
    at,
    rankOf(id) {
      const place = collection.placeOf(id);
      return place === null || at(last - place) === undefined ? null : last - place;
    },
  };
}

/**
 * The same for some rows of the collection, given oldest first, without walking past all the others. Every row of the
 * collection is a cursor.
 */
export function newestOfThese<T extends Row>(rows: readonly T[], collection: Collection<T>): Ranked<T> {
  const placeOf = (id: string) => collection.placeOf(id) ?? -1;
  const newest = rows.toSorted((one, other) => placeOf(other.id) - placeOf(one.id));
  return {
    count: newest.length,
    at: (rank) => newest[rank],
    rankOf(id) {
      const place = collection.placeOf(id);
      if (place === null) return null;
      const rank = newest.findIndex((row) => placeOf(row.id) <= place);
      if (rank === -1) return newest.length - 0.5;
      return newest[rank]?.id === id ? rank : rank - 0.5;
    },
  };
}

/** Rows that are listed in the order in which they are given. */
export function inOrder<T extends Row>(rows: readonly T[]): Ranked<T> {
  return {
    count: rows.length,
    at: (rank) => rows[rank],
    rankOf(id) {
      const rank = rows.findIndex((row) => row.id === id);
      return rank === -1 ? null : rank;
    },
  };
}

/**
 * The answer of a list endpoint: one page. A cursor marks a place in the whole list, so it need not itself match the
 * filter.
 *
 * @throws StripeRefusal for a cursor that names nothing, and for both cursors at once
 */
export function listPage<T extends Row>(
  {params}: Pick<Call<PageParams>, 'params'>,
  list: {
    readonly rows: Ranked<T>;
    /** As Stripe says it in "No such invoice". */
    readonly kind: string;
    readonly url: string;
    readonly render: (row: T) => object;
    /** Absent: every row. */
    readonly matches?: (row: T) => boolean;
  },
): WireObject {
  const {rows, kind} = list;
  const matches = list.matches ?? (() => true);
  const after = cursorRank(rows, params.starting_after, {param: 'starting_after', kind});
  const before = cursorRank(rows, params.ending_before, {param: 'ending_before', kind});
  if (after !== null && before !== null) {
    throw new StripeRefusal({
      status: 400,
      message: 'Received both starting_after and ending_before parameters. Please pass in only one.',
    });
  }
  const limit = params.limit ?? pageSizeDefault;
  const page =
    before === null
      ? walk(rows, {from: Math.floor(after ?? -1) + 1, step: 1, limit, matches})
      : walk(rows, {from: Math.ceil(before) - 1, step: -1, limit, matches});
  const found = before === null ? page.rows : page.rows.toReversed();
  return {object: 'list', data: found.map(list.render), has_more: page.hasMore, url: list.url};
}

function cursorRank<T>(
  rows: Ranked<T>,
  id: string | undefined,
  cursor: {readonly param: 'starting_after' | 'ending_before'; readonly kind: string},
): number | null {
  if (id === undefined) return null;
  const rank = rows.rankOf(id);
  if (rank === null) throw noSuchObject({...cursor, id, inPath: false});
  return rank;
}

function walk<T>(
  rows: Ranked<T>,
  options: {
    readonly from: number;
    readonly step: 1 | -1;
    readonly limit: number;
    readonly matches: (row: T) => boolean;
  },
): {readonly rows: readonly T[]; readonly hasMore: boolean} {
  const found: T[] = [];
  for (let rank = options.from; rank >= 0 && rank < rows.count; rank += options.step) {
    const row = rows.at(rank);
    if (row === undefined || !options.matches(row)) continue;
    if (found.length === options.limit) return {rows: found, hasMore: true};
    found.push(row);
  }
  return {rows: found, hasMore: false};
}

/** Whether a time is within the range; where there is none, it is within no range. */
export function isWithin(atUnixS: number | null, range: TimeRange | undefined): boolean {
  if (range === undefined) return true;
  if (atUnixS === null) return false;
  if (typeof range === 'number') return atUnixS === range;
  const {gt, gte, lt, lte} = range;
  return (
    (gt === undefined || atUnixS > gt) &&
    (gte === undefined || atUnixS >= gte) &&
    (lt === undefined || atUnixS < lt) &&
    (lte === undefined || atUnixS <= lte)
  );
}
