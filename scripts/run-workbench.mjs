import {createRequire} from 'node:module';
import {ensureBuilt} from './ensure-built.mjs';
import {inProject, projectDir} from './project.mjs';

/**
 * Runs the workbench's command line in this process.
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runWorkbench(args) {
  await ensureBuilt();
  const {main} = createRequire(import.meta.url)(inProject('.build/workbench.cjs'));
  return main(args, {projectDir});
}
