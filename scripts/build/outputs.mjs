import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {inProject, projectDir} from '../project.mjs';
import {buildCode} from './code-bundle.mjs';
import {customFunctionsFile, entryPoints, lateScripts} from './entry-points.mjs';
import {outputFiles} from './output-files.mjs';
import {buildPagePart} from './page-bundle.mjs';
import {buildSidebar} from './sidebar-page.mjs';
import {buildWorkbenchBundle} from './workbench-bundles.mjs';

const globalsDir = 'src/apps-script/globals';

/**
 * Makes the outputs of one build; what several are taken from is made once.
 * @returns {(outfile: string) => Promise<Output>}
 *
 * @typedef {{contents: string, inputs: readonly string[]}} Output
 */
export function openBuild() {
  /** @type {ReturnType<typeof buildCode> | null} */
  let code = null;
  return (outfile) =>
    buildOutput(outfile, () => {
      code ??= buildCode({projectDir, globalsDir, entryPoints, lateScripts, customFunctionsFile});
      return code;
    });
}

/**
 * Makes the text of one output.
 * @param {string} outfile one of outputFiles
 * @param {() => ReturnType<typeof buildCode>} builtCode
 * @returns {Promise<Output>}
 */
async function buildOutput(outfile, builtCode) {
  switch (outfile) {
    case 'dist/Code.js':
    case 'dist/Invoices.js':
    case '.build/code-map.json': {
      const {files, inputs} = await builtCode();
      const contents =
        outfile === '.build/code-map.json' ? codeMap(files) : codeOf(files, outfile.replace('dist/', ''));
      return {contents, inputs: [globalsDir, 'appsscript.json', ...inputs]};
    }
    case 'dist/appsscript.json':
      return {contents: readFileSync(inProject('appsscript.json'), 'utf8'), inputs: ['appsscript.json']};
    case 'dist/Sidebar.html': {
      const {page, inputs} = await buildSidebar(projectDir);
      return {contents: page, inputs};
    }
    case '.build/page.js':
    case '.build/page.css':
    case '.build/google-script.js':
      return buildPagePart({projectDir, ...outputNamed(outfile)});
    default: {
      const {script, inputs} = await buildWorkbenchBundle({projectDir, ...outputNamed(outfile)});
      return {contents: script, inputs};
    }
  }
}

/**
 * @param {readonly import('./code-bundle.mjs').CodeFile[]} files
 * @param {string} wanted
 */
function codeOf(files, wanted) {
  const file = files.find(({name}) => name === wanted);
  if (file === undefined)
    throw new Error(`Cannot build ${wanted}: build/entry-points.mjs has no such script.`);
  return file.code;
}

/**
 * Where each place of the script files comes from, by their names. Each map names the code it is of: that of another build
 * would name wrong lines.
 * @param {readonly import('./code-bundle.mjs').CodeFile[]} files
 */
function codeMap(files) {
  const maps = files.map(({name, code, sourceMap}) => {
    const {sourcesContent: _notNeeded, ...map} = JSON.parse(sourceMap);
    return [name, {...map, x_codeHash: createHash('sha256').update(code).digest('hex')}];
  });
  return JSON.stringify(Object.fromEntries(maps));
}

/** @param {string} outfile */
function outputNamed(outfile) {
  const output = outputFiles.find((one) => one.outfile === outfile);
  if (output === undefined)
    throw new Error(`Cannot build ${outfile}: build/output-files.mjs does not list it.`);
  return output;
}
