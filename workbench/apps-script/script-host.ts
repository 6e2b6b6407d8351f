import {readFileSync} from 'node:fs';
import type {Clock} from './clock.ts';
import {
  type AuthMode,
  type ExecutionLimits,
  type ExecutionRecord,
  type ExecutionResult,
  googleExecutionLimits,
  type LogLine,
  type ScriptTrigger,
} from './execution.ts';
import type {ExecutionContext, HostService, Json} from './host-call.ts';
import type {ScriptFile} from './script-file.ts';
import {startScriptWorker, type TaskOutcome, type WorkerTask} from './script-worker.ts';
import {createSeeds} from './seeds.ts';
import {answerServiceCall} from './service-calls.ts';
import {createWorkerPool, type WorkerPool} from './worker-pool.ts';

export interface ScriptHostOptions {
  /** The built `worker.ts`. */
  readonly workerPath: string;
  /** The built `context/main.ts`, as text or as a file. */
  readonly services: {readonly code: string} | {readonly path: string};
  /** The script itself. */
  readonly scripts: readonly ScriptFile[];
  readonly hostServices: readonly HostService[];
  readonly clock: Clock;
  /** The manifest's time zone. */
  readonly timeZone: string;
  /** Makes Math.random and getUuid repeatable: one seed and one order of calls give one run. */
  readonly seed: number;
  readonly limits?: ExecutionLimits;
  /** Threads for executions; 2 when absent. */
  readonly workers?: number;
  /** Threads for custom functions, apart so that a script may wait for a recalculation; 2 when absent. */
  readonly customFunctionWorkers?: number;
}

export interface RunOptions {
  readonly functionName: string;
  readonly args: readonly Json[];
  readonly authMode: AuthMode;
  readonly trigger?: ScriptTrigger;
  /** E-mail of the person it runs as; absent for the workbench's own person. */
  readonly user?: string;
  /** As in the context. */
  readonly screen?: string;
  /** Ends the execution wherever it stands: a person's Cancel. */
  readonly signal?: AbortSignal;
}

/** Runs top-level functions of the script as Google would: fresh globals, Google's services, limits and permissions. */
export interface ScriptHost {
  /** Never rejects for what the script does; a failure is a result. */
  run(options: RunOptions): Promise<ExecutionResult>;
  /**
   * Calls a custom function. Dates cross both ways as `{"$date": unixMs}`.
   * @throws Error with the function's message.
   */
  callCustomFunction(functionName: string, args: readonly Json[]): Promise<Json>;
  /** The latest executions, oldest first, at most `executionsKeptMax`; custom functions are not among them. */
  readonly executions: readonly ExecutionRecord[];
  close(): Promise<void>;
}

export const executionsKeptMax = 200;

/** More lines than this are cut, with one line that says so. */
export const logLinesMax = 10_000;

/** A host for one script. Close it: its threads live until then. */
export function createScriptHost(options: ScriptHostOptions): ScriptHost {
  const limits = options.limits ?? googleExecutionLimits;
  const pools = createPools(options);
  const nextSeed = createSeeds(options.seed);
  const executions: ExecutionRecord[] = [];
  let executionCount = 0;

  const execute = async (pool: WorkerPool, run: RunOptions, limitMs: number, keep: boolean) => {
    executionCount += 1;
    const context: ExecutionContext = {
      executionId: `execution-${executionCount}`,
      functionName: run.functionName,
      authMode: run.authMode,
      ...(run.user === undefined ? {} : {user: run.user}),
      ...(run.screen === undefined ? {} : {screen: run.screen}),
    };
    const record = openRecord(context, run.trigger ?? null, options.clock.now());
    if (keep) keepRecord(executions, record);

    const times = createTimes(options.clock);
    const environment = {
      authMode: run.authMode,
      trigger: run.trigger ?? null,
      seed: nextSeed(),
      timeZone: options.timeZone,
    };
    const task: WorkerTask = {
      request: {
        functionName: run.functionName,
        argsText: JSON.stringify(run.args),
        environmentText: JSON.stringify(environment),
      },
      realLimitMs: limitMs,
      signal: run.signal ?? null,
      isOverTime: () => times.simulatedMs() > limitMs,
      answer: (call) => answerServiceCall(options.hostServices, call, context),
      log: times.log,
      started: times.start,
    };

    try {
      const outcome = await pool.run(task);
      const result = toResult(outcome, times);
      replaceRecord(executions, {...record, result});
      return result;
    } finally {
      for (const service of options.hostServices) service.executionEnded?.(context.executionId);
    }
  };

  return {
    run(run) {
      const limitMs = run.trigger === 'simple' ? limits.simpleTriggerMs : limits.executionMs;
      return execute(pools.scripts, run, limitMs, true);
    },
    async callCustomFunction(functionName, args) {
      const run: RunOptions = {functionName, args, authMode: 'CUSTOM_FUNCTION'};
      const result = await execute(pools.customFunctions, run, limits.customFunctionMs, false);
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
    executions,
    async close() {
      await Promise.all([pools.scripts.close(), pools.customFunctions.close()]);
    },
  };
}

function createPools(options: ScriptHostOptions): {scripts: WorkerPool; customFunctions: WorkerPool} {
  const setup = {
    servicesCode:
      'code' in options.services ? options.services.code : readFileSync(options.services.path, 'utf8'),
    scripts: options.scripts,
    clock: options.clock.shared,
  };
  const start = () => startScriptWorker({workerPath: options.workerPath, setup});
  return {
    scripts: createWorkerPool(options.workers ?? 2, start),
    customFunctions: createWorkerPool(options.customFunctionWorkers ?? 2, start),
  };
}

interface Times {
  start(): void;
  log(line: LogLine): void;
  lines(): readonly LogLine[];
  realMs(): number;
  simulatedMs(): number;
}

/** The two clocks and the log of one execution, which begin when a worker takes it. */
function createTimes(clock: Clock): Times {
  const lines: LogLine[] = [];
  let startedRealMs = performance.now();
  let startedUnixMs = clock.now();
  return {
    start() {
      startedRealMs = performance.now();
      startedUnixMs = clock.now();
    },
    log(line) {
      if (lines.length < logLinesMax) lines.push(line);
      else if (lines.length === logLinesMax) {
        lines.push({...line, level: 'WARNING', message: `The log was cut after ${logLinesMax} lines.`});
      }
    },
    lines: () => lines,
    realMs: () => performance.now() - startedRealMs,
    simulatedMs: () => clock.now() - startedUnixMs,
  };
}

function toResult(outcome: TaskOutcome, times: Times): ExecutionResult {
  const spent = {log: times.lines(), durationMs: times.realMs(), simulatedMs: times.simulatedMs()};
  return outcome.ok
    ? {ok: true, value: JSON.parse(outcome.valueText), ...spent}
    : {ok: false, error: outcome.failure, ...spent};
}

function openRecord(
  context: ExecutionContext,
  trigger: ScriptTrigger | null,
  startedAtUnixMs: number,
): ExecutionRecord {
  return {...context, trigger, startedAtUnixMs, result: null};
}

function keepRecord(executions: ExecutionRecord[], record: ExecutionRecord): void {
  executions.push(record);
  if (executions.length > executionsKeptMax) executions.shift();
}

function replaceRecord(executions: ExecutionRecord[], record: ExecutionRecord): void {
  const at = executions.findIndex((kept) => kept.executionId === record.executionId);
  if (at >= 0) executions[at] = record;
}
