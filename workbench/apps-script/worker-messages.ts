import type {MessagePort} from 'node:worker_threads';
import type {LogLine, ScriptFailure} from './execution.ts';
import type {ScriptFile} from './script-file.ts';

/** What a worker is born with. */
export interface WorkerSetup {
  readonly servicesCode: string;
  readonly scripts: readonly ScriptFile[];
  /** A clock's `shared`. */
  readonly clock: SharedArrayBuffer;
  /** One 32-bit integer: 0 while the worker waits for an answer, 1 when it has arrived on `port`. */
  readonly signal: SharedArrayBuffer;
  /** Carries service calls and their answers. */
  readonly port: MessagePort;
}

export interface RunRequest {
  readonly functionName: string;
  readonly argsText: string;
  readonly environmentText: string;
}

export interface ServiceCall {
  readonly service: string;
  readonly method: string;
  readonly argsText: string;
}

/** `text` is JSON when `ok`, else a message. */
export interface ServiceAnswer {
  readonly ok: boolean;
  readonly text: string;
}

export type WorkerReport =
  | {readonly kind: 'log'; readonly line: LogLine}
  | {readonly kind: 'succeeded'; readonly valueText: string}
  | {readonly kind: 'failed'; readonly failure: ScriptFailure};
