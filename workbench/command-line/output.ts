/** Where a command writes: results to one side, what a person should know to the other. */
export interface Output {
  /** One line of the result; nothing else goes to stdout. */
  result(line: string): void;
  note(line: string): void;
}
