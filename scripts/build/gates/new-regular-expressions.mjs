import {identifierName, isNode, walk} from '../syntax-tree.mjs';

/**
 * esbuild turns a regular expression that its target does not know into a call of the constructor, which parses as ES2020
 * and throws when it runs.
 * @param {import('../bundle.mjs').Bundle} bundle
 * @returns {readonly string[]}
 */
export function newRegularExpressions({tree, locate}) {
  /** @type {string[]} */
  const problems = [];
  walk(tree, (node) => {
    if (node.type !== 'NewExpression' || identifierName(node['callee']) !== 'RegExp') return;
    const flags = Array.isArray(node['arguments']) ? node['arguments'][1] : null;
    if (!isNode(flags) || typeof flags['value'] !== 'string' || !/[^gimsuy]/.test(flags['value'])) return;
    problems.push(
      `Cannot use the regular expression flags "${flags['value']}" at ${locate(startOf(node))}: ES2020 knows g, i, m, s, u and y. ` +
        'Write the expression without the newer flag.',
    );
  });
  return problems;
}

/** @param {import('acorn').Node} node */
const startOf = (node) => node.loc?.start ?? {line: 1, column: 0};
