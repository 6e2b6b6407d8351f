/** One request from admission to answer: repeated by its idempotency key, met by a fault, or carried out. */

import type {RenderedKind} from '../kinds.ts';
import {type Admission, admit, type StripeRequest} from './admission.ts';
import type {SandboxKey} from './authentication.ts';
import {callAt, type IdCounter, runDueOnAccount} from './changes.ts';
import {errorBody, type Refusal, StripeRefusal} from './errors.ts';
import {expandObject} from './expand.ts';
import {type Fault, type FaultSource, faultNamed, refusalOf} from './faults.ts';
import type {IdempotencyStore} from './idempotency.ts';
import type {Journal} from './journal.ts';
import type {RateLimiter} from './rate-limits.ts';
import type {FoundRoute} from './routing.ts';
import type {Store} from './store.ts';
import type {WireObject} from './wire.ts';

export interface StripeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long Stripe took; 0 unless latency was asked for. Who runs the sandbox lets this time pass. */
  readonly latencyMs: number;
  /** The connection broke: nothing of the answer came, and `status` is 0. Only where a fault was asked for. */
  readonly isLost: boolean;
}

export interface Machine {
  readonly store: Store;
  readonly journal: Journal;
  readonly ids: IdCounter;
  readonly render: (kind: RenderedKind, id: string) => WireObject;
  readonly apiVersion: string;
  readonly keys: readonly SandboxKey[];
  readonly accountId: string;
  readonly route: (method: string, path: string) => FoundRoute;
  readonly limiter: RateLimiter | null;
  readonly faults: FaultSource;
  /** Whether a request may ask for a fault of its own. */
  readonly faultHeader: boolean;
  readonly idempotency: IdempotencyStore;
}

interface Arrival {
  readonly request: StripeRequest;
  readonly headers: ReadonlyMap<string, string>;
  readonly requestId: string;
  readonly nowUnixMs: number;
  /** Of a POST that carries one. */
  readonly idempotencyKey: string | null;
}

const faultHeaderName = 'workbench-fault';

type Answer = Omit<StripeResponse, 'latencyMs'>;

/** Latency is added by the caller, but for what a fault asks for. */
export function handleRequest(
  machine: Machine,
  arrival: {readonly request: StripeRequest; readonly requestId: string; readonly nowUnixMs: number},
): StripeResponse {
  const {request} = arrival;
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const key = request.method === 'POST' ? (headers.get('idempotency-key') ?? null) : null;
  const arrived: Arrival = {...arrival, headers, idempotencyKey: key};
  runDueOnAccount(machine, Math.floor(arrival.nowUnixMs / 1000));
  try {
    const admission = admit(request, headers, {...machine, nowUnixMs: arrival.nowUnixMs});
    return answerAdmitted(machine, arrived, admission);
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return {...refusalAnswer(error.refusal, arrived, machine.apiVersion), latencyMs: 0};
  }
}

/** @throws StripeRefusal for an idempotency key that cannot be used, or whose request is under way */
function answerAdmitted(machine: Machine, arrival: Arrival, admission: Admission): StripeResponse {
  const {idempotencyKey: key, nowUnixMs, requestId} = arrival;
  const attempt = key === null ? null : {key, path: admission.path, parameters: admission.canonical};
  const first = attempt === null ? null : machine.idempotency.find(attempt, nowUnixMs);
  const fault = faultFor(machine, arrival, admission.path);
  const latencyMs = fault?.kind === 'latency' ? fault.ms : 0;
  if (fault?.kind === 'dropped_before_commit') return {...lost, latencyMs};
  if (fault?.kind === 'bad_gateway') return {...badGateway, latencyMs};
  if (first !== null) {
    const replayed = {'Idempotent-Replayed': 'true', 'Original-Request': first.requestId};
    const headers = {...answerHeaders(arrival, machine.apiVersion, first.status), ...replayed};
    return {...delivered({status: first.status, headers, body: first.body, isLost: false}, fault), latencyMs};
  }

  const answer = carriedOut(machine, arrival, {admission, fault});
  if (attempt !== null && isKept(answer.status)) {
    const inFlightMs = fault?.kind === 'dropped_after_commit' ? (fault.inFlightMs ?? 0) : 0;
    machine.idempotency.keep({
      ...attempt,
      requestId,
      status: answer.status,
      body: answer.body,
      atUnixMs: nowUnixMs,
      inFlightUntilUnixMs: nowUnixMs + inFlightMs,
    });
  }
  return {...delivered(answer, fault), latencyMs};
}

function faultFor(machine: Machine, {headers, request}: Arrival, path: string): Fault | null {
  const asked = machine.faultHeader ? headers.get(faultHeaderName) : undefined;
  return asked === undefined ? machine.faults.next({method: request.method, path}) : faultNamed(asked);
}

/** A request that ran into a limit or another request was not carried out, so it may be again. */
function isKept(status: number): boolean {
  return status !== 409 && status !== 429;
}

function carriedOut(
  machine: Machine,
  arrival: Arrival,
  {admission, fault}: {readonly admission: Admission; readonly fault: Fault | null},
): Answer {
  const {store, journal} = machine;
  const {endpoint, pathIds, params, expand} = admission;
  const origin = {
    nowUnixS: Math.floor(arrival.nowUnixMs / 1000),
    requestId: arrival.requestId,
    idempotencyKey: arrival.idempotencyKey,
  };
  const mark = journal.mark();
  try {
    const refused = fault === null ? null : refusalOf(fault);
    if (refused !== null) throw new StripeRefusal(refused);
    const answered = endpoint.answer({...callAt(machine, origin), pathIds, params});
    const body = JSON.stringify(expandObject(answered, expand, endpoint.expansion, store));
    journal.keep();
    return {status: 200, headers: answerHeaders(arrival, machine.apiVersion, 200), body, isLost: false};
  } catch (error) {
    // Whatever it was: half a change must not stay.
    if (!(error instanceof StripeRefusal && error.refusal.keepsEffects === true)) journal.takeBackTo(mark);
    journal.keep();
    if (!(error instanceof StripeRefusal)) throw error;
    return refusalAnswer(error.refusal, arrival, machine.apiVersion);
  }
}

/** What of the answer reaches the client. */
function delivered(answer: Answer, fault: Fault | null): Answer {
  if (fault?.kind === 'dropped_after_commit') return lost;
  if (fault?.kind === 'truncated_body')
    return {...answer, body: answer.body.slice(0, answer.body.length >> 1)};
  return answer;
}

const lost: Answer = {status: 0, headers: {}, body: '', isLost: true};

const badGateway: Answer = {
  status: 502,
  headers: {'Content-Type': 'text/html'},
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n',
  isLost: false,
};

function commonHeaders({nowUnixMs}: Arrival): Readonly<Record<string, string>> {
  return {'Content-Type': 'application/json', Date: new Date(nowUnixMs).toUTCString()};
}

function answerHeaders(
  arrival: Arrival,
  apiVersion: string,
  status: number,
): Readonly<Record<string, string>> {
  const {idempotencyKey: key, requestId} = arrival;
  return {
    ...commonHeaders(arrival),
    ...(key === null ? {} : {'Idempotency-Key': key, 'Original-Request': requestId}),
    'Request-Id': requestId,
    // Stripe says so of answers that a retry would only repeat.
    ...(key !== null && isKept(status) && status < 500 ? {'Stripe-Should-Retry': 'false'} : {}),
    'Stripe-Version': apiVersion,
  };
}

function refusalAnswer(refusal: Refusal, arrival: Arrival, apiVersion: string): Answer {
  const known = refusal.status !== 401;
  const error = errorBody(refusal, {
    requestId: known ? arrival.requestId : null,
    nowUnixS: Math.floor(arrival.nowUnixMs / 1000),
  });
  const headers = known ? answerHeaders(arrival, apiVersion, refusal.status) : commonHeaders(arrival);
  return {
    status: refusal.status,
    headers: {...headers, ...refusal.headers},
    body: JSON.stringify({error}),
    isLost: false,
  };
}
