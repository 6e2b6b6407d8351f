import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CommandError} from '../project.mjs';
import {readBundle, SyntaxProblem} from './bundle.mjs';
import {freeNames} from './gates/free-names.mjs';
import {lateFiles} from './gates/late-files.mjs';
import {listedFunctions} from './gates/listed-functions.mjs';
import {loadProblems} from './gates/load.mjs';
import {missingGlobals} from './gates/missing-globals.mjs';
import {newRegularExpressions} from './gates/new-regular-expressions.mjs';
import {scopeProblems} from './gates/scopes.mjs';
import {sizeProblems} from './gates/size.mjs';
import {topLevelNames} from './gates/top-level-names.mjs';
import {readGlobalFunctions} from './global-functions.mjs';
import {licenceNotices} from './licence-notices.mjs';
import {bundleScripts} from './script-files.mjs';
import {topLevelStubs} from './stubs.mjs';

/** The one name that holds Code.js; the top-level functions call into it. */
const globalName = 'App';

/**
 * @typedef {object} CodeFile
 * @property {string} name as in dist
 * @property {string} code
 * @property {string} sourceMap
 *
 * @typedef {object} CodeBundle
 * @property {readonly CodeFile[]} files Code.js first
 * @property {readonly string[]} inputs the files it was made of, relative to the project
 */

/**
 * Bundles the add-on for Apps Script and lets it out only when it passes every gate.
 * @param {object} options
 * @param {string} options.projectDir
 * @param {string} options.globalsDir relative to the project
 * @param {import('./entry-points.mjs').EntryPoints} options.entryPoints
 * @param {Readonly<Record<string, readonly string[]>>} options.lateScripts
 * @param {string} options.customFunctionsFile
 * @returns {Promise<CodeBundle>}
 * @throws CommandError with one sentence for each problem
 */
export async function buildCode({projectDir, globalsDir, entryPoints, lateScripts, customFunctionsFile}) {
  const globalsFiles = readGlobalFunctions(join(projectDir, globalsDir));
  refuse([...listedFunctions(globalsFiles, entryPoints), ...lateFiles(lateScripts, entryPoints)]);
  const scriptFiles = scriptFilesOf(entryPoints, lateScripts);
  const stubs = scriptFiles.map((file) =>
    topLevelStubs(
      globalsFiles.filter((one) => file.globals.includes(one.file)),
      {holder: file.isLate ? `${file.globalName}()` : file.globalName, customFunctionsFile},
    ),
  );
  refuse(stubs.flatMap(({problems}) => problems));

  const {bundled, inputs, problems} = await bundleScripts({
    projectDir,
    globalsDir,
    entryPoints,
    files: scriptFiles,
  });
  const files = scriptFiles.map((file, index) => {
    const {script = '', sourceMap = '', inputs: inside = []} = bundled[index] ?? {};
    const notices = licenceNotices(inside, projectDir);
    return {
      ...file,
      code: `${script.trimEnd()}\n${notices}\n${stubs[index]?.text ?? ''}\n`,
      sourceMap,
      listed: file.globals.flatMap((one) => entryPoints[one] ?? []),
    };
  });

  const manifest = JSON.parse(readFileSync(join(projectDir, 'appsscript.json'), 'utf8'));
  refuse([...problems, ...gateProblems({files, granted: manifest.oauthScopes})]);
  return {files: files.map(({name, code, sourceMap}) => ({name, code, sourceMap})), inputs};
}

/**
 * @param {import('./entry-points.mjs').EntryPoints} entryPoints
 * @param {Readonly<Record<string, readonly string[]>>} lateScripts
 * @returns {readonly import('./script-files.mjs').ScriptFile[]}
 */
function scriptFilesOf(entryPoints, lateScripts) {
  const late = Object.values(lateScripts).flat();
  const atOnce = Object.keys(entryPoints).filter((file) => !late.includes(file));
  return [
    {name: 'Code.js', globalName, globals: atOnce, isLate: false},
    // Google lets nobody call a name that ends in an underscore.
    ...Object.entries(lateScripts).map(([name, globals]) => ({
      name,
      globalName: `${name.replace(/\.js$/, '').toLowerCase()}_`,
      globals,
      isLate: true,
    })),
  ];
}

/**
 * @param {object} options
 * @param {readonly GatedFile[]} options.files
 * @param {readonly string[]} options.granted the manifest's scopes
 * @returns {readonly string[]} one sentence for each reason why the script must not ship
 *
 * @typedef {object} GatedFile
 * @property {string} name
 * @property {string} code
 * @property {string | null} sourceMap
 * @property {string} globalName
 * @property {boolean} isLate
 * @property {readonly string[]} listed
 */
export function gateProblems({files, granted}) {
  try {
    const read = files.map((file) => {
      const bundle = readBundle(file);
      return {...file, bundle, names: freeNames(bundle)};
    });
    return [
      ...read.flatMap(({bundle}) => newRegularExpressions(bundle)),
      ...read.flatMap(({name, names}) =>
        missingGlobals(
          names,
          files.filter((file) => file.name !== name).map((file) => file.globalName),
        ),
      ),
      ...read.flatMap((file) => topLevelNames(file.bundle, file)),
      ...scopeProblems(
        read.flatMap(({names}) => names),
        granted,
      ),
      ...loadProblems(files),
      ...files.flatMap(sizeProblems),
    ];
  } catch (error) {
    // Nothing else can be read out of a file that does not parse.
    if (error instanceof SyntaxProblem) return [error.message];
    throw error;
  }
}

/** @param {readonly string[]} problems */
function refuse(problems) {
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}
