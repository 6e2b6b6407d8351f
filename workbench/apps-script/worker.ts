import {type Context, createContext, Script} from 'node:vm';
import {parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads';
import {readSharedClock} from './clock.ts';
import {type Bridge, bridgeGlobal} from './context/bridge.ts';
import type {LogLine} from './execution.ts';
import {describeFailure} from './script-failure.ts';
import type {RunRequest, ServiceAnswer, ServiceCall, WorkerReport, WorkerSetup} from './worker-messages.ts';

// The thread that a script runs in: one execution at a time, each in a new context.

const setup = workerData as WorkerSetup; // The host alone starts this file, with exactly this.
const signal = new Int32Array(setup.signal);
const scriptNames = setup.scripts.map(({name}) => name);
const compiled = new Map<string, Script>();

parentPort?.on('message', (request: RunRequest) => runExecution(request));
process.on('unhandledRejection', (reason) => {
  report({
    kind: 'log',
    line: logLine('ERROR', `Unhandled rejection: ${describeFailure(reason, []).message}`),
  });
});

function runExecution(request: RunRequest): void {
  let settled: WorkerReport | null = null;
  const settle = (outcome: WorkerReport): void => {
    settled ??= outcome;
  };
  const bridge = createBridge(request.environmentText, settle);

  try {
    // No prototype: the context's global would else inherit from this thread's Object.prototype.
    const context = createContext(Object.create(null));
    context[bridgeGlobal] = bridge;
    run(context, setup.servicesCode, 'google-services.js');
    const before = new Set(Object.getOwnPropertyNames(context));
    for (const {code, name} of setup.scripts) run(context, code, name);
    assertIsCallable(context, before, request.functionName);
    bridge.start?.(request.functionName, request.argsText);
  } catch (error) {
    bridge.failed(error);
  }
  // All promises run to their end before the next turn of this thread, and may call services until then. A value that
  // is still open after that waits for nothing.
  setImmediate(() => {
    bridge.failed(new Error(neverSettles(request.functionName)));
    if (settled !== null) report(settled);
  });
}

/** Google calls a function by name only when the script declares it at the top level and its name does not end in "_". */
function assertIsCallable(context: Context, before: ReadonlySet<string>, functionName: string): void {
  const isDeclared =
    Object.hasOwn(context, functionName) &&
    !before.has(functionName) &&
    typeof context[functionName] === 'function';
  if (!isDeclared || functionName.endsWith('_'))
    throw new Error(`Script function not found: ${functionName}`);
}

function createBridge(environmentText: string, settle: (outcome: WorkerReport) => void): Bridge {
  return {
    callHost,
    nowUnixMs: () => readSharedClock(setup.clock),
    log: (level, message) => report({kind: 'log', line: logLine(level as LogLine['level'], message)}),
    environmentText,
    succeeded: (valueText) => settle({kind: 'succeeded', valueText}),
    failed: (error) => settle({kind: 'failed', failure: describeFailure(error, scriptNames)}),
    start: null,
  };
}

function callHost(service: string, method: string, argsText: string): ServiceAnswer {
  Atomics.store(signal, 0, 0);
  const call: ServiceCall = {service, method, argsText};
  setup.port.postMessage(call);
  // The notification of the answer before may come late and wake this wait.
  while (Atomics.load(signal, 0) === 0) Atomics.wait(signal, 0, 0);
  const received = receiveMessageOnPort(setup.port);
  if (received === undefined) throw new Error(`The workbench gave no answer to ${service}.${method}.`);
  return received.message;
}

function run(context: Context, code: string, filename: string): void {
  let script = compiled.get(filename);
  if (script === undefined) {
    script = new Script(code, {filename});
    compiled.set(filename, script);
  }
  script.runInContext(context);
}

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}

function logLine(level: LogLine['level'], message: string): LogLine {
  return {level, message, atUnixMs: readSharedClock(setup.clock)};
}

function neverSettles(functionName: string): string {
  return `${functionName} returned a promise that never settles: Apps Script has no timers and no callbacks to settle it. Return the value itself.`;
}
