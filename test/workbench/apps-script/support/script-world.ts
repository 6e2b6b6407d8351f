import {type Clock, createClock} from '../../../../workbench/apps-script/clock.ts';
import type {ExecutionLimits, ExecutionResult} from '../../../../workbench/apps-script/execution.ts';
import type {HostService, Json} from '../../../../workbench/apps-script/host-call.ts';
import {createQuotaLedger, type QuotaLimits} from '../../../../workbench/apps-script/quota-ledger.ts';
import type {ScriptFile} from '../../../../workbench/apps-script/script-file.ts';
import {
  createScriptHost,
  type RunOptions,
  type ScriptHost,
} from '../../../../workbench/apps-script/script-host.ts';
import {createCacheService} from '../../../../workbench/apps-script/services/cache.ts';
import {createHtmlService} from '../../../../workbench/apps-script/services/html-files.ts';
import {createLockService} from '../../../../workbench/apps-script/services/locks.ts';
import {
  createPropertiesService,
  type PropertiesHost,
} from '../../../../workbench/apps-script/services/properties.ts';
import {createSessionService} from '../../../../workbench/apps-script/services/session.ts';
import {
  createTriggersService,
  type TriggersHost,
} from '../../../../workbench/apps-script/services/triggers.ts';
import {createUiService, type Responder, type UiHost} from '../../../../workbench/apps-script/services/ui.ts';
import type {StripeRoute} from '../../../../workbench/apps-script/services/url-fetch/exchange.ts';
import {createUrlFetchService} from '../../../../workbench/apps-script/services/url-fetch/url-fetch.ts';
import {createUtilitiesService} from '../../../../workbench/apps-script/services/utilities.ts';
import {buildScriptBundles} from './script-bundles.ts';

/** 2026-10-31T17:00:00Z */
export const startUnixMs = 1_793_466_000_000;

export interface ScriptWorld {
  readonly host: ScriptHost;
  readonly clock: Clock;
  readonly properties: PropertiesHost;
  readonly triggers: TriggersHost;
  readonly ui: UiHost;
}

export interface WorldOptions {
  readonly route?: StripeRoute;
  readonly responder?: Responder;
  readonly limits?: ExecutionLimits;
  readonly quotaLimits?: QuotaLimits;
  readonly urlFetchWhitelist?: readonly string[];
  readonly htmlFiles?: Readonly<Record<string, string>>;
  readonly extraServices?: readonly HostService[];
  readonly seed?: number;
  readonly followsRealTime?: boolean;
}

const bundles = buildScriptBundles();
const opened: ScriptHost[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((host) => host.close()));
});

/** The real host around a small script, of one file or several. It is closed after the test. */
export async function openScript(
  code: string | readonly ScriptFile[],
  options: WorldOptions = {},
): Promise<ScriptWorld> {
  const {workerPath, servicesCode} = await bundles;
  const clock = createClock({startUnixMs, followsRealTime: options.followsRealTime === true});
  const quota = createQuotaLedger({clock, ...(options.quotaLimits ? {limits: options.quotaLimits} : {})});
  const locks = createLockService({clock});
  const properties = createPropertiesService({quota});
  const triggers = createTriggersService();
  const ui = createUiService({locks, ...(options.responder ? {responder: options.responder} : {})});
  const urlFetch = createUrlFetchService({
    route: options.route ?? {kind: 'in-process', send: () => ({fault: 'address'})},
    clock,
    quota,
    urlFetchWhitelist: options.urlFetchWhitelist ?? ['https://api.stripe.com/'],
  });
  const host = createScriptHost({
    workerPath,
    services: {code: servicesCode},
    scripts: typeof code === 'string' ? [{name: 'Code.js', code}] : code,
    // The first of a name is asked, so that a test can put its own before ours.
    hostServices: [
      ...(options.extraServices ?? []),
      locks,
      properties,
      triggers,
      ui,
      urlFetch,
      createCacheService({clock}),
      createUtilitiesService({clock}),
      createSessionService({email: 'biller@example.com', locale: 'en'}),
      createHtmlService(options.htmlFiles ?? {}),
    ],
    clock,
    timeZone: 'Etc/UTC',
    seed: options.seed ?? 1,
    ...(options.limits ? {limits: options.limits} : {}),
  });
  opened.push(host);
  return {host, clock, properties, triggers, ui};
}

/** Runs a function with full authorisation unless told otherwise. */
export function run(
  world: ScriptWorld,
  functionName: string,
  options: Partial<Omit<RunOptions, 'functionName'>> = {},
): Promise<ExecutionResult> {
  return world.host.run({functionName, args: [], authMode: 'FULL', ...options});
}

/** The value of an expression inside a fresh script. */
export async function evaluate(expression: string, options: WorldOptions = {}): Promise<Json> {
  return returnOf(await run(await openScript(`function main() { return ${expression}; }`, options), 'main'));
}

export function returnOf(result: ExecutionResult): Json {
  if (!result.ok) throw new Error(`The script failed: ${result.error.stack}`);
  return result.value;
}

export function messageOf(result: ExecutionResult): string {
  if (result.ok) throw new Error(`The script did not fail but answered ${JSON.stringify(result.value)}.`);
  return result.error.message;
}
