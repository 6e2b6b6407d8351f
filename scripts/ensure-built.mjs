import {existsSync, readdirSync} from 'node:fs';
import {isFresh, writeBuilt} from './build/freshness.mjs';
import {outputFiles} from './build/output-files.mjs';
import {removeStrays} from './build/stray-files.mjs';
import {CommandError, inProject, projectDir, say} from './project.mjs';

/** What every output depends on beside its own sources: how it is built, and with which packages. */
const commonInputs = () => [
  'package-lock.json',
  'tsconfig.json',
  ...readdirSync(inProject('scripts/build'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.slice(projectDir.length + 1).replaceAll('\\', '/')}/${entry.name}`),
];

/**
 * Builds what its sources have left behind, and nothing else. Two processes may do so at once.
 * @param {{all?: boolean}} [options] `all` builds the fresh ones too
 * @throws CommandError with what is wrong in the sources
 */
export async function ensureBuilt({all = false} = {}) {
  removeStrays(
    projectDir,
    'dist',
    outputFiles.map(({outfile}) => outfile),
  );
  const stale = outputFiles.filter(({outfile}) => all || !isFresh(projectDir, outfile));
  if (stale.length === 0) return;

  // esbuild and the gates are loaded only when something is to be built: most commands find everything fresh.
  const {openBuild} = await import('./build/outputs.mjs');
  const startedUnixMs = Date.now();
  const buildOutput = openBuild();
  const builds = await Promise.allSettled(
    stale.map((output) => buildAndWrite(output, {buildOutput, startedUnixMs})),
  );
  const failed = builds.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  for (const reason of failed.slice(1)) say(String(reason instanceof Error ? reason.message : reason));
  if (failed.length > 0) throw failed[0];
}

/**
 * @param {{readonly outfile: string, readonly entry: string}} output
 * @param {{buildOutput: (outfile: string) => Promise<{contents: string, inputs: readonly string[]}>, startedUnixMs: number}} build
 */
async function buildAndWrite({outfile, entry}, {buildOutput, startedUnixMs}) {
  if (!existsSync(inProject(entry))) {
    throw new CommandError(
      `Cannot build ${outfile}: its entry ${entry} is missing. Put it back, or take the output off scripts/build/output-files.mjs.`,
    );
  }
  const {contents, inputs} = await buildOutput(outfile);
  const own = inputs.filter((path) => !path.startsWith('node_modules/'));
  writeBuilt({projectDir, outfile, contents, inputs: [...commonInputs(), ...own], startedUnixMs});
  say(`Built ${outfile} (${Math.ceil(Buffer.byteLength(contents) / 1000)} KB).`);
}
