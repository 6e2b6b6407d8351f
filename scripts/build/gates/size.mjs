/** Parsing and evaluating stay below a tenth of a second up to here, and Google does both before every call. */
export const codeBytesMax = 400_000;

/**
 * @param {string} code
 * @returns {readonly string[]}
 */
export function sizeProblems(code) {
  const bytes = Buffer.byteLength(code);
  if (bytes <= codeBytesMax) return [];
  return [
    `Cannot ship Code.js with ${bytes} bytes: the limit is ${codeBytesMax}. Look for a new dependency with "npx esbuild --analyze", and leave it out.`,
  ];
}
