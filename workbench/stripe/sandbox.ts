/**
 * A Stripe account in memory: a pure engine that answers a request for a given time. It reads no clock, draws no
 * randomness of its own and does no input or output, so one world and one series of requests give one series of
 * answers, in process as behind HTTP.
 */
import {authenticate, demandPermission, type SandboxKey} from './authentication.ts';
import {type Endpoint, endpoints} from './endpoints.ts';
import {errorBody, type Refusal, StripeRefusal, unrecognizedUrl} from './errors.ts';
import {checkExpansion, expandObject} from './expand.ts';
import {derivedId} from './ids.ts';
import {createLatency, type LatencyOptions, noLatency} from './latency.ts';
import type {StoredObjects, WireObject} from './objects.ts';
import {checkParameters} from './parameters.ts';
import {parseQuery} from './query.ts';
import {createRateLimiter, type RateLimiter, type RateLimits} from './rate-limits.ts';
import {createStore, type Store} from './store.ts';

/** The version of the `stripe` package's types, and the only one this sandbox speaks. */
export const stripeApiVersion = '2026-10-28.endive';

export interface StripeRequest {
  readonly method: string;
  /** Absolute, or beginning with the path; the host is not looked at. */
  readonly url: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface StripeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long Stripe took; 0 unless latency was asked for. Who runs the sandbox lets this time pass. */
  readonly latencyMs: number;
}

export interface StripeSandboxOptions {
  readonly objects: StoredObjects;
  readonly keys: readonly SandboxKey[];
  /** The account's time zone; null or absent keeps the account's own. */
  readonly timeZone?: string | null;
  /** Absent: none. */
  readonly rateLimits?: RateLimits;
  /** Absent: none. */
  readonly latency?: LatencyOptions;
}

export interface StripeSandbox {
  handle(request: StripeRequest, nowUnixMs: number): StripeResponse;
}

export function createStripeSandbox(options: StripeSandboxOptions): StripeSandbox {
  const store = createStore(options.objects, options.timeZone ?? null);
  const limiter = options.rateLimits === undefined ? null : createRateLimiter(options.rateLimits);
  const latency = options.latency === undefined ? noLatency : createLatency(options.latency);
  let requests = 0;
  return {
    handle(request, nowUnixMs) {
      requests += 1;
      const requestId = derivedId('req', String(requests));
      const outcome = answerOrRefuse(request, {store, keys: options.keys, limiter, nowUnixMs});
      return {...respond(outcome, requestId, nowUnixMs), latencyMs: latency.nextMs()};
    },
  };
}

interface Surroundings {
  readonly store: Store;
  readonly keys: readonly SandboxKey[];
  readonly limiter: RateLimiter | null;
  readonly nowUnixMs: number;
}

type Outcome =
  | {readonly kind: 'answer'; readonly body: WireObject}
  | {readonly kind: 'refusal'; readonly refusal: Refusal};

function answerOrRefuse(request: StripeRequest, surroundings: Surroundings): Outcome {
  try {
    return {kind: 'answer', body: answer(request, surroundings)};
  } catch (error) {
    if (error instanceof StripeRefusal) return {kind: 'refusal', refusal: error.refusal};
    throw error;
  }
}

/** In the order in which Stripe asks: who, which version, what, how often, whether allowed, with which parameters. */
function answer(request: StripeRequest, {store, keys, limiter, nowUnixMs}: Surroundings): WireObject {
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const caller = authenticate(headers.get('authorization'), keys);
  refuseOtherVersions(headers.get('stripe-version'));
  const {path, query} = splitUrl(request.url);
  const {endpoint, pathId} = route(request.method, path);
  limiter?.admit(`${endpoint.method} ${endpoint.path}`, nowUnixMs);
  demandPermission(caller, endpoint.permission, store.account.id);
  const parameters = checkParameters(parseQuery(query), endpoint.parameters);
  const paths = parameters.lists.get('expand') ?? [];
  for (const permission of checkExpansion(paths, endpoint.expansion)) {
    demandPermission(caller, permission, store.account.id);
  }

  const body = endpoint.answer({store, pathId, parameters});
  return expandObject(body, paths, endpoint.expansion, store);
}

function refuseOtherVersions(version: string | undefined): void {
  if (version === undefined || version === stripeApiVersion) return;
  throw new StripeRefusal({status: 400, message: `Invalid Stripe API version: ${version}`});
}

function splitUrl(url: string): {readonly path: string; readonly query: string} {
  const [withoutFragment = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('#');
  const mark = withoutFragment.indexOf('?');
  if (mark === -1) return {path: withoutFragment, query: ''};
  return {path: withoutFragment.slice(0, mark), query: withoutFragment.slice(mark + 1)};
}

const routes = endpoints.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace('{id}', '([^/]+)')}$`),
}));

function route(method: string, path: string): {readonly endpoint: Endpoint; readonly pathId: string} {
  for (const {endpoint, pattern} of routes) {
    const match = endpoint.method === method ? pattern.exec(path) : null;
    if (match !== null) return {endpoint, pathId: decodedId(match[1] ?? '')};
  }
  throw unrecognizedUrl(method, path);
}

function decodedId(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not percent-encoding: then it names no object, and the answer says so with the text as it came.
    return segment;
  }
}

function respond(outcome: Outcome, requestId: string, nowUnixMs: number): Omit<StripeResponse, 'latencyMs'> {
  const common = {'Content-Type': 'application/json', Date: new Date(nowUnixMs).toUTCString()};
  const identified = {...common, 'Request-Id': requestId, 'Stripe-Version': stripeApiVersion};
  switch (outcome.kind) {
    case 'answer':
      return {status: 200, headers: identified, body: JSON.stringify(outcome.body)};
    case 'refusal': {
      const {refusal} = outcome;
      const known = refusal.status !== 401;
      const error = errorBody(refusal, {
        requestId: known ? requestId : null,
        nowUnixS: Math.floor(nowUnixMs / 1000),
      });
      return {
        status: refusal.status,
        headers: {...(known ? identified : common), ...refusal.headers},
        body: JSON.stringify({error}),
      };
    }
  }
}
