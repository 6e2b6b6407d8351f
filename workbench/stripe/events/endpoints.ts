/** The account's events of the last 30 days, newest first. https://docs.stripe.com/api/events/list */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {StoredEvent} from '../engine/events.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';

const keptS = 30 * 86_400;
const typesMax = 20;

export const eventEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.EventListParams>({
    method: 'GET',
    path: '/v1/events',
    evidence: 'recorded',
    permission: 'rak_event_read',
    expansion: {shape: 'list', of: 'event'},
    answer: listEvents,
  }),
  endpoint<Stripe.EventRetrieveParams>({
    method: 'GET',
    path: '/v1/events/{id}',
    evidence: 'modelled',
    permission: 'rak_event_read',
    expansion: {shape: 'object', of: 'event'},
    answer: retrieveEvent,
  }),
];

function listEvents(call: Call<Stripe.EventListParams>): object {
  const {params} = call;
  const {type, types} = params;
  if (type !== undefined && types !== undefined) {
    throw new StripeRefusal({
      status: 400,
      message: 'You may only specify one of these parameters: type, types.',
      param: 'type',
    });
  }
  if (types !== undefined && types.length > typesMax) {
    throw new StripeRefusal({
      status: 400,
      message: `You may only specify up to ${typesMax} event types.`,
      param: 'types',
    });
  }
  const wanted = types ?? (type === undefined ? null : [type]);
  return listPage(call, {
    rows: newestFirst(call.store.events),
    kind: 'event',
    url: '/v1/events',
    render: (event) => call.render('event', event.id),
    matches: (event) =>
      isKept(event, call.nowUnixS) &&
      isWithin(event.created, params.created) &&
      // The sandbox has no webhook endpoints, so nothing is left to be delivered.
      params.delivery_success !== false &&
      (wanted === null || wanted.some((pattern) => isOfType(event, pattern))),
  });
}

/** A pattern is a type, or all types of a resource: `invoice.*`. */
function isOfType({type}: StoredEvent, pattern: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

function isKept({created}: StoredEvent, nowUnixS: number): boolean {
  return created > nowUnixS - keptS;
}

function retrieveEvent(call: Call): object {
  const id = pathIdOf(call);
  const event = call.store.events.get(id);
  if (event === undefined || !isKept(event, call.nowUnixS)) {
    throw noSuchObject({kind: 'event', id, param: 'id', inPath: true});
  }
  return call.render('event', id);
}
