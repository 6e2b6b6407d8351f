import type {ExecutionContext, Json} from './host-call.ts';

export type AuthMode = ExecutionContext['authMode'];

/**
 * What started an execution. `simple` is onOpen or onEdit (30 s), `installable` a trigger on an event of the file,
 * `clock` a time-driven trigger (no user interface); null is a person: menu, sidebar, or a call by name.
 */
export type ScriptTrigger = 'simple' | 'installable' | 'clock';

/** One line that a script wrote with console or Logger. */
export interface LogLine {
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';
  readonly message: string;
  /** On the simulated clock. */
  readonly atUnixMs: number;
}

/** What a script threw, or how the host ended it. */
export interface ScriptFailure {
  readonly name: string;
  readonly message: string;
  /** Frames of the script alone. */
  readonly stack: string;
  readonly code?: string;
  readonly nextStep?: string;
  readonly requestId?: string;
}

interface ExecutionTimes {
  readonly log: readonly LogLine[];
  /** Real time, from the start of the script. */
  readonly durationMs: number;
  /** What the simulated clock moved on meanwhile: what Google would have shown. */
  readonly simulatedMs: number;
}

export type ExecutionResult = ExecutionTimes &
  ({readonly ok: true; readonly value: Json} | {readonly ok: false; readonly error: ScriptFailure});

/** An execution as the list of executions shows it. */
export interface ExecutionRecord {
  readonly executionId: string;
  readonly functionName: string;
  /** As in the context: absent for the workbench's own person. */
  readonly user?: string;
  readonly authMode: AuthMode;
  readonly trigger: ScriptTrigger | null;
  readonly startedAtUnixMs: number;
  /** Null while it waits for a worker or runs. */
  readonly result: ExecutionResult | null;
}

/** Google's limits. https://developers.google.com/apps-script/guides/services/quotas */
export interface ExecutionLimits {
  readonly executionMs: number;
  readonly simpleTriggerMs: number;
  readonly customFunctionMs: number;
}

export const googleExecutionLimits: ExecutionLimits = {
  executionMs: 6 * 60 * 1000,
  simpleTriggerMs: 30 * 1000,
  customFunctionMs: 30 * 1000,
};

/** What an execution says that a person has ended. */
export const executionCancelled = 'The script was cancelled.';

/** Google's words for an execution that ran over its limit. */
export const executionTimeExceeded = 'Exceeded maximum execution time';
