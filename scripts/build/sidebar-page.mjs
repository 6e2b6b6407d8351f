import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import {refuseFailedBuild} from './failed-build.mjs';
import {licenceNotices} from './licence-notices.mjs';

/** Google sends the page again each time the sidebar opens. */
export const sidebarBytesMax = 150_000;

/**
 * Properties that are written often and never leave the page: what the script sends has none of these names, and neither
 * has the browser. They are shortened as variables are.
 */
export const namesOfPage = [
  'dispatch',
  'isAsking',
  'isOff',
  'isStopping',
  'onPress',
  'onType',
  'ports',
  'problemOf',
  'sidebar',
];

/**
 * Makes the sidebar one HTML file, as Apps Script serves it: script and style inside, and a policy that lets nothing else
 * in, so that text from outside cannot become a script even by a mistake of ours.
 * @param {string} projectDir
 * @returns {Promise<{page: string, inputs: readonly string[]}>}
 */
export async function buildSidebar(projectDir) {
  const result = await build({
    absWorkingDir: projectDir,
    entryPoints: {main: 'sidebar/main.tsx', style: 'sidebar/style.css'},
    outdir: 'dist/sidebar',
    bundle: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    // Elements as calls with their children as arguments, which takes a twentieth less than children as a property.
    jsx: 'transform',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    inject: ['node_modules/preact/dist/preact.mjs'],
    // Else the compiler's own setting for elements would win.
    tsconfigRaw: {},
    legalComments: 'none',
    minify: true,
    mangleProps: new RegExp(`^(?:${namesOfPage.join('|')})$`),
    metafile: true,
    write: false,
    logLevel: 'silent',
  }).catch(refuseFailedBuild);
  const textOf = (/** @type {string} */ ending) =>
    (result.outputFiles.find(({path}) => path.endsWith(ending))?.text ?? '').trim();

  const inputs = Object.keys(result.metafile.inputs);
  const page = inlinePage({
    template: readFileSync(join(projectDir, 'sidebar/index.html'), 'utf8'),
    script: `${licenceNotices(inputs, projectDir)}\n${textOf('main.js')}`,
    style: textOf('style.css'),
  });
  refuseTooLarge(page);
  return {page, inputs: ['sidebar/index.html', ...inputs]};
}

/**
 * @param {string} page
 * @throws Error above `sidebarBytesMax`
 */
export function refuseTooLarge(page) {
  const bytes = Buffer.byteLength(page);
  if (bytes > sidebarBytesMax) {
    throw new Error(
      `Cannot ship Sidebar.html with ${bytes} bytes: the limit is ${sidebarBytesMax}. Look for a new dependency with "npx esbuild --analyze", and leave it out.`,
    );
  }
}

/**
 * @param {{template: string, script: string, style: string}} parts
 * @throws Error where the template lacks a place for one of them
 */
export function inlinePage({template, script, style}) {
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return [
    ['<!-- policy -->', `<meta http-equiv="Content-Security-Policy" content="${policy}">`],
    ['<!-- style -->', `<style>${style}</style>`],
    ['<!-- script -->', `<script>${script}</script>`],
  ].reduce((page, [place = '', text = '']) => {
    if (page.split(place).length !== 2) {
      throw new Error(`Cannot build the sidebar: sidebar/index.html must hold ${place} exactly once.`);
    }
    return page.replace(place, () => text);
  }, template);
}

/** @param {string} text */
const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
