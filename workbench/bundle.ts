/** Names of what Google lets others call: the top-level functions of a built bundle whose names do not end in `_`. */
export function callableFunctionNames(code: string): readonly string[] {
  return [...code.matchAll(/^function ([A-Za-z$_][\w$]*)\s*\(/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.endsWith('_'));
}

/**
 * Names of the custom functions of a built bundle: its top-level functions whose JSDoc says `@customfunction`, which is
 * also how Google finds them.
 */
export function customFunctionNames(code: string): readonly string[] {
  const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*function\s+([A-Za-z_]\w*)\s*\(/g;
  return [...code.matchAll(documented)].flatMap(([, comment = '', name = '']) =>
    /@customfunction\b/i.test(comment) ? [name] : [],
  );
}
