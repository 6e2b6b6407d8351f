/** The types of the npm package `stripe`, opened in the TypeScript checker. */
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {API} from 'typescript/unstable/sync';
import {inProject} from '../project.mjs';

/**
 * @typedef {import('typescript/unstable/sync').Checker} Checker
 * @typedef {import('typescript/unstable/sync').Symbol} TypeSymbol
 * @typedef {import('typescript/unstable/sync').Type} Type
 */

const sdkFolder = inProject('node_modules/stripe/esm');

/** The API version that the installed types describe. */
export const sdkVersion = readFileSync(join(sdkFolder, 'apiVersion.js'), 'utf8').match(/'(\d{4}[^']+)'/)?.[1];

/**
 * Opens the given files of the package and closes the checker afterwards.
 * @template T
 * @param {readonly string[]} files such as `Invoices` or `TestHelpers/TestClocks`, inside the package's resources
 * @param {(checker: Checker, exportsOf: (file: string) => readonly TypeSymbol[]) => T | Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withSdkTypes(files, use) {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-types-'));
  const api = new API({cwd: inProject()});
  try {
    const configFile = writeConfig(folder, files.map(declarationsOf));
    const project = api.updateSnapshot({openProjects: [configFile]}).getProjects()[0];
    if (project === undefined)
      throw new Error(`Cannot read Stripe's types: TypeScript did not open ${configFile}.`);
    return await use(project.checker, (file) => {
      const source = project.program.getSourceFile(declarationsOf(file));
      const module = source && project.checker.getSymbolAtLocation(source);
      if (!module) throw new Error(`Cannot read Stripe's types: the package has no resources/${file}.`);
      return project.checker.getExportsOfModule(module);
    });
  } finally {
    api.close();
    rmSync(folder, {recursive: true});
  }
}

/** @param {string} file */
const declarationsOf = (file) => join(sdkFolder, 'resources', `${file}.d.ts`);

/**
 * @param {string} folder
 * @param {readonly string[]} files
 */
function writeConfig(folder, files) {
  const path = join(folder, 'tsconfig.json');
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    target: 'es2022',
    lib: ['es2022'],
    module: 'esnext',
    moduleResolution: 'bundler',
  };
  writeFileSync(path, JSON.stringify({compilerOptions, files}));
  return path;
}
