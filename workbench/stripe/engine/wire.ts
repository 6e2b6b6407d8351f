/**
 * What all of Stripe's objects have in common on the wire. The wire types of each kind are the ones of the `stripe`
 * package, so the compiler proves that a rendered object has every required key. They differ in one point: `Decimal`
 * is a class in that package and a decimal string on the wire.
 */

/** A rendered object as events, expansion and serialisation see it. */
export type WireObject = Readonly<Record<string, unknown>>;

export interface WireList<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
  /** Only nested lists have it. */
  readonly total_count?: number;
}

/** `Partial` with the named keys required: a stored row says what is particular about it. */
export type Sparse<T, K extends keyof T> = Partial<Omit<T, K>> & Readonly<Pick<T, K>>;

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A rendered object by its fields. The wire types name their keys and have no index, so the compiler needs the word. */
export function asWireObject(rendered: object): WireObject {
  return rendered as WireObject;
}
