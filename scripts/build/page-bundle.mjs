import {build} from 'esbuild';
import {refuseFailedBuild} from './failed-build.mjs';
import {madeInputs, withoutHyphenation, workedOutLetters} from './lighter-univer.mjs';

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
    plugins: [withoutHyphenation, workedOutLetters],
    metafile: true,
    write: false,
    logLevel: 'silent',
  }).catch(refuseFailedBuild);
  return {
    contents: result.outputFiles[0]?.text ?? '',
    inputs: Object.keys(result.metafile.inputs).filter((path) => !madeInputs.test(path)),
  };
}
