import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {build} from 'esbuild';
import {CommandError, inProject, projectDir} from './project.mjs';

/**
 * Runs one of test/simulation/run in a process of its own; its exit code says whether all was as it must be.
 * @param {readonly string[]} args its name, then what it takes
 * @returns {Promise<number>} the exit code
 */
export async function runSimulation([name = '', ...args]) {
  const all = readdirSync(inProject('test', 'simulation', 'run')).map((file) => file.replace(/\.ts$/, ''));
  if (!all.includes(name)) {
    throw new CommandError(
      `Cannot run the simulation "${name}": there is ${all.join(', ')}. Write npm run simulate -- ${all[0]}.`,
    );
  }
  const outfile = inProject('.build', `simulate-${name}.cjs`);
  await build({
    absWorkingDir: projectDir,
    entryPoints: [`test/simulation/run/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return spawnSync(process.execPath, [outfile, ...args], {cwd: projectDir, stdio: 'inherit'}).status ?? 1;
}
