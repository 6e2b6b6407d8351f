import {googleFailure, noAnswer, olderScript, outsideGoogle, type ShownFailure} from './google-failure.ts';
import {callScript, type ScriptRun} from './script-run.ts';

/** What every call comes to. It is never left open. */
export type Outcome<Reply> =
  | {readonly kind: 'answered'; readonly reply: Reply}
  | {readonly kind: 'failed'; readonly failure: ShownFailure};

/** The page's own clock, so that tests can turn it. */
export interface Timer {
  /** @returns what takes the call back */
  after(ms: number, act: () => void): () => void;
}

export interface Server {
  /** Asks the script, or waits until one of the calls before it is answered. */
  call(name: string, args: readonly unknown[], timeoutMs: number): Promise<Outcome<unknown>>;
}

/** Google refuses more. https://developers.google.com/apps-script/guides/html/communication */
export const callsAtOnceMax = 10;

/**
 * Turns google.script.run, which answers to two handlers or to none, into calls that always settle: with the reply, with
 * Google's fault in words, or after `timeoutMs` with the fact that nobody answered. What comes after that is dropped.
 */
export function createServer(run: ScriptRun | null, timer: Timer): Server {
  const waiting: (() => void)[] = [];
  let atWork = 0;

  const startNext = (): void => {
    if (atWork >= callsAtOnceMax) return;
    const start = waiting.shift();
    if (start === undefined) return;
    atWork += 1;
    start();
  };

  return {
    call: (name, args, timeoutMs) =>
      new Promise((resolve) => {
        waiting.push(() => {
          let isSettled = false;
          const settle = (outcome: Outcome<unknown>): void => {
            if (isSettled) return;
            isSettled = true;
            cancelTimeout();
            atWork -= 1;
            resolve(outcome);
            startNext();
          };
          const cancelTimeout = timer.after(timeoutMs, () => settle(failed(noAnswer)));
          ask(run, {name, args}, settle);
        });
        startNext();
      }),
  };
}

function ask(
  run: ScriptRun | null,
  {name, args}: {readonly name: string; readonly args: readonly unknown[]},
  settle: (outcome: Outcome<unknown>) => void,
): void {
  try {
    if (run === null) {
      settle(failed(outsideGoogle));
      return;
    }
    const answering = run
      .withSuccessHandler((reply) => settle({kind: 'answered', reply}))
      .withFailureHandler((fault) => settle(failed(googleFailure(fault))));
    if (!callScript(answering, name, args)) settle(failed(olderScript));
  } catch (fault) {
    settle(failed(googleFailure(fault)));
  }
}

const failed = (failure: ShownFailure): Outcome<never> => ({kind: 'failed', failure});
