import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as acorn from 'acorn';
import {transformSync} from 'esbuild';
import {identifierName, isNode} from './syntax-tree.mjs';

/**
 * @typedef {object} GlobalFunction
 * @property {string} name
 * @property {readonly string[]} parameters as a stub writes them: a name, or `...name`
 * @property {string | null} jsDoc the comment right above the function
 *
 * @typedef {object} GlobalsFile
 * @property {string} file
 * @property {readonly string[]} exported every exported name
 * @property {readonly GlobalFunction[]} functions those that are plain function declarations
 */

/**
 * Reads what the files of src/apps-script/globals export.
 * @param {string} folder
 * @returns {readonly GlobalsFile[]}
 */
export function readGlobalFunctions(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => readGlobalsFile(file, readFileSync(join(folder, file), 'utf8')));
}

/**
 * @param {string} file
 * @param {string} source
 * @returns {GlobalsFile}
 */
function readGlobalsFile(file, source) {
  const script = transformSync(source, {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
    sourcefile: file,
  }).code;
  const tree = acorn.parse(script, {ecmaVersion: 2022, sourceType: 'module'});
  /** @type {string[]} */
  const exported = [];
  /** @type {Map<string, GlobalFunction>} */
  const functions = new Map();
  for (const statement of tree.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? null) : statement;
    if (isNode(declaration) && declaration.type === 'FunctionDeclaration') {
      const name = identifierName(declaration['id']) ?? '';
      const parameters = /** @type {acorn.Pattern[]} */ (declaration['params']);
      functions.set(name, {
        name,
        parameters: parameters.map((parameter) => stubParameter(parameter, `${name} of globals/${file}`)),
        jsDoc: jsDocAbove(source, name),
      });
    }
    exported.push(...exportedNames(statement));
  }
  return {
    file,
    exported,
    functions: exported.flatMap((name) => functions.get(name) ?? []),
  };
}

/**
 * @param {acorn.Program['body'][number]} statement
 * @returns {readonly string[]}
 */
function exportedNames(statement) {
  if (statement.type === 'ExportAllDeclaration') return ['*'];
  if (statement.type === 'ExportDefaultDeclaration') return ['default'];
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const {declaration, specifiers} = statement;
  const names = specifiers.map(({exported}) => identifierName(exported) ?? 'a text');
  if (declaration?.type === 'VariableDeclaration') {
    return [...names, ...declaration.declarations.map(({id}) => identifierName(id) ?? 'a pattern')];
  }
  return [...names, ...(declaration ? [identifierName(declaration.id) ?? ''] : [])];
}

/**
 * @param {acorn.Pattern} parameter
 * @param {string} where
 * @returns {string}
 */
function stubParameter(parameter, where) {
  if (parameter.type === 'AssignmentPattern') return stubParameter(parameter.left, where);
  if (parameter.type === 'RestElement') return `...${stubParameter(parameter.argument, where)}`;
  if (parameter.type === 'Identifier') return parameter.name;
  throw new Error(
    `Cannot write the top-level function for ${where}: a parameter is a pattern. Give it a name.`,
  );
}

/**
 * @param {string} source
 * @param {string} name
 */
function jsDocAbove(source, name) {
  const declaration = new RegExp(`^export (?:async )?function ${name}\\b`, 'm').exec(source);
  if (declaration === null) return null;
  const before = source.slice(0, declaration.index).trimEnd();
  return before.endsWith('*/') && before.includes('/**') ? before.slice(before.lastIndexOf('/**')) : null;
}
