import * as acorn from 'acorn';
import {analyze} from 'eslint-scope';
import {identifierName} from '../syntax-tree.mjs';

/**
 * A late script file takes the values of a shared module once, at its first call. What is assigned again afterwards would
 * be one thing here and another there.
 * @param {string} code a module as esbuild splits them off
 * @param {readonly string[]} names those of its exports that late files take
 * @returns {readonly string[]}
 */
export function sharedValues(code, names) {
  const tree = acorn.parse(code, {ecmaVersion: 2022, sourceType: 'module', ranges: true});
  const program = /** @type {Parameters<typeof analyze>[0]} */ (/** @type {unknown} */ (tree));
  const moduleScope = analyze(program, {ecmaVersion: 2022, sourceType: 'module'}).globalScope?.childScopes[0];
  const exported = new Map(
    tree.body.flatMap((statement) =>
      statement.type === 'ExportNamedDeclaration'
        ? statement.specifiers.map((one) => [identifierName(one.local), identifierName(one.exported) ?? ''])
        : [],
    ),
  );
  return (moduleScope?.variables ?? [])
    .filter(({name}) => names.includes(exported.get(name) ?? ''))
    .filter(({references}) => references.some((one) => one.isWrite() && !one.init))
    .map(
      ({name}) =>
        `Cannot share "${name}" between script files: it is assigned again after its module was evaluated. Keep it inside its module, and export a function that reads it.`,
    );
}
