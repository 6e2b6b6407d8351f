import {SourceMap} from 'node:module';
import * as acorn from 'acorn';

/**
 * The newest ECMAScript of which Apps Script is known to parse everything: its parser refuses private fields and static
 * blocks, which came later (https://developers.google.com/apps-script/guides/v8-runtime).
 */
export const ecmaVersion = 2020;

/**
 * A script file as the gates see it.
 * @typedef {object} Bundle
 * @property {string} code
 * @property {acorn.Program} tree
 * @property {(position: {line: number, column: number}) => string} locate the source that a place of the bundle came from
 */

/**
 * @param {{name: string, code: string, sourceMap: string | null}} options
 * @returns {Bundle}
 * @throws SyntaxProblem where the code is newer than ES2020
 */
export function readBundle({name, code, sourceMap}) {
  const locate = locator(name, sourceMap);
  try {
    const tree = acorn.parse(code, {ecmaVersion, sourceType: 'script', locations: true, ranges: true});
    return {code, tree, locate};
  } catch (error) {
    if (!(error instanceof SyntaxError) || !('loc' in error)) throw error;
    const position = /** @type {acorn.Position} */ (error.loc);
    const shown = code.split('\n')[position.line - 1]?.slice(position.column, position.column + 40) ?? '';
    throw new SyntaxProblem(
      `Cannot parse ${name} as ES${ecmaVersion} at ${locate(position)}, "${shown.trim()}": ${error.message}. ` +
        "Apps Script refuses to save such a file: write it in older syntax, or lower esbuild's target.",
    );
  }
}

/** The bundle holds syntax that Apps Script may not parse. */
export class SyntaxProblem extends Error {}

/**
 * @param {string} name
 * @param {string | null} sourceMap
 * @returns {Bundle['locate']}
 */
function locator(name, sourceMap) {
  const map = sourceMap === null ? null : new SourceMap(JSON.parse(sourceMap));
  return ({line, column}) => {
    const entry = map?.findEntry(line - 1, column);
    return entry !== undefined && 'originalSource' in entry
      ? `${entry.originalSource}:${entry.originalLine + 1}`
      : `${name}:${line}:${column + 1}`;
  };
}
