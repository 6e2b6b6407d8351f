import {randomBytes} from 'node:crypto';
import type {Page as ScriptPage} from '../apps-script/services/ui.ts';
import type {Workbench} from '../workbench.ts';
import {tellFault} from './activity.ts';
import type {CallOutcome} from './client/frame-messages.ts';
import type {FromPage} from './client/messages.ts';
import type {Page, Pages} from './pages.ts';

type Call = Extract<FromPage, {readonly kind: 'call'}>;

interface Opened {
  readonly html: string;
  readonly screen: string;
  running: number;
  readonly waiting: Call[];
}

/** Sidebars and dialogs on the pages whose people opened them. */
export interface HtmlPages {
  /** Shows what a script has opened. Without a person before a screen nobody sees it, as at Google. */
  open(page: ScriptPage, screen: string | null): void;
  /** Null for a key that was never given, or whose page is gone. */
  documentOf(key: string): string | null;
  /** Runs what google.script.run calls in them. */
  answerCalls(workbench: Pick<Workbench, 'run' | 'functionNames'>): void;
}

/** Google lets so many calls of one page run at a time; further ones wait. https://developers.google.com/apps-script/guides/html/communication */
export const callsAtATimeMax = 10;
/** Beyond this a page does not wait for its calls but floods the workbench. */
const callsWaitingMax = 1_000;

export function createHtmlPages(pages: Pages): HtmlPages {
  const opened = new Map<string, Opened>();
  pages.onLeave((page) => {
    for (const [key, {screen}] of opened) if (screen === page.name) opened.delete(key);
  });
  return {
    open: ({html, ...shown}, screen) => {
      const page = pages.named(screen);
      if (page === null) return;
      const key = randomBytes(24).toString('base64url');
      opened.set(key, {html, screen: page.name, running: 0, waiting: []});
      page.send({kind: 'html', html: {key, ...shown}});
    },
    documentOf: (key) => opened.get(key)?.html ?? null,
    answerCalls: (workbench) => {
      const next = (frame: Opened, page: Page): void => {
        while (frame.running < callsAtATimeMax) {
          const call = frame.waiting.shift();
          if (call === undefined) return;
          frame.running += 1;
          answer(call, page, workbench)
            .catch((fault: unknown) => tellFault(page, 'answer the sidebar', fault))
            .finally(() => {
              frame.running -= 1;
              next(frame, page);
            });
        }
      };
      pages.onMessage((message, page) => {
        if (message.kind !== 'call') return;
        const frame = opened.get(message.key);
        if (frame?.screen !== page.name || frame.waiting.length >= callsWaitingMax) return;
        frame.waiting.push(message);
        next(frame, page);
      });
    },
  };
}

async function answer(
  {key, call, functionName, argsText}: Call,
  page: Page,
  {run, functionNames}: Pick<Workbench, 'run' | 'functionNames'>,
): Promise<void> {
  const tell = (outcome: CallOutcome): void => page.send({kind: 'call-ended', key, call, outcome});
  if (!functionNames.includes(functionName)) {
    return tell({ok: false, message: `Script function not found: ${functionName}`});
  }
  const args: unknown = JSON.parse(argsText);
  if (!Array.isArray(args)) throw new Error('Its arguments are no list.');
  const result = await run(functionName, args, {screen: page.name});
  if (result.ok) tell({ok: true, valueText: JSON.stringify(result.value)});
  else tell({ok: false, message: result.error.message});
}
