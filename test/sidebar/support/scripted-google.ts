import type {ScriptApi} from '../../../sidebar/api.ts';
import type {Reply} from '../../../src/core/sidebar-contract.ts';

type Name = keyof ScriptApi;

/** What the script of a test says to one call: a reply, one of Google's own faults, or nothing ever. */
export type Said<N extends Name> =
  | ReturnType<ScriptApi[N]>
  | {readonly status: 'thrown'; readonly message: string}
  | {readonly status: 'silent'};

/** The script of a test. A function that is missing is one that an older script does not have. */
export type ScriptedApi = {
  [N in Name]?: (...args: Parameters<ScriptApi[N]>) => Said<N> | Promise<Said<N>>;
};

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export const done = <T>(value: T): Reply<T> => ({status: 'done', value});

/** A failure as the script answers it. */
export function refused(
  code: Extract<Reply<never>, {status: 'failed'}>['failure']['code'],
  fact: string,
  nextStep: string,
  requestId: string | null = null,
): Extract<Reply<never>, {status: 'failed'}> {
  return {status: 'failed', failure: {code, fact, nextStep, requestId}};
}

/** A promise that a test settles when it has looked at what is shown meanwhile. */
export function held<T>(): {readonly answer: Promise<T>; give(value: T): void} {
  let give: (value: T) => void = () => {};
  const answer = new Promise<T>((resolve) => {
    give = resolve;
  });
  return {answer, give};
}
