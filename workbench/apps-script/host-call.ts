/**
 * The one seam between a script's context and the workbench: a blocking call by service and method whose arguments and
 * answer are JSON, because a value made on one side fails `instanceof` on the other.
 */

export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};

/** Where a call comes from: the host decides by it what is allowed, counted and logged. */
export interface ExecutionContext {
  readonly executionId: string;
  readonly functionName: string;
  /** E-mail of the person it runs as; absent for the workbench's own person. */
  readonly user?: string;
  /** Google's authorisation mode of this execution. */
  readonly authMode: 'NONE' | 'LIMITED' | 'FULL' | 'CUSTOM_FUNCTION';
  /** Names the open page of the workbench whose person started it; absent where nobody in particular did. */
  readonly screen?: string;
}

/** One Google service on the host side. A rejected promise reaches the script as a thrown Error with that message. */
export interface HostService {
  readonly name: string;
  call(method: string, args: readonly Json[], context: ExecutionContext): Json | Promise<Json>;
  /** Told when an execution is over, however it ended: for what Google frees then (locks). */
  executionEnded?(executionId: string): void;
}
