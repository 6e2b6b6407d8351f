import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/** The tests that judge the mutants of src/core/money and src/core/stripe. */
const testFolders = ['test/core/money', 'test/core/stripe'];

/**
 * All tests and the sources under them as one script, so that loading them anew reads no file and compiles nothing.
 * It is an expression: a function that takes Node's `require` for the packages.
 * @param {string} projectDir
 */
export async function testBundle(projectDir) {
  const testFiles = testFolders.flatMap((folder) => filesIn(join(projectDir, folder)));
  const {outputFiles} = await build({
    stdin: {
      contents: testFiles.map((file) => `import ${JSON.stringify(file)};`).join('\n'),
      resolveDir: projectDir,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    keepNames: true,
    banner: {js: '(require) => {'},
    footer: {js: '}'},
    plugins: [ownAddresses],
  });
  return outputFiles[0]?.text ?? '';
}

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));

/**
 * Files that look for others beside them find these from within the bundle too.
 * @type {import('esbuild').Plugin}
 */
const ownAddresses = {
  name: 'own addresses',
  setup: ({onLoad}) => {
    onLoad({filter: /\.ts$/}, ({path}) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    }));
  },
};
