import {existsSync, readFileSync} from 'node:fs';
import type {StripeRoute} from '../apps-script/services/url-fetch/exchange.ts';
import type {SavedSandbox} from '../stripe/engine/saved-sandbox.ts';
import {createStripeSandbox, type StripeSandbox} from '../stripe/sandbox.ts';
import type {WorkbenchOptions} from '../workbench.ts';
import {builtInWorld, isBuiltInWorldName} from '../worlds/built-in-worlds.ts';
import {parseWorld} from '../worlds/parse-world.ts';
import {type World, worldKeyOf} from '../worlds/world.ts';
import type {PlaceOptions} from './arguments.ts';
import {UsageError} from './usage.ts';

/** Where a command works: a world, and the moment and zone it starts in. */
export interface Place {
  readonly world: World;
  readonly nowUnixMs: number;
  readonly timeZone: string;
}

const fieldsNamedMax = 5;

/**
 * @param tell gets each thing that a person should know of the world, as a sentence.
 * @throws UsageError for a world that does not exist, Error for one that cannot be loaded.
 */
export function readPlace(options: PlaceOptions, tell: (sentence: string) => void): Place {
  const world = worldNamed(options.world);
  if (world.unknownFields > 0) {
    const names = world.unknownFieldNames.slice(0, fieldsNamedMax).join(', ');
    const more = world.unknownFieldNames.length > fieldsNamedMax ? ', …' : '';
    tell(
      `The world has ${world.unknownFields} fields that Stripe's objects do not: kept, not used (${names}${more}).`,
    );
  }
  return {
    world,
    nowUnixMs: options.nowUnixMs ?? Date.parse(world.now),
    timeZone: options.timeZone ?? world.timeZone,
  };
}

function worldNamed(name: string): World {
  if (isBuiltInWorldName(name)) return builtInWorld(name);
  if (existsSync(name)) return parseWorld(readFileSync(name, 'utf8'));
  throw new UsageError(`There is no world "${name}": it is none of tiny, demo and scale, nor a file.`);
}

/**
 * The world's Stripe account in memory. It knows the key that worlds are connected with, and no other.
 *
 * @param more `saved`: what the account had become when it was kept; absent or null, the world as it is
 */
export function sandboxOf(
  {world, timeZone}: Place,
  more: {readonly saved?: SavedSandbox | null; readonly faultHeader?: boolean} = {},
): StripeSandbox {
  return createStripeSandbox({objects: world.objects, keys: [worldKeyOf(world)], timeZone, ...more});
}

/** How the add-on starts in this place, connected to `sandbox` unless the options name another Stripe. */
export function workbenchOptions(
  place: Place,
  options: PlaceOptions,
  projectDir: string,
  sandbox?: StripeSandbox,
): WorkbenchOptions {
  const {world, nowUnixMs, timeZone} = place;
  return {
    projectDir,
    nowUnixMs,
    timeZone,
    stripe: (clock) =>
      options.stripe === null
        ? sandboxRoute(sandbox ?? sandboxOf(place), clock)
        : baseUrlRoute(options.stripe),
    followsRealTime: options.stripe !== null,
    stripeKey: options.stripe === null ? worldKeyOf(world) : options.stripe.key,
    settings: world.settings === null ? null : JSON.stringify(world.settings),
    tabs: world.tabs,
  };
}

/** The add-on's way to an account of this process. */
export function sandboxRoute(sandbox: StripeSandbox, clock: {now(): number}): StripeRoute {
  return {
    kind: 'in-process',
    send({method, url, headers, body}) {
      const text = body === null || typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
      const response = sandbox.handle({method, url, headers, body: text}, clock.now());
      // What Google says of a connection that broke.
      return response.isLost ? {fault: 'address', latencyMs: response.latencyMs} : response;
    },
  };
}

function baseUrlRoute({baseUrl}: {readonly baseUrl: string}): StripeRoute {
  return {kind: 'base-url', baseUrl};
}
