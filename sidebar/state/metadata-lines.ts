/**
 * Metadata as `key: value` lines, and what is wrong with them as a sentence; an empty value deletes its key. Stripe's limits
 * are for the script to know.
 */
export function metadataOf(typed: string): {
  readonly metadata: Readonly<Record<string, string>>;
  readonly problem: string | null;
} {
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line): readonly [string, string] => {
    const [key = '', ...value] = line.split(':');
    return [key.trim(), value.join(':').trim()];
  });
  const keys = entries.map(([key]) => key);
  const unclear = lines.find((line, at) => !line.includes(':') || keys[at] === '');
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  const problem =
    lines.length === 0
      ? 'Type at least one line, as key: value.'
      : unclear !== undefined
        ? `"${unclear.trim()}" is no line of the form key: value.`
        : twice !== undefined
          ? `The key ${twice} stands there twice.`
          : null;
  return {metadata: Object.fromEntries(entries), problem};
}
