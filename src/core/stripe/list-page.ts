import * as v from 'valibot';
import {decodeWire} from './wire.ts';

/** What every object of a list has: an id, and the books it belongs to where its kind has two. */
export interface ListedObject {
  readonly id: string;
  readonly livemode?: boolean;
}

/** One page of a list. Only the envelope and the above are checked; the objects are Stripe's own, whole. */
export interface ListPage {
  readonly data: readonly ListedObject[];
  readonly hasMore: boolean;
}

function isListedObject(value: unknown): value is ListedObject {
  if (typeof value !== 'object' || value === null) return false;
  if (!('id' in value) || typeof value.id !== 'string' || value.id === '') return false;
  return !('livemode' in value) || typeof value.livemode === 'boolean';
}

const wirePage = v.object({
  object: v.literal('list'),
  data: v.array(v.custom<ListedObject>(isListedObject)),
  has_more: v.boolean(),
});

/** @throws AddonError RESPONSE_UNREADABLE for anything but a list of objects with ids */
export function decodePage(wire: unknown, path: string): ListPage {
  const read = decodeWire(wirePage, wire, `the list ${path}`);
  return {data: read.data, hasMore: read.has_more};
}
