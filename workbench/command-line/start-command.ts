import {type PageSource, startPageServer} from '../page/page-server.ts';
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
import {untilInterrupted} from './until-interrupted.ts';

type StartCommand = Extract<Command, {readonly kind: 'start'}>;

/** Opens the workbench, refreshes once, prints what the aging says, and serves its tabs until it is interrupted. */
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
  const options = workbenchOptions(place, command.place, projectDir);
  const workbench = saved === null ? openWorkbench(options) : goOn(options, saved);
  try {
    await workbench.run('onOpen', []);
    const refreshStartedUnixMs = Date.now();
    const refreshed = await workbench.run('refreshReceivables', []);
    const seconds = (Date.now() - refreshStartedUnixMs) / 1000;
    const summary = refreshed.ok
      ? refreshSummary(refreshed.value, {requests: workbench.requestsSent(), seconds})
      : [`The refresh failed. ${refreshed.error.message}`];
    for (const line of summary) output.result(line);
    writeSavedState(projectDir, command.place, {
      nowUnixMs: workbench.clock.now(),
      startUnixMs: saved?.startUnixMs ?? options.nowUnixMs,
      workbench: workbench.save(),
    });

    const server = await startPageServer(pageSource(workbench, summary[0] ?? ''), command.port);
    output.result(`Workbench: ${server.url}`);
    output.result(`Ready in ${((Date.now() - startedUnixMs) / 1000).toFixed(1)} s. Press Ctrl+C to end.`);
    await untilInterrupted();
    await server.close();
    return 0;
  } finally {
    await workbench.close();
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

/** @throws Error that says which port is taken */
async function assertPortFree(port: number): Promise<void> {
  const nothing: PageSource = {titles: () => [], tab: () => null, summary: () => ''};
  const server = await startPageServer(nothing, port);
  await server.close();
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
