/** One account to try something on, asked in this process by the official SDK or plainly; every exchange is kept. */
import Stripe from 'stripe';
import type {Params} from '../../../../src/core/stripe/encoding.ts';
import {encodeForm} from '../../../../src/core/stripe/encoding.ts';
import type {Faults} from '../../../../workbench/stripe/engine/faults.ts';
import type {SandboxExchange} from '../../../../workbench/stripe/exchange-notes.ts';
import type {Parts} from './patched-build.ts';

const key = 'rk_test_bench';
const startUnixMs = Date.parse('2026-10-31T17:00:00Z');

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Bench {
  readonly stripe: Stripe;
  /** With another key than the account's, where one is given. */
  clientOf(apiKey: string): Stripe;
  ask(method: string, path: string, params?: Params, headers?: Readonly<Record<string, string>>): Asked;
  passSeconds(seconds: number): void;
  readonly faults: Faults;
  readonly exchanges: readonly SandboxExchange[];
}

export function openBench(parts: Parts): Bench {
  const {objects, timeZone} = parts.parseWorld('{"objects": []}');
  const sandbox = parts.createStripeSandbox({
    objects,
    keys: [key, {key: 'rk_test_none', permissions: []}],
    timeZone,
  });
  const exchanges: SandboxExchange[] = [];
  let nowUnixMs = startUnixMs;
  const handle = (request: SandboxExchange['request']) => {
    const response = sandbox.handle(request, nowUnixMs);
    exchanges.push({request, response});
    return response;
  };
  const clientOf = (apiKey: string) =>
    new Stripe(apiKey, {
      maxNetworkRetries: 0,
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient(async (input: unknown, init: RequestInit = {}) => {
        const headers = Object.fromEntries(new Headers(init.headers).entries());
        const body = typeof init.body === 'string' && init.body !== '' ? init.body : null;
        const answer = handle({method: init.method ?? 'GET', url: String(input), headers, body});
        return new Response(answer.body, {status: answer.status, headers: {...answer.headers}});
      }),
    });
  return {
    stripe: clientOf(key),
    clientOf,
    ask(method, path, params = {}, headers = {}) {
      const form = encodeForm(params);
      const answer = handle({
        method,
        url: method === 'GET' && form !== '' ? `${path}?${form}` : path,
        headers: {Authorization: `Bearer ${key}`, ...headers},
        body: method === 'GET' ? null : form,
      });
      return {status: answer.status, headers: answer.headers, body: JSON.parse(answer.body)};
    },
    passSeconds(seconds) {
      nowUnixMs += seconds * 1000;
    },
    faults: sandbox.faults,
    exchanges,
  };
}
