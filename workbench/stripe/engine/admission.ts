/** What is asked of a request before anything is done: who, which version, what, how often, whether allowed, with what. */
import {authenticate, demandPermission, type SandboxKey} from './authentication.ts';
import type {Endpoint} from './endpoint.ts';
import {StripeRefusal} from './errors.ts';
import {checkExpansion} from './expand.ts';
import {type FormNode, parseForm} from './form.ts';
import {checkParameters} from './parameters.ts';
import type {RateLimiter} from './rate-limits.ts';
import {type FoundRoute, splitUrl} from './routing.ts';

export interface StripeRequest {
  readonly method: string;
  /** Absolute, or beginning with the path; the host is not looked at. */
  readonly url: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface Admission {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly pathIds: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly expand: readonly string[];
  /** The parameters as sent, in an order of their own. */
  readonly canonical: string;
}

interface Gate {
  readonly keys: readonly SandboxKey[];
  readonly apiVersion: string;
  readonly accountId: string;
  readonly route: (method: string, path: string) => FoundRoute;
  readonly limiter: RateLimiter | null;
}

/** In the order in which Stripe asks. @throws StripeRefusal */
export function admit(
  request: StripeRequest,
  headers: ReadonlyMap<string, string>,
  gate: Gate & {readonly nowUnixMs: number},
): Admission {
  const caller = authenticate(headers.get('authorization'), gate.keys);
  refuseOtherVersions(headers.get('stripe-version'), gate.apiVersion);
  const {path, query} = splitUrl(request.url);
  const {endpoint, fields, pathIds} = gate.route(request.method, path);
  gate.limiter?.admit(`${endpoint.method} ${endpoint.path}`, gate.nowUnixMs);
  demandPermission(caller, endpoint.permission, gate.accountId);

  const form = parseForm(sentParameters(request, query, headers.get('content-type')));
  const params = checkParameters(form, fields, {isWrite: request.method === 'POST'});
  const expand = textsOf(params['expand']);
  for (const permission of checkExpansion(expand, endpoint.expansion)) {
    demandPermission(caller, permission, gate.accountId);
  }
  return {endpoint, path, pathIds, params, expand, canonical: JSON.stringify(canonical(form))};
}

function refuseOtherVersions(version: string | undefined, own: string): void {
  if (version === undefined || version === own) return;
  throw new StripeRefusal({status: 400, message: `Invalid Stripe API version: ${version}`});
}

/** Stripe reads a query and a form alike. */
function sentParameters({body}: StripeRequest, query: string, contentType: string | undefined): string {
  if (body === null || body === '') return query;
  if (contentType !== undefined && !contentType.startsWith('application/x-www-form-urlencoded')) {
    throw new StripeRefusal({
      status: 400,
      message:
        'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any ' +
        'questions, we can help at https://support.stripe.com/.',
    });
  }
  return query === '' ? body : `${query}&${body}`;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function canonical(node: FormNode): unknown {
  if (typeof node === 'string') return node;
  const entries = [...node].map(([name, value]): [string, unknown] => [name, canonical(value)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
