import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The checkout these scripts belong to, wherever they are called from. */
export const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * A path inside the checkout.
 * @param {...string} parts
 */
export const inProject = (...parts) => join(projectDir, ...parts);

/**
 * A line for the person at the terminal. It goes to stderr, because the standard output of a command belongs to
 * what the command prints.
 * @param {string} line
 */
export const say = (line) => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs a command of ours and ends the process with what it answers: 0 or nothing for success.
 * @param {() => number | undefined | Promise<number | undefined>} command
 */
export async function runCommand(command) {
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    say(error instanceof CommandError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}

/** A fault whose message is all that its reader needs: no stack is printed with it. */
export class CommandError extends Error {}
