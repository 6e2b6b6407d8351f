/** Of one script file. Parsing and evaluating stay below a tenth of a second up to here, and Google does both before every call. */
export const codeBytesMax = 256_000;

/**
 * @param {{name: string, code: string}} file
 * @returns {readonly string[]}
 */
export function sizeProblems({name, code}) {
  const bytes = Buffer.byteLength(code);
  if (bytes <= codeBytesMax) return [];
  return [
    `Cannot ship ${name} with ${bytes} bytes: the limit is ${codeBytesMax}. Look for a new dependency with "npx esbuild --analyze" and leave it out, or give functions that are seldom called a late script in scripts/build/entry-points.mjs.`,
  ];
}
