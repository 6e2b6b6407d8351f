import {identifierName, isNode} from '../syntax-tree.mjs';

/**
 * Whatever stands at the top level of a script file can be called by any cell and by the sidebar, so exactly the listed
 * functions stand there, beside the one name that holds the rest.
 * @param {import('../bundle.mjs').Bundle} bundle
 * @param {{listed: readonly string[], globalName: string}} expected
 * @returns {readonly string[]}
 */
export function topLevelNames({tree}, {listed, globalName}) {
  const declared = tree.body.flatMap((statement) => {
    if (statement.type === 'FunctionDeclaration') return [identifierName(statement.id) ?? ''];
    if (statement.type === 'VariableDeclaration') {
      return statement.declarations.map(({id}) => (isNode(id) ? (identifierName(id) ?? 'a pattern') : ''));
    }
    return [];
  });
  const expected = new Set([...listed, globalName]);
  return [
    ...declared
      .filter((name) => !expected.has(name))
      .map(
        (name) =>
          `Cannot expose "${name}" at the top level: any cell and the sidebar could call it. List it in scripts/build/entry-points.mjs, or keep it inside a module.`,
      ),
    ...[...expected]
      .filter((name) => !declared.includes(name))
      .map(
        (name) =>
          `Cannot find the listed function "${name}" at the top level of its script file. Export it, or take it off scripts/build/entry-points.mjs.`,
      ),
  ];
}
