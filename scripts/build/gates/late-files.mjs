/**
 * @param {Readonly<Record<string, readonly string[]>>} lateScripts
 * @param {import('../entry-points.mjs').EntryPoints} entryPoints
 * @returns {readonly string[]}
 */
export function lateFiles(lateScripts, entryPoints) {
  return Object.entries(lateScripts).flatMap(([name, globals]) =>
    globals
      .filter((file) => entryPoints[file] === undefined)
      .map(
        (file) =>
          `Cannot put globals/${file} into ${name}: it has no entry points. List its functions in scripts/build/entry-points.mjs, or take it off lateScripts there.`,
      ),
  );
}
