/** One file of a script. All of them share one global scope, and every execution evaluates each. */
export interface ScriptFile {
  /** What stack traces call it. */
  readonly name: string;
  readonly code: string;
}
