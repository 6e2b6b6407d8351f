import type {MenuEntry} from '../apps-script/services/ui.ts';
import type {Workbench} from '../workbench.ts';
import {tellFault} from './activity.ts';
import type {ScriptState} from './client/messages.ts';
import type {Page, Pages} from './pages.ts';

/**
 * Shows the menus that the add-on has built, and runs what a person chooses there.
 *
 * @returns the function that shows them anew on every page.
 */
export function offerMenus(pages: Pages, {screen, run}: Pick<Workbench, 'screen' | 'run'>): () => void {
  const show = (page: Pick<Page, 'send'>): void => page.send({kind: 'menus', menus: screen.menus()});
  const running = new Map<string, Set<AbortController>>();
  const cancel = ({name}: Page): void => {
    for (const one of running.get(name) ?? []) one.abort();
  };
  const runFor = async (page: Page, functionName: string): Promise<void> => {
    const tell = (script: ScriptState) => page.send({kind: 'script', script});
    // Only what a menu offers: a page must not reach every function of the script.
    if (!functionsOf(screen.menus().flatMap(({entries}) => entries)).includes(functionName)) {
      return tell({
        state: 'failed',
        functionName,
        sentence: `Script function not found: ${functionName}. Reload the page to see the menus as they are.`,
      });
    }
    tell({state: 'running', functionName});
    const cancelled = new AbortController();
    const ofPage = running.get(page.name) ?? new Set();
    running.set(page.name, ofPage.add(cancelled));
    const result = await run(functionName, [], {screen: page.name, signal: cancelled.signal});
    ofPage.delete(cancelled);
    if (cancelled.signal.aborted) return tell({state: 'cancelled', functionName});
    tell(
      result.ok
        ? {state: 'completed', functionName}
        : {state: 'failed', functionName, sentence: `${result.error.name}: ${result.error.message}`},
    );
    show(page);
  };
  pages.onJoin(show);
  pages.onLeave(({name}) => running.delete(name));
  pages.onMessage((message, page) => {
    if (message.kind === 'cancel') cancel(page);
    if (message.kind !== 'run') return;
    // A script's own fault is a result; this is the workbench that closes while the script waits.
    runFor(page, message.functionName).catch((fault: unknown) => tellFault(page, 'run the script', fault));
  });
  return () => show(pages);
}

function functionsOf(entries: readonly MenuEntry[]): readonly string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'item') return [entry.functionName];
    return entry.kind === 'menu' ? functionsOf(entry.entries) : [];
  });
}
