import {join} from 'node:path';
import type {StripeRoute} from '../apps-script/services/url-fetch/exchange.ts';
import {createRequestLog} from '../page/activity.ts';
import {type BenchControlsOptions, openSpreadsheet} from '../page/bench-controls.ts';
import {createHtmlPages} from '../page/html-pages.ts';
import {assertPortFree, type PageSource} from '../page/page-server.ts';
import {createPages} from '../page/pages.ts';
import {createResponder} from '../page/questions.ts';
import {servePages} from '../page/serve-pages.ts';
import {createStripeFaults} from '../page/stripe-faults.ts';
import {openStripeHappenings} from '../page/stripe-happenings.ts';
import type {ShownTab} from '../page/tabs-page.ts';
import type {StripeSandbox} from '../stripe/sandbox.ts';
import {openWorkbench, type Workbench, type WorkbenchOptions} from '../workbench.ts';
import {isBuiltInWorldName} from '../worlds/built-in-worlds.ts';
import {worldKeyOf} from '../worlds/world.ts';
import type {Command, PlaceOptions} from './arguments.ts';
import {keepStateCopy} from './kept-state.ts';
import type {Output} from './output.ts';
import {type Place, readPlace, sandboxOf, workbenchOptions} from './place.ts';
import {refreshSummary} from './refresh-summary.ts';
import {
  readSavedState,
  removeSavedState,
  type SavedState,
  unusableState,
  writeSavedState,
} from './saved-state.ts';
import {createSaving} from './saving.ts';
import {untilInterrupted} from './until-interrupted.ts';

type StartCommand = Extract<Command, {readonly kind: 'start'}>;

/**
 * Opens the workbench, refreshes once, prints what the aging says, and serves its page until it is interrupted. Where a
 * person chooses another world on the page, it does so again with that one.
 */
export async function startWorkbench(
  command: StartCommand,
  projectDir: string,
  output: Output,
): Promise<number> {
  let next: StartCommand | null = command;
  while (next !== null) next = await serveUntilEnd(next, projectDir, output);
  return 0;
}

/** @returns what is to be started next; null for nothing */
async function serveUntilEnd(
  command: StartCommand,
  projectDir: string,
  output: Output,
): Promise<StartCommand | null> {
  const startedUnixMs = Date.now();
  const place = readPlace(command.place, output.note);
  // A taken port is to be said now, not after a refresh that nobody then sees.
  if (command.port !== 0) await assertPortFree(command.port);
  if (command.fresh) removeSavedState(projectDir);
  const saved = readSavedState(projectDir, command.place, output.note);
  const sandbox = openSandbox(place, saved, projectDir);
  const desk = openDesk(command, {place, projectDir, saved, sandbox});
  const {workbench, pages, startUnixMs} = desk;
  const save = () =>
    writeSavedState(projectDir, command.place, {
      nowUnixMs: workbench.clock.now(),
      startUnixMs: saved?.startUnixMs ?? startUnixMs,
      workbench: workbench.save(),
      stripe: sandbox.save(),
    });
  try {
    await openSpreadsheet(workbench, 'LIMITED');
    const summary = await refreshOnce(workbench);
    for (const line of summary) output.result(line);
    // A person who comes back finds the tab they left.
    if (saved === null) workbench.spreadsheet.shared.showTabNamed('AR Aging');
    save();

    const saving = createSaving(save, output.note);
    workbench.spreadsheet.shared.onChange(saving.soon);
    pages.onMessage(({kind}) => {
      if (kind !== 'select') saving.soon();
    });
    const wanted = createWorldChoice(command);
    const served = await servePages({
      ...desk,
      workbench: {...workbench, run: (...call) => workbench.run(...call).finally(saving.soon)},
      controls: {faults: desk.faults, happenings: await desk.happenings(), worlds: wanted.worlds},
      source: pageSource(workbench, summary[0] ?? ''),
      timeZone: place.timeZone,
      port: command.port,
      assetsDir: join(projectDir, '.build'),
    });
    output.result(`Workbench: ${served.url}`);
    output.result(`Ready in ${((Date.now() - startedUnixMs) / 1000).toFixed(1)} s. Press Ctrl+C to end.`);

    const world = await Promise.race([untilInterrupted(), wanted.chosen]);
    await served.close(world ? `Opening the world "${world}". This page goes on by itself.` : null);
    saving.now();
    if (!world) return null;
    const copy = keepStateCopy(projectDir, command.place.world);
    if (copy !== null) output.note(`The spreadsheet starts over with "${world}". As it was: ${copy}`);
    return {...command, place: placeOfWorld(world), port: served.port, fresh: true};
  } finally {
    await workbench.close();
  }
}

/** The workbench with what its pages need of it. */
function openDesk(
  command: StartCommand,
  {
    place,
    projectDir,
    saved,
    sandbox,
  }: {
    readonly place: Place;
    readonly projectDir: string;
    readonly saved: SavedState | null;
    readonly sandbox: StripeSandbox;
  },
) {
  const pages = createPages();
  const htmlPages = createHtmlPages(pages);
  const requests = createRequestLog();
  const faults = createStripeFaults();
  const base = workbenchOptions(place, command.place, projectDir, sandbox);
  let stripe: StripeRoute | null = null;
  const options: WorkbenchOptions = {
    ...base,
    stripe: (clock) => {
      stripe = base.stripe(clock);
      return faults.on(stripe);
    },
    responder: createResponder(pages),
    screen: {
      toast: (toast, screen) => (pages.named(screen) ?? pages).send({kind: 'toast', toast}),
      activated: ({tabId, selection}, screen) =>
        pages.named(screen)?.send({kind: 'activated', tabId: String(tabId), selection}),
      page: htmlPages.open,
    },
    onExchange: (exchange) => requests.note(exchange, workbench.clock.now()),
  };
  const workbench = saved === null ? openWorkbench(options) : goOn(options, saved);
  const route = (): StripeRoute | null => stripe;
  return {
    workbench,
    pages,
    htmlPages,
    requests,
    startUnixMs: base.nowUnixMs,
    faults: command.place.stripe === null ? faults : null,
    happenings: async () => {
      const own = route();
      return own?.kind === 'in-process'
        ? openStripeHappenings({send: own.send, key: worldKeyOf(place.world)})
        : null;
    },
  };
}

/** Lets a person choose another world. Against a real Stripe there is none. */
function createWorldChoice({place}: StartCommand): {
  readonly worlds: BenchControlsOptions['worlds'];
  readonly chosen: Promise<string>;
} {
  let choose: (world: string) => void = () => undefined;
  const chosen = new Promise<string>((resolve) => {
    choose = resolve;
  });
  const worlds = {
    current: place.world,
    names: ['tiny', 'demo', 'scale'].filter(isBuiltInWorldName),
    open: (world: string) => {
      // What cannot be opened is said while the present world is still there.
      readPlace(placeOfWorld(world), () => undefined);
      choose(world);
    },
  };
  return {worlds: place.stripe === null ? worlds : null, chosen};
}

function placeOfWorld(world: string): PlaceOptions {
  return {world, nowUnixMs: null, timeZone: null, stripe: null};
}

/** What the refresh says, in lines for a terminal. */
async function refreshOnce(workbench: Workbench): Promise<readonly string[]> {
  const startedUnixMs = Date.now();
  const refreshed = await workbench.run('refreshReceivables', []);
  if (!refreshed.ok) return [`The refresh failed. ${refreshed.error.message}`];
  const seconds = (Date.now() - startedUnixMs) / 1000;
  return refreshSummary(refreshed.value, {requests: workbench.quota.used('urlfetch'), seconds});
}

/** @throws Error with the way out where what was saved of the account is damaged */
function openSandbox(place: Place, saved: SavedState | null, projectDir: string): StripeSandbox {
  try {
    return sandboxOf(place, {saved: saved?.stripe ?? null, faultHeader: true});
  } catch (fault) {
    throw unusableState(projectDir, fault);
  }
}

/** @throws Error with the way out where the saved spreadsheet is damaged in a place that only opening it shows */
function goOn(options: WorkbenchOptions, saved: SavedState): Workbench {
  const nowUnixMs = Math.max(options.nowUnixMs, saved.nowUnixMs);
  try {
    return openWorkbench({...options, nowUnixMs, saved: saved.workbench});
  } catch (fault) {
    throw unusableState(options.projectDir, fault);
  }
}

function pageSource({spreadsheet}: Workbench, summary: string): PageSource {
  return {
    titles: () => [...spreadsheet.visibleTabTitles()].sort((a, b) => shownRank(a) - shownRank(b)),
    tab: (title) => (spreadsheet.visibleTabTitles().includes(title) ? shownTab(spreadsheet, title) : null),
    summary: () => summary,
  };
}

/** The aging is what one comes for; the blank first tab of every new spreadsheet comes last. */
function shownRank(title: string): number {
  const index = ['AR Aging', 'Receivables'].indexOf(title);
  return index === -1 ? 2 : index;
}

function shownTab(spreadsheet: Workbench['spreadsheet'], title: string): ShownTab | null {
  const tab = spreadsheet.readTab(title);
  if (tab === null) return null;
  return {
    title,
    rows: tab.display.map((line, row) =>
      line.map((text, column) => ({text, isNumber: typeof tab.values[row]?.[column] === 'number'})),
    ),
  };
}
