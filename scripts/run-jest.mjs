import {spawnSync} from 'node:child_process';
import {inProject, projectDir} from './project.mjs';

/**
 * Runs Jest on the tests as they stand. Its ES module support is behind a flag of Node that also prints a warning.
 * @param {readonly string[]} args
 * @param {{capture: boolean}} options `capture` keeps the output back for a caller that shows it on failure only
 * @returns {{exitCode: number, output: string}}
 */
export function runJest(args, {capture}) {
  const nodeOptions = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
  const result = spawnSync(process.execPath, [inProject('node_modules', 'jest', 'bin', 'jest.js'), ...args], {
    cwd: projectDir,
    env: {...process.env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${nodeOptions}`.trim()},
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return {exitCode: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}`};
}
