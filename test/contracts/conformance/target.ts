/** What the conformance tests talk to: the sandbox over HTTP on this machine. */
import Stripe from 'stripe';
import {createStripeSandbox, type StripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {startStripeServer} from '../../../workbench/stripe/server.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import type {SendForm} from './cli-script.ts';
import {encodeForm} from './form.ts';

export interface TargetAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Target {
  readonly sandbox: StripeSandbox;
  readonly send: SendForm;
  /** One request by a client of our own, which shows what is on the wire. */
  request(
    method: string,
    path: string,
    params?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TargetAnswer>;
  /** The official SDK, which knows nothing of us; it does not retry unless asked to. */
  sdk(options?: {readonly key?: string; readonly maxNetworkRetries?: number}): Stripe;
  /** Lets the account's time pass; a test clock's own time stands still meanwhile. */
  passSeconds(seconds: number): void;
  close(): Promise<void>;
}

/** An account without any objects, or the named built-in world. */
export async function openTarget(worldName?: 'tiny' | 'demo' | 'scale'): Promise<Target> {
  const world = worldName === undefined ? parseWorld('{"objects": []}') : builtInWorld(worldName);
  let nowUnixMs = Date.parse('2026-10-31T17:00:00Z');
  const sandbox = createStripeSandbox({
    objects: world.objects,
    keys: [worldKey, {key: 'rk_test_reader', permissions: ['rak_invoice_read']}],
    timeZone: world.timeZone,
  });
  const server = await startStripeServer({sandbox, port: 0, clock: {nowUnixMs: () => nowUnixMs}});
  const account = {baseUrl: server.url, key: worldKey};
  const request: Target['request'] = (method, path, params = {}, headers = {}) =>
    requestForm(account, {method, path, form: encodeForm(params), headers});
  return {
    sandbox,
    send: ({method, url, form}) => requestForm(account, {method, path: url, form: form ?? '', headers: {}}),
    request,
    sdk: ({key = worldKey, maxNetworkRetries = 0} = {}) => sdkClient(server.url, key, maxNetworkRetries),
    passSeconds: (seconds) => {
      nowUnixMs += seconds * 1000;
    },
    close: () => server.close(),
  };
}

export function sdkClient(baseUrl: string, key: string, maxNetworkRetries: number): Stripe {
  const {hostname, port} = new URL(baseUrl);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries,
    telemetry: false,
  });
}

/** Sends a form; what GET and DELETE carry goes into the address. */
export async function requestForm(
  {baseUrl, key}: {readonly baseUrl: string; readonly key: string},
  request: {
    readonly method: string;
    readonly path: string;
    readonly form: string;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<TargetAnswer> {
  const {method, path, form} = request;
  const posts = method === 'POST';
  const response = await fetch(baseUrl + (posts || form === '' ? path : `${path}?${form}`), {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...request.headers,
    },
    ...(posts ? {body: form} : {}),
  });
  return {status: response.status, headers: response.headers, body: await response.json()};
}
