/**
 * @typedef {import('acorn').Node & Record<string, unknown>} TreeNode
 */

/**
 * Visits every node of a syntax tree with its parent, parents first.
 * @param {import('acorn').Node} root
 * @param {(node: TreeNode, parent: TreeNode | null) => void} visit
 */
export function walk(root, visit) {
  /** @type {[unknown, TreeNode | null][]} */
  const open = [[root, null]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, parent] = next;
    if (Array.isArray(value)) {
      for (const item of [...value].reverse()) open.push([item, parent]);
    } else if (isNode(value)) {
      visit(value, parent);
      for (const key of Object.keys(value).reverse()) open.push([value[key], value]);
    }
  }
}

/**
 * @param {unknown} value
 * @returns {value is TreeNode}
 */
export const isNode = (value) =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/**
 * The name of an identifier, or null for any other node.
 * @param {unknown} node
 */
export const identifierName = (node) =>
  isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : null;

/**
 * The property that a member expression names, or null where it is computed.
 * @param {TreeNode | null} node
 */
export const memberName = (node) =>
  node?.type === 'MemberExpression' && node['computed'] === false ? identifierName(node['property']) : null;
