/** Asks a sandbox as a client over HTTP would, and takes its answers apart. */
import {createStripeSandbox, type StripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';

export const nowUnixMs = Date.parse('2026-10-31T17:00:00Z');

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A sandbox of the objects, as a world file would write them. */
export function sandboxOf(objects: readonly object[]): StripeSandbox {
  const world = parseWorld(JSON.stringify({objects}));
  return createStripeSandbox({objects: world.objects, keys: [worldKey], timeZone: world.timeZone});
}

export function get(
  sandbox: StripeSandbox,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const request = {
    method: 'GET',
    url,
    headers: {Authorization: `Bearer ${worldKey}`, ...headers},
    body: null,
  };
  const response = sandbox.handle(request, nowUnixMs);
  return {status: response.status, headers: response.headers, body: JSON.parse(response.body)};
}

/** The value behind a path of names and positions; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([name]) => name === String(step))?.[1];
  }, value);
}

/** The elements of a list answer. */
export function dataOf(body: unknown): readonly unknown[] {
  const data = at(body, 'data');
  if (!Array.isArray(data)) throw new Error(`Expected a list, but the answer is ${JSON.stringify(body)}.`);
  return data;
}

export function idsOf(body: unknown): readonly unknown[] {
  return dataOf(body).map((object) => at(object, 'id'));
}
