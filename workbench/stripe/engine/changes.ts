/** Carries out what an endpoint changes: rows, ids, events and the agenda. */
import type Stripe from 'stripe';
import {dueWorkHandlers} from '../due-work.ts';
import type {RenderedKind} from '../kinds.ts';
import {reactions} from '../reactions.ts';
import {testClockOf} from './clock.ts';
import {nextDue} from './due-work.ts';
import type {Call, Changes} from './endpoint.ts';
import {StripeRefusal} from './errors.ts';
import {previousAttributes, requestOfEvent} from './events.ts';
import {derivedId} from './ids.ts';
import type {Journal} from './journal.ts';
import type {Store} from './store.ts';
import {asWireObject, type WireObject} from './wire.ts';

/** A number of its own for each new object. */
export interface IdCounter {
  next(): number;
}

interface Surroundings {
  readonly store: Store;
  readonly journal: Journal;
  readonly ids: IdCounter;
  readonly render: (kind: RenderedKind, id: string) => WireObject;
  readonly apiVersion: string;
}

/** Where a change comes from: a request, or (both null) the agenda. */
export interface Origin {
  readonly nowUnixS: number;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

const noParams = {pathIds: [], params: {}} as const;

/** The call of the agenda at a moment; an endpoint's has its ids and parameters besides. */
export function callAt(surroundings: Surroundings, origin: Origin): Call {
  const {store, journal, ids, render} = surroundings;

  const newId: Changes['newId'] = (prefix) => derivedId(prefix, `new:${ids.next()}`);

  function eventAbout(type: Stripe.Event.Type, subject: object, before?: WireObject): void {
    const object = asWireObject(subject);
    const previous = before === undefined ? null : previousAttributes(before, object);
    journal.insert('event', {
      id: newId('evt'),
      object: 'event',
      api_version: surroundings.apiVersion,
      created: origin.nowUnixS,
      data: {object, ...(previous === null ? {} : {previous_attributes: previous})},
      livemode: store.livemode,
      pending_webhooks: 0,
      request: requestOfEvent(type, origin),
      type,
    });
  }

  const change: Changes = {
    insert: journal.insert,
    replace: journal.replace,
    remove: journal.remove,
    update(kind, id, fields) {
      const row = store.of(kind).get(id);
      if (row === undefined) throw new Error(`Cannot update ${kind} '${id}': the sandbox does not hold it.`);
      const updated = {...row, ...fields};
      journal.replace(kind, updated);
      return updated;
    },
    newId,
    event(type, kind, id, previous) {
      eventAbout(type, render(kind, id), previous);
      reactions[type]?.(call, id);
    },
    eventAbout,
    later({key, kind, id, atUnixS, customer}) {
      change.cancelLater(key);
      const clock = testClockOf(store, customer);
      journal.insert('workbench.due_work', {id: key, created: atUnixS, kind, subjectId: id, clock});
    },
    cancelLater(key) {
      if (store.dueWork.has(key)) journal.remove('workbench.due_work', key);
    },
    preview(work) {
      const mark = journal.mark();
      const shown = work();
      journal.takeBackTo(mark);
      return shown;
    },
    advanceClock(clockId, toUnixS) {
      const frozenAt = () => store.testClocks.get(clockId)?.frozen_time ?? toUnixS;
      runDue(surroundings, {
        clock: clockId,
        byUnixS: toUnixS,
        originAt(atUnixS) {
          change.update('test_helpers.test_clock', clockId, {frozen_time: Math.max(frozenAt(), atUnixS)});
          return {nowUnixS: origin.nowUnixS, requestId: null, idempotencyKey: null};
        },
      });
      change.update('test_helpers.test_clock', clockId, {frozen_time: toUnixS});
    },
  };
  const call: Call = {...noParams, store, nowUnixS: origin.nowUnixS, change, render};
  return call;
}

/** Does what is due on the account's clock, each work at its own moment, and makes it last. */
export function runDueOnAccount(surroundings: Surroundings, nowUnixS: number): void {
  runDue(surroundings, {
    clock: null,
    byUnixS: nowUnixS,
    originAt: (atUnixS) => ({nowUnixS: atUnixS, requestId: null, idempotencyKey: null}),
  });
  surroundings.journal.keep();
}

function runDue(
  surroundings: Surroundings,
  due: {
    readonly clock: string | null;
    readonly byUnixS: number;
    originAt(atUnixS: number): Origin;
  },
): void {
  const {store, journal} = surroundings;
  for (let work = nextDue(store, due); work !== null; work = nextDue(store, due)) {
    journal.remove('workbench.due_work', work.id);
    const call = callAt(surroundings, due.originAt(work.created));
    const mark = journal.mark();
    try {
      dueWorkHandlers[work.kind](call, work.subjectId);
    } catch (error) {
      const refused = error instanceof StripeRefusal;
      if (!refused || error.refusal.keepsEffects !== true) journal.takeBackTo(mark);
      if (!refused) throw error;
    }
  }
}
