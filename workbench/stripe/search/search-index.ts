/**
 * What a search finds: it reads an index that follows the objects by a minute, so what was made or changed just now is
 * not found yet, or as it was before. https://docs.stripe.com/search#data-freshness
 */
import type {StoredEvent} from '../engine/events.ts';
import type {Store} from '../engine/store.ts';
import {isWireObject, type WireObject} from '../engine/wire.ts';

/** Stripe says "in under 1 minute"; a client that works here works there. */
const indexBehindSeconds = 60;

/**
 * The objects whose last minute the index has not seen yet, as it still has them; null for those it does not know of.
 * `tag` is the objects' own, as `invoice`.
 */
export function behindNow(
  {events}: Pick<Store, 'events'>,
  tag: string,
  nowUnixS: number,
): ReadonlyMap<string, WireObject | null> {
  const behind = new Map<string, WireObject | null>();
  for (let place = events.places - 1; place >= 0; place -= 1) {
    const event = events.atPlace(place);
    if (event === undefined) continue;
    if (event.created <= nowUnixS - indexBehindSeconds) break;
    const {object} = event.data;
    // Events are met from the newest to the oldest, so the state before the oldest one remains.
    if (object['object'] === tag) behind.set(String(object['id']), stateBefore(event));
  }
  return behind;
}

function stateBefore({type, data}: StoredEvent): WireObject | null {
  if (type.endsWith('.created')) return null;
  const previous = data.previous_attributes ?? {};
  return {
    ...data.object,
    ...previous,
    metadata: {...inside(data.object, 'metadata'), ...inside(previous, 'metadata')},
  };
}

function inside(object: WireObject, name: string): WireObject {
  const value = object[name];
  return isWireObject(value) ? value : {};
}
