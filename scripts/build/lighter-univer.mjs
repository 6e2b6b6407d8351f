import {pathToFileURL} from 'node:url';

/** What these plugins write themselves has no file. */
export const madeInputs = /^(left-out|worked-out-letters):/;

/**
 * Leaves out how the words of 77 languages are hyphenated, half of the grid's size: cells of a spreadsheet are not.
 * @type {import('esbuild').Plugin}
 */
export const withoutHyphenation = {
  name: 'without-hyphenation',
  setup(esbuild) {
    esbuild.onResolve({filter: /^\.\/[a-z0-9-]+-[\w-]{8}\.js$/}, ({kind, importer}) =>
      kind === 'dynamic-import' && importer.includes('@univerjs/engine-render')
        ? {path: 'hyphenation', namespace: 'left-out'}
        : undefined,
    );
    esbuild.onLoad({filter: /.*/, namespace: 'left-out'}, () => ({contents: 'export {};'}));
  },
};

/**
 * Puts the three expressions in place that tell Chinese, Japanese and Korean letters. Their package works them out of all of
 * Unicode's tables, which takes a browser a third of a second at each start.
 * @type {import('esbuild').Plugin}
 */
export const workedOutLetters = {
  name: 'worked-out-letters',
  setup(esbuild) {
    const own = 'worked-out-letters';
    esbuild.onResolve({filter: /^cjk-regex$/}, async ({resolveDir, kind, pluginData}) => {
      if (pluginData === own) return undefined;
      const {path} = await esbuild.resolve('cjk-regex', {resolveDir, kind, pluginData: own});
      return {path, namespace: own};
    });
    esbuild.onLoad({filter: /.*/, namespace: own}, async ({path}) => {
      /** @type {Readonly<Record<'all' | 'letters' | 'punctuations', () => {toRegExp(): RegExp}>>} */
      const letters = await import(pathToFileURL(path).href);
      const lines = /** @type {const} */ (['all', 'letters', 'punctuations']).map(
        (name) => `export const ${name} = () => ({toRegExp: () => ${letters[name]().toRegExp()}});`,
      );
      return {contents: lines.join('\n')};
    });
  },
};
