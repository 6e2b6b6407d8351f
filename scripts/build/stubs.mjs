/**
 * The top-level functions of the bundle, one line each. esbuild drops comments, and Sheets reads what it shows while one
 * types a custom function out of the JSDoc above it, so that is carried over.
 * @param {readonly import('./global-functions.mjs').GlobalsFile[]} files
 * @param {{holder: string, customFunctionsFile: string}} options `holder` is the expression whose members they call
 * @returns {{text: string, problems: readonly string[]}}
 */
export function topLevelStubs(files, {holder, customFunctionsFile}) {
  const problems = files.flatMap(({file, exported, functions}) => [
    ...exported
      .filter((name) => !functions.some((one) => one.name === name))
      .map(
        (name) =>
          `Cannot write the top-level function for ${name} of globals/${file}: it is not a function declaration. Write "export function ${name}".`,
      ),
    ...functions
      .filter(({name}) => name.endsWith('_'))
      .map(
        ({name}) =>
          `Cannot expose ${name} of globals/${file}: Google hides names that end in an underscore. Rename it.`,
      ),
    ...(file === customFunctionsFile ? functions.flatMap(jsDocProblems) : []),
  ]);
  const text = files
    .flatMap(({file, functions}) =>
      functions.map(({name, parameters, jsDoc}) => {
        const list = parameters.join(',');
        const stub = `function ${name}(${list}){return ${holder}.${name}(${list})}`;
        return file === customFunctionsFile ? `${jsDoc}\n${stub}` : stub;
      }),
    )
    .join('\n');
  return {text, problems};
}

/**
 * @param {import('./global-functions.mjs').GlobalFunction} customFunction
 * @returns {readonly string[]}
 */
function jsDocProblems({name, parameters, jsDoc}) {
  const wanted = [
    '@customfunction',
    '@return',
    ...parameters.map((parameter) => `@param for ${parameter.replace('...', '')}`),
  ];
  const missing = wanted.filter((tag) => {
    const [kind = '', parameter] = tag.split(' for ');
    const pattern = parameter === undefined ? kind : `${kind} .*\\b${parameter}\\b`;
    return !new RegExp(pattern).test(jsDoc ?? '');
  });
  return missing.map(
    (tag) =>
      `Cannot show ${name} in Sheets while one types it: its JSDoc has no ${tag}. Write it above the function.`,
  );
}
