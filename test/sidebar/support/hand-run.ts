import type {ScriptRun} from '../../../sidebar/script-run.ts';

/** A call that waits for the test to answer it. */
export interface OpenCall {
  readonly name: string;
  readonly args: readonly unknown[];
  succeed(reply: unknown): void;
  fail(fault: unknown): void;
}

/** Google's bridge with the functions named, each call of which is answered by hand. */
export function handRun(names: readonly string[]): {readonly run: ScriptRun; readonly calls: OpenCall[]} {
  const calls: OpenCall[] = [];
  const runner = (succeed: (reply: unknown) => void, fail: (fault: unknown) => void): ScriptRun => ({
    withSuccessHandler: (handler) => runner(handler, fail),
    withFailureHandler: (handler) => runner(succeed, handler),
    ...Object.fromEntries(
      names.map((name) => [
        name,
        (...args: readonly unknown[]) => {
          calls.push({name, args, succeed, fail});
        },
      ]),
    ),
  });
  return {
    run: runner(
      () => {},
      () => {},
    ),
    calls,
  };
}
