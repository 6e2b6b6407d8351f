/// <reference types="google-apps-script" />
import {join} from 'node:path';
import {MessageChannel, Worker} from 'node:worker_threads';
import {buildSync} from 'esbuild';
import type {ExecutionContext, HostService, Json} from '../../../../workbench/apps-script/host-call.ts';

export type SpreadsheetApp = GoogleAppsScript.Spreadsheet.SpreadsheetApp;

/** Runs scripts on a thread of their own, in a bare context, each call blocking until the service has answered. */
export interface ScriptThread {
  /** Runs the text of `script` there and answers what it returns as JSON; it sees nothing outside itself but `args`. */
  run<A extends Json, R>(
    script: (app: SpreadsheetApp, args: A) => R,
    args?: A,
    authMode?: ExecutionContext['authMode'],
  ): Promise<R>;
  /** Calls that the last script made. */
  callCount(): number;
  close(): Promise<void>;
}

const contextDir = join(import.meta.dirname, '../../../../workbench/apps-script/context/spreadsheet');

const bundle = buildSync({
  entryPoints: [join(contextDir, 'spreadsheet-app.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'workbenchSpreadsheet',
  target: 'es2020',
  logLevel: 'silent',
}).outputFiles[0]?.text;

const workerCode = `
const {parentPort, workerData, receiveMessageOnPort} = require('node:worker_threads');
const vm = require('node:vm');
const signal = new Int32Array(workerData.shared);
parentPort.on('message', ({script, args, authMode}) => {
  const context = vm.createContext({});
  vm.runInContext(workerData.bundle, context);
  context.call = (service, method, args) => {
    Atomics.store(signal, 0, 0);
    workerData.port.postMessage({service, method, args, authMode});
    Atomics.wait(signal, 0, 0);
    return JSON.stringify(receiveMessageOnPort(workerData.port).message);
  };
  context.script = script;
  context.args = JSON.stringify(args);
  context.authMode = authMode;
  try {
    parentPort.postMessage({text: vm.runInContext(\`
      const hostCall = (service, method, args) => {
        const answer = JSON.parse(call(service, method, JSON.stringify(args)));
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value;
      };
      const app = workbenchSpreadsheet.createSpreadsheetApp(hostCall, {authMode, getUi: () => 'ui'});
      JSON.stringify((0, eval)('(' + script + ')')(app, JSON.parse(args))) ?? 'null';
    \`, context)});
  } catch (error) {
    parentPort.postMessage({error: error.message});
  }
});
`;

export function openScriptThread(service: HostService): ScriptThread {
  const shared = new SharedArrayBuffer(4);
  const signal = new Int32Array(shared);
  const {port1, port2} = new MessageChannel();
  const worker = new Worker(workerCode, {
    eval: true,
    workerData: {shared, bundle, port: port2},
    transferList: [port2],
  });
  let calls = 0;
  port1.on('message', async ({method, args, authMode}) => {
    calls += 1;
    const context = {executionId: 'test', functionName: 'script', authMode};
    try {
      port1.postMessage({value: await service.call(method, JSON.parse(args), context)});
    } catch (error) {
      port1.postMessage({error: error instanceof Error ? error.message : String(error)});
    }
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  });
  return {
    run: (script, args, authMode = 'FULL') =>
      new Promise((resolve, reject) => {
        calls = 0;
        worker.once('message', (reply) =>
          reply.error === undefined ? resolve(JSON.parse(reply.text)) : reject(new Error(reply.error)),
        );
        worker.postMessage({script: script.toString(), args: args ?? null, authMode});
      }),
    callCount: () => calls,
    close: async () => {
      port1.close();
      await worker.terminate();
    },
  };
}
