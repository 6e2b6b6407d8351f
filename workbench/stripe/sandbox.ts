/**
 * A Stripe account in memory: a deterministic engine that answers a request for a given time. It reads no clock, draws
 * no randomness of its own and does no input or output, so one world and one series of requests give one series of
 * answers, in process as behind HTTP.
 */
import {endpoints} from './endpoints.ts';
import type {StripeRequest} from './engine/admission.ts';
import type {SandboxKey} from './engine/authentication.ts';
import {forgetPastWork} from './engine/due-work.ts';
import {createFaults, type Faults} from './engine/faults.ts';
import {handleRequest, type Machine, type StripeResponse} from './engine/handle-request.ts';
import {createIdempotencyStore} from './engine/idempotency.ts';
import {derivedId} from './engine/ids.ts';
import {createJournal} from './engine/journal.ts';
import {createLatency, type LatencyOptions, noLatency} from './engine/latency.ts';
import {createRateLimiter, type RateLimits} from './engine/rate-limits.ts';
import {createRouter} from './engine/routing.ts';
import {changesToSave, restoreChanges, type SavedSandbox} from './engine/saved-sandbox.ts';
import {createStore} from './engine/store.ts';
import type {StoredObjects} from './engine/world-objects.ts';
import {noteExchange} from './exchange-notes.ts';
import {answerInvoicePdf} from './invoices/invoice-pdf.ts';
import {renderRow, seeds} from './kind-rules.ts';

/** The version of the `stripe` package's types, and the only one this sandbox speaks. */
export const stripeApiVersion = '2026-10-28.endive';

export interface StripeSandboxOptions {
  readonly objects: StoredObjects;
  readonly keys: readonly SandboxKey[];
  /** The account's time zone; null or absent keeps the account's own. */
  readonly timeZone?: string | null;
  /** Absent: none. */
  readonly rateLimits?: RateLimits;
  /** Absent: none. */
  readonly latency?: LatencyOptions;
  /** Whether a request may ask for a fault of its own with the header `Workbench-Fault`; absent: it may not. */
  readonly faultHeader?: boolean;
  /** What `save` returned for the same objects; absent or null: nothing has happened yet. */
  readonly saved?: SavedSandbox | null;
}

export interface StripeSandbox {
  /**
   * Does what has become due since the last request, and then what the request asks for. `nowUnixMs` is the account's
   * clock; it may stand still, and it never goes back.
   */
  handle(request: StripeRequest, nowUnixMs: number): StripeResponse;
  readonly faults: Faults;
  /** What differs from the objects that it began with, as JSON. */
  save(): SavedSandbox;
}

const route = createRouter(endpoints);

export function createStripeSandbox(options: StripeSandboxOptions): StripeSandbox {
  const saved = options.saved ?? {ids: 0, requests: 0, answers: [], changes: {}};
  const writable = createStore(options.objects, {timeZone: options.timeZone ?? null, seeds});
  const {store} = writable;
  const journal = createJournal(writable);
  restoreChanges(store, journal, saved.changes);
  const latency = options.latency === undefined ? noLatency : createLatency(options.latency);
  const faults = createFaults();
  let ids = saved.ids;
  let requests = saved.requests;
  const machine: Machine = {
    store,
    journal,
    ids: {
      next() {
        ids += 1;
        return ids;
      },
    },
    render(kind, id) {
      const rendered = renderRow(kind, id, store);
      if (rendered === undefined)
        throw new Error(`Cannot show ${kind} '${id}': the sandbox does not hold it.`);
      return rendered;
    },
    apiVersion: stripeApiVersion,
    keys: options.keys,
    accountId: store.account.id,
    route,
    limiter: options.rateLimits === undefined ? null : createRateLimiter(options.rateLimits),
    faults,
    faultHeader: options.faultHeader ?? false,
    idempotency: createIdempotencyStore(saved.answers),
  };
  const sandbox: StripeSandbox = {
    handle(request, nowUnixMs) {
      const document = answerInvoicePdf(request, store);
      if (document !== null) return {...document, latencyMs: latency.nextMs()};
      if (requests === 0) forgetPastWork(store, journal, Math.floor(nowUnixMs / 1000));
      requests += 1;
      const requestId = derivedId('req', String(requests));
      const response = handleRequest(machine, {request, requestId, nowUnixMs});
      noteExchange({request, response, sandbox});
      return {...response, latencyMs: response.latencyMs + latency.nextMs()};
    },
    faults,
    save: () => ({
      ids,
      requests,
      answers: machine.idempotency.kept(),
      changes: changesToSave(store, journal),
    }),
  };
  return sandbox;
}
