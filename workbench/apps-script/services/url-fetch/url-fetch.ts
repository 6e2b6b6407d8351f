import type {Clock} from '../../clock.ts';
import type {HostService, Json} from '../../host-call.ts';
import type {QuotaLedger} from '../../quota-ledger.ts';
import {listAt, unknownMethod} from '../arguments.ts';
import {
  type ConnectionFault,
  type Exchange,
  faultMessage,
  type IncomingResponse,
  type OutgoingRequest,
  type SendResult,
  type StripeRoute,
  stripeDocumentOrigin,
  stripeOrigin,
} from './exchange.ts';
import {type CheckedRequest, checkRequest} from './request-rules.ts';
import {sendOverHttp} from './send-over-http.ts';

const redirectsMax = 20;
const shownCharactersMax = 100;

/**
 * The host side of UrlFetchApp, and the one place that decides where a request goes: Stripe's address to `route`, every
 * other address nowhere. A wave of requests advances the simulated clock by its slowest answer.
 */
export function createUrlFetchService(options: {
  readonly route: StripeRoute;
  readonly clock: Clock;
  readonly quota: QuotaLedger;
  /** The manifest's prefixes of addresses. */
  readonly urlFetchWhitelist: readonly string[];
  /** Told of each request that was sent and what came of it, redirects one by one. */
  readonly onExchange?: (exchange: Exchange) => void;
}): HostService {
  return {
    name: 'UrlFetchApp',
    async call(method, args): Promise<Json> {
      const requests = listAt(args, 0).map((value) => checkRequest(value, options.urlFetchWhitelist));
      if (method === 'getRequest') return null;
      if (method !== 'fetch' && method !== 'fetchAll') throw unknownMethod('UrlFetchApp', method);

      for (const {request} of requests) assertRouted(request.url);
      options.quota.spend('urlfetch', requests.length);
      const results = await Promise.all(
        requests.map((request) => follow(request, options.route, options.onExchange)),
      );
      options.clock.advance(Math.max(0, ...results.map((result) => result.latencyMs ?? 0)));

      return results.map((result, index) => answerOf(result, requests[index]));
    },
  };
}

function assertRouted(url: string): void {
  if (originOf(url) !== null) return;
  throw new Error(
    `Cannot fetch ${url}: the workbench sends nothing outside this machine. It answers for ${stripeOrigin} and ${stripeDocumentOrigin} alone.`,
  );
}

/** Which of Stripe's addresses that is; null for none. */
function originOf(url: string): string | null {
  const isAt = (origin: string) =>
    url === origin || url.startsWith(`${origin}/`) || url.startsWith(`${origin}?`);
  return [stripeOrigin, stripeDocumentOrigin].find(isAt) ?? null;
}

/** Sends, and sends on where the answer points, as long as that is Stripe's address too. */
async function follow(
  checked: CheckedRequest,
  route: StripeRoute,
  onExchange: ((exchange: Exchange) => void) | undefined,
): Promise<SendResult> {
  let request = checked.request;
  let latencyMs = 0;
  for (let redirects = 0; ; redirects += 1) {
    const startedMs = performance.now();
    const result = timedOut(await send(request, checked, route), checked.timeoutMs);
    onExchange?.({request, result, durationMs: performance.now() - startedMs});
    latencyMs += result.latencyMs ?? 0;
    const next = 'fault' in result || !checked.followRedirects ? null : redirectOf(request, result, route);
    if (next === null) return {...result, latencyMs};
    if (redirects === redirectsMax) throw new Error(`Too many redirects: ${checked.request.url}`);
    assertRouted(next.url);
    request = next;
  }
}

function send(
  request: OutgoingRequest,
  checked: CheckedRequest,
  route: StripeRoute,
): SendResult | Promise<SendResult> {
  if (route.kind === 'in-process') return route.send(request);
  const base = route.baseUrl.replace(/\/$/, '');
  const origin = originOf(request.url) ?? stripeOrigin;
  // Whoever is sent to Stripe itself finds documents at their own address.
  const isStripe = base === stripeOrigin && origin === stripeDocumentOrigin;
  const url = isStripe ? request.url : base + request.url.slice(origin.length);
  const {timeoutMs, validateHttpsCertificates} = checked;
  return sendOverHttp(request, {url, timeoutMs, validateHttpsCertificates});
}

/** An answer later than the request's timeout is none. */
function timedOut(result: SendResult, timeoutMs: number): SendResult {
  return (result.latencyMs ?? 0) > timeoutMs ? {fault: 'timeout', latencyMs: timeoutMs} : result;
}

function redirectOf(
  request: OutgoingRequest,
  response: IncomingResponse,
  route: StripeRoute,
): OutgoingRequest | null {
  const location = headerPairs(response).find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(response.status)) return null;
  const resolved = new URL(location, request.url).href;
  const base = route.kind === 'base-url' ? route.baseUrl.replace(/\/$/, '') : null;
  const url =
    base !== null && resolved.startsWith(`${base}/`) ? stripeOrigin + resolved.slice(base.length) : resolved;
  if (response.status === 307 || response.status === 308 || request.method === 'GET')
    return {...request, url};
  const {'Content-Type': _dropped, ...headers} = request.headers;
  return {method: 'GET', url, headers, body: null};
}

/** The answer for the script. @throws Error in Google's words for a fault, or for an unmuted status of 400 and above. */
function answerOf(result: SendResult, checked: CheckedRequest | undefined): Json {
  const url = checked?.request.url ?? '';
  if (isFault(result)) throw new Error(faultMessage(result.fault, url));
  const body = bodyOf(result.body);
  if (result.status >= 400 && checked?.muteHttpExceptions !== true) {
    throw new Error(failedStatusMessage(url, result.status, 'text' in body ? body.text : ''));
  }
  return {status: result.status, headers: headerPairs(result).map((pair) => [...pair]), ...body};
}

function isFault(result: SendResult): result is ConnectionFault {
  return 'fault' in result;
}

function failedStatusMessage(url: string, status: number, text: string): string {
  const shown = text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}...` : text;
  const origin = new URL(url).origin;
  return `Request failed for ${origin} returned code ${status}. Truncated server response: ${shown} (use muteHttpExceptions option to examine full response)`;
}

function headerPairs(response: IncomingResponse): readonly (readonly [string, string])[] {
  return isPairs(response.headers) ? response.headers : Object.entries(response.headers);
}

function isPairs(headers: IncomingResponse['headers']): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}

/** As text where the bytes are UTF-8, which is shorter on its way to the script. */
function bodyOf(body: string | Uint8Array): {readonly text: string} | {readonly base64: string} {
  if (typeof body === 'string') return {text: body};
  const bytes = Buffer.from(body);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? {text} : {base64: bytes.toString('base64')};
}
