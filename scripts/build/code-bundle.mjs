import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import {CommandError} from '../project.mjs';
import {readBundle, SyntaxProblem} from './bundle.mjs';
import {freeNames} from './gates/free-names.mjs';
import {listedFunctions} from './gates/listed-functions.mjs';
import {loadProblems} from './gates/load.mjs';
import {missingGlobals} from './gates/missing-globals.mjs';
import {newRegularExpressions} from './gates/new-regular-expressions.mjs';
import {scopeProblems} from './gates/scopes.mjs';
import {sizeProblems} from './gates/size.mjs';
import {topLevelNames} from './gates/top-level-names.mjs';
import {readGlobalFunctions} from './global-functions.mjs';
import {licenceNotices} from './licence-notices.mjs';
import {topLevelStubs} from './stubs.mjs';

/** The one name that holds the bundle; the top-level functions call into it. */
export const globalName = 'App';

/**
 * @typedef {object} CodeBundle
 * @property {string} code the text of Code.js
 * @property {string} sourceMap
 * @property {readonly string[]} inputs the files it was made of, relative to the project
 */

/**
 * Bundles the add-on for Apps Script and lets it out only when it passes every gate.
 * @param {object} options
 * @param {string} options.projectDir
 * @param {string} options.globalsDir relative to the project
 * @param {import('./entry-points.mjs').EntryPoints} options.entryPoints
 * @param {string} options.customFunctionsFile
 * @returns {Promise<CodeBundle>}
 * @throws CommandError with one sentence for each problem
 */
export async function buildCode({projectDir, globalsDir, entryPoints, customFunctionsFile}) {
  const files = readGlobalFunctions(join(projectDir, globalsDir));
  refuse(listedFunctions(files, entryPoints));
  const stubs = topLevelStubs(files, {globalName, customFunctionsFile});
  refuse(stubs.problems);

  const {script, sourceMap, inputs} = await bundleGlobals({projectDir, globalsDir, entryPoints});
  const code = `${script.trimEnd()}\n${licenceNotices(inputs, projectDir)}\n${stubs.text}\n`;

  const manifest = JSON.parse(readFileSync(join(projectDir, 'appsscript.json'), 'utf8'));
  refuse(
    gateProblems({
      code,
      sourceMap,
      listed: Object.values(entryPoints).flat(),
      granted: manifest.oauthScopes,
    }),
  );
  return {code, sourceMap, inputs};
}

/**
 * @param {{projectDir: string, globalsDir: string, entryPoints: import('./entry-points.mjs').EntryPoints}} options
 */
async function bundleGlobals({projectDir, globalsDir, entryPoints}) {
  const entry = Object.entries(entryPoints)
    .map(([file, names]) => `export {${names.join(', ')}} from './${globalsDir}/${file}';`)
    .join('\n');
  const result = await build({
    absWorkingDir: projectDir,
    stdin: {contents: entry, resolveDir: projectDir, sourcefile: 'entry-points.ts', loader: 'ts'},
    bundle: true,
    format: 'iife',
    globalName,
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    // The sources are modules, which are strict; an IIFE would quietly stop being so.
    banner: {js: '"use strict";'},
    // The names that Google, cells and menus call are the stubs' and stay; the source map tells the others.
    minify: true,
    sourcemap: 'external',
    outfile: 'Code.js',
    metafile: true,
    write: false,
    logLevel: 'silent',
  }).catch(refuseFailedBuild);
  const textOf = (/** @type {string} */ ending) =>
    result.outputFiles.find(({path}) => path.endsWith(ending))?.text ?? '';
  return {
    script: textOf('Code.js'),
    sourceMap: textOf('.map'),
    inputs: Object.keys(result.metafile.inputs).filter((path) => path !== 'entry-points.ts'),
  };
}

/**
 * @param {{code: string, sourceMap: string | null, listed: readonly string[], granted: readonly string[]}} options
 * @returns {readonly string[]} one sentence for each reason why the bundle must not ship
 */
export function gateProblems({code, sourceMap, listed, granted}) {
  try {
    const bundle = readBundle({code, sourceMap});
    const names = freeNames(bundle);
    return [
      ...newRegularExpressions(bundle),
      ...missingGlobals(names),
      ...topLevelNames(bundle, {listed, globalName}),
      ...scopeProblems(names, granted),
      ...loadProblems(code),
      ...sizeProblems(code),
    ];
  } catch (error) {
    // Nothing else can be read out of a file that does not parse.
    if (error instanceof SyntaxProblem) return [error.message];
    throw error;
  }
}

/**
 * esbuild names file, line and cause of what it cannot bundle.
 * @param {unknown} error
 * @returns {never}
 */
export function refuseFailedBuild(error) {
  throw new CommandError(String(error instanceof Error ? error.message : error));
}

/** @param {readonly string[]} problems */
function refuse(problems) {
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}
