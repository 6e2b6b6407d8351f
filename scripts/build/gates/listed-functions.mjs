/**
 * Holds the exports of src/apps-script/globals and the list of entry points to each other.
 * @param {readonly import('../global-functions.mjs').GlobalsFile[]} files
 * @param {import('../entry-points.mjs').EntryPoints} entryPoints
 * @returns {readonly string[]}
 */
export function listedFunctions(files, entryPoints) {
  const names = [...new Set([...Object.keys(entryPoints), ...files.map(({file}) => file)])].sort();
  return names.flatMap((file) => {
    const listed = entryPoints[file] ?? [];
    const exported = files.find((one) => one.file === file)?.exported ?? [];
    return [
      ...exported
        .filter((name) => !listed.includes(name))
        .map(
          (name) =>
            `Cannot expose ${name} of globals/${file}: it is not listed. Add it to scripts/build/entry-points.mjs, or do not export it.`,
        ),
      ...listed
        .filter((name) => !exported.includes(name))
        .map(
          (name) =>
            `Cannot find ${name}, which scripts/build/entry-points.mjs lists: globals/${file} does not export it. Export it, or take it off the list.`,
        ),
    ];
  });
}
