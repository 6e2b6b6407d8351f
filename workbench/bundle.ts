/** Names of what Google lets others call: the top-level functions of a built bundle whose names do not end in `_`. */
export function callableFunctionNames(code: string): readonly string[] {
  return [...code.matchAll(/^function ([A-Za-z$_][\w$]*)\s*\(/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.endsWith('_'));
}

/** What Sheets shows of a custom function while a person types it. */
export interface CustomFunctionHelp {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly detail: string;
    readonly example: string;
    readonly isOptional: boolean;
  }[];
}

/**
 * The custom functions of a built bundle: its top-level functions whose JSDoc says `@customfunction`, which is also how
 * Google finds them. https://developers.google.com/apps-script/guides/sheets/functions#autocomplete
 */
export function customFunctions(code: string): readonly CustomFunctionHelp[] {
  const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*function\s+([A-Za-z_]\w*)\s*\(/g;
  return [...code.matchAll(documented)].flatMap(([, comment = '', name = '']) =>
    /@customfunction\b/i.test(comment) ? [helpOf(name, comment)] : [],
  );
}

function helpOf(name: string, comment: string): CustomFunctionHelp {
  const text = comment.replace(/^\s*\* ?/gm, '').trim();
  const [description = '', ...tags] = text.split(/^@/m);
  return {
    name,
    description: description.trim().replace(/(\S)\n(?=\S)/g, '$1 '),
    parameters: tags.flatMap((tag) => {
      const parameter = /^param \{(.*?)\} (\w+) (\[optional\] )?([\s\S]*)$/.exec(tag.trim());
      if (parameter === null) return [];
      const [, example = '', parameterName = '', optional, detail = ''] = parameter;
      const words = detail.replace(/\s+/g, ' ').trim();
      return [{name: parameterName, detail: words, example, isOptional: optional !== undefined}];
    }),
  };
}
