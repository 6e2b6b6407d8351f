/**
 * What the worker thread and the code inside a script's context hand each other. Only strings, numbers and functions
 * cross, because an object made on one side fails `instanceof` on the other.
 */
export interface Bridge {
  /** Blocks until the host answers. `text` is the answer as JSON, or the message of its refusal. */
  callHost(service: string, method: string, argsText: string): {readonly ok: boolean; readonly text: string};
  /** The simulated clock. */
  nowUnixMs(): number;
  /** Hands over one line of log without waiting. */
  log(level: string, message: string): void;
  /** The environment of this execution as JSON. */
  readonly environmentText: string;
  /** Called once with the function's value as JSON. */
  succeeded(valueText: string): void;
  /** Called once with what the function threw. */
  failed(error: unknown): void;
  /** Set by the context: starts a top-level function with arguments given as JSON. */
  start: ((functionName: string, argsText: string) => void) | null;
}

/** The global under which the worker leaves the bridge until the services have taken it away. */
export const bridgeGlobal = '__workbenchBridge';

/** What the services inside the context know of their execution. */
export interface ScriptEnvironment {
  readonly authMode: 'NONE' | 'LIMITED' | 'FULL' | 'CUSTOM_FUNCTION';
  readonly trigger: 'simple' | 'installable' | 'clock' | null;
  /** Seeds Math.random and getUuid; another number in each execution. */
  readonly seed: number;
  /** The manifest's time zone. */
  readonly timeZone: string;
}
