/** What the conformance tests talk to: the sandbox over HTTP on this machine. */
import Stripe from 'stripe';
import {createStripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {startStripeServer} from '../../../workbench/stripe/server.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import type {SendForm} from './cli-script.ts';

export interface Target {
  readonly baseUrl: string;
  readonly key: string;
  readonly send: SendForm;
  /** The official SDK, which knows nothing of us. */
  readonly stripe: Stripe;
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
    keys: [worldKey],
    timeZone: world.timeZone,
  });
  const server = await startStripeServer({sandbox, port: 0, clock: {nowUnixMs: () => nowUnixMs}});
  return {
    baseUrl: server.url,
    key: worldKey,
    send: sender(server.url, worldKey),
    stripe: sdkClient(server.url, worldKey),
    passSeconds: (seconds) => {
      nowUnixMs += seconds * 1000;
    },
    close: () => server.close(),
  };
}

/** The SDK aimed at a base address, without retries unless asked for. */
export function sdkClient(baseUrl: string, key: string, maxNetworkRetries = 0): Stripe {
  const {hostname, port} = new URL(baseUrl);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries,
    telemetry: false,
  });
}

function sender(baseUrl: string, key: string): SendForm {
  return async ({method, url, form}) => {
    const response = await fetch(baseUrl + url, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(form === null ? {} : {'Content-Type': 'application/x-www-form-urlencoded'}),
      },
      ...(form === null ? {} : {body: form}),
    });
    return {status: response.status, body: await response.json()};
  };
}
