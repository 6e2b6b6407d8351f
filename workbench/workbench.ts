import {join} from 'node:path';
import {type Clock, createClock} from './apps-script/clock.ts';
import type {
  AuthMode,
  ExecutionLimits,
  ExecutionRecord,
  ExecutionResult,
  ScriptTrigger,
} from './apps-script/execution.ts';
import type {ExecutionContext, HostService, Json} from './apps-script/host-call.ts';
import type {QuotaLedger} from './apps-script/quota-ledger.ts';
import type {ScriptFile} from './apps-script/script-file.ts';
import {createScriptHost, type ScriptHost} from './apps-script/script-host.ts';
import type {SentMail} from './apps-script/services/mail.ts';
import type {PropertiesHost, PropertyStores} from './apps-script/services/properties.ts';
import type {StoredTrigger, TriggersHost} from './apps-script/services/triggers.ts';
import type {Page, Responder, UiHost} from './apps-script/services/ui.ts';
import type {Exchange, StripeRoute} from './apps-script/services/url-fetch/exchange.ts';
import {type ChooseFault, createTriggerClock, type Firing} from './apps-script/trigger-clock.ts';
import {type BuiltAddOn, readBuiltAddOn} from './built-add-on.ts';
import {type CustomFunctionHelp, callableFunctionNames, customFunctions} from './bundle.ts';
import {createGoogleServices} from './google-services.ts';
import {createSpreadsheet, type Spreadsheet} from './spreadsheet/spreadsheet.ts';
import type {ScreenEvents, Toast} from './spreadsheet/spreadsheet-service.ts';
import type {WorldCell} from './worlds/world.ts';

export interface WorkbenchOptions {
  /** The checkout: its `dist/` is run, with the workbench's own parts in `.build/`. */
  readonly projectDir: string;
  readonly nowUnixMs: number;
  /** The spreadsheet's zone. */
  readonly timeZone: string;
  /** Where the add-on's requests to Stripe go, given the workbench's clock. */
  readonly stripe: (clock: Clock) => StripeRoute;
  /** Whether the clock goes on by itself, and sleeping takes real time: for a Stripe that is not of this process. */
  readonly followsRealTime?: boolean;
  /** The Stripe key that the add-on is connected with; null leaves it to the person. */
  readonly stripeKey: string | null;
  /** The spreadsheet's settings, as the JSON text the add-on stores; null for its defaults. */
  readonly settings: string | null;
  /** Tabs that stand there before, cells as a person would type them. */
  readonly tabs: Readonly<Record<string, readonly (readonly WorldCell[])[]>>;
  /** What an earlier workbench kept; then `stripeKey`, `settings` and `tabs` are not looked at. */
  readonly saved?: SavedWorkbench;
  /** Answers what the add-on asks in dialogs; without one a question is an error. */
  readonly responder?: Responder;
  /** Google's when absent. */
  readonly limits?: ExecutionLimits;
  /** Told of each call of a Google service before it is made. */
  readonly onServiceCall?: (call: ServiceCallNote) => void;
  /** Told what scripts do to a person's screen. */
  readonly screen?: ScreenEvents & {
    /** A sidebar or a dialog was opened. */
    readonly page?: (page: Page, screen: string | null) => void;
  };
  /** Told of each HTTP request of the add-on, with what came of it. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface ServiceCallNote {
  readonly service: string;
  readonly method: string;
  readonly context: ExecutionContext;
}

/** How a function is called; a person's click in the menu or the sidebar where nothing else is said. */
export interface RunAs {
  /** E-mail: each person has triggers and user properties of their own. */
  readonly user?: string;
  readonly authMode?: AuthMode;
  readonly trigger?: ScriptTrigger;
  /** Names the open page whose person calls it: it gets the questions, toasts and sidebars of the call. */
  readonly screen?: string;
  /** Ends the call wherever it stands. */
  readonly signal?: AbortSignal;
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
  /** What the add-on has put on the screen. */
  readonly screen: Pick<UiHost, 'menus' | 'clearMenus' | 'pages' | 'questions'> & {
    toasts(): readonly Toast[];
  };
  /** The script files that run. */
  readonly scripts: readonly ScriptFile[];
  /** What a cell may call, as a person is told while typing. */
  readonly customFunctions: readonly CustomFunctionHelp[];
  /** What a sidebar may call. */
  readonly functionNames: readonly string[];
  /** Runs a top-level function as a person's click in the menu or the sidebar would. */
  run(functionName: string, args: readonly Json[], as?: RunAs): Promise<ExecutionResult>;
  /** Lets time pass: fires the triggers that fall due, as their creators, one after another. */
  advance(durationMs: number, chooseFault?: ChooseFault): Promise<readonly Firing[]>;
  readonly triggers: Pick<TriggersHost, 'triggers' | 'lose'>;
  readonly properties: Pick<PropertiesHost, 'read' | 'write'>;
  /** The latest executions, oldest first. */
  executions(): readonly ExecutionRecord[];
  /** The latest mails that scripts have sent, oldest first. */
  mails(): readonly SentMail[];
  /** What is used of Google's daily limits. */
  readonly quota: Pick<QuotaLedger, 'used' | 'limits'>;
  save(): SavedWorkbench;
  close(): Promise<void>;
}

/** Names of what the add-on itself keeps: they are part of its stored format. */
const stripeKeyProperty = 'stripeKey';
const settingsProperty = 'settings';

const scriptSeed = 20_261_122;

/** The workbench's own person: who sits before it. */
export const workbenchUser = 'you@workbench.example';

/** As many as one sidebar may call at once, and some more for questions that wait for an answer. */
const workersMax = 16;

/** Older toasts are forgotten. */
const toastsKeptMax = 100;

export function openWorkbench(options: WorkbenchOptions): Workbench {
  const built = readBuiltAddOn(options.projectDir);
  const clock = createClock({
    startUnixMs: options.nowUnixMs,
    followsRealTime: options.followsRealTime === true,
  });
  const toasts: Toast[] = [];
  const spreadsheet = openSpreadsheet(options, clock, toasts);
  const {all, quota, properties, triggers, ui, mail} = createGoogleServices({
    built,
    clock,
    email: workbenchUser,
    stripe: options.stripe(clock),
    properties: firstProperties(options),
    triggers: options.saved?.triggers ?? [],
    responder: options.responder,
    onPage: options.screen?.page,
    onExchange: options.onExchange,
  });
  const host = openHost(options, built, clock, [spreadsheet.service, ...all]);
  const cellFunctions = built.scripts.flatMap(({code}) => customFunctions(code));
  spreadsheet.registerCustomFunctions(
    cellFunctions.map(({name}) => name),
    (name, args) => host.callCustomFunction(name, args),
  );
  if (options.saved === undefined) fillTabs(spreadsheet, options.tabs);

  const run = createRun(host, spreadsheet);
  const triggerClock = createTriggerClock({
    clock,
    triggers: triggers.triggers,
    run: ({functionName, owner = workbenchUser}, event) =>
      run(functionName, [event], {user: owner, trigger: 'clock'}),
    seed: scriptSeed,
    timeZone: built.manifest.timeZone,
  });
  return {
    spreadsheet,
    clock,
    screen: {...ui, toasts: () => toasts},
    scripts: built.scripts,
    customFunctions: cellFunctions,
    functionNames: built.scripts.flatMap(({code}) => callableFunctionNames(code)),
    run,
    advance: triggerClock.advance,
    triggers,
    properties,
    executions: () => host.executions,
    mails: mail.sent,
    quota,
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

/** A call is over when every formula shows what it has left. */
function createRun(host: ScriptHost, spreadsheet: Spreadsheet): Workbench['run'] {
  return async (functionName, args, as = {}) => {
    const {user, ...how} = as;
    const result = await host.run({functionName, args, authMode: 'FULL', ...how, ...asUser(user)});
    await spreadsheet.settled();
    return result;
  };
}

function openSpreadsheet(
  {timeZone, saved, screen}: WorkbenchOptions,
  clock: Clock,
  toasts: Toast[],
): Spreadsheet {
  return createSpreadsheet({
    timeZone,
    title: 'Receivables of the workbench',
    nowUnixMs: clock.now,
    screen: {
      ...screen,
      toast(toast, seenOn) {
        toasts.push(toast);
        if (toasts.length > toastsKeptMax) toasts.shift();
        screen?.toast?.(toast, seenOn);
      },
    },
    ...(saved === undefined ? {} : {snapshot: saved.workbook}),
  });
}

function fillTabs(spreadsheet: Spreadsheet, tabs: WorkbenchOptions['tabs']): void {
  for (const [title, cells] of Object.entries(tabs)) spreadsheet.fillTab(title, cells);
}

function openHost(
  {nowUnixMs, limits, onServiceCall}: WorkbenchOptions,
  {projectDir, scripts, manifest}: BuiltAddOn,
  clock: Clock,
  services: readonly HostService[],
): ScriptHost {
  return createScriptHost({
    workerPath: join(projectDir, '.build', 'script-worker.cjs'),
    services: {path: join(projectDir, '.build', 'google-services.js')},
    workers: workersMax,
    scripts,
    hostServices: services.map((service) => watched(service, onServiceCall)),
    clock,
    timeZone: manifest.timeZone,
    // A workbench that is opened again must not draw the ids it drew before.
    seed: (scriptSeed + nowUnixMs) % 2 ** 32,
    ...(limits === undefined ? {} : {limits}),
  });
}

/** Absent is the workbench's own person, also where their e-mail is given. */
function asUser(user: string | undefined): {readonly user?: string} {
  return user === undefined || user === workbenchUser ? {} : {user};
}

function watched(service: HostService, onServiceCall: WorkbenchOptions['onServiceCall']): HostService {
  if (onServiceCall === undefined) return service;
  return {
    ...service,
    call(method, args, context) {
      onServiceCall({service: service.name, method, context});
      return service.call(method, args, context);
    },
  };
}

function firstProperties({saved, stripeKey, settings}: WorkbenchOptions): PropertyStores {
  if (saved !== undefined) return saved.properties;
  return {
    user: stripeKey === null ? {} : {[stripeKeyProperty]: stripeKey},
    document: settings === null ? {} : {[settingsProperty]: settings},
    script: {},
  };
}
