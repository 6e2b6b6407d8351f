import {analyze} from 'eslint-scope';
import {ecmaVersion} from '../bundle.mjs';
import {memberName, walk} from '../syntax-tree.mjs';

/**
 * @typedef {object} FreeName a name that the bundle uses and does not define
 * @property {string} name
 * @property {string} at the source it came from
 * @property {string | null} member what is read from it by name, as in `Session.getActiveUser`
 * @property {boolean} isOnlyTested stands in `typeof name`, which is safe where the name does not exist
 */

/**
 * The names a bundle expects its host to bring. `globalThis.name` counts as `name`.
 * @param {import('../bundle.mjs').Bundle} bundle
 * @returns {readonly FreeName[]}
 */
export function freeNames({tree, locate}) {
  const program = /** @type {Parameters<typeof analyze>[0]} */ (/** @type {unknown} */ (tree));
  const globalScope = analyze(program, {ecmaVersion, sourceType: 'script'}).globalScope;
  if (globalScope === null)
    throw new Error('The bundle has no global scope: eslint-scope could not read it.');

  /** @type {Map<unknown, import('../syntax-tree.mjs').TreeNode | null>} */
  const parents = new Map();
  walk(tree, (node, parent) => parents.set(node, parent));

  return globalScope.through.flatMap(({identifier}) => {
    if (!('name' in identifier) || globalScope.set.has(identifier.name)) return [];
    const parent = parents.get(identifier) ?? null;
    const member = parent?.['object'] === identifier ? memberName(parent) : null;
    const at = locate(identifier.loc?.start ?? {line: 1, column: 0});
    if (identifier.name === 'globalThis' && member !== null) {
      const outer = parents.get(parent) ?? null;
      const isOnlyTested = outer?.type === 'UnaryExpression' && outer['operator'] === 'typeof';
      return [
        {name: member, at, member: outer?.['object'] === parent ? memberName(outer) : null, isOnlyTested},
      ];
    }
    const isOnlyTested = parent?.type === 'UnaryExpression' && parent['operator'] === 'typeof';
    return [{name: identifier.name, at, member, isOnlyTested}];
  });
}
