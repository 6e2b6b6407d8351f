/** Metadata of what an action makes, by which it is found again when the answer was lost. */
export const markMetadataKey = 'billing_ops_action';

/** The object of a page that carries the mark; null for none. */
export function findMarked(objects: readonly object[], mark: string): object | null {
  return objects.find((wire) => markOf(wire) === mark) ?? null;
}

function markOf(wire: object): unknown {
  const metadata: unknown = Reflect.get(wire, 'metadata');
  return typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, markMetadataKey) : null;
}

/** An object may be a little older than the request that made it, by Stripe's clock. */
export const clockSkewS = 300;
