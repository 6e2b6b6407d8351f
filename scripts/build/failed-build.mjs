import {CommandError} from '../project.mjs';

/**
 * esbuild names file, line and cause of what it cannot bundle.
 * @param {unknown} error
 * @returns {never}
 */
export function refuseFailedBuild(error) {
  throw new CommandError(String(error instanceof Error ? error.message : error));
}
