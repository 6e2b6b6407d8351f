/** The workbench's command line: reads the words, runs one command, and turns what happened into an exit code. */
import {type Command, parseCommand} from './command-line/arguments.ts';
import {computeFormula} from './command-line/formula-command.ts';
import type {Output} from './command-line/output.ts';
import {runFunction} from './command-line/run-command.ts';
import {startWorkbench} from './command-line/start-command.ts';
import {serveStripe} from './command-line/stripe-command.ts';
import {UsageError, usage} from './command-line/usage.ts';

const output: Output = {
  result: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
};

/** @returns the exit code: 0 done, 1 failed with its sentence on stderr, 2 wrong usage. */
export async function main(
  argv: readonly string[],
  {projectDir}: {readonly projectDir: string},
): Promise<number> {
  // At Google a script's local time is its manifest's zone, UTC, wherever its people are.
  process.env['TZ'] = 'UTC';
  process.stdout.on('error', endQuietly);
  try {
    return await runCommand(parseCommand(argv, process.env), projectDir);
  } catch (fault) {
    output.note(fault instanceof Error ? fault.message : String(fault));
    if (!(fault instanceof UsageError)) return 1;
    output.note(`\n${usage}`);
    return 2;
  }
}

/** Who reads the results may stop reading, as `head` does: that is no fault, and nothing is left to do. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function runCommand(command: Command, projectDir: string): Promise<number> {
  switch (command.kind) {
    case 'run':
      return runFunction(command, projectDir, output);
    case 'formula':
      return computeFormula(command, projectDir, output);
    case 'stripe':
      return serveStripe(command, output);
    case 'start':
      return startWorkbench(command, projectDir, output);
    case 'help':
      output.result(usage);
      return Promise.resolve(0);
  }
}
