/** Events: what happened, to which object, and what it was before. https://docs.stripe.com/api/events/object */
import type Stripe from 'stripe';
import {isWireObject, type WireObject} from './wire.ts';

export interface StoredEvent {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly data: {readonly object: WireObject; readonly previous_attributes?: WireObject};
  readonly livemode: boolean;
  readonly pending_webhooks: number;
  readonly request: Stripe.Event.Request;
  readonly type: Stripe.Event.Type;
}

/** Stripe makes these after the request that led to them, so their `request` names none. */
const madeLater: ReadonlySet<Stripe.Event.Type> = new Set(['invoice_payment.paid']);

/** What an event says of its request; both null for what no request did. */
export function requestOfEvent(
  type: Stripe.Event.Type,
  origin: {readonly requestId: string | null; readonly idempotencyKey: string | null},
): Stripe.Event.Request {
  if (madeLater.has(type)) return {id: null, idempotency_key: null};
  return {id: origin.requestId, idempotency_key: origin.idempotencyKey};
}

/**
 * What the object was where it now differs: of objects inside only the fields that differ, of lists the whole list.
 * Null where nothing does.
 */
export function previousAttributes(before: WireObject, after: WireObject): WireObject | null {
  const previous: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (isWireObject(was) && isWireObject(is)) {
      const inside = previousAttributes(was, is);
      if (inside !== null) previous[name] = inside;
    } else if (!isSame(was, is)) {
      previous[name] = was ?? null;
    }
  }
  return Object.keys(previous).length === 0 ? null : previous;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
