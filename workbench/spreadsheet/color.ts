/** The colour names a script is likely to use; Google takes all of CSS. */
const named = new Map([
  ['black', '#000000'],
  ['blue', '#0000ff'],
  ['cyan', '#00ffff'],
  ['gray', '#808080'],
  ['green', '#008000'],
  ['grey', '#808080'],
  ['lightgray', '#d3d3d3'],
  ['lightgrey', '#d3d3d3'],
  ['magenta', '#ff00ff'],
  ['orange', '#ffa500'],
  ['purple', '#800080'],
  ['red', '#ff0000'],
  ['white', '#ffffff'],
  ['yellow', '#ffff00'],
]);

/**
 * A colour as Sheets gives it back: `#rrggbb` in lower case.
 *
 * @throws Error when the text is no colour.
 */
export function readColor(text: string): string {
  const lower = text.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(lower)) return lower;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(lower);
  if (short !== null)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  const known = named.get(lower);
  if (known === undefined) throw new Error(`Cannot use colour ${text}: write it as #rrggbb.`);
  return known;
}
