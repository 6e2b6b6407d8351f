import {build} from 'esbuild';
import {refuseFailedBuild} from './code-bundle.mjs';

/**
 * Leaves out how the words of 77 languages are hyphenated, half of the grid's size: cells of a spreadsheet are not.
 * @type {import('esbuild').Plugin}
 */
const withoutHyphenation = {
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
 * The script or the style sheet of the workbench's page, with the grid inside. Fonts and pictures go into the style sheet:
 * the page loads nothing else.
 * @param {{projectDir: string, outfile: string, entry: string}} options
 * @returns {Promise<{contents: string, inputs: readonly string[]}>}
 */
export async function buildPagePart({projectDir, outfile, entry}) {
  const result = await build({
    absWorkingDir: projectDir,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    define: {'process.env.NODE_ENV': '"production"'},
    loader: {
      '.woff': 'dataurl',
      '.woff2': 'dataurl',
      '.ttf': 'dataurl',
      '.svg': 'dataurl',
      '.png': 'dataurl',
    },
    plugins: [withoutHyphenation],
    metafile: true,
    write: false,
    logLevel: 'silent',
  }).catch(refuseFailedBuild);
  return {
    contents: result.outputFiles[0]?.text ?? '',
    inputs: Object.keys(result.metafile.inputs).filter((path) => !path.startsWith('left-out:')),
  };
}
