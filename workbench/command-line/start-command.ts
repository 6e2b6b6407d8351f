import {join} from 'node:path';
import {createRequestLog, tellActivity} from '../page/activity.ts';
import {startFrameServer} from '../page/frame-server.ts';
import {createHtmlPages} from '../page/html-pages.ts';
import {offerMenus} from '../page/menu-runs.ts';
import {assertPortFree, type PageSource, startPageServer} from '../page/page-server.ts';
import {createPages} from '../page/pages.ts';
import {createResponder} from '../page/questions.ts';
import {shareWorkbook} from '../page/shared-editing.ts';
import type {ShownTab} from '../page/tabs-page.ts';
import {openWorkbench, type Workbench, type WorkbenchOptions} from '../workbench.ts';
import type {Command} from './arguments.ts';
import type {Output} from './output.ts';
import {readPlace, workbenchOptions} from './place.ts';
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

/** Opens the workbench, refreshes once, prints what the aging says, and serves its page until it is interrupted. */
export async function startWorkbench(
  command: StartCommand,
  projectDir: string,
  output: Output,
): Promise<number> {
  const startedUnixMs = Date.now();
  const place = readPlace(command.place, output.note);
  // A taken port is to be said now, not after a refresh that nobody then sees.
  if (command.port !== 0) await assertPortFree(command.port);
  if (command.fresh) removeSavedState(projectDir);
  const saved = readSavedState(projectDir, command.place, output.note);
  const pages = createPages();
  const htmlPages = createHtmlPages(pages);
  const requests = createRequestLog();
  const options: WorkbenchOptions = {
    ...workbenchOptions(place, command.place, projectDir),
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
  const save = () =>
    writeSavedState(projectDir, command.place, {
      nowUnixMs: workbench.clock.now(),
      startUnixMs: saved?.startUnixMs ?? options.nowUnixMs,
      workbench: workbench.save(),
    });
  try {
    await workbench.run('onOpen', []);
    const summary = await refreshOnce(workbench);
    for (const line of summary) output.result(line);
    // A person who comes back finds the tab they left.
    if (saved === null) workbench.spreadsheet.shared.showTabNamed('AR Aging');
    save();

    shareWorkbook(pages, workbench.spreadsheet.shared);
    offerMenus(pages, workbench);
    htmlPages.answerCalls(workbench);
    const endActivity = tellActivity(pages, workbench, {requests, timeZone: place.timeZone});
    const saving = createSaving(save, output.note);
    workbench.spreadsheet.shared.onChange(saving.soon);
    pages.onMessage(({kind}) => {
      if (kind !== 'select') saving.soon();
    });
    const assetsDir = join(projectDir, '.build');
    const frames = await startFrameServer({
      assetsDir,
      documentOf: htmlPages.documentOf,
      functionNames: workbench.functionNames,
    });
    const server = await startPageServer({
      port: command.port,
      assetsDir,
      framePort: frames.port,
      source: pageSource(workbench, summary[0] ?? ''),
      connected: pages.join,
    });
    frames.allow(server.port);
    output.result(`Workbench: ${server.url}`);
    output.result(`Ready in ${((Date.now() - startedUnixMs) / 1000).toFixed(1)} s. Press Ctrl+C to end.`);

    await untilInterrupted();
    endActivity();
    pages.close();
    await server.close();
    await frames.close();
    saving.now();
    return 0;
  } finally {
    await workbench.close();
  }
}

/** What the refresh says, in lines for a terminal. */
async function refreshOnce(workbench: Workbench): Promise<readonly string[]> {
  const startedUnixMs = Date.now();
  const refreshed = await workbench.run('refreshReceivables', []);
  if (!refreshed.ok) return [`The refresh failed. ${refreshed.error.message}`];
  const seconds = (Date.now() - startedUnixMs) / 1000;
  return refreshSummary(refreshed.value, {requests: workbench.requestsSent(), seconds});
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
