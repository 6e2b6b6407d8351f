import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {inProject, projectDir} from '../project.mjs';
import {buildCode} from './code-bundle.mjs';
import {customFunctionsFile, entryPoints} from './entry-points.mjs';
import {outputFiles} from './output-files.mjs';
import {buildPagePart} from './page-bundle.mjs';
import {buildSidebar} from './sidebar-page.mjs';
import {buildWorkbenchBundle} from './workbench-bundles.mjs';

const globalsDir = 'src/apps-script/globals';

/**
 * Makes the text of one output.
 * @param {string} outfile one of outputFiles
 * @returns {Promise<{contents: string, inputs: readonly string[]}>}
 */
export async function buildOutput(outfile) {
  switch (outfile) {
    case 'dist/Code.js':
    case '.build/code-map.json': {
      const {code, sourceMap, inputs} = await buildCode({
        projectDir,
        globalsDir,
        entryPoints,
        customFunctionsFile,
      });
      const contents = outfile === 'dist/Code.js' ? code : codeMap({code, sourceMap});
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
 * Where each place of Code.js comes from. It names the code it is of: a map of another build would name wrong lines.
 * @param {{code: string, sourceMap: string}} built
 */
function codeMap({code, sourceMap}) {
  const {sourcesContent: _notNeeded, ...map} = JSON.parse(sourceMap);
  return JSON.stringify({...map, x_codeHash: createHash('sha256').update(code).digest('hex')});
}

/** @param {string} outfile */
function outputNamed(outfile) {
  const output = outputFiles.find((one) => one.outfile === outfile);
  if (output === undefined)
    throw new Error(`Cannot build ${outfile}: build/output-files.mjs does not list it.`);
  return output;
}
