/** Pages of a list, newest first, by Stripe's cursors. https://docs.stripe.com/api/pagination */
import {noSuchObject, StripeRefusal} from './errors.ts';
import type {Parameters, ParameterTable} from './parameters.ts';

/** A list in Stripe's order with the position of each object in it. */
export interface OrderedObjects<T> {
  readonly newestFirst: readonly T[];
  readonly positionOf: ReadonlyMap<string, number>;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** More in the direction of travel. */
  readonly hasMore: boolean;
}

export const pageParameters: ParameterTable = {
  ending_before: {kind: 'text'},
  expand: {kind: 'texts'},
  limit: {kind: 'integer', min: 1, max: 100},
  starting_after: {kind: 'text'},
};

/** What a page without `limit` holds. */
const pageSizeDefault = 10;

/** Newest first; of two with the same `created` the one that came later. */
export function newestFirst<T extends {readonly id: string; readonly created?: number}>(
  rows: readonly T[],
): OrderedObjects<T> {
  const ordered = rows.toReversed().sort((a, b) => (b.created ?? 0) - (a.created ?? 0));
  return inOrder(ordered);
}

export function inOrder<T extends {readonly id: string}>(ordered: readonly T[]): OrderedObjects<T> {
  return {newestFirst: ordered, positionOf: new Map(ordered.map((row, position) => [row.id, position]))};
}

/**
 * One page. A cursor marks a place in the whole list, so it need not itself match the filter.
 *
 * @throws StripeRefusal for a cursor that names nothing, and for both cursors at once
 */
export function readPage<T>(
  list: OrderedObjects<T>,
  options: {
    readonly parameters: Parameters;
    /** As Stripe says it in "No such invoice". */
    readonly kind: string;
    readonly matches: (row: T) => boolean;
  },
): Page<T> {
  const {parameters, kind, matches} = options;
  const after = cursorPosition(list, parameters, {param: 'starting_after', kind});
  const before = cursorPosition(list, parameters, {param: 'ending_before', kind});
  if (after !== null && before !== null) {
    throw new StripeRefusal({
      status: 400,
      message: 'Received both starting_after and ending_before parameters. Please pass in only one.',
    });
  }
  const limit = parameters.integers.get('limit') ?? pageSizeDefault;
  if (before === null) return walk(list.newestFirst, {from: (after ?? -1) + 1, step: 1, limit, matches});
  const page = walk(list.newestFirst, {from: before - 1, step: -1, limit, matches});
  return {rows: page.rows.toReversed(), hasMore: page.hasMore};
}

function cursorPosition<T>(
  list: OrderedObjects<T>,
  parameters: Parameters,
  cursor: {readonly param: 'starting_after' | 'ending_before'; readonly kind: string},
): number | null {
  const id = parameters.texts.get(cursor.param);
  if (id === undefined) return null;
  const position = list.positionOf.get(id);
  if (position === undefined) throw noSuchObject({...cursor, id, inPath: false});
  return position;
}

function walk<T>(
  rows: readonly T[],
  options: {
    readonly from: number;
    readonly step: 1 | -1;
    readonly limit: number;
    readonly matches: (row: T) => boolean;
  },
): Page<T> {
  const found: T[] = [];
  for (let position = options.from; ; position += options.step) {
    const row = rows[position];
    if (row === undefined) return {rows: found, hasMore: false};
    if (!options.matches(row)) continue;
    if (found.length === options.limit) return {rows: found, hasMore: true};
    found.push(row);
  }
}
