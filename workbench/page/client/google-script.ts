/**
 * `google.script` inside a sidebar or a dialog: runs in the frame before the page's own scripts, and talks with the page
 * around it. https://developers.google.com/apps-script/guides/html/reference/run
 */
import {callArguments} from './call-arguments.ts';
import type {CallOutcome, FromFrame, ToFrame} from './frame-messages.ts';

type Handler = (value: unknown, userObject?: unknown) => void;

interface Handlers {
  readonly success: Handler | null;
  readonly failure: Handler | null;
  readonly userObject: readonly unknown[];
}

/** The functions of the script by name, and how to be told what came of a call. */
type Runner = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const own = document.currentScript;
const {functions = '', hostPort = ''} = own instanceof HTMLScriptElement ? own.dataset : {};
own?.remove();
const hostOrigin = `${location.protocol}//${location.hostname}:${hostPort}`;
const functionNames = functions.split(' ').filter((name) => name !== '');

const waiting = new Map<number, Handlers>();
let lastCall = 0;

const tell = (message: FromFrame): void => parent.postMessage(message, hostOrigin);

window.addEventListener('message', ({source, origin, data}) => {
  if (source !== parent || origin !== hostOrigin) return;
  const {call, outcome}: ToFrame = data;
  const handlers = waiting.get(call);
  waiting.delete(call);
  if (handlers !== undefined) settle(handlers, outcome);
});

function settle({success, failure, userObject}: Handlers, outcome: CallOutcome): void {
  if (outcome.ok) success?.(JSON.parse(outcome.valueText), ...userObject);
  else if (failure === null) reportError(new Error(outcome.message));
  else failure(new Error(outcome.message), ...userObject);
}

function createRunner(handlers: Handlers): Runner {
  const call = (functionName: string, args: readonly unknown[]): void => {
    const argsText = callArguments(args);
    lastCall += 1;
    waiting.set(lastCall, handlers);
    tell({kind: 'call', call: lastCall, functionName, argsText});
  };
  return Object.freeze({
    ...Object.fromEntries(
      functionNames.map((name) => [name, (...args: readonly unknown[]) => call(name, args)]),
    ),
    withSuccessHandler: (success: unknown) =>
      createRunner({...handlers, success: handlerOf('withSuccessHandler', success)}),
    withFailureHandler: (failure: unknown) =>
      createRunner({...handlers, failure: handlerOf('withFailureHandler', failure)}),
    withUserObject: (userObject: unknown) => createRunner({...handlers, userObject: [userObject]}),
  });
}

function handlerOf(method: string, handler: unknown): Handler | null {
  if (handler === null || handler === undefined) return null;
  if (typeof handler === 'function') return (...args) => Reflect.apply(handler, undefined, args);
  throw new TypeError(`google.script.run.${method} takes a function.`);
}

const host = {
  origin: hostOrigin,
  close: (): void => tell({kind: 'close'}),
  editor: {focus: (): void => tell({kind: 'focus-editor'})},
  setHeight: (heightPx: number): void => tell({kind: 'size', widthPx: null, heightPx}),
  setWidth: (widthPx: number): void => tell({kind: 'size', widthPx, heightPx: null}),
};

Object.defineProperty(window, 'google', {
  value: {script: {run: createRunner({success: null, failure: null, userObject: []}), host}},
  configurable: true,
});
