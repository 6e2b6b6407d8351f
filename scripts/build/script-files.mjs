import {join, resolve} from 'node:path';
import * as acorn from 'acorn';
import {build} from 'esbuild';
import {refuseFailedBuild} from './failed-build.mjs';
import {sharedValues} from './gates/shared-values.mjs';
import {identifierName} from './syntax-tree.mjs';

/**
 * A script file of the add-on. At Google all of them share one global scope, and all are evaluated before every call.
 * @typedef {object} ScriptFile
 * @property {string} name as in dist
 * @property {string} globalName the one top-level name that holds the file, beside its functions
 * @property {readonly string[]} globals its files of src/apps-script/globals
 * @property {boolean} isLate its modules are evaluated when one of its functions is first called
 *
 * @typedef {object} BundledFile
 * @property {string} script
 * @property {string} sourceMap
 * @property {readonly string[]} inputs the files inside it, relative to the project
 */

/** What every pass of esbuild has in common. */
const common = /** @type {const} */ ({
  bundle: true,
  target: 'es2020',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  logLevel: 'silent',
});

/** The sources are modules, which are strict; an IIFE would quietly stop being so. */
const strict = '"use strict";';

/**
 * Bundles the script files. A module that two of them need is in the first file alone, and the others get it from there,
 * so that a class or a table of it exists once.
 * @param {object} options
 * @param {string} options.projectDir
 * @param {string} options.globalsDir relative to the project
 * @param {import('./entry-points.mjs').EntryPoints} options.entryPoints
 * @param {readonly ScriptFile[]} options.files the one that is evaluated at once first
 * @returns {Promise<{bundled: readonly BundledFile[], inputs: readonly string[], problems: readonly string[]}>}
 */
export async function bundleScripts({projectDir, globalsDir, entryPoints, files}) {
  const {texts, inputsOf, inputs} = await splitModules({projectDir, globalsDir, entryPoints, files});
  const late = files.filter(({isLate}) => isLate);
  const chunks = [...texts.keys()].filter((name) => !files.some((file) => file.name === name)).sort();
  const shared = chunks.map((name, index) => ({
    name,
    giver: `shared${index}`,
    names: [...new Set(late.flatMap((file) => namesImported(texts.get(file.name) ?? '', name)))].sort(),
  }));

  const bundled = await Promise.all(
    files.map(async (file) => {
      const made = file.isLate ? takers(shared, files[0]?.globalName ?? '') : givers(shared, file.name);
      const entry = file.isLate ? file.name : madeEntry;
      const built = await joinModules({projectDir, texts: new Map([...texts, ...made]), entry, file});
      const parts = file.isLate ? [file.name] : [file.name, ...chunks];
      return {...built, inputs: parts.flatMap((part) => inputsOf.get(part) ?? [])};
    }),
  );
  const problems = shared.flatMap(({name, names}) => sharedValues(texts.get(name) ?? '', names));
  return {bundled, inputs, problems};
}

/**
 * One module of the language for each script file, and one for what several need.
 * @param {Parameters<typeof bundleScripts>[0]} options
 */
async function splitModules({projectDir, globalsDir, entryPoints, files}) {
  const entries = new Map(
    files.map(({name, globals}) => [
      `entry:${name}`,
      globals
        .map((file) => `export {${(entryPoints[file] ?? []).join(', ')}} from './${globalsDir}/${file}';`)
        .join('\n'),
    ]),
  );
  const result = await build({
    ...common,
    absWorkingDir: projectDir,
    entryPoints: files.map(({name}) => ({in: `entry:${name}`, out: name.replace(/\.js$/, '')})),
    plugins: [
      {
        name: 'entries',
        setup(esbuild) {
          esbuild.onResolve({filter: /^entry:/}, ({path}) => ({path, namespace: 'entry'}));
          esbuild.onLoad({filter: /^/, namespace: 'entry'}, ({path}) => ({
            contents: entries.get(path) ?? '',
            resolveDir: projectDir,
            loader: 'ts',
          }));
        },
      },
    ],
    format: 'esm',
    splitting: true,
    sourcemap: 'inline',
    outdir: projectDir,
    metafile: true,
  }).catch(refuseFailedBuild);
  const isSource = (/** @type {string} */ path) => !path.startsWith('entry:');
  return {
    texts: new Map(result.outputFiles.map(({path, text}) => [path.slice(projectDir.length + 1), text])),
    inputsOf: new Map(
      Object.entries(result.metafile.outputs).map(([path, output]) => [
        path,
        Object.keys(output.inputs).filter(isSource),
      ]),
    ),
    inputs: Object.keys(result.metafile.inputs).filter(isSource),
  };
}

/** The entry of the first file's last pass. */
const madeEntry = 'with-shared.js';

/**
 * @typedef {object} Shared a module that several files need
 * @property {string} name
 * @property {string} giver the function that hands its values to the other files
 * @property {readonly string[]} names
 */

/**
 * The first file hands out what the others need as soon as one of them asks.
 * @param {readonly Shared[]} shared
 * @param {string} firstFile
 * @returns {readonly [string, string][]}
 */
const givers = (shared, firstFile) => [
  [
    madeEntry,
    [firstFile, ...shared.map(({giver}) => `${giver}.js`)]
      .map((name) => `export * from './${name}';`)
      .join('\n'),
  ],
  ...shared.map(
    ({name, giver, names}) =>
      /** @type {[string, string]} */ ([
        `${giver}.js`,
        `import {${names.join(', ')}} from './${name}';\nexport const ${giver} = () => ({${names.join(', ')}});`,
      ]),
  ),
];

/**
 * @param {readonly Shared[]} shared
 * @param {string} globalName of the first file
 * @returns {readonly [string, string][]}
 */
const takers = (shared, globalName) =>
  shared.map(({name, giver, names}) => [
    name,
    `export const {${names.join(', ')}} = ${globalName}.${giver}();`,
  ]);

/**
 * Makes one script of modules that are still only texts.
 * @param {{projectDir: string, texts: ReadonlyMap<string, string>, entry: string, file: ScriptFile}} options
 */
async function joinModules({projectDir, texts, entry, file}) {
  const {name, globalName, isLate} = file;
  const result = await build({
    ...common,
    absWorkingDir: projectDir,
    entryPoints: [entry],
    plugins: [
      {
        name: 'texts',
        setup(esbuild) {
          esbuild.onResolve({filter: /^/}, ({path}) => ({path: resolve(projectDir, path)}));
          esbuild.onLoad({filter: /^/}, ({path}) => ({
            contents: texts.get(path.slice(projectDir.length + 1)) ?? '',
            loader: 'js',
          }));
        },
      },
    ],
    format: 'iife',
    globalName: isLate ? 'made' : globalName,
    // A function that is not called is hardly looked at by the engine, however much is in it.
    banner: {
      js: isLate ? `${strict}var ${globalName}=(()=>{let known;return()=>{if(known)return known;` : strict,
    },
    footer: {js: isLate ? 'return known=made}})();' : ''},
    // The names that Google, cells and menus call are the stubs' and stay; the source map tells the others.
    minify: true,
    sourcemap: 'external',
    outfile: join(projectDir, name),
  }).catch(refuseFailedBuild);
  const textOf = (/** @type {string} */ ending) =>
    result.outputFiles.find(({path}) => path.endsWith(ending))?.text ?? '';
  return {script: textOf('.js'), sourceMap: textOf('.map')};
}

/**
 * @param {string} text
 * @param {string} from
 * @returns {readonly string[]}
 */
function namesImported(text, from) {
  const {body} = acorn.parse(text, {ecmaVersion: 2022, sourceType: 'module'});
  return body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' && statement.source.value === `./${from}`
      ? statement.specifiers.flatMap((one) =>
          one.type === 'ImportSpecifier' ? (identifierName(one.imported) ?? []) : [],
        )
      : [],
  );
}
