import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {build} from 'esbuild';
import {univerStaysApart} from './build/workbench-bundles.mjs';
import {ensureBuilt} from './ensure-built.mjs';
import {CommandError, inProject, projectDir} from './project.mjs';

/**
 * Runs the named benchmarks, or all of them, each in a process of its own so that none warms up another.
 * @param {readonly string[]} names
 * @returns {Promise<number>} the exit code
 */
export async function runBenchmarks(names) {
  const all = readdirSync(inProject('bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw new CommandError(
      `Cannot run the benchmark "${unknown}": bench/ has ${all.join(', ') || 'none'}. Choose one of them.`,
    );
  }

  await ensureBuilt();
  let exitCode = 0;
  for (const name of names.length > 0 ? names : all) {
    const program = await bundleBenchmark(name);
    const {status} = spawnSync(process.execPath, ['--expose-gc', program], {
      cwd: projectDir,
      stdio: 'inherit',
    });
    if (status !== 0) exitCode = 1;
  }
  return exitCode;
}

/** @param {string} name */
async function bundleBenchmark(name) {
  const outfile = inProject('.build', `bench-${name}.cjs`);
  await build({
    absWorkingDir: projectDir,
    entryPoints: [`bench/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // The peers we are compared with run as their publishers ship them.
    packages: 'external',
    plugins: [univerStaysApart],
    logLevel: 'warning',
  });
  return outfile;
}
