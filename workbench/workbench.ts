import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Clock, createClock} from './apps-script/clock.ts';
import type {ExecutionResult} from './apps-script/execution.ts';
import type {Json} from './apps-script/host-call.ts';
import {createQuotaLedger} from './apps-script/quota-ledger.ts';
import {createScriptHost} from './apps-script/script-host.ts';
import {createCacheService} from './apps-script/services/cache.ts';
import {createHtmlService} from './apps-script/services/html-files.ts';
import {createLockService} from './apps-script/services/locks.ts';
import {createPropertiesService, type PropertyStores} from './apps-script/services/properties.ts';
import {createSessionService} from './apps-script/services/session.ts';
import {createTriggersService, type StoredTrigger} from './apps-script/services/triggers.ts';
import {createUiService} from './apps-script/services/ui.ts';
import type {StripeRoute} from './apps-script/services/url-fetch/exchange.ts';
import {createUrlFetchService} from './apps-script/services/url-fetch/url-fetch.ts';
import {createUtilitiesService} from './apps-script/services/utilities.ts';
import {customFunctionNames} from './bundle.ts';
import {createSpreadsheet, type Spreadsheet} from './spreadsheet/spreadsheet.ts';
import type {WorldCell} from './worlds/world.ts';

export interface WorkbenchOptions {
  /** The checkout: its `dist/` is run, with the workbench's own parts in `.build/`. */
  readonly projectDir: string;
  readonly nowUnixMs: number;
  /** The spreadsheet's zone. */
  readonly timeZone: string;
  /** Where the add-on's requests to Stripe go, given the workbench's clock. */
  readonly stripe: (clock: Clock) => StripeRoute;
  /** The Stripe key that the add-on is connected with; null leaves it to the person. */
  readonly stripeKey: string | null;
  /** The spreadsheet's settings, as the JSON text the add-on stores; null for its defaults. */
  readonly settings: string | null;
  /** Tabs that stand there before, cells as a person would type them. */
  readonly tabs: Readonly<Record<string, readonly (readonly WorldCell[])[]>>;
  /** What an earlier workbench kept; then `stripeKey`, `settings` and `tabs` are not looked at. */
  readonly saved?: SavedWorkbench;
}

/** What is needed to go on where a workbench stopped. */
export interface SavedWorkbench {
  readonly workbook: unknown;
  readonly properties: PropertyStores;
  readonly triggers: readonly StoredTrigger[];
}

/** The add-on as built, in a spreadsheet, with Google's services around it and a Stripe behind it. */
export interface Workbench {
  readonly spreadsheet: Spreadsheet;
  readonly clock: Clock;
  /** Runs a top-level function as a person's click in the menu or the sidebar would. */
  run(functionName: string, args: readonly Json[]): Promise<ExecutionResult>;
  /** HTTP requests that the add-on has sent. */
  requestsSent(): number;
  save(): SavedWorkbench;
  close(): Promise<void>;
}

/** Names of what the add-on itself keeps: they are part of its stored format. */
const stripeKeyProperty = 'stripeKey';
const settingsProperty = 'settings';

const scriptSeed = 20_261_122;

export function openWorkbench(options: WorkbenchOptions): Workbench {
  const inProject = (...names: readonly string[]) => join(options.projectDir, ...names);
  const manifest = JSON.parse(readFileSync(inProject('dist', 'appsscript.json'), 'utf8'));
  const code = readFileSync(inProject('dist', 'Code.js'), 'utf8');
  const clock = createClock({startUnixMs: options.nowUnixMs});
  const quota = createQuotaLedger({clock});
  const spreadsheet = createSpreadsheet({
    timeZone: options.timeZone,
    title: 'Receivables of the workbench',
    ...(options.saved === undefined ? {} : {snapshot: options.saved.workbook}),
  });
  const properties = createPropertiesService({
    quota,
    initial: options.saved?.properties ?? firstProperties(options),
  });
  const locks = createLockService({clock});
  const triggers = createTriggersService(
    options.saved === undefined ? {} : {initial: options.saved.triggers},
  );
  const host = createScriptHost({
    workerPath: inProject('.build', 'script-worker.cjs'),
    services: {path: inProject('.build', 'google-services.js')},
    code,
    hostServices: [
      spreadsheet.service,
      properties,
      triggers,
      createCacheService({clock}),
      locks,
      createUtilitiesService({clock}),
      createSessionService({email: 'you@workbench.example', locale: 'en'}),
      createHtmlService({Sidebar: readFileSync(inProject('dist', 'Sidebar.html'), 'utf8')}),
      createUiService({locks}),
      createUrlFetchService({
        route: options.stripe(clock),
        clock,
        quota,
        urlFetchWhitelist: manifest.urlFetchWhitelist,
      }),
    ],
    clock,
    timeZone: manifest.timeZone,
    // A workbench that is opened again must not draw the ids it drew before.
    seed: (scriptSeed + options.nowUnixMs) % 2 ** 32,
  });
  spreadsheet.registerCustomFunctions(customFunctionNames(code), (name, args) =>
    host.callCustomFunction(name, args),
  );
  if (options.saved === undefined) {
    for (const [title, cells] of Object.entries(options.tabs)) spreadsheet.fillTab(title, cells);
  }

  return {
    spreadsheet,
    clock,
    async run(functionName, args) {
      const result = await host.run({functionName, args, authMode: 'FULL'});
      await spreadsheet.settled();
      return result;
    },
    requestsSent: () => quota.used('urlfetch'),
    save: () => ({
      workbook: spreadsheet.snapshot(),
      properties: properties.snapshot(),
      triggers: triggers.triggers(),
    }),
    async close() {
      await host.close();
      spreadsheet.dispose();
    },
  };
}

function firstProperties({stripeKey, settings}: WorkbenchOptions): PropertyStores {
  return {
    user: stripeKey === null ? {} : {[stripeKeyProperty]: stripeKey},
    document: settings === null ? {} : {[settingsProperty]: settings},
    script: {},
  };
}
