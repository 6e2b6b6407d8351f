/**
 * Compares what two accounts answered to the same requests. Ids, moments near now, addresses and secrets are each
 * account's own and count as equal where they stand for the same thing.
 */

/** One disagreement, as `finalized.amount_due: sandbox says 100, Stripe says 90`. */
export function disagreements(
  sandbox: ReadonlyMap<string, unknown>,
  stripe: ReadonlyMap<string, unknown>,
): readonly string[] {
  const [ours, theirs] = [normalized(sandbox), normalized(stripe)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((step) =>
    differences(step, ours.get(step), theirs.get(step)),
  );
}

function differences(path: string, ours: unknown, theirs: unknown): readonly string[] {
  if (isTree(ours) && isTree(theirs)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
      .sort()
      .flatMap((name) => differences(`${path}.${name}`, ours[name], theirs[name]));
  }
  const [one, other] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return one === other
    ? []
    : [`${path}: sandbox says ${one ?? 'nothing'}, Stripe says ${other ?? 'nothing'}`];
}

/** The answers with each account's own names replaced by the order in which they were met. */
function normalized(answers: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const met = new Map<string, string>();
  const counts = new Map<string, number>();
  const nowUnixS = clockOf(answers);

  function named(prefix: string, text: string): string {
    const known = met.get(text);
    if (known !== undefined) return known;
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    met.set(text, `<${prefix} ${count}>`);
    return `<${prefix} ${count}>`;
  }

  function plain(value: unknown, name: string): unknown {
    // By the account's own clock, not by that of the story.
    if (name === 'deletes_after') return '<later>';
    if (typeof value === 'number') return isNear(value, nowUnixS) ? '<now>' : value;
    if (typeof value === 'string') return plainText(value, name, named);
    if (Array.isArray(value)) return value.map((element) => plain(element, name));
    if (!isTree(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, key)]));
  }

  return new Map([...answers].map(([step, answer]) => [step, plain(answer, step)]));
}

function plainText(value: string, name: string, named: (prefix: string, text: string) => string): string {
  if (/^https?:\/\//.test(value)) return '<address>';
  if (name === 'client_secret' || name === 'fingerprint') return `<${name}>`;
  // An account's own name and place stand on its invoices.
  if (name === 'account_name' || name === 'account_country') return `<${name}>`;
  const number = /^([0-9A-Z]{8})-(\d{4}(?:-CN-\d+)?)$/.exec(value);
  if (number !== null) return `${named('prefix', number[1] ?? '')}-${number[2]}`;
  const id = /^([a-z]+(?:_[a-z]+)*)_(?:test_)?[0-9A-Za-z]{8,}$/.exec(value);
  if (id !== null) return named(id[1] ?? '', value);
  return /^[0-9A-Z]{8}$/.test(value) ? named('prefix', value) : value;
}

/** When the story was told: the first `created` of its answers; null where none has one. */
function clockOf(answers: ReadonlyMap<string, unknown>): number | null {
  for (const answer of answers.values()) {
    if (isTree(answer) && typeof answer['created'] === 'number') return answer['created'];
  }
  return null;
}

const nearSeconds = 3600;

function isNear(value: number, nowUnixS: number | null): boolean {
  return nowUnixS !== null && Math.abs(value - nowUnixS) <= nearSeconds;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
