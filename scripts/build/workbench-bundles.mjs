import {build} from 'esbuild';
import {refuseFailedBuild} from './failed-build.mjs';
import {madeInputs, withoutHyphenation, workedOutLetters} from './lighter-univer.mjs';

/** A program of the workbench's own process: Node 20 runs no TypeScript. */
const forNode = /** @type {const} */ ({platform: 'node', format: 'cjs', target: 'node20'});

/** What runs inside a script's context, where neither Node nor a browser is. */
const forScriptContext = /** @type {const} */ ({platform: 'neutral', format: 'iife', target: 'es2022'});

/**
 * Univer is 12 MB of source, so it is a file of its own that changes only when the engine's few lines do.
 * @type {import('esbuild').Plugin}
 */
export const univerStaysApart = {
  name: 'univer-stays-apart',
  setup(esbuild) {
    esbuild.onResolve({filter: /\/univer\.ts$/}, ({kind}) =>
      kind === 'entry-point' ? undefined : {path: './univer.cjs', external: true},
    );
  },
};

/**
 * @param {{projectDir: string, outfile: string, entry: string}} options
 * @returns {Promise<{script: string, inputs: readonly string[]}>}
 */
export async function buildWorkbenchBundle({projectDir, outfile, entry}) {
  const result = await build({
    absWorkingDir: projectDir,
    entryPoints: [entry],
    outfile,
    bundle: true,
    charset: 'utf8',
    legalComments: 'none',
    plugins: [univerStaysApart, withoutHyphenation, workedOutLetters],
    metafile: true,
    write: false,
    logLevel: 'silent',
    ...(entry.startsWith('workbench/apps-script/context/') ? forScriptContext : forNode),
  }).catch(refuseFailedBuild);
  return {
    script: result.outputFiles[0]?.text ?? '',
    inputs: Object.keys(result.metafile.inputs).filter((path) => !madeInputs.test(path)),
  };
}
