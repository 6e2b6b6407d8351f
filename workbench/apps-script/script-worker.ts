import {MessageChannel, Worker} from 'node:worker_threads';
import {executionCancelled, executionTimeExceeded, type LogLine, type ScriptFailure} from './execution.ts';
import type {RunRequest, ServiceAnswer, ServiceCall, WorkerReport, WorkerSetup} from './worker-messages.ts';

/** One thread of the host. It runs one task at a time. */
export interface ScriptWorker {
  execute(task: WorkerTask): Promise<TaskOutcome>;
  /** False once its thread has ended: it then runs nothing any more. */
  isAlive(): boolean;
  close(): Promise<void>;
}

export interface WorkerTask {
  readonly request: RunRequest;
  /** Real milliseconds after which the thread is ended. */
  readonly realLimitMs: number;
  /** Asked after every service call: has the simulated clock run over this execution's limit? */
  readonly isOverTime: () => boolean;
  readonly answer: (call: ServiceCall) => Promise<ServiceAnswer>;
  readonly log: (line: LogLine) => void;
  /** Ends the task wherever it stands. */
  readonly signal: AbortSignal | null;
  /** Told when a thread takes the task, after any wait for one. */
  readonly started: () => void;
}

export type TaskOutcome =
  | {readonly ok: true; readonly valueText: string}
  | {readonly ok: false; readonly failure: ScriptFailure};

export interface ScriptWorkerOptions {
  readonly workerPath: string;
  readonly setup: Omit<WorkerSetup, 'signal' | 'port'>;
}

interface RunningTask {
  readonly task: WorkerTask;
  readonly end: (outcome: TaskOutcome) => void;
}

/** Starts a thread. While idle it does not keep the process alive. */
export function startScriptWorker(options: ScriptWorkerOptions): ScriptWorker {
  const signal = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const {port1: calls, port2: port} = new MessageChannel();
  const setup: WorkerSetup = {...options.setup, signal, port};
  const worker = new Worker(options.workerPath, {workerData: setup, transferList: [port]});
  let running: RunningTask | null = null;
  let isAlive = true;

  const end = (outcome: TaskOutcome): void => {
    const ended = running;
    running = null;
    worker.unref();
    calls.unref();
    ended?.end(outcome);
  };
  const stop = async (outcome: TaskOutcome): Promise<void> => {
    isAlive = false;
    calls.close();
    await worker.terminate();
    end(outcome);
  };
  const answer = async (call: ServiceCall): Promise<void> => {
    const asked = running;
    const given = asked === null ? tooLate : await asked.task.answer(call);
    if (running !== asked || !isAlive) return;
    // Google ends a script that is over its time wherever it stands, and no catch of the script sees it.
    if (asked?.task.isOverTime()) return stop(overTime());
    calls.postMessage(given);
    Atomics.store(new Int32Array(signal), 0, 1);
    Atomics.notify(new Int32Array(signal), 0);
  };

  calls.on('message', (call: ServiceCall) => void answer(call));
  worker.on('message', (report: WorkerReport) => {
    if (report.kind === 'log') running?.task.log(report.line);
    else if (report.kind === 'succeeded') end({ok: true, valueText: report.valueText});
    else end({ok: false, failure: report.failure});
  });
  worker.on('error', (error) => void stop(failed(`The script's thread broke down: ${error.message}`)));
  worker.on('exit', () => {
    if (isAlive) void stop(failed("The script's thread ended before the script did."));
  });
  worker.unref();
  calls.unref();

  return {
    execute(task) {
      task.started();
      if (task.signal?.aborted) return Promise.resolve(failed(executionCancelled));
      worker.ref();
      calls.ref();
      return new Promise((resolve) => {
        const timer = setTimeout(() => void stop(overTime()), task.realLimitMs);
        const cancel = (): void => void stop(failed(executionCancelled));
        task.signal?.addEventListener('abort', cancel);
        running = {
          task,
          end(outcome) {
            clearTimeout(timer);
            task.signal?.removeEventListener('abort', cancel);
            resolve(outcome);
          },
        };
        worker.postMessage(task.request);
      });
    },
    isAlive: () => isAlive,
    close: () => stop(failed('The workbench was closed while the script ran.')),
  };
}

/** For what V8 runs after a script is over, such as a finaliser: silence would leave its thread waiting for ever. */
const tooLate: ServiceAnswer = {ok: false, text: 'Cannot call a service: the execution is over.'};

function overTime(): TaskOutcome {
  return failed(executionTimeExceeded);
}

function failed(message: string): TaskOutcome {
  return {ok: false, failure: {name: 'Exception', message, stack: `Exception: ${message}`}};
}
