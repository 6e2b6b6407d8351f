/** Stripe's limits. https://docs.stripe.com/metadata#data */
const keysMax = 50;
const keyCharactersMax = 40;
const valueCharactersMax = 500;

/** Metadata as `key: value` lines, and what is wrong with them as a sentence; an empty value deletes its key. */
export function metadataOf(typed: string): {
  readonly metadata: Readonly<Record<string, string>>;
  readonly problem: string | null;
} {
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line): readonly [string, string] => {
    const [key = '', ...value] = line.split(':');
    return [key.trim(), value.join(':').trim()];
  });
  return {metadata: Object.fromEntries(entries), problem: problemWith(lines, entries)};
}

function problemWith(
  lines: readonly string[],
  entries: readonly (readonly [key: string, value: string])[],
): string | null {
  const keys = entries.map(([key]) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  const longKey = keys.find((key) => key.length > keyCharactersMax || /[[\]]/.test(key));
  const longValue = entries.find(([, value]) => value.length > valueCharactersMax);
  const unclear = lines.find((line, at) => !line.includes(':') || keys[at] === '');
  if (lines.length === 0) return 'Type at least one line, as key: value.';
  if (unclear !== undefined) return `"${unclear.trim()}" is no line of the form key: value.`;
  if (twice !== undefined) return `The key ${twice} stands there twice.`;
  if (longKey !== undefined)
    return `The key ${longKey} must have at most ${keyCharactersMax} characters and no square brackets.`;
  if (longValue !== undefined)
    return `The value of ${longValue[0]} has more than ${valueCharactersMax} characters.`;
  return lines.length > keysMax ? `These are ${lines.length} keys, and Stripe keeps ${keysMax}.` : null;
}
