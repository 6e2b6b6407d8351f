/**
 * Reads a query string or a form body as Stripe does: `created[gte]=1`, the same with percent-encoded brackets,
 * `expand[]=a` and `expand[0]=a`, and a repeated name means its last value.
 */

/** A value, or values by the name in brackets. */
export type FormNode = string | ReadonlyMap<string, FormNode>;
type MutableNode = string | Map<string, MutableNode>;

export function parseForm(text: string): ReadonlyMap<string, FormNode> {
  const root = new Map<string, MutableNode>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    place(root, namePath(name), equals === -1 ? '' : decode(pair.slice(equals + 1)));
  }
  return root;
}

/** `created[gte]` → `created`, `gte`. A name whose brackets do not pair is taken whole. */
function namePath(name: string): readonly string[] {
  const parts = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (parts === null) return [name];
  const [, first = name, rest = ''] = parts;
  return [first, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? '')];
}

function place(root: Map<string, MutableNode>, path: readonly string[], value: string): void {
  let node = root;
  for (const [depth, segment] of path.entries()) {
    const rest = path.slice(depth + 1);
    const key = segment === '' ? elementKey(node, rest) : segment;
    if (rest.length === 0) {
      node.set(key, value);
      return;
    }
    const next = node.get(key);
    const child = next instanceof Map ? next : new Map<string, MutableNode>();
    node.set(key, child);
    node = child;
  }
}

/** `items[][price]=a&items[][quantity]=2` is one element: a new one begins with a name that the last one has already. */
function elementKey(list: Map<string, MutableNode>, rest: readonly string[]): string {
  const last = list.get(String(list.size - 1));
  const [name] = rest;
  const goesOn = last instanceof Map && name !== undefined && name !== '' && !last.has(name);
  return String(goesOn ? list.size - 1 : list.size);
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A stray percent sign stands for itself, as it does in browsers' form decoding.
    return spaced;
  }
}
